"""The result of a build. It is loaded without what computes or renders, so that a build without changes is quick."""

from collections.abc import Mapping
from dataclasses import dataclass

from roireport.model.workspace import Severity
from roireport.problems.problem import Problem
from roireport.publish.output import Stamp


@dataclass(frozen=True, slots=True)
class BuildResult:
    """The engagements that were built, the files of the site, and the problems.

    Problems of the stage `open` do not count against a run: warnings why commits are not known. `open` are the
    severities of the findings that nobody accepted. `reproducible` where a build from the same files would give the
    same.
    """

    built: tuple[str, ...]
    files: Mapping[str, Stamp]
    reproducible: bool
    problems: tuple[Problem, ...]
    open: tuple[Severity, ...]
