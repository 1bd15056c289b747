"""A figure quoted in a text as [[path]]."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

QUOTATION: Final = re.compile(r"\[\[[ \t]*(?P<path>[a-z0-9_-]+(?:\.[a-z0-9_-]+)+)[ \t]*\]\]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Quotation:
    """The path of a figure, such as financial.roi, `offset` characters into the text."""

    path: str
    offset: int


def quotations(text: str) -> Iterator[Quotation]:
    """Yield the figures that a text quotes, whether or not they exist."""
    return (Quotation(match["path"], match.start()) for match in QUOTATION.finditer(text))
