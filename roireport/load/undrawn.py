"""Report the characters of texts that no face of a report can draw, before a report is printed."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from xml.etree import ElementTree

from roireport.load.svg_parts import SVG
from roireport.model.place import Place
from roireport.model.written import Node, Written, WrittenList, WrittenMapping
from roireport.problems.problem import Problem, problem
from roireport.text.characters import LINE_END, place_of
from roireport.text.drawn import undrawn_in, undrawn_references_in

MOST_NAMED: Final = 5
"""Characters that one message names; a text in another script has dozens."""
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)


def undrawn_values(node: Node | None, texts: Mapping[str, str], unseen: Iterable[str] = ()) -> Iterator[Problem]:
    """Report each value of a tree with such characters, at the first of them.

    Args:
        texts: The text of each file, which says where in a value the character is.
        unseen: Keys of the topmost mapping whose values no page shows.
    """
    if isinstance(node, WrittenMapping):
        for key, value in node.items():
            if key not in unseen:
                yield from undrawn_values(value, texts)
    elif isinstance(node, WrittenList):
        for item in node:
            yield from undrawn_values(item, texts)
    elif isinstance(node, Written) and (characters := [character for _, character in undrawn_in(node)]):
        yield _undrawn(characters, _within(node.place, texts.get(node.place.file, ""), characters[0]))


def undrawn_in_note(text: str, file: str) -> Iterator[Problem]:
    """Report a narrative with such characters outside its comments, at the first of them."""
    shown = _COMMENT.sub(lambda comment: re.sub(r"[^\r\n]", " ", comment[0]), text)
    if places := sorted((*undrawn_in(shown), *undrawn_references_in(shown))):
        yield _undrawn([character for _, character in places], place_of(text, places[0][0], file))


def undrawn_in_svg(content: bytes, file: str) -> Problem | None:
    """Report a picture whose words have such characters, at the first of them; None too where it is no XML."""
    try:
        words = "".join("".join(label.itertext()) for label in ElementTree.fromstring(content).iter(f"{{{SVG}}}text"))
    except ElementTree.ParseError:
        return None
    characters = [character for _, character in undrawn_in(words)]
    text = content.decode("utf-8", "replace")
    return _undrawn(characters, place_of(text, max(text.find(characters[0]), 0), file)) if characters else None


def _within(place: Place, text: str, character: str) -> Place:
    """The place of a character in a value; that of the value where the character is written as an escape."""
    ends = [0, *(end.end() for end in LINE_END.finditer(text))]
    start = ends[place.line - 1] + place.column - 1 if 0 < place.line <= len(ends) else 0
    offset = text.find(character, start)
    return place_of(text, offset, place.file) if offset >= 0 else place


def _undrawn(characters: Iterable[str], place: Place) -> Problem:
    named = [f"{character} ({_point(character)})" for character in dict.fromkeys(characters)]
    more = ["…"] if len(named) > MOST_NAMED else []
    return problem("character_not_drawn", place, characters=", ".join([*named[:MOST_NAMED], *more]))


def _point(character: str) -> str:
    """The code point of a character, with its name where Unicode gives one."""
    return ", ".join(filter(None, (f"U+{ord(character):04X}", unicodedata.name(character, ""))))
