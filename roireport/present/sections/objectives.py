"""Section 1: the objectives, their business goals, and the indicators."""

from decimal import Decimal
from typing import Final

from roireport.chart.bullet import Bullet
from roireport.chart.bullet import draw as draw_bullet
from roireport.chart.drawing import Role
from roireport.chart.sparkline import Sparkline
from roireport.chart.sparkline import draw as draw_sparkline
from roireport.measure.results import KpiResult
from roireport.present.blocks import Block, Cell, Exhibit, Sentence, Table, TableColumn, TableRow, Takeaway, Tone
from roireport.present.context import ReportContext
from roireport.present.figures.comparison import distinct_places
from roireport.present.figures.figure_text import bare_level, capitalised, level_scale, spelled
from roireport.present.language.quoted_text import QuotedText
from roireport.present.sections.objectives_table import TONES, code, objectives_table, state
from roireport.present.story.section import section, source, takeaway
from roireport.present.view import Section

_STATES: Final = (*TONES, "undefined")
"""The statuses in the order of a title; undefined where an objective cannot be judged."""
_ROLES: Final[dict[Tone, Role]] = {"positive": "positive", "warning": "warning", "negative": "negative"}


def objectives(ctx: ReportContext) -> Section:
    """Return the section."""
    blocks: tuple[Block, ...] = (*objectives_table(ctx), *_kpis(ctx))
    return section(ctx, "objectives", objectives_title(ctx), (*blocks, _takeaway(ctx)))


def objectives_title(ctx: ReportContext) -> QuotedText:
    """Count the objectives of each status."""
    states = [state(result) for result in ctx.results.objectives]
    if not states:
        return ctx.words("objectives.title.kpis_only" if ctx.results.kpis else "objectives.title.empty")
    counts = {name: n for name in _STATES if (n := states.count(name))}
    total = spelled(ctx, len(states))
    if len(counts) == 1:
        return ctx.words(f"objectives.title.every.{states[0]}", n=len(states), total=total)
    reached = counts.pop("reached", 0)
    rest = tuple(ctx.words(f"objectives.title.rest.{name}", n=n, count=spelled(ctx, n)) for name, n in counts.items())
    facts = {"count": spelled(ctx, reached), "total": total, "rest": ctx.words.listed(rest)}
    return capitalised(ctx.words(f"objectives.title.{'some' if reached else 'none'}", n=reached, **facts))


# ── The indicators ──────────────────────────────────────────────────────────


def _kpis(ctx: ReportContext) -> tuple[Block, ...]:
    results = ctx.results.kpis
    if not results:
        return (Sentence(ctx.words("objectives.kpis.empty")),)
    columns = (
        TableColumn("", 4),
        TableColumn(ctx.words("objectives.column.kpi_name"), 39),
        TableColumn(ctx.words("objectives.column.baseline"), 9, "right"),
        TableColumn(ctx.words("objectives.column.target"), 9, "right"),
        TableColumn(ctx.words("objectives.column.latest"), 9, "right"),
        TableColumn(ctx.words("objectives.column.series"), 13, "center"),
        TableColumn(ctx.words("objectives.column.way"), 17, "right"),
    )
    rows = tuple(_kpi(ctx, n, result) for n, result in enumerate(results, 1))
    sources = source(ctx, [kpi.source for kpi in ctx.engagement.kpis])
    subtitle = ctx.words("objectives.kpis.subtitle", day=ctx.formats.day(ctx.engagement.as_of))
    return (Exhibit(kpis_title(ctx), subtitle, Table(columns, rows, dense=True), sources, note=_reading(ctx)),)


def _reading(ctx: ReportContext) -> QuotedText:
    """Explain the bars, and name the indicators for which less is better."""
    falling = tuple(code(n) for n, kpi in enumerate(ctx.engagement.kpis, 1) if kpi.direction == "down")
    if not falling:
        return ctx.words("objectives.kpis.note")
    return ctx.words("objectives.kpis.note.down", n=len(falling), codes=ctx.words.listed(falling))


def kpis_title(ctx: ReportContext) -> QuotedText:
    """How many indicators reached their target, of those that are on a way to one."""
    ranked = [result.attainment.known for result in _under_way(ctx)]
    reached, total = sum(way >= 1 for way in ranked), len(ranked)
    if not total:
        return ctx.words("objectives.kpis.title.unknown")
    form = "all" if reached == total else "some" if reached else "none"
    count, all_of = spelled(ctx, reached), spelled(ctx, total)
    return capitalised(ctx.words(f"objectives.kpis.title.{form}", n=reached or total, count=count, total=all_of))


def _under_way(ctx: ReportContext) -> list[KpiResult]:
    """Return the indicators whose attainment is ranked.

    They are measured since the start, and their target is in the wanted direction.
    """
    attainments = [outcome for outcome in ctx.outcomes if outcome.kind == "kpi_attainment"]
    weights = {outcome.subject: outcome.weight for outcome in attainments}
    return [result for result in ctx.results.kpis if weights[result.kpi.id] is not None]


def _kpi(ctx: ReportContext, n: int, result: KpiResult) -> TableRow:
    """Return the row of an indicator: levels, series, attainment."""
    kpi, way = result.kpi, result.attainment
    tone = _tone(result) if result in _under_way(ctx) else "muted"
    path = f"kpis.{kpi.id}.attainment"
    share: str = ctx.words("common.none")
    if way.defined:
        share = ctx.detail(path, places=distinct_places(way.known, Decimal(1)))
    bullet = draw_bullet(
        Bullet(kpi.short_name, share, float(way.known) if way.defined else None, _ROLES.get(tone, "reference"))
    )
    return TableRow(
        (
            Cell(code(n), tone="muted"),
            Cell(named(ctx, result)),
            Cell(bare_level(ctx, result, "baseline")),
            Cell(bare_level(ctx, result, "target")),
            Cell(bare_level(ctx, result, "latest"), strong=True),
            _sparkline(ctx, result, tone),
            Cell(share, tone=tone, drawing=bullet, sort=float(way.known) if way.defined else None),
        )
    )


def _tone(result: KpiResult) -> Tone:
    """Return positive at the target, a warning on the way, else negative."""
    way = result.attainment.known
    return "positive" if way >= 1 else "warning" if way > 0 else "negative"


def named(ctx: ReportContext, result: KpiResult) -> QuotedText:
    """Write the name of an indicator with its unit."""
    money = result.kpi.unit == "money"
    unit = level_scale(ctx, result).unit if money else ctx.words(f"unit.short.{result.kpi.unit}")
    if not unit:
        return QuotedText(result.kpi.name)
    return ctx.words("objectives.kpi_name", name=result.kpi.name, unit=unit)


def _sparkline(ctx: ReportContext, result: KpiResult, tone: Tone) -> Cell:
    """Draw the series as a small line; a dash where there is none."""
    values = tuple(float(row.value.known) if row.value.defined else None for row in result.series)
    if not any(value is not None for value in values):
        return Cell(ctx.words("common.none"), tone="muted")
    target = float(result.target.known) if result.target.defined else None
    text = ctx.words("objectives.sparkline", name=result.kpi.name, n=len(values), count=len(values))
    return Cell(
        drawing=draw_sparkline(Sparkline(result.kpi.short_name, text, values, target, _ROLES.get(tone, "actual")))
    )


def _takeaway(ctx: ReportContext) -> Takeaway:
    """Name the indicators below their target."""
    ranked = _under_way(ctx)
    if not ranked:
        return takeaway(ctx, ctx.words("objectives.takeaway.unknown"))
    short = sorted((r for r in ranked if r.attainment.known < 1), key=lambda r: r.attainment.known)
    if not short:
        return takeaway(ctx, ctx.words("objectives.takeaway.all"))
    last = short[0]
    share = ctx.detail(f"kpis.{last.kpi.id}.attainment", places=distinct_places(last.attainment.known, Decimal(1)))
    form = "far" if last.attainment.known > 0 else "still" if last.attainment.known == 0 else "away"
    text = ctx.words(
        f"objectives.takeaway.{form}", n=len(short), count=spelled(ctx, len(short)), name=last.kpi.name, share=share
    )
    return takeaway(ctx, capitalised(text))
