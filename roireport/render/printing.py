"""The values of printing: attachments, PDF, failure. Importing this imports no WeasyPrint."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Relationship = Literal["Data", "Source"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file attached to a PDF: the `Data` on its pages, or their `Source`.

    `name` is a path, as data/win-rate.csv.
    """

    name: str
    content: bytes
    media_type: str
    relationship: Relationship
    description: str
    modified: date
    """The last day of the data; no clock is read."""


@dataclass(frozen=True, slots=True)
class Pdf:
    """A printed report."""

    content: bytes
    pages: int


class PrintingFailed(Exception):
    """A report that cannot be printed; `reasons` are WeasyPrint's warnings and refused addresses."""

    def __init__(self, reasons: tuple[str, ...], refused: tuple[str, ...] = ()) -> None:
        """`refused` are the addresses alone."""
        super().__init__("; ".join(reasons))
        self.reasons, self.refused = reasons, refused
