"""The values of printing: attachments, PDF, refusal. Importing this imports no WeasyPrint."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from roireport.problems.problem import NO_PLACE, Refused, problem

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


def not_printed(why: str) -> Refused:
    """The refusal of a report that cannot be printed; its place is for the caller to add."""
    return Refused((problem("not_rendered", NO_PLACE, why=str(why)),))
