"""Figures of results.json that a report quotes under another path, or not at all, and that can be explained too."""

from collections.abc import Iterator
from dataclasses import replace

from roireport.measure.registry import PLAIN
from roireport.present.context import ReportContext
from roireport.present.figures.reservation_figures import EFFECT
from roireport.trace.entry import FigureEntry, Owner


def explainable(ctx: ReportContext) -> ReportContext:
    """Return the context with every figure of results.json under its path there; a list counts from 1."""
    more = {entry.path: entry for entry in _entries(ctx) if entry.path not in ctx.entries}
    figures = {**ctx.figures, **{path: entry.figure for path, entry in more.items()}}
    return replace(ctx, entries={**ctx.entries, **more}, figures=figures)


def _entries(ctx: ReportContext) -> Iterator[FigureEntry]:
    financial = ctx.results.financial
    for name in ("irr_roots", "irr_roots_beyond"):
        for number, root in enumerate(getattr(financial, name), 1):
            yield FigureEntry(f"financial.{name}.{number}", root, PLAIN, "financial.irr")
    for result in ctx.results.objectives:
        objective = result.objective
        owner = Owner("kpi", objective.kpi) if objective.kpi else None
        yield FigureEntry(f"objectives.{objective.id}.attainment", result.attainment, PLAIN, "kpis.attainment", owner)
    for finding in ctx.findings:
        if finding.effect is not None:
            id, owner = finding.rule.id, Owner("reservation", finding.rule.id)
            path = ".".join(part for part in ("challenges", id, finding.subject, "roi_effect") if part)
            yield FigureEntry(path, finding.effect, EFFECT, "reservations.roi_effect", owner)
