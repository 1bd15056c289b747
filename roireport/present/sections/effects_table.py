"""The effect of every KPI, how sure it is, and what would make it invalid."""

from typing import Final

from roireport.measure.results import KpiResult
from roireport.present.blocks import Block, Cell, Column, Exhibit, Row, Table, Tone
from roireport.present.desk import Desk
from roireport.present.figures.doubt_text import doubt_text
from roireport.present.figures.quote import capitalised, difference, spelled
from roireport.present.language.said import Said
from roireport.present.story.section import source

COLUMNS: Final = (("kpi", 44), ("mean", 13), ("interval", 18), ("robust", 18), ("periods", 7))
"""The columns and their widths, in percent of the table."""


def effects_table(desk: Desk) -> tuple[Block, ...]:
    """A row for each KPI with a series; nothing where none has one."""
    followed = [result for result in desk.results.kpis if result.series]
    if not followed:
        return ()
    columns = tuple(
        Column(desk.words(f"tracking.effects.{name}"), width, "left" if name == "kpi" else "right")
        for name, width in COLUMNS
    )
    table = Table(columns, tuple(_row(desk, result) for result in followed), dense=True)
    sources = source(desk, [result.kpi.source for result in followed])
    note = desk.words("tracking.effects.note")
    subtitle = desk.words("tracking.effects.subtitle")
    return (Exhibit(effects_title(desk, followed), subtitle, table, sources, note=note),)


def effects_title(desk: Desk, followed: list[KpiResult]) -> Said:
    """How many of the effects are told from chance and stand without any doubt."""
    known = [result for result in followed if result.effect.mean.defined]
    firm = sum(result.effect.is_clear and not result.effect.doubts for result in known)
    form = "unknown" if not known else "none" if not firm else "all" if firm == len(known) else "some"
    n = firm or len(known) or len(followed)
    count, total = spelled(desk, n), spelled(desk, len(known))
    return capitalised(desk.words(f"tracking.effects.title.{form}", n=n, count=count, total=total))


def _row(desk: Desk, result: KpiResult) -> Row:
    effect = result.effect
    name = Cell(str(result.kpi.name), sub=_remarks(desk, result))
    if not effect.mean.defined:
        reason = Cell(desk.words("common.none"), sub=desk.text(effect.mean), tone="muted")
        return Row((name, reason, Cell(), Cell(), Cell()))
    mean = Cell(difference(desk, result, "effect.mean"), strong=True)
    plain = _interval(desk, result, "", effect.is_clear)
    robust = _interval(desk, result, "robust.", effect.robust.is_clear)
    return Row((name, mean, plain, robust, Cell(f"{effect.periods_before} + {effect.periods}")))


def _interval(desk: Desk, result: KpiResult, kind: str, clear: bool) -> Cell:
    """From … to; muted where it contains zero or does not exist."""
    low, high = (desk.figures[f"kpis.{result.kpi.id}.effect.{kind}{end}"] for end in ("low", "high"))
    if not low.defined or not high.defined:
        return Cell(desk.words("common.none"), tone="muted")
    ends = {end: difference(desk, result, f"effect.{kind}{end}") for end in ("low", "high")}
    tone: Tone = "plain" if clear else "muted"
    return Cell(desk.words("tracking.effects.range", **ends), tone=tone)


def _remarks(desk: Desk, result: KpiResult) -> Said:
    """The method, and each doubt."""
    doubts = [doubt_text(desk, result, doubt) for doubt in result.effect.doubts]
    return Said(
        desk.words("common.semicolon").join((desk.words(f"tracking.effects.method.{result.effect.method}"), *doubts))
    )
