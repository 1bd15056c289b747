"""Report a job that was lost: it exceeded its limits, or its process failed."""

from dataclasses import replace
from typing import Final

from roireport.build.workers import Limits, Lost
from roireport.load.workspace import ENGAGEMENTS
from roireport.model.place import Place
from roireport.problems.problem import Problem
from roireport.resources import TEMPLATES

MEBIBYTE: Final = 2**20


def lost_problem(id: str, lost: Lost, limits: Limits) -> Problem:
    """The problem of an engagement whose job was lost, at its folder."""
    template = f" ({lost.template})" if lost.template else ""
    found = _problem(f"report_{lost.key}", Place(f"{ENGAGEMENTS}/{id}"), lost, limits, template=template)
    return replace(found, engagement=id)


def page_problem(page: str, lost: Lost, limits: Limits) -> Problem:
    """The problem of a page of the site, or of a command, at the line of the own template that it was at."""
    return _problem(f"page_{lost.key}", lost.template or Place(TEMPLATES), lost, limits, page=page)


def _problem(key: str, place: Place, lost: Lost, limits: Limits, **facts: str) -> Problem:
    facts |= {"seconds": f"{limits.seconds:g}", "memory": f"{limits.memory / MEBIBYTE:g}", "signal": lost.cause}
    return Problem(key, place, tuple(facts.items()))
