"""What to build, and how."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from roireport.model.language import Language
from roireport.render.cache import NO_CACHE, Cache


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
    cluster: str = ""
    """The address of a cluster that makes the engagements; without one they are made here."""
