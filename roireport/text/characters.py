"""Which characters may be in a text, and how a text is printed.

A reader must see what a file holds. So characters that cannot be seen, or that change the order of other characters,
are refused when a file is read, and replaced when a name or a line of a file is printed.
"""

import html
import re
import unicodedata
from typing import Final

from roireport.model.place import Place

BOM: Final = "\ufeff"
LINE_END: Final = re.compile(r"\r\n|\r|\n")

_CONTROL: Final = "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f"
_FORMAT: Final = (
    # Default_Ignorable_Code_Point of Unicode 17 (DerivedCoreProperties.txt), without U+200C, U+200D, U+FE0E and U+FE0F:
    # soft hyphen, joiners, Hangul fillers, bidirectional marks and overrides (UAX 9), variation selectors.
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufff8"
    # Other characters without a shape: line and paragraph separator, blank of Braille, annotation marks.
    "\u2028\u2029\u2800\ufff9-\ufffb"
)
_ASTRAL_FORMAT: Final = (
    # The same above U+FFFF: marks of hieroglyphs, shorthand and music, tags and variation selectors.
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_NO_CHARACTER: Final = "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_NO_ASTRAL_CHARACTER: Final = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
)
_JOINED_SCRIPTS: Final = (
    # Letters and marks of the scripts whose spelling uses U+200C and U+200D (Unicode Standard, chapter 23.2): Arabic,
    # Syriac, N'Ko, Mandaic, the scripts of India and Sri Lanka, Myanmar, Khmer, Mongolian, Balinese, Javanese.
    "\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff"
    "\u0710-\u077f\u07ca-\u07f5\u0840-\u085b\u0860-\u0887\u08a0-\u08e1\u08e3-\u08ff\ufb50-\ufdcf\ufe70-\ufefc"
    + "".join(f"{chr(block)}-{chr(block + 0x63)}" for block in range(0x900, 0xE00, 0x80))
    + "\u1000-\u103f\u1050-\u108f\u1780-\u17d3\u1820-\u18aa\u1b05-\u1b44\ua8e0-\ua8ff\ua980-\ua9c0"
)
_PICTOGRAPHS: Final = (
    # What may begin an emoji or follow U+200D in one (emoji-variation-sequences.txt, emoji-zwj-sequences.txt).
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_SIGNS: Final = "\u200c\u200d\ufe0e\ufe0f"
"""Joiners and emoji selectors: refused only where no script and no emoji needs them."""
_NOT_NEEDED: Final = re.compile(
    f"(?<![{_JOINED_SCRIPTS}])\u200c"
    f"|(?<![{_JOINED_SCRIPTS}])(?:(?<![{_PICTOGRAPHS}\ufe0f])\u200d|\u200d(?![{_PICTOGRAPHS}]))"
    f"|(?<![{_PICTOGRAPHS}])(?:(?<![0-9#*])[\ufe0e\ufe0f]|[\ufe0e\ufe0f](?!\u20e3))"
)
_SUSPECT: Final = re.compile(f"[{_CONTROL}{_FORMAT}{_NO_CHARACTER}{_SIGNS}\U00010000-\U0010ffff]")
"""Candidates for a closer look: one small class, since contexts and many ranges take fifty times as long."""
_REFUSED: Final = re.compile(f"[{_CONTROL}{_FORMAT}{_NO_CHARACTER}{_ASTRAL_FORMAT}{_NO_ASTRAL_CHARACTER}]")
_LINE_CONTROL: Final = re.compile("[\\t\\n\\r]")
_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
_REFERENCE: Final = re.compile(r"&(?:#(?P<decimal>[0-9]+)|#[xX](?P<hex>[0-9a-fA-F]+)|[A-Za-z][A-Za-z0-9]*);")


def hidden_in(text: str) -> tuple[int, str] | None:
    """Find the first refused character of a text, with its offset."""
    return next(((match.start(), match[0]) for match in _SUSPECT.finditer(text) if _is_refused(match)), None)


def hidden_reference_in(text: str) -> tuple[int, str] | None:
    """Find the first HTML reference (such as &rlm;) to a refused character, with its offset.

    Markdown passes these references on to the page.
    """
    if "&" not in text:
        return None
    for reference in _REFERENCE.finditer(text):
        character = _referred(reference)
        before, after = text[: reference.start()][-1:], text[reference.end() :][:1]
        if any(_is_refused(hidden) for hidden in _SUSPECT.finditer(before + character + after, len(before))):
            return reference.start(), character
    return None


def printable(text: str) -> str:
    """Make a text printable on one line: each refused character becomes U+FFFD.

    The length stays the same.
    """
    return _LINE_CONTROL.sub(_REPLACEMENT, printable_lines(text))


def printable_lines(text: str) -> str:
    """Make a text of several lines printable; line feeds and tabs stay."""
    return _SUSPECT.sub(
        lambda match: _REPLACEMENT if _is_refused(match) else match[0], text.replace("\r", _REPLACEMENT)
    )


def escaped(text: str, form: str = "\\u{:04x}") -> str:
    """Write refused characters as UTF-16 escapes, for formats that read them back."""

    def escape(match: re.Match[str]) -> str:
        if not _is_refused(match):
            return match[0]
        units = match[0].encode("utf-16-be", "surrogatepass")
        return "".join(form.format(int.from_bytes(units[at : at + 2])) for at in range(0, len(units), 2))

    return _SUSPECT.sub(escape, text)


def name_of(character: str) -> str:
    """The name of a character in the Unicode Standard."""
    return unicodedata.name(character, "CONTROL CHARACTER")


def place_of(text: str, offset: int, file: str) -> Place:
    """The line and column of an offset in a text."""
    before = LINE_END.split(text[:offset])
    return Place(file, len(before), len(before[-1]) + 1)


def _is_refused(suspect: re.Match[str]) -> bool:
    pattern = _NOT_NEEDED if suspect[0] in _SIGNS else _REFUSED
    return pattern.match(suspect.string, suspect.start()) is not None


def _referred(reference: re.Match[str]) -> str:
    """The character of a reference, also a control character, which html.unescape drops."""
    if character := html.unescape(reference[0]):
        return character
    code = int(reference["decimal"] or 0) or int(reference["hex"] or "0", 16)
    return chr(code) if code < 0x110000 else ""
