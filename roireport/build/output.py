"""The output of one job. What renders it is imported elsewhere, only where something is rendered."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from roireport.compare.history import EngagementHistory
from roireport.model.language import Language
from roireport.model.workspace import Severity
from roireport.present.portfolio.entry import PortfolioEntry
from roireport.problems.problem import Problem, of_stage


@dataclass(frozen=True, slots=True)
class EngagementOutput:
    """An engagement's files by path, its entry in the portfolio, and its problems.

    One that could not be loaded has no entry, one that could not be rendered no files; it may have problems of the
    stage `compute` beside them. `open` are the severities of the findings that nobody accepted, `findable` is its part
    of the search index of each language, as JSON.
    """

    id: str
    problems: tuple[Problem, ...] = ()
    entry: PortfolioEntry | None = None
    open: tuple[Severity, ...] = ()
    findable: Mapping[Language, bytes] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    history: EngagementHistory | None = None

    @property
    def failures(self) -> tuple[Problem, ...]:
        """The problems because of which it has no pages."""
        return of_stage(self.problems, "load", "render", "search")
