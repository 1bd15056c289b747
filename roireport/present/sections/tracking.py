"""Section 2: indicators over time, net effects, what works and what does not."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from roireport.measure.financial import GainResult
from roireport.measure.moments import mean
from roireport.measure.results import KpiResult
from roireport.measure.results import Side as OutcomeSide
from roireport.present.blocks import Block, Exhibit, Item, Points, Prose, Sentence, Side
from roireport.present.charts.trend import last_gap, trends_drawing
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import capitalised, cited, difference, effect_text, quoted_effect, spelled
from roireport.present.language.quoted_text import QuotedText, joined
from roireport.present.narrative import narrative
from roireport.present.sections.effects_table import effects_table, is_net
from roireport.present.story.remarks import TONES, remarks
from roireport.present.story.section import section, source, takeaway
from roireport.present.view import Section

NOTES: Final = {"worked": "worked", "failed": "did-not-work"}
"""The narratives by their column."""
MOST_COLUMNS: Final = 4
"""Columns of a table in half a page."""
_DASHES: Final = re.compile(r"^ *\|?[ :-]*-[ :-]*\|[ :|-]*$", re.MULTILINE)
MOST_PANELS: Final = 6
"""Panels in one figure, so that it fits on a page."""
MOST_POINTS: Final = 3
"""The most points in a list of what works or does not."""


def tracking(ctx: ReportContext) -> Section:
    """Return the section."""
    shown = tracked(ctx)
    trends = _trends(ctx) or (Sentence(ctx.words("tracking.empty")),)
    sides = _works(ctx, "worked", "favourable"), _works(ctx, "failed", "unfavourable")
    blocks: tuple[Block, ...] = (
        *trends,
        *effects_table(ctx, _counted(ctx, shown)),
        Side(*sides),
        *_wide_notes(ctx),
        *_open(ctx),
        takeaway(ctx, _conclusion(ctx, shown), ctx.engagement.kpis),
    )
    return section(ctx, "tracking", tracking_title(ctx), blocks)


def tracked(ctx: ReportContext) -> KpiResult | None:
    """Return the indicator that matters most: it feeds a gain, has a control group, or is the first."""
    carrying = {gain.kpi for gain in ctx.engagement.gains}
    with_series = [result for result in ctx.results.kpis if len(result.series) > 1]
    ranks = {
        result.kpi.id: 2 * (result.kpi.id in carrying) + (result.kpi.method == "control") for result in with_series
    }
    return max(with_series, key=lambda result: ranks[result.kpi.id], default=None)


def tracking_title(ctx: ReportContext) -> QuotedText:
    """Count the indicators with an established favourable net effect."""
    followed = [result for result in ctx.results.kpis if result.series]
    net = [result for result in followed if is_net(result)]
    if not followed:
        return ctx.words("tracking.title.empty")
    if not net:
        return capitalised(ctx.words("tracking.title.no_net", n=len(followed), count=spelled(ctx, len(followed))))
    return _net_title(ctx, net)


def _net_title(ctx: ReportContext, net: list[KpiResult]) -> QuotedText:
    good = [result for result in net if result.kpi.id in ctx.established_effects and result.effect.mean.known > 0]
    form = "all" if len(good) == len(net) else "some" if good else "none"
    facts: dict[str, object] = {"count": spelled(ctx, len(good)), "total": spelled(ctx, len(net))}
    title = ctx.words(f"tracking.title.{form}", n=len(good) or len(net), **facts)
    main = tracked(ctx)
    if main not in good or main is None:
        return capitalised(title)
    mean = quoted_effect(ctx, main, "mean")
    return capitalised(ctx.words("tracking.title.main", title=title, name=main.kpi.short_name, mean=mean))


# ── Trends ──────────────────────────────────────────────────────────────────


def trend_title(ctx: ReportContext, result: KpiResult) -> QuotedText:
    """Name the indicator and its mean effect, net or not."""
    mean = result.effect.mean
    if not mean.defined:
        return ctx.words("tracking.trend.title.no_effect", name=result.kpi.short_name)
    side = "up" if mean.known > 0 else "down" if mean.known < 0 else "none"
    form = "net" if is_net(result) else "plain"
    if form == "net" and result.kpi.id not in ctx.established_effects:
        side = "not_established"
    return ctx.words(
        f"tracking.trend.title.{form}.{side}", name=result.kpi.short_name, mean=quoted_effect(ctx, result, "mean")
    )


def trends_title(ctx: ReportContext, shown: Sequence[KpiResult]) -> QuotedText:
    """Count the indicators whose last gap is favourable, of those with one; a single one has its effect as title."""
    if len(shown) == 1:
        return trend_title(ctx, shown[0])
    gaps = [gap for gap in map(last_gap, shown) if gap is not None]
    if not gaps:
        return capitalised(ctx.words("tracking.title.no_net", n=len(shown), count=spelled(ctx, len(shown))))
    good = sum(gap > 0 for gap in gaps)
    form = "all" if good == len(gaps) else "some" if good else "none_favourable"
    count, total = spelled(ctx, good), spelled(ctx, len(gaps))
    return ctx.words(f"tracking.trends.title.{form}", n=good or len(gaps), count=count, total=total)


def _trends(ctx: ReportContext) -> tuple[Block, ...]:
    """Draw a panel for each indicator with a series; several figures where one would not fit on a page."""
    shown = [result for result in ctx.results.kpis if len(result.series) > 1]
    parts = [shown[at : at + MOST_PANELS] for at in range(0, len(shown), MOST_PANELS)]
    return tuple(_exhibit(ctx, part) for part in parts)


def _exhibit(ctx: ReportContext, shown: Sequence[KpiResult]) -> Exhibit:
    title, subtitle = trends_title(ctx, shown), ctx.words("tracking.trends.subtitle")
    drawing = trends_drawing(ctx, shown, title, subtitle)
    notes = []
    for result in shown:
        if period := result.transition:
            notes.append(ctx.words("tracking.trend.transition", period=ctx.formats.span(period)))
    sources = source(ctx, [result.kpi.source for result in shown])
    return Exhibit(title, subtitle, drawing, sources, note=joined(tuple(dict.fromkeys(notes)), " "))


# ── What works, what does not ───────────────────────────────────────────────


def _works(ctx: ReportContext, column: str, side: OutcomeSide) -> tuple[Block, ...]:
    """List the computed findings of one side, then the narrative where it fits beside the other."""
    items = _items(ctx, side) or (Item(ctx.words(f"tracking.{column}.none"), tone="muted"),)
    text = narrative(ctx, NOTES[column])
    beside = (text,) if text and not _is_wide(text) else ()
    return (Points(ctx.words(f"tracking.{column}.title"), items, TONES[side]), *beside)


def _wide_notes(ctx: ReportContext) -> tuple[Block, ...]:
    """Return the narratives of both sides that need the width of the page."""
    texts = ((column, narrative(ctx, name)) for column, name in NOTES.items())
    return tuple(
        replace(text, title=ctx.words(f"tracking.{column}.title")) for column, text in texts if text and _is_wide(text)
    )


def _is_wide(text: Prose) -> bool:
    """Whether a narrative has a picture, or a table that half a page is too narrow for."""
    return "![" in text.markdown or any(row.count("|") > MOST_COLUMNS for row in _DASHES.findall(text.markdown))


def _open(ctx: ReportContext) -> tuple[Block, ...]:
    """List the outcomes that are open: neither success nor failure."""
    items = _items(ctx, "open")
    return (Points(ctx.words("tracking.open.title"), items, TONES["open"]),) if items else ()


def _items(ctx: ReportContext, side: OutcomeSide) -> tuple[Item, ...]:
    return tuple(remark.item(remark.brief) for remark in remarks(ctx, side)[:MOST_POINTS])


def _conclusion(ctx: ReportContext, shown: KpiResult | None) -> QuotedText:
    """Conclude from the main indicator: its net effect feeds the gains."""
    if shown is None:
        return ctx.words("tracking.takeaway.empty")
    feeding = _largest_gain(ctx, shown)
    mean = _feeding_mean(ctx, shown, feeding) if feeding else quoted_effect(ctx, shown, "mean")
    facts = {"name": shown.kpi.name, "mean": mean, "change": difference(ctx, shown, "change")}
    if not is_net(shown):
        return ctx.words("tracking.takeaway.no_net", **facts)
    state = "established" if shown.kpi.id in ctx.established_effects else "not_established"
    return ctx.words(f"tracking.takeaway.{'feeds' if feeding else 'stands'}.{state}", **facts)


def _counted(ctx: ReportContext, shown: KpiResult | None) -> QuotedText:
    """Give the mean effect that the gains count, where they count other periods than the table of effects."""
    feeding = _largest_gain(ctx, shown) if shown and is_net(shown) else None
    if shown is None or feeding is None or len(_counted_effects(shown, feeding)) == shown.effect.periods:
        return QuotedText("")
    return ctx.words("tracking.effects.counted", name=shown.kpi.name, mean=_feeding_mean(ctx, shown, feeding))


def _largest_gain(ctx: ReportContext, shown: KpiResult) -> GainResult | None:
    """Return the largest gain that rests on the effect of an indicator."""
    gains = (gain for gain in ctx.results.financial.gains if gain.rests_on and gain.gain.kpi == shown.kpi.id)
    return max((gain for gain in gains if gain.net.defined), key=lambda gain: abs(gain.net.known), default=None)


def _counted_effects(shown: KpiResult, gain: GainResult) -> list[Decimal]:
    periods = {span for span, _ in gain.rests_on}
    return [row.effect.known for row in shown.series if row.period in periods]


def _feeding_mean(ctx: ReportContext, shown: KpiResult, gain: GainResult) -> QuotedText:
    """Write the mean effect of the periods that a gain counts.

    Where these are not all periods of the KPI, the mean is no figure of the results, and quotes none.
    """
    effects = _counted_effects(shown, gain)
    text = effect_text(ctx, shown, mean(effects))
    whole = len(effects) == shown.effect.periods
    return cited(ctx, text, f"kpis.{shown.kpi.id}.effect.mean") if whole else QuotedText(text)
