"""Section 2: the indicators over time, their net effect, what works and what does not."""

from typing import Final

from roireport.measure.results import KpiResult
from roireport.measure.results import Side as OutcomeSide
from roireport.model.kpi import COMPUTED_METHODS
from roireport.present.blocks import Block, Exhibit, Item, Points, Sentence, Side, Takeaway
from roireport.present.charts.trend import trend_drawing
from roireport.present.desk import Desk
from roireport.present.figures.quote import capitalised, difference, spelled
from roireport.present.language.said import Said
from roireport.present.narrative import narrative
from roireport.present.sections.effects_table import effects_table
from roireport.present.story.findings import TONES, remarks
from roireport.present.story.section import section, source, takeaway
from roireport.present.view import Section

MOST_POINTS: Final = 3
"""Points in a list of what works or does not."""


def tracking(desk: Desk) -> Section:
    """The section."""
    shown = tracked(desk)
    trend: Block = _trend(desk, shown) if shown else Sentence(desk.words("tracking.empty"))
    sides = _works(desk, "worked", "favourable"), _works(desk, "failed", "unfavourable")
    blocks: tuple[Block, ...] = (
        trend,
        *effects_table(desk),
        Side(*sides),
        *_open(desk),
        _takeaway(desk, shown),
    )
    return section(desk, "tracking", tracking_title(desk), blocks)


def tracked(desk: Desk) -> KpiResult | None:
    """The indicator drawn over time: one that carries a gain, has a control group, or stands first in the file.

    The table of indicators shows all of them small.
    """
    carrying = {gain.kpi for gain in desk.engagement.gains}
    known = [result for result in desk.results.kpis if len(result.series) > 1]
    ranks = {result.kpi.id: 2 * (result.kpi.id in carrying) + (result.kpi.method == "control") for result in known}
    return max(known, key=lambda result: ranks[result.kpi.id], default=None)


def is_net(result: KpiResult) -> bool:
    """Whether the effect is known, and net of what would have happened anyway."""
    return result.kpi.method in COMPUTED_METHODS and result.effect.mean.defined


def tracking_title(desk: Desk) -> Said:
    """For how many indicators a favourable net effect is told from chance."""
    followed = [result for result in desk.results.kpis if result.series]
    net = [result for result in followed if is_net(result)]
    if not followed:
        return desk.words("tracking.title.empty")
    if not net:
        return capitalised(desk.words("tracking.title.no_net", n=len(followed), count=spelled(desk, len(followed))))
    clear = sum(result.effect.is_clear and result.effect.mean.known > 0 for result in net)
    form = "all" if clear == len(net) else "some" if clear else "none"
    count, total = spelled(desk, clear), spelled(desk, len(net))
    return capitalised(desk.words(f"tracking.title.{form}", n=clear or len(net), count=count, total=total))


# ── Trends ──────────────────────────────────────────────────────────────────


def trend_title(desk: Desk, result: KpiResult) -> Said:
    """The indicator and its mean effect, net or not."""
    mean = result.effect.mean
    if not mean.defined:
        return desk.words("tracking.trend.title.no_effect", name=result.kpi.name)
    side = "up" if mean.known > 0 else "down" if mean.known < 0 else "none"
    form = "net" if is_net(result) else "plain"
    if form == "net" and mean.known and result.effect.low.defined and not result.effect.is_clear:
        side = "unclear"
    return desk.words(
        f"tracking.trend.title.{form}.{side}", name=result.kpi.name, mean=difference(desk, result, "effect.mean")
    )


def _trend(desk: Desk, result: KpiResult) -> Exhibit:
    """One indicator over time."""
    title = trend_title(desk, result)
    first, last = result.series[0].period, result.series[-1].period
    unit = desk.formats.symbol() if result.kpi.unit == "money" else desk.words(f"unit.long.{result.kpi.unit}")
    subtitle = desk.words(
        f"tracking.trend.subtitle.{result.kpi.direction}",
        unit=unit,
        first=desk.formats.span(first),
        last=desk.formats.span(last),
    )
    drawing = trend_drawing(desk, result, title, subtitle)
    return Exhibit(title, subtitle, drawing, source(desk, [result.kpi.source]))


# ── What works, what does not ───────────────────────────────────────────────


def _works(desk: Desk, column: str, side: OutcomeSide) -> tuple[Block, ...]:
    """The computed findings of one side, then the consultant's own words."""
    items = _items(desk, side) or (Item(desk.words(f"tracking.{column}.none"), tone="muted"),)
    told = narrative(desk, "worked" if column == "worked" else "did-not-work")
    return (Points(desk.words(f"tracking.{column}.title"), items, TONES[side]), *((told,) if told else ()))


def _open(desk: Desk) -> tuple[Block, ...]:
    """What cannot be told, or not yet: it is neither a success nor a failure."""
    items = _items(desk, "open")
    return (Points(desk.words("tracking.open.title"), items, TONES["open"]),) if items else ()


def _items(desk: Desk, side: OutcomeSide) -> tuple[Item, ...]:
    return tuple(remark.item(remark.brief) for remark in remarks(desk, side)[:MOST_POINTS])


def _takeaway(desk: Desk, shown: KpiResult | None) -> Takeaway:
    """What the indicator drawn says: its net effect, not its plain change, feeds the gains."""
    if shown is None:
        return takeaway(desk, desk.words("tracking.takeaway.empty"))
    facts = {
        "name": shown.kpi.name,
        "mean": difference(desk, shown, "effect.mean"),
        "change": difference(desk, shown, "change"),
    }
    if not is_net(shown):
        return takeaway(desk, desk.words("tracking.takeaway.no_net", **facts))
    feeds = any(one.measured_periods and one.gain.kpi == shown.kpi.id for one in desk.results.financial.gains)
    form = f"{'feeds' if feeds else 'stands'}.{'clear' if shown.effect.is_clear else 'unclear'}"
    return takeaway(desk, desk.words(f"tracking.takeaway.{form}", **facts))
