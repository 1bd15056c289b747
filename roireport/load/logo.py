"""Check that a logo is a plain picture of the kind that its name says.

It is published with the site unchanged.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final
from xml.parsers import expat

from roireport.load.svg_parts import (
    CSS_FUNCTIONS,
    ELEMENTS,
    METADATA,
    PLAIN_ATTRIBUTES,
    STYLED_ATTRIBUTES,
    SVG,
    XLINK,
    XLINK_ATTRIBUTES,
    XML,
)
from roireport.load.svg_values import is_readable

_BEGINNINGS: Final = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff"}
_MARKER: Final = 0xFF
_FRAMES: Final = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)))
"""The markers of a JPEG's frame header: SOF0 to SOF15, without those of tables."""
_FRAGMENT: Final = re.compile(r"#\S+")
_HARMLESS: Final = re.compile(r"[\w-]+\((?:#[\w:.-]+|[\d\s.,%e+-]*)\)")
"""A call with a part of the drawing or with numbers: common, and too slow to read with a CSS parser by thousands."""
_MAY_REFER: Final = re.compile(r"[(@\\]")
"""No CSS value refers to anything without a function, an at-rule or an escape that could hide one."""
_DEEPEST: Final = 100
"""Elements within each other; what draws them calls itself for each."""


@dataclass(frozen=True, slots=True)
class LogoFault:
    """Why a logo is refused: `key` is the problem's; `part` is what an SVG may not hold, at a line and column of it."""

    key: str
    part: str = ""
    line: int = 0
    column: int = 0


def logo_faults(content: bytes, suffix: str) -> tuple[LogoFault, ...]:
    """List why a file is not a plain picture of its kind.

    An SVG may hold the elements, attributes and CSS functions of svg_parts and refer to its own parts only, so that it
    loads and runs nothing in a page, in a report, or opened by itself.
    """
    if suffix in _BEGINNINGS:
        if not content.startswith(_BEGINNINGS[suffix]):
            return (LogoFault("logo_not_plain"),)
        return (LogoFault("logo_in_cmyk"),) if suffix != ".png" and _is_in_cmyk(content) else ()
    if b"\0" in content:
        return (LogoFault("logo_not_plain"),)
    try:
        content.decode("utf-8")  # in another encoding a reader could see other elements than we do
        return _Drawing().faults(content)
    except (expat.ExpatError, ValueError, LookupError):
        return (LogoFault("logo_not_plain"),)


class _ParsingEnded(Exception):
    """The rest of the drawing is not read."""


def _is_in_cmyk(content: bytes) -> bool:
    """Whether a JPEG has four components a pixel (ITU-T T.81, B.2.2: the header of a frame)."""
    at = 2
    while at + 9 < len(content) and content[at] == _MARKER:
        if content[at + 1] in _FRAMES:
            return content[at + 9] == len("CMYK")
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return False


class _Drawing:
    """Collects the faults of an SVG while it is parsed."""

    def __init__(self) -> None:
        self._found: list[LogoFault] = []
        self._open: list[str] = []
        self._refused_at = 0
        """Depth of the refused element that contains the current one; 0 where there is none."""
        self._sheet: list[tuple[str, int, int]] = []
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = False
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def faults(self, content: bytes) -> tuple[LogoFault, ...]:
        """Parse the SVG and list its faults. Raises ExpatError where it is no XML."""
        with suppress(_ParsingEnded):
            self._parser.Parse(content, True)
        return tuple(dict.fromkeys(self._found))

    def _refuse(self, part: str, line: int = 0, column: int = 0, key: str = "logo_part_refused") -> None:
        line, column = line or self._parser.CurrentLineNumber, column or self._parser.CurrentColumnNumber + 1
        self._found.append(LogoFault(key, part[:80], line, column))

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if (encoding or "utf-8").lower() not in ("utf-8", "utf8"):
            self._refuse(f'encoding="{encoding}"')

    def _doctype(self, *_: object) -> None:
        """Refuse a DOCTYPE and read no further: its entities are never expanded."""
        self._refuse("<!DOCTYPE>")
        raise _ParsingEnded

    def _instruction(self, target: str, data: str) -> None:
        self._refuse(f"<?{target}?>")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not self._open and (space, local) != (SVG, "svg"):
            self._found.append(LogoFault("logo_not_plain"))
            raise _ParsingEnded
        self._open.append(name)
        if len(self._open) > _DEEPEST:
            self._refuse(f"<{local}> ({_DEEPEST}+)")
            raise _ParsingEnded
        if space in METADATA or self._refused_at:
            return
        if space != SVG or local not in ELEMENTS:
            self._refused_at = len(self._open)
            self._refuse(f"<{local}>")
            return
        for attribute, value in attributes.items():
            self._attribute(attribute, value)

    def _attribute(self, attribute: str, value: str) -> None:
        """Refuse an attribute that runs or refers to elsewhere, or that cannot be drawn."""
        part = f'{attribute.rpartition(" ")[2]}="{value.strip()[:60]}"'
        if not _is_plain(attribute, value):
            self._refuse(part)
        elif not is_readable(attribute, value):
            self._refuse(part, key="logo_value_refused")

    def _end(self, name: str) -> None:
        if self._refused_at == len(self._open):
            self._refused_at = 0
        self._open.pop()
        if name == f"{SVG} style":
            sheet = "".join(text for text, _, _ in self._sheet)
            for part, line, column in _refused_css(sheet):
                _, first, start = self._sheet[0]
                self._refuse(part, first + line - 1, column + start if line == 1 else column)
            self._sheet.clear()

    def _text(self, text: str) -> None:
        if self._open and self._open[-1] == f"{SVG} style":
            self._sheet.append((text, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber))


def _is_plain(attribute: str, value: str) -> bool:
    """Whether an attribute, as `namespace name` or `name`, neither runs nor refers to elsewhere."""
    space, _, name = attribute.rpartition(" ")
    if name == "href" and space in ("", XLINK):
        return bool(_FRAGMENT.fullmatch(value.strip()))
    if space:
        return (
            space in METADATA
            or (space == XML and name in ("space", "lang", "id"))
            or (space == XLINK and name in XLINK_ATTRIBUTES)
        )
    if name in STYLED_ATTRIBUTES:
        return next(_refused_css(value), None) is None
    return name in PLAIN_ATTRIBUTES or name.startswith(("data-", "aria-"))


def _refused_css(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield what a CSS text may not hold, with its line and column in the text."""
    if not _MAY_REFER.search(_HARMLESS.sub("", text)):
        return
    import tinycss2  # most logos need no CSS parser

    yield from _refused_tokens(tinycss2.parse_component_value_list(text))


def _refused_tokens(tokens: Sequence[Any]) -> Iterator[tuple[str, int, int]]:
    for token in tokens:
        if part := _refused_token(token):
            yield part, token.source_line, token.source_column
        nested = getattr(token, "content", None) or getattr(token, "arguments", None)
        if isinstance(nested, list):
            yield from _refused_tokens(nested)


def _refused_token(token: Any) -> str:
    """Name a token that may not be there; an empty text where it may."""
    match token.type:
        case "error":
            return str(token.message)
        case "at-keyword" if token.lower_value != "media":
            return f"@{token.value}"
        case "url" if not _FRAGMENT.fullmatch(token.value.strip()):
            return f"url({token.value})"
        case "function" if token.lower_name not in CSS_FUNCTIONS:
            return f"{token.name}()"
        case "function" if token.lower_name == "url" and not _names_own_part(token.arguments):
            return str(token.serialize())
    return ""


def _names_own_part(arguments: Sequence[Any]) -> bool:
    """Whether the arguments of `url()` are one string that names a part of the drawing."""
    values = [token for token in arguments if token.type not in ("whitespace", "comment")]
    return len(values) == 1 and values[0].type == "string" and bool(_FRAGMENT.fullmatch(values[0].value.strip()))
