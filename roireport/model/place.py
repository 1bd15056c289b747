"""The place of a value in a file."""

from typing import NamedTuple


class Place(NamedTuple):
    """A position in a file of the workspace; line and column count from 1, line 0 means the file as a whole.

    It is a tuple because traces sort and compare thousands of places.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file
