"""Read narrative/*.md with their pictures, and check their form: figures quoted as [[path]], links, footnotes."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from roireport.load.files import Reading
from roireport.load.note_syntax import pictures_in, syntax_faults
from roireport.load.pictures import read_picture
from roireport.load.undrawn import undrawn_in_note
from roireport.model.engagement import Narrative
from roireport.model.language import LANGUAGES, Language
from roireport.model.picture import Picture
from roireport.model.place import Place
from roireport.model.quotation import QUOTATION
from roireport.model.workspace import NARRATIVE_NAMES
from roireport.problems.problem import Problem, problem
from roireport.text.characters import place_of, printable
from roireport.text.near import near

LARGEST_NARRATIVE = 20_000
"""Bytes."""
_ENDINGS = ("md", "markdown", "mkd", "txt", "")
_TYPO = 0.8
"""The least similarity of a name to that of a narrative for it to be a spelling mistake."""
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_OPENED = re.compile(r"\[\[(?P<path>[^\[\]\r\n]*)(?P<closed>\]\])?")


def read_narratives(reading: Reading, folder: str) -> tuple[Narrative, ...]:
    """Read the texts of a folder, sorted by name; problems go to the reading."""
    unread = reading.snapshot.files.get(folder) if reading.snapshot else None
    reading.found([unread] if isinstance(unread, Problem) else [])
    names = reading.names(folder)
    files = [name for name in names if name.lower().endswith(".md")]
    reading.found(fault for name in names if (fault := _misspelt(folder, name)))
    texts = (_narrative(reading, f"{folder}/{name}") for name in files)
    return tuple(text for text in texts if text is not None)


def _misspelt(folder: str, file: str) -> Problem | None:
    """A file that was meant for a section: its name is nearly that of one, or it ends otherwise."""
    name, _, rest = file.partition(".")
    ending = rest.rpartition(".")[2].lower()
    meant = near(name, NARRATIVE_NAMES, cutoff=_TYPO)
    if not meant or ending not in _ENDINGS or (ending == "md" and (name == meant or not _NAME.fullmatch(name))):
        return None
    language = next((f".{language}" for language in LANGUAGES if rest.startswith(f"{language}.")), "")
    facts = {"name": file[:60], "near": f"{meant}{language}.md"}
    return problem("narrative_unread", Place(printable(f"{folder}/{file}")), also=(), **facts)


def _narrative(reading: Reading, file: str) -> Narrative | None:
    named = _named(file)
    if isinstance(named, Problem):
        reading.found([named])
        return None
    text = reading.markdown(file, limit=LARGEST_NARRATIVE)
    if text is None:
        return None
    reading.found(_quotation_faults(text, file))
    reading.found(syntax_faults(text, file))
    reading.found(undrawn_in_note(text, file))
    return Narrative(*named, text, Place(file, 1, 1), _pictures(reading, text, file))


def _pictures(reading: Reading, text: str, file: str) -> tuple[Picture, ...]:
    """Read the pictures that a narrative shows, each once."""
    folder = str(PurePosixPath(file).parent)
    read = [(read_picture(reading, folder, link, place_of(text, link.offset, file))) for link in pictures_in(text)]
    reading.found(fault for fault in read if isinstance(fault, Problem))
    return tuple({picture.name: picture for picture in read if isinstance(picture, Picture)}.values())


def picture_files(narrative: Narrative) -> tuple[str, ...]:
    """The files of the pictures that a narrative shows, by their paths in the workspace."""
    folder = PurePosixPath(narrative.place.file).parent
    return tuple(f"{folder}/{picture.name}" for picture in narrative.pictures)


def _named(file: str) -> tuple[str, Language | None] | Problem:
    """Read name and language from the name of a file such as worked.fr.md."""
    name, dot, ending = PurePosixPath(file).stem.partition(".")
    if not _NAME.fullmatch(name):
        return problem("narrative_name", Place(printable(file)), name=name[:60])
    if not dot:
        return name, None
    language = next((language for language in LANGUAGES if language == ending), None)
    if language is None:
        return problem("narrative_language", Place(printable(file)), language=ending[:60])
    return name, language


def _quotation_faults(text: str, file: str) -> Iterator[Problem]:
    """Yield quotations without the form [[path]]; the results know which figures exist."""
    for match in _OPENED.finditer(text):
        place = place_of(text, match.start(), file)
        if not match["closed"]:
            yield problem("quotation_unclosed", place)
        elif not QUOTATION.fullmatch(match[0]):
            yield problem("quotation_malformed", place, path=match["path"].strip()[:60])
