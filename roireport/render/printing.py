"""What comes out of the press, or why nothing does. Importing this imports no WeasyPrint."""

from dataclasses import dataclass


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
