"""What to build, and how."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from roireport.build.cache import NO_CACHE, Cache
from roireport.model.language import Language

ProgressCallback: TypeAlias = Callable[[str, str], None]
"""Called with a step (kept, rendering) and an engagement's id."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What to build: ids (all where none is named), where to, with PDFs or without, in which languages; and how."""

    ids: tuple[str, ...]
    site: Path
    pdf: bool = True
    languages: tuple[Language, ...] = ()
    jobs: int = 1
    cache: Cache = NO_CACHE
    today: date | None = None
    audience: str = ""
    """The audience outside the firm that is built for; empty for the firm's site."""
    cluster: str = ""
    """The address of a cluster that renders the engagements; without one they are rendered here."""
