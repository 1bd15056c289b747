"""The report put together (provisional)."""

from roireport.present.costs_gains import costs_gains
from roireport.present.cover import cover
from roireport.present.desk import Desk
from roireport.present.narrative import unknown_quotations
from roireport.present.objectives import objectives
from roireport.present.roi import roi
from roireport.present.summary import summary
from roireport.present.tracking import tracking
from roireport.present.view import Report
from roireport.problems.problem import Problem


def report(desk: Desk) -> Report:
    e = desk.engagement
    sections = tuple(make(desk) for make in (summary, objectives, tracking, costs_gains, roi))
    return Report(e.id, desk.words.language, e.title, "", e.title, "", "", cover(desk), sections)


def narrative_problems(desk: Desk) -> tuple[Problem, ...]:
    return unknown_quotations(desk)
