"""The output of one job. What renders it is imported elsewhere, only where something is rendered."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from roireport.model.workspace import Severity
from roireport.present.portfolio.entry import PortfolioEntry
from roireport.problems.problem import Problem
from roireport.publish.output import Stamp


@dataclass(frozen=True, slots=True)
class EngagementOutput:
    """An engagement's files by path, its entry in the portfolio, and its problems.

    `unread` says why it could not be read: then it has no entry. `unrendered` says why it could not be rendered: then
    it has no files. `standing` are problems beside which it could be computed. `open` are the severities of the
    findings that nobody accepted, `findable` is its part of the search index, as JSON.
    """

    id: str
    unread: tuple[Problem, ...] = ()
    standing: tuple[Problem, ...] = ()
    unrendered: tuple[Problem, ...] = ()
    entry: PortfolioEntry | None = None
    open: tuple[Severity, ...] = ()
    findable: bytes = b""
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BuildResult:
    """The engagements that were built, the files of the site, and the problems.

    `unrendered` are problems of engagements that could be read but not rendered. `open` are the severities of the
    findings that nobody accepted. `warnings` do not count against a run: why commits are not known.
    `reproducible` where a build from the same files would give the same.
    """

    built: tuple[str, ...]
    files: Mapping[str, Stamp]
    reproducible: bool
    problems: tuple[Problem, ...]
    unrendered: tuple[Problem, ...]
    open: tuple[Severity, ...]
    warnings: tuple[Problem, ...] = ()
