"""Section 1: the objectives, the business goals they serve, and how far the indicators went."""

from decimal import Decimal
from typing import Final

from roireport.chart.bullet import Bullet
from roireport.chart.bullet import draw as draw_bullet
from roireport.chart.drawing import Role
from roireport.chart.sparkline import Sparkline
from roireport.chart.sparkline import draw as draw_sparkline
from roireport.measure.results import KpiResult, ObjectiveResult
from roireport.present.blocks import Block, Cell, Column, Exhibit, Row, Sentence, Table, Takeaway, Tone
from roireport.present.desk import Desk
from roireport.present.figures.comparison import told_apart
from roireport.present.figures.quote import bare_level, capitalised, level_scale, spelled
from roireport.present.language.said import Said
from roireport.present.story.section import section, source, takeaway
from roireport.present.view import Section

TONES: Final[dict[str, Tone]] = {
    "reached": "positive",
    "on_track": "accent",
    "missed": "negative",
    "not_measured": "muted",
}
_ROLES: Final[dict[Tone, Role]] = {"positive": "positive", "warning": "warning", "negative": "negative"}


def objectives(desk: Desk) -> Section:
    """The section."""
    blocks: tuple[Block, ...] = (*_objectives(desk), *_kpis(desk))
    return section(desk, "objectives", objectives_title(desk), (*blocks, _takeaway(desk)))


def objectives_title(desk: Desk) -> Said:
    """How many objectives are reached, and how many are missed."""
    states = [result.status for result in desk.results.objectives]
    if not states:
        return desk.words("objectives.title.empty" if not desk.results.kpis else "objectives.title.kpis_only")
    reached, total = states.count("reached"), len(states)
    if set(states) == {"not_measured"}:
        return desk.words("objectives.title.not_measured", n=total, total=spelled(desk, total))
    if reached == total:
        return desk.words("objectives.title.all", n=total, total=spelled(desk, total))
    missed = states.count("missed")
    facts = {"count": spelled(desk, reached), "total": spelled(desk, total), "missed": spelled(desk, missed)}
    if reached and missed:
        form = "one_and_missed" if reached == 1 else "many_and_missed"
        return capitalised(desk.words(f"objectives.title.{form}", n=missed, **facts))
    form = "some" if reached else "none"
    return capitalised(desk.words(f"objectives.title.{form}", n=reached or total, **facts))


# ── The SMART table ─────────────────────────────────────────────────────────


def _objectives(desk: Desk) -> tuple[Block, ...]:
    results = desk.results.objectives
    if not results:
        return (Sentence(desk.words("objectives.empty")),)
    columns = (
        Column("", 4),
        Column(desk.words("objectives.column.objective"), 45),
        Column(desk.words("objectives.column.goal"), 20),
        Column(desk.words("objectives.column.kpi"), 6),
        Column(desk.words("objectives.column.due"), 12),
        Column(desk.words("objectives.column.status"), 13, "center"),
    )
    rows = tuple(_objective(desk, n, result) for n, result in enumerate(results, 1))
    subtitle = desk.words("objectives.smart.subtitle", day=desk.formats.day(desk.engagement.as_of))
    body = Table(columns, rows, dense=True)
    return (Exhibit(_smart_title(desk), subtitle, body, source(desk, ())),)


def _smart_title(desk: Desk) -> Said:
    """How many objectives are complete and serve a goal."""
    results = desk.results.objectives
    whole, total = sum(not result.smart.missing for result in results), len(results)
    form = "all" if whole == total else "some" if whole else "none"
    count, all_of = spelled(desk, whole), spelled(desk, total)
    return capitalised(desk.words(f"objectives.smart.title.{form}", n=whole or total, count=count, total=all_of))


def _objective(desk: Desk, n: int, result: ObjectiveResult) -> Row:
    """One objective: what it lacks to be SMART stands under it."""
    objective = result.objective
    goals = {goal.id: goal.statement for goal in desk.engagement.business_goals}
    none = desk.words("common.none")
    lacks = tuple(desk.words(f"objectives.lacks.{name}") for name in result.smart.missing)
    sub = desk.words("objectives.lacks", list=desk.words.listed(lacks)) if lacks else ""
    codes = {kpi.id: code(i) for i, kpi in enumerate(desk.engagement.kpis, 1)}
    due = desk.formats.day_short(objective.due) if objective.due else none
    return Row(
        (
            Cell(f"O{n}", tone="muted"),
            Cell(objective.statement, sub=sub),
            Cell(goals.get(objective.business_goal or "", none)),
            Cell(codes.get(objective.kpi or "", none)),
            Cell(due, sort=objective.due.isoformat() if objective.due else ""),
            Cell(desk.words(f"status.objective.{result.status}"), tone=TONES[result.status], pill=True),
        )
    )


# ── The indicators ──────────────────────────────────────────────────────────


def code(n: int) -> str:
    """How an indicator is called in tables."""
    return f"K{n}"


def _kpis(desk: Desk) -> tuple[Block, ...]:
    results = desk.results.kpis
    if not results:
        return (Sentence(desk.words("objectives.kpis.empty")),)
    columns = (
        Column("", 4),
        Column(desk.words("objectives.column.kpi_name"), 39),
        Column(desk.words("objectives.column.baseline"), 9, "right"),
        Column(desk.words("objectives.column.target"), 9, "right"),
        Column(desk.words("objectives.column.latest"), 9, "right"),
        Column(desk.words("objectives.column.series"), 13, "center"),
        Column(desk.words("objectives.column.way"), 17, "right"),
    )
    rows = tuple(_kpi(desk, n, result) for n, result in enumerate(results, 1))
    sources = source(desk, [kpi.source for kpi in desk.engagement.kpis])
    subtitle = desk.words("objectives.kpis.subtitle", day=desk.formats.day(desk.engagement.as_of))
    return (Exhibit(kpis_title(desk), subtitle, Table(columns, rows, dense=True), sources, note=_reading(desk)),)


def _reading(desk: Desk) -> Said:
    """How to read the bars, and the indicators for which less is better."""
    falling = tuple(code(n) for n, kpi in enumerate(desk.engagement.kpis, 1) if kpi.direction == "down")
    if not falling:
        return desk.words("objectives.kpis.note")
    return desk.words("objectives.kpis.note.down", n=len(falling), codes=desk.words.listed(falling))


def kpis_title(desk: Desk) -> Said:
    """How many indicators reached their target, of those that are on a way to one."""
    known = [result.attainment.known for result in _under_way(desk)]
    reached, total = sum(way >= 1 for way in known), len(known)
    if not total:
        return desk.words("objectives.kpis.title.unknown")
    form = "all" if reached == total else "some" if reached else "none"
    count, all_of = spelled(desk, reached), spelled(desk, total)
    return capitalised(desk.words(f"objectives.kpis.title.{form}", n=reached or total, count=count, total=all_of))


def _under_way(desk: Desk) -> list[KpiResult]:
    """The indicators whose attainment is ranked: measured since the start, the target in the wanted direction."""
    found = {one.subject: one.weight for one in desk.results.outcomes if one.kind == "kpi_attainment"}
    return [result for result in desk.results.kpis if found[result.kpi.id] is not None]


def _kpi(desk: Desk, n: int, result: KpiResult) -> Row:
    """One indicator: levels, series, share of the way."""
    kpi, way = result.kpi, result.attainment
    tone = _tone(result) if result in _under_way(desk) else "muted"
    path = f"kpis.{kpi.id}.attainment"
    share: str = desk.words("common.none")
    if way.defined:
        share = desk.detail(path, places=told_apart(way.known, Decimal(1)))
    bullet = draw_bullet(
        Bullet(kpi.name, share, float(way.known) if way.defined else None, _ROLES.get(tone, "reference"))
    )
    return Row(
        (
            Cell(code(n), tone="muted"),
            Cell(named(desk, result)),
            Cell(bare_level(desk, result, "baseline")),
            Cell(bare_level(desk, result, "target")),
            Cell(bare_level(desk, result, "latest"), strong=True),
            _sparkline(desk, result, tone),
            Cell(share, tone=tone, drawing=bullet, sort=float(way.known) if way.defined else None),
        )
    )


def _tone(result: KpiResult) -> Tone:
    """Favourable at the target, a warning on the way to it, unfavourable on the spot or away from it."""
    way = result.attainment.known
    return "positive" if way >= 1 else "warning" if way > 0 else "negative"


def named(desk: Desk, result: KpiResult) -> Said:
    """The name of an indicator with its unit."""
    money = result.kpi.unit == "money"
    unit = level_scale(desk, result).unit if money else desk.words(f"unit.short.{result.kpi.unit}")
    if not unit:
        return Said(result.kpi.name)
    return desk.words("objectives.kpi_name", name=result.kpi.name, unit=unit)


def _sparkline(desk: Desk, result: KpiResult, tone: Tone) -> Cell:
    """The series as a small line; a dash where there is none."""
    values = tuple(float(row.value.known) if row.value.defined else None for row in result.series)
    if not any(value is not None for value in values):
        return Cell(desk.words("common.none"), tone="muted")
    target = float(result.target.known) if result.target.defined else None
    text = desk.words("objectives.sparkline", name=result.kpi.name, n=len(values), count=len(values))
    return Cell(drawing=draw_sparkline(Sparkline(result.kpi.name, text, values, target, _ROLES.get(tone, "actual"))))


def _takeaway(desk: Desk) -> Takeaway:
    """Which indicators fall short of their target."""
    known = _under_way(desk)
    if not known:
        return takeaway(desk, desk.words("objectives.takeaway.unknown"))
    short = sorted((r for r in known if r.attainment.known < 1), key=lambda r: r.attainment.known)
    if not short:
        return takeaway(desk, desk.words("objectives.takeaway.all"))
    last = short[0]
    share = desk.detail(f"kpis.{last.kpi.id}.attainment", places=told_apart(last.attainment.known, Decimal(1)))
    form = "far" if last.attainment.known > 0 else "still" if last.attainment.known == 0 else "away"
    text = desk.words(
        f"objectives.takeaway.{form}", n=len(short), count=spelled(desk, len(short)), name=last.kpi.name, share=share
    )
    return takeaway(desk, capitalised(text))
