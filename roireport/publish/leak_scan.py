"""Search all that an audience outside the firm would get for what must not leave the firm."""

import html
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

from roireport.audience.secrets import EngagementSecrets, Secret
from roireport.model.engagement import Engagement
from roireport.model.visibility import is_for_client, models_in
from roireport.render.pdf_text import pdf_attachments, pdf_texts
from roireport.resources import templates_folder
from roireport.text.searching import SearchableText, in_words

LEAST_SQUEEZED: Final = 12
"""Letters of a text that is also searched for without the spaces around and within it. Shorter ones occur by chance
where two words meet."""
_DATA: Final = (".json", ".yaml", ".csv", ".md", ".pdf", ".xlsx")
"""Files that are searched for the names of keys: on a page, the same words may mean something else."""
_FONTS: Final = (".woff2",)
"""Files of roireport's own that hold shapes of letters and no text."""
_TAG: Final = re.compile(r"<[^>]*>")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|[nrt\n])")


@dataclass(frozen=True, slots=True)
class Hit:
    """A secret that was found: the file, the part of it (a page, an attachment), and where the secret was typed.

    `file` is None where it is the name of a file that would give the secret away.
    """

    file: str | None
    part: str
    secret: str


@dataclass(frozen=True, slots=True)
class Needles:
    """What to search a folder for. The names of its own client hide the names of others within them."""

    secrets: tuple[Secret, ...]
    own_names: tuple[str, ...] = ()
    unsearched: tuple[str, ...] = ()
    """The places of what is too short or too common to be searched for."""

    @property
    def identity(self) -> str:
        """All that the result depends on; places are not part of it."""
        return repr((sorted((secret.words, secret.cased) for secret in self.secrets), self.own_names))


def needles_for(id: str, secrets: Mapping[str, EngagementSecrets], *, names: bool) -> Needles:
    """What may not be in the folder of one engagement: its own secrets, and what others keep or are called.

    Args:
        id: Of the engagement.
        secrets: Those of every engagement of the workspace.
        names: Whether the audience may read the names of the team.
    """
    own, readable = secrets[id], {"client", "team"} if names else {"client"}
    hidden = [secret for secret in own.secrets if secret.kind not in readable]
    for other, kept in secrets.items():
        hidden += _of_other(kept, own) if other != id else ()
    wanted = dict.fromkeys((*hidden, *_keys()))
    searched = tuple(secret for secret in wanted if not _is_common(secret))
    return Needles(searched, own.own_name, tuple(dict.fromkeys((*own.unsearched, *_places_left(wanted, searched)))))


def _places_left(wanted: Iterable[Secret], searched: Iterable[Secret]) -> Iterator[str]:
    """The places of which nothing is searched for."""
    places = {secret.place for secret in searched}
    return (secret.place for secret in wanted if secret.place not in places)


def _of_other(other: EngagementSecrets, own: EngagementSecrets) -> Iterator[Secret]:
    """The names and internal values of another engagement, without those that are this one's too."""
    names = (one for one in other.secrets if one.kind == "client" and one.words.casefold() not in own.own_name)
    values = (one for one in other.secrets if one.kind == "internal" and one.words not in own.shown)
    yield from (*names, *values)


def _keys() -> Iterator[Secret]:
    """The names of the keys for the firm alone: beside one even a short value is a leak."""
    for name in _internal_keys(Engagement):
        words = in_words(name)
        if len(words.split()) > 1:
            yield Secret(words, name, "key")


def _internal_keys(model: type, *, internal: bool = False) -> Iterator[str]:
    for name, field in getattr(model, "model_fields", {}).items():
        hidden = internal or not is_for_client(field)
        if hidden:
            yield field.alias or name
        for inner in models_in(field.annotation):
            yield from _internal_keys(inner, internal=hidden)


def _is_common(secret: Secret) -> bool:
    """Whether a text occurs in what roireport itself says on every site."""
    return secret.words.casefold() in _built_in_text()


@lru_cache(maxsize=1)
def _built_in_text() -> str:
    """The words and the method that come with roireport."""
    folder = templates_folder()
    files = (*sorted(folder.glob("words/*/*.yaml")), *sorted(folder.glob("handbook/*/measures/*.md")))
    return in_words(" | ".join(file.read_text("utf-8") for file in files)).casefold()


def leaks_in(files: Mapping[str, bytes], needles: Needles) -> tuple[Hit, ...]:
    """Search the files of a folder, by their path in it, and the paths themselves.

    Raises:
        Refused: a PDF cannot be read.
    """
    hits: dict[Hit, None] = {}
    keyless = replace(needles, secrets=tuple(secret for secret in needles.secrets if secret.kind != "key"))
    for path, content in files.items():
        wanted = needles if PurePosixPath(path).suffix.lower() in _DATA else keyless
        hits |= dict.fromkeys(Hit(None, "", secret.place) for secret in _found([SearchableText(path)], needles))
        for part, texts in _parts(path, content):
            hits |= dict.fromkeys(Hit(path, part, secret.place) for secret in _found(texts, wanted))
    return tuple(hits)


def _parts(path: str, content: bytes) -> Iterator[tuple[str, Sequence[SearchableText]]]:
    """The texts of a file by its parts."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix == ".pdf":
        yield from _parts_of_pdf(content)
    elif suffix == ".xlsx":
        yield from _parts_of_workbook(content)
    elif suffix not in _FONTS:
        yield "", _texts_of(content)


def _parts_of_pdf(content: bytes) -> Iterator[tuple[str, Sequence[SearchableText]]]:
    by_part: dict[str, list[str]] = {}
    for part, text in pdf_texts(content):
        by_part.setdefault(part, []).append(text)
    attached = pdf_attachments(content)
    for part, texts in by_part.items():
        yield part, _forms_of(" \n ".join(dict.fromkeys(texts)))
    for name, inner in attached.items():
        yield name, [SearchableText(name), *_texts_of(inner)]


def _parts_of_workbook(content: bytes) -> Iterator[tuple[str, Sequence[SearchableText]]]:
    """The texts of the files that a workbook packs."""
    with zipfile.ZipFile(BytesIO(content)) as packed:
        for name in packed.namelist():
            yield name, _texts_of(packed.read(name))


@lru_cache(maxsize=1024)
def _texts_of(content: bytes) -> tuple[SearchableText, ...]:
    """A file as text: as it is, without tags, without escapes.

    The pages of the method are the same in every folder, so they are prepared once.
    """
    forms = _forms_of(content.decode("utf-8", "replace"))
    if b"\0" not in content:
        return forms
    return (*forms, *_forms_of(content.replace(b"\0", b"").decode("latin-1")))


def _forms_of(text: str) -> tuple[SearchableText, ...]:
    """A text as it is, without tags and without escapes."""
    forms = [text]
    if "<" in text:
        forms += (_TAG.sub("", text), _TAG.sub(" ", text))
    if "%" in text:
        forms.append(unquote(text))
    if "\\" in text:
        forms.append(_ESCAPE.sub(_unescaped, text))
    return tuple(SearchableText(form) for form in dict.fromkeys(html.unescape(form) for form in forms))


def _unescaped(escape: re.Match[str]) -> str:
    digits = escape[1] or escape[2]
    return chr(int(digits, 16)) if digits else " "


def _found(texts: Iterable[SearchableText], needles: Needles) -> Iterator[Secret]:
    """The secrets that occur in a text."""
    for text in texts:
        plain = _without_own_names(text, needles.own_names)
        for secret in needles.secrets:
            if _occurs(secret, text, plain):
                yield secret


def _without_own_names(text: SearchableText, own_names: Sequence[str]) -> SearchableText:
    """The text with a sign in place of the names of its own client, which may hold the name of another."""
    own = [name for name in own_names if name in text.folded]
    if not own:
        return text
    spelt = (r"[\W_]+".join(map(re.escape, name.split())) for name in sorted(own, key=len, reverse=True))
    return SearchableText(re.sub(rf"(?<![^\W_])(?:{'|'.join(spelt)})(?![^\W_])", "|", text.cased, flags=re.I))


def _occurs(secret: Secret, text: SearchableText, plain: SearchableText) -> bool:
    searched = plain if secret.kind == "client" else text
    if secret.cased:
        return secret.words in searched.cased or secret.words.upper() in searched.cased
    first = secret.words.split(None, 1)[0]
    if first in searched.words and secret.words in searched.folded:
        return True
    squeezed = secret.words.replace(" ", "")
    return len(squeezed) >= LEAST_SQUEEZED and squeezed in searched.squeezed
