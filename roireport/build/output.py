"""What an engagement came to, as it is kept and told of; what makes one is loaded elsewhere, where one is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from roireport.model.workspace import Severity
from roireport.present.portfolio.entry import PortfolioEntry
from roireport.problems.problem import Problem


@dataclass(frozen=True, slots=True)
class EngagementOutput:
    """What an engagement came to: without an entry it could not be read, without files it could not be written.

    `digest` is that of the entry, `open` are the severities of the findings that nobody accepted, `findable` is its
    part of the search, as JSON.
    """

    id: str
    unread: tuple[Problem, ...] = ()
    standing: tuple[Problem, ...] = ()
    unrendered: tuple[Problem, ...] = ()
    entry: PortfolioEntry | None = None
    digest: bytes = b""
    open: tuple[Severity, ...] = ()
    findable: bytes = b""
    files: Mapping[str, bytes] = field(default_factory=dict)
