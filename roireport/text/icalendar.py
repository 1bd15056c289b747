"""Lines of a calendar file, as RFC 5545 writes them."""

from collections.abc import Iterable
from typing import Final

LONGEST_LINE: Final = 75
"""Octets of a line without its end (RFC 5545, 3.1)."""
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def escaped(text: str) -> str:
    """A value of the type TEXT (RFC 5545, 3.3.11)."""
    return text.translate(_ESCAPED)


def content_lines(lines: Iterable[str]) -> bytes:
    """Fold each line and end it as RFC 5545 says."""
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _folded(line: str) -> str:
    """Break a line before the letter that would make it too long; what follows begins with a space."""
    pieces, length = [""], 0
    for letter in line:
        size = len(letter.encode())
        if length + size > LONGEST_LINE:
            pieces.append("")
            length = 1
        pieces[-1] += letter
        length += size
    return "\r\n ".join(pieces)
