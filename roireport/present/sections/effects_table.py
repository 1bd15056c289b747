"""The effect of every KPI, how sure it is, and what would make it invalid."""

from typing import Final

from roireport.measure.results import KpiResult, excludes_zero
from roireport.present.blocks import Block, Cell, Column, Exhibit, Row, Table, Tone
from roireport.present.desk import Desk
from roireport.present.figures.quote import capitalised, difference, spelled
from roireport.present.language.formats import NO_BREAK
from roireport.present.language.said import Said
from roireport.present.story.section import source

COLUMNS: Final = (
    ("kpi", 34),
    ("method", 11),
    ("mean", 10),
    ("interval", 17),
    ("robust", 17),
    ("periods", 7),
    ("doubts", 4),
)
"""The columns and their widths, in percent of the table."""


def effects_table(desk: Desk) -> tuple[Block, ...]:
    """A row for each KPI with a series; nothing where none has one."""
    followed = [result for result in desk.results.kpis if result.series]
    if not followed:
        return ()
    columns = tuple(
        Column(desk.words(f"tracking.effects.{name}"), width, "left" if name in ("kpi", "method") else "right")
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
    head = Cell(str(result.kpi.name)), Cell(desk.words(f"tracking.effects.method.{effect.method}"), tone="muted")
    periods = Cell(f"{effect.periods_before}{NO_BREAK}+{NO_BREAK}{effect.periods}")
    if not effect.mean.defined:
        reason = Cell(desk.words("common.none"), sub=desk.text(effect.mean), tone="muted")
        return Row((*head, reason, Cell(), Cell(), periods, Cell()))
    mean = Cell(difference(desk, result, "effect.mean"), strong=True)
    plain = _interval(desk, result, "", excludes_zero(effect.low, effect.high))
    robust = _interval(desk, result, "robust.", effect.robust.is_clear)
    count = len(effect.doubts)
    doubts = Cell(str(count) if count else desk.words("common.none"), tone="warning" if count else "muted")
    return Row((*head, mean, plain, robust, periods, doubts))


def _interval(desk: Desk, result: KpiResult, kind: str, clear: bool) -> Cell:
    """From … to; muted where it contains zero or does not exist."""
    low, high = (desk.figures[f"kpis.{result.kpi.id}.effect.{kind}{end}"] for end in ("low", "high"))
    if not low.defined or not high.defined:
        return Cell(desk.words("common.none"), tone="muted")
    first, last = (difference(desk, result, f"effect.{kind}{end}") for end in ("low", "high"))
    tone: Tone = "plain" if clear else "muted"
    ends = {"low": _without_unit(_without_symbol(desk, first)), "high": _without_symbol(desk, last)}
    return Cell(desk.words("tracking.effects.range", **ends), tone=tone)


def _without_unit(text: Said) -> Said:
    """An amount without the unit after it, which the other end of its interval has too."""
    return Said(text.partition(NO_BREAK)[0], text.paths)


def _without_symbol(desk: Desk, text: Said) -> Said:
    """An amount without a currency before it, which the effect beside it has too."""
    symbol = desk.formats.symbol()
    return text if text.endswith(symbol) else Said(text.replace(symbol, ""), text.paths)
