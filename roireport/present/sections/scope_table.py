"""Scope and conventions: what is counted and how, what is left out, and the works that reservations rest on."""

from decimal import Decimal
from typing import Final

from roireport.present.blocks import Cell, Exhibit, Table, TableColumn, TableRow
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import months, rate
from roireport.present.language.quoted_text import QuotedText, joined
from roireport.present.sections.left_out import left_out
from roireport.present.sections.measurement import criteria_dates, target_dates, team

_COLUMNS: Final = {"subject": 22, "convention": 78}
"""Widths in percent."""


def scope_table(ctx: ReportContext) -> Exhibit:
    """Return the conventions, then what is left out, then the works."""
    words = ctx.words
    columns = tuple(TableColumn(words(f"method.scope.{name}"), width) for name, width in _COLUMNS.items())
    rows = (*_conventions(ctx), *_group(ctx, "left_out.title", left_out(ctx)), *_group(ctx, "sources", _works(ctx)))
    return Exhibit(words("method.conventions"), "", Table(columns, rows, dense=True), "")


def _group(ctx: ReportContext, title: str, pairs: tuple[tuple[str, str], ...]) -> tuple[TableRow, ...]:
    """Put rows under a title; nothing where there is no row."""
    rows = tuple(_row(subject, text) for subject, text in pairs)
    return (TableRow((Cell(ctx.words(f"method.{title}")),), "group"), *rows) if rows else ()


def _row(subject: str, text: str) -> TableRow:
    return TableRow((Cell(subject, strong=True), Cell(text)))


def _works(ctx: ReportContext) -> tuple[tuple[str, str], ...]:
    """Name the works that the reservations of the report rest on, each once; nothing without a reservation."""
    works: dict[str, dict[str, None]] = {}
    for reservation in ctx.reservations:
        cited = works.setdefault(str(ctx.words(f"challenge.{reservation.leading.rule.id}.name")), {})
        for finding in reservation.findings:
            cited.update(dict.fromkeys(finding.rule.source.split("; ")))
    joint = ctx.words("common.semicolon")
    return tuple((name, joint.join(sources)) for name, sources in works.items())


def _conventions(ctx: ReportContext) -> tuple[TableRow, ...]:
    """Return the conventions of this engagement, each with its subject."""
    formats = ctx.formats
    meanings = {
        "perspective": _perspective(ctx),
        "period": _followed(_period(ctx), team(ctx)),
        "amounts": ctx.words("method.amounts", currency=ctx.engagement.currency),
        "discounting": _discounting(ctx),
        "forecast": _followed(
            ctx.words("method.forecast", as_of=formats.day(ctx.engagement.as_of)),
            target_dates(ctx),
            criteria_dates(ctx),
        ),
        "deductions": ctx.words("method.deductions", formula=ctx.words("figure.formula.gain_net")),
        "simulation": _simulation(ctx),
        "rounding": ctx.words("method.rounding"),
    }
    if ctx.engagement.independence is not None:
        meanings["independence"] = ctx.words("method.independence", text=ctx.engagement.independence.rstrip(" ."))
    return tuple(_row(ctx.words(f"method.{name}.term"), meaning) for name, meaning in meanings.items())


def _followed(meaning: QuotedText, *sentences: str) -> QuotedText:
    """Add sentences, if there are any, to a meaning: a row of their own would take a page more."""
    return joined((meaning, *filter(None, sentences)), " ")


def _perspective(ctx: ReportContext) -> QuotedText:
    """Say whose return it is."""
    named = ctx.engagement.perspective
    key = f"method.perspective.{named}" if f"method.perspective.{named}" in ctx.words else "method.perspective.named"
    return ctx.words(key if named else "method.perspective.silent", named=named or "")


def _period(ctx: ReportContext) -> QuotedText:
    """Give the period of the work and the horizon of the return."""
    engagement, formats = ctx.engagement, ctx.formats
    grid = "year" if engagement.discounting.yearly else "month"
    return ctx.words(
        f"method.period.{grid}",
        start=formats.day(engagement.period.start),
        end=formats.day(engagement.period.end),
        horizon=months(ctx, engagement.horizon),
    )


def _discounting(ctx: ReportContext) -> QuotedText:
    """Give the rate and the convention."""
    terms = ctx.engagement.discounting
    if terms.rate is None:
        return ctx.words("method.discounting.none")
    return ctx.words(f"method.discounting.{terms.convention}", rate=rate(ctx, terms.rate, "discounting.rate"))


def _simulation(ctx: ReportContext) -> QuotedText:
    """Say how the ROI was simulated, or that nothing is unsure."""
    uncertainty = ctx.results.uncertainty
    if not uncertainty.sensitivity:
        return ctx.words("method.simulation.none")
    draws = ctx.formats.number(Decimal(uncertainty.draws))
    return ctx.words("method.simulation.drawn", draws=draws, seed=str(uncertainty.seed))
