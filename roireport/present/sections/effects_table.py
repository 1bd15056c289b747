"""The table of effects: mean, intervals and doubts of each KPI."""

from typing import Final

from roireport.measure.results import KpiResult, excludes_zero
from roireport.model.kpi import COMPUTED_METHODS
from roireport.present.blocks import Block, Cell, Exhibit, Table, TableColumn, TableRow
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import capitalised, effect_ends, quoted_effect, sense, spelled
from roireport.present.language.quoted_text import QuotedText
from roireport.present.language.typography import NO_BREAK
from roireport.present.sections.measurement import control_groups, initiatives
from roireport.present.story.outcome_text import without_shared_unit
from roireport.present.story.section import source

COLUMNS: Final = (("kpi", 26), ("method", 12), ("mean", 22), ("interval", 20), ("periods", 8), ("reserve", 12))
"""The columns and their widths, in percent of the table: "24 + 72" and "+12.3 hours, favourable" fit on a line."""


def effects_table(ctx: ReportContext, counted: str = "") -> tuple[Block, ...]:
    """Return a row for each KPI with a series; nothing where none has one. `counted` is added to the note."""
    followed = [result for result in ctx.results.kpis if result.series]
    if not followed:
        return ()
    columns = tuple(
        TableColumn(
            ctx.words(f"tracking.effects.{name}"), width, "left" if name in ("kpi", "method", "reserve") else "right"
        )
        for name, width in COLUMNS
    )
    table = Table(columns, tuple(_row(ctx, result) for result in followed), dense=True)
    sources = source(ctx, [result.kpi.source for result in followed])
    notes = (str(ctx.words("tracking.effects.note")), counted, control_groups(ctx), initiatives(ctx, dated=False))
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
    kpi, effect = result.kpi, result.effect
    head = Cell(str(kpi.name)), Cell(ctx.words(f"tracking.effects.method.{effect.method}"), tone="muted")
    periods = Cell(f"{effect.periods_before}{NO_BREAK}+{NO_BREAK}{effect.periods}")
    if not effect.mean.defined:
        reason = Cell(ctx.words("common.none"), sub=ctx.text(effect.mean), tone="muted")
        return TableRow((*head, reason, Cell(), periods, Cell()))
    mean = ctx.words(f"tracking.effects.value.{sense(effect.mean.known)}", mean=quoted_effect(ctx, result, "mean"))
    strong = is_net(result) and kpi.id in ctx.established_effects
    return TableRow((*head, Cell(mean, strong=strong), _interval(ctx, result), periods, _reserve(ctx, result)))


def _wider(result: KpiResult) -> tuple[str, bool]:
    """Return the prefix of the wider interval, and whether it excludes zero; it is the one that decides."""
    effect = result.effect
    adjusted = bool(effect.tests) and effect.wider != effect.tests[0].plain
    if adjusted:
        return "adjusted.", excludes_zero(effect.adjusted.low, effect.adjusted.high)
    return "", excludes_zero(effect.low, effect.high)


def _interval(ctx: ReportContext, result: KpiResult) -> Cell:
    """Write the wider interval; muted where it contains zero or does not exist."""
    prefix, clear = _wider(result)
    if any(ctx.figures[f"kpis.{result.kpi.id}.effect.{prefix}{end}"].value is None for end in ("low", "high")):
        return Cell(ctx.words("common.none"), tone="muted")
    first, last = (_without_symbol(ctx, text) for text in effect_ends(ctx, result, prefix))
    text = ctx.words("tracking.effects.range", low=without_shared_unit(first, last), high=last)
    return Cell(text, tone="plain" if clear else "muted")


def _reserve(ctx: ReportContext, result: KpiResult) -> Cell:
    """Say why an effect is not established, or how many reservations it has."""
    count = len(result.effect.doubts)
    if not is_net(result):
        return Cell(ctx.words("tracking.effects.reserve.plain"), tone="muted")
    if result.kpi.id not in ctx.established_effects:
        form = "open" if _wider(result)[1] else "zero"
        return Cell(ctx.words(f"tracking.effects.reserve.{form}"), tone="warning")
    if not count:
        return Cell(ctx.words("common.none"), tone="muted")
    return Cell(ctx.words("tracking.effects.reserve.some", n=count, count=count), tone="warning")


def _without_symbol(ctx: ReportContext, text: QuotedText) -> QuotedText:
    """Remove a currency before an amount; the column of the effect shows it."""
    symbol = ctx.formats.symbol()
    return text if text.endswith(symbol) else QuotedText(text.replace(symbol, ""), text.paths)
