"""The languages that roireport speaks."""

from typing import Literal

Language = Literal["fr", "en"]
