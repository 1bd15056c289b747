"""The table of effects: mean, intervals and doubts of each KPI."""

from typing import Final

from roireport.measure.results import KpiResult, excludes_zero
from roireport.model.kpi import COMPUTED_METHODS
from roireport.present.blocks import Block, Cell, Exhibit, Table, TableColumn, TableRow, Tone
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import capitalised, difference, spelled
from roireport.present.language.quoted_text import QuotedText
from roireport.present.language.typography import NO_BREAK
from roireport.present.sections.measurement import control_groups, initiatives
from roireport.present.story.outcome_text import without_shared_unit
from roireport.present.story.section import source

COLUMNS: Final = (
    ("kpi", 23),
    ("method", 11),
    ("mean", 14),
    ("interval", 19),
    ("adjusted", 19),
    ("periods", 9),
    ("doubts", 5),
)
"""The columns and their widths, in percent of the table: "24 + 72" and "+12.3 hours" fit on a line."""


def effects_table(ctx: ReportContext) -> tuple[Block, ...]:
    """Return a row for each KPI with a series; nothing where none has one."""
    followed = [result for result in ctx.results.kpis if result.series]
    if not followed:
        return ()
    columns = tuple(
        TableColumn(ctx.words(f"tracking.effects.{name}"), width, "left" if name in ("kpi", "method") else "right")
        for name, width in COLUMNS
    )
    table = Table(columns, tuple(_row(ctx, result) for result in followed), dense=True)
    sources = source(ctx, [result.kpi.source for result in followed])
    notes = (str(ctx.words("tracking.effects.note")), control_groups(ctx), initiatives(ctx, dated=False))
    note = " ".join(text for text in notes if text)
    subtitle = ctx.words("tracking.effects.subtitle")
    return (Exhibit(effects_title(ctx, followed), subtitle, table, sources, note=note),)


def is_net(result: KpiResult) -> bool:
    """Return whether the effect is defined and net of the counterfactual."""
    return result.kpi.method in COMPUTED_METHODS and result.effect.mean.defined


def effects_title(ctx: ReportContext, followed: list[KpiResult]) -> QuotedText:
    """Count the net effects that are established; a change since the start is none, however clear it is."""
    net = [result for result in followed if is_net(result)]
    if not net:
        form = "change" if any(result.effect.mean.defined for result in followed) else "unknown"
        return ctx.words(f"tracking.effects.title.{form}", n=len(followed))
    firm = sum(result.kpi.id in ctx.established_effects for result in net)
    form = "none" if not firm else "all" if firm == len(net) else "some"
    n = firm or len(net)
    count, total = spelled(ctx, n), spelled(ctx, len(net))
    return capitalised(ctx.words(f"tracking.effects.title.{form}", n=n, count=count, total=total))


def _row(ctx: ReportContext, result: KpiResult) -> TableRow:
    effect = result.effect
    head = Cell(str(result.kpi.name)), Cell(ctx.words(f"tracking.effects.method.{effect.method}"), tone="muted")
    periods = Cell(f"{effect.periods_before}{NO_BREAK}+{NO_BREAK}{effect.periods}")
    if not effect.mean.defined:
        reason = Cell(ctx.words("common.none"), sub=ctx.text(effect.mean), tone="muted")
        return TableRow((*head, reason, Cell(), Cell(), periods, Cell()))
    mean = Cell(
        difference(ctx, result, "effect.mean"), strong=is_net(result) and result.kpi.id in ctx.established_effects
    )
    plain = _interval(ctx, result, "", excludes_zero(effect.low, effect.high))
    adjusted = _interval(ctx, result, "adjusted.", excludes_zero(effect.adjusted.low, effect.adjusted.high))
    count = len(effect.doubts)
    doubts = Cell(str(count) if count else ctx.words("common.none"), tone="warning" if count else "muted")
    return TableRow((*head, mean, plain, adjusted, periods, doubts))


def _interval(ctx: ReportContext, result: KpiResult, kind: str, clear: bool) -> Cell:
    """Write the interval; muted where it contains zero or does not exist."""
    low, high = (ctx.figures[f"kpis.{result.kpi.id}.effect.{kind}{end}"] for end in ("low", "high"))
    if not low.defined or not high.defined:
        return Cell(ctx.words("common.none"), tone="muted")
    first, last = (difference(ctx, result, f"effect.{kind}{end}") for end in ("low", "high"))
    tone: Tone = "plain" if clear else "muted"
    first, last = _without_symbol(ctx, first), _without_symbol(ctx, last)
    return Cell(ctx.words("tracking.effects.range", low=without_shared_unit(first, last), high=last), tone=tone)


def _without_symbol(ctx: ReportContext, text: QuotedText) -> QuotedText:
    """Remove a currency before an amount; the column of the effect shows it."""
    symbol = ctx.formats.symbol()
    return text if text.endswith(symbol) else QuotedText(text.replace(symbol, ""), text.paths)
