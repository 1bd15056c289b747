"""A figure quoted in a text as [[path]]."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

QUOTATION: Final = re.compile(r"\[\[[ \t]*(?P<path>[a-z0-9_-]+(?:\.[a-z0-9_-]+)+)[ \t]*\]\]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Quotation:
    """The path of a figure, such as financial.roi, and where it stands: `offset` characters into the text."""

    path: str
    offset: int


def quotations(text: str) -> Iterator[Quotation]:
    """The figures that a text quotes, in its order; whether they exist only the results can say."""
    return (Quotation(found["path"], found.start()) for found in QUOTATION.finditer(text))
