"""The limits of a job, and what to report of one that exceeded them or failed."""

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from traceback import extract_tb
from typing import Final, Literal

from roireport.model.engagement import ENGAGEMENTS
from roireport.model.place import Place
from roireport.model.workspace import Workspace
from roireport.problems.problem import Problem
from roireport.resources import TEMPLATES

MEBIBYTE: Final = 2**20
MANY_SECONDS: Final = 5.0
"""Processor time that a job with many templates has at least; `template lint` takes 3 s with a copy of all."""


@dataclass(frozen=True, slots=True)
class JobLimits:
    """What one job may take: seconds of processor time, and bytes beyond those its worker starts with."""

    seconds: float
    memory: int


def limits_of(workspace: Workspace) -> JobLimits:
    """The limits in a workspace's settings."""
    return JobLimits(float(workspace.limits.seconds), workspace.limits.memory_bytes)


@dataclass(frozen=True, slots=True)
class Lost:
    """A job without a result: it exceeded a limit, or it or its process failed.

    `cause` is the signal, the exit code or the exception; `template` is the line of the workspace's own templates at
    which the job was, where it is known.
    """

    key: Literal["too_slow", "too_large", "crashed"]
    cause: str = ""
    template: Place | None = None


def for_many_templates(limits: JobLimits) -> JobLimits:
    """The limits of a job that fills many templates: all pages of the method, or every template in two languages."""
    return replace(limits, seconds=max(limits.seconds, MANY_SECONDS))


def fault_text(fault: Exception) -> str:
    """An exception and the line of our code that raised it."""
    last = extract_tb(fault.__traceback__)[-1]
    return f"{type(fault).__name__}: {fault}, {Path(last.filename).name}:{last.lineno}"


def template_place(fault: BaseException) -> Place | None:
    """The line of the workspace's own templates at which an exception was raised, where it is known."""
    with suppress(MemoryError, OSError):
        # Mostly loaded already. A build that has nothing to do loads no template engine.
        from roireport.render.rendering import own_template_place

        return own_template_place(fault.__traceback__)
    return None


def lost_problem(id: str, lost: Lost, limits: JobLimits) -> Problem:
    """The problem of an engagement whose job was lost, at its folder."""
    template = f" ({lost.template})" if lost.template else ""
    lost_report = _problem(f"report_{lost.key}", Place(f"{ENGAGEMENTS}/{id}"), lost, limits, template=template)
    return replace(lost_report, engagement=id)


def page_problem(page: str, lost: Lost, limits: JobLimits) -> Problem:
    """The problem of a page of the site, or of a command, at the line of the own template that it was at."""
    return _problem(f"page_{lost.key}", lost.template or Place(TEMPLATES), lost, limits, page=page)


def _problem(key: str, place: Place, lost: Lost, limits: JobLimits, **facts: str) -> Problem:
    facts |= {"seconds": f"{limits.seconds:g}", "memory": f"{limits.memory / MEBIBYTE:g}", "signal": lost.cause}
    return Problem(key, place, tuple(facts.items()))
