"""What an engagement must keep from its client, and from the clients of all others: to be searched for, with places.

It is found by the marks of the schema in the files as they were typed, not in the view that a client gets: what the
view leaves out by mistake would be missing here too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, Literal

from roireport.audience.redaction import redacted_yaml
from roireport.audience.typed_values import TypedValue, schema_of, typed_values
from roireport.load.decoding import decode
from roireport.load.engagement import READ_FILES
from roireport.load.snapshot import DEEP, FolderSnapshot
from roireport.model.place import Place
from roireport.model.workspace import NARRATIVE_NAMES
from roireport.problems.problem import Refused
from roireport.text.characters import place_of
from roireport.text.searching import in_words

Kind = Literal["internal", "beside", "team", "client", "key"]
"""`internal`: the value of a key for the firm alone; `beside`: a comment, a name of a file that nothing reads; `team`:
a name of the team; `client`: the name of the client or of the folder; `key`: the name of a key for the firm alone."""

LEAST_LETTERS: Final = 8
"""Letters and digits of a text that is searched for. Shorter ones occur by chance."""
LEAST_NAME: Final = 3
"""Letters and digits of a name."""
LEAST_DIGITS: Final = 5
"""Digits of a number that is searched for, zeros before the first other one aside."""
LEAST_COMMENT: Final = 3
"""Words of a comment that is searched for: a comment often names what a report names too."""
_SENTENCE_END: Final = re.compile(r"[\r\n]+|(?<=[.!?;:])\s+")
_NUMBER: Final = re.compile(r"-?([0-9_]+)(?:\.([0-9]+))?\s*(%?)")
_HIDDEN: Final = re.compile(r"<!--(.*?)-->", re.DOTALL)
_LEGAL_FORMS: Final = frozenset((
    "ab", "ag", "as", "bv", "gmbh", "inc", "kg", "llc", "llp", "ltd", "nv", "oy", "plc",
    "sa", "sarl", "sas", "sca", "se",
))  # fmt: skip
"""The last words of a name that people leave out."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A text to search for: its words with spaces around each, and where it was typed.

    A `cased` one is searched for with the capitals that it was written with, or all in capitals.
    """

    words: str
    place: str
    kind: Kind
    cased: bool = False


@dataclass(frozen=True, slots=True)
class EngagementSecrets:
    """What is to be searched for on behalf of one engagement.

    `shown` are the words of all that was written for the client: what occurs there is no secret. `own_name` are those
    of its client and its folder. `unsearched` are the places of what is too short to search for.
    """

    secrets: tuple[Secret, ...] = ()
    shown: str = ""
    own_name: tuple[str, ...] = ()
    unsearched: tuple[str, ...] = ()


def secrets_of(snapshot: FolderSnapshot) -> EngagementSecrets:
    """The secrets of an engagement from its folder. A file that cannot be read has none: it makes no output."""
    texts = _texts(snapshot)
    values = [
        value for name in READ_FILES if name in texts for value in typed_values(name, texts[name], snapshot.folder)
    ]
    id, shown = snapshot.folder.rpartition("/")[2], _shown(texts, values)
    candidates = dict.fromkeys((*_of_values(values), *_beside(snapshot, texts), *_of_folder(id, snapshot.folder)))
    secrets = (one for one in candidates if isinstance(one, Secret) and not _is_shown(one, shown))
    unsearched = (str(one) for one in candidates if isinstance(one, Place))
    return EngagementSecrets(tuple(secrets), shown, tuple(_own_names(id, values)), tuple(unsearched))


def _texts(snapshot: FolderSnapshot) -> dict[str, str]:
    """The files that are text, by their path in the folder."""
    decoded = {name: decode(content, name) for name, content in snapshot.contents().items()}
    return {name: text for name, text in decoded.items() if isinstance(text, str)}


def _shown(texts: Mapping[str, str], values: Iterable[TypedValue]) -> str:
    """The words that the client may read: the values for clients, and the narratives that a report has a place for."""
    readable = (value.text for value in values if value.reader in ("shown", "client"))
    notes = (_HIDDEN.sub(" | ", text) for name, text in texts.items() if _is_shown_note(name))
    return in_words(" | ".join((*readable, *notes))).casefold()


def _of_values(values: Iterable[TypedValue]) -> Iterator[Secret | Place]:
    """What values hold: internal ones, names of the team and of the client."""
    for value in values:
        if value.reader == "internal":
            yield from _internal(value.place, value.text)
        elif value.reader == "team":
            yield from _named(value.place, value.text, "team")
        elif value.reader == "client":
            for name in _spellings(value.text):
                yield from _named(value.place, name, "client")


def _beside(snapshot: FolderSnapshot, texts: Mapping[str, str]) -> Iterator[Secret]:
    """Comments, and names of files that nothing reads."""
    for name, text in texts.items():
        yield from _comments(f"{snapshot.folder}/{name}", text)
    for folder in DEEP:
        for name in snapshot.names(f"{snapshot.folder}/{folder}"):
            if not _is_shown_note(f"{folder}/{name}"):
                yield from _plain(Place(f"{snapshot.folder}/{folder}"), name, "beside")


def _internal(place: Place, value: str) -> Iterator[Secret | Place]:
    """An internal value by its sentences; its place where none of them can be searched for."""
    secrets: list[Secret | Place] = [*_numbers(place, value), *_plain(place, value, "internal")]
    yield from secrets or (place,)


def _numbers(place: Place, value: str) -> Iterator[Secret]:
    """A number as it was typed and, for a percentage, as a fraction."""
    number = _NUMBER.fullmatch(value.strip())
    if number is None:
        return
    whole, decimals, percent = number[1].replace("_", ""), number[2] or "", number[3]
    if len(f"{whole}{decimals}".lstrip("0")) < LEAST_DIGITS:
        return
    yield Secret(f" {whole} {decimals} " if decimals else f" {whole} ", str(place), "internal")
    if percent:
        fraction = f"{whole.zfill(3)[:-2]} {whole.zfill(3)[-2:]}{decimals}"
        yield Secret(f" {fraction} ", str(place), "internal")


def _plain(place: Place, text: str, kind: Kind, *, least_words: int = 1) -> Iterator[Secret]:
    """A text by its sentences, as far as these can be searched for."""
    for part in (text, *_SENTENCE_END.split(text)):
        words = in_words(part).casefold()
        letters = len(words.replace(" ", ""))
        is_number = words.replace(" ", "").isdecimal()
        if letters >= LEAST_LETTERS and not is_number and len(words.split()) >= least_words:
            yield Secret(words, str(place), kind)


def _named(place: Place, name: str, kind: Kind) -> Iterator[Secret | Place]:
    """A name; one of a single word only with its capitals, since many such are words too."""
    words = in_words(name)
    if len(words.replace(" ", "")) < LEAST_NAME:
        yield place
    elif len(words.split()) == 1:
        yield Secret(words, str(place), kind, cased=True)
    else:
        yield Secret(words.casefold(), str(place), kind)


def _of_folder(id: str, folder: str) -> Iterator[Secret]:
    """The name of the folder, which no other client may read."""
    words = in_words(id)
    if len(words.split()) > 1 and len(words.replace(" ", "")) >= LEAST_LETTERS:
        yield Secret(words, folder, "client")
    yield Secret(in_words(folder), folder, "client")


def _spellings(name: str) -> Iterator[str]:
    """A name, and without its legal form."""
    yield name
    first, _, last = name.rpartition(" ")
    if first and last.strip(".").replace(".", "").casefold() in _LEGAL_FORMS:
        yield first


def _own_names(id: str, values: Iterable[TypedValue]) -> Iterator[str]:
    """Its own names, in small letters."""
    yield in_words(id)
    for value in values:
        if value.reader == "client":
            yield from (in_words(name).casefold() for name in _spellings(value.text))


def _is_shown_note(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix == ".md" and path.parts[0] == "narrative" and path.name.split(".")[0] in NARRATIVE_NAMES


def _comments(file: str, text: str) -> Iterator[Secret]:
    """The comments of a file in YAML or Markdown."""
    if file.endswith(".md"):
        for comment in _HIDDEN.finditer(text):
            place = place_of(text, comment.start(), file)
            yield from _plain(place, comment[1], "beside", least_words=LEAST_COMMENT)
    elif PurePosixPath(file).name in READ_FILES:
        yield from _yaml_comments(file, text)


def _yaml_comments(file: str, text: str) -> Iterator[Secret]:
    """What redaction blanks out behind a number sign."""
    try:
        clean = redacted_yaml(text, schema_of(PurePosixPath(file).name), file)
    except Refused:
        return
    for number, (before, after) in enumerate(zip(text.splitlines(), clean.splitlines(), strict=False), start=1):
        removed = "".join(
            sign if kept == " " else " " for sign, kept in zip(before, after.ljust(len(before)), strict=False)
        )
        column = removed.find("#") + 1
        if column:
            yield from _plain(Place(file, number, column), removed[column:], "beside", least_words=LEAST_COMMENT)


def _is_shown(secret: Secret, shown: str) -> bool:
    return secret.kind in ("internal", "beside") and secret.words in shown
