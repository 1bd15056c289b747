"""A picture that a narrative shows."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

MEDIA_TYPES: Final = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}
"""The kinds of pictures by the suffix of their files."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The name of a file of narrative/ and its bytes without metadata."""

    name: str
    content: bytes

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[PurePosixPath(self.name).suffix.lower()]
