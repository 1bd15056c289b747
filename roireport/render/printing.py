"""What goes into the press and what comes out, or why nothing does. Importing this imports no WeasyPrint."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Relationship = Literal["Data", "Source"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a PDF carries: the `Data` that its pages show, or the `Source` that they were made from.

    `name` is a path, as data/win-rate.csv.
    """

    name: str
    content: bytes
    media_type: str
    relationship: Relationship
    description: str
    modified: date
    """No clock is read: the day that the data ends with."""


@dataclass(frozen=True, slots=True)
class Pdf:
    """A printed report."""

    content: bytes
    pages: int


class PrintingFailed(Exception):
    """A report that cannot be printed as it must be; `reasons` are WeasyPrint's warnings and the fetcher's refusals."""

    def __init__(self, reasons: tuple[str, ...], refused: tuple[str, ...] = ()) -> None:
        """`refused` are the addresses alone."""
        super().__init__("; ".join(reasons))
        self.reasons, self.refused = reasons, refused
