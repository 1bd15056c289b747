"""The charts of the portfolio: cost against ROI, ROI by group, the leaders."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from roireport.chart import bubbles, cost_bars, strips
from roireport.chart.scale import Labelled, ticks
from roireport.measure.comparison import Comparison, ComparisonGroup, Member
from roireport.measure.exchange import Exchange
from roireport.model.workspace import Workspace
from roireport.present.blocks import Exhibit
from roireport.present.language.formats import Formats
from roireport.present.language.words import Words
from roireport.present.portfolio.entry import PortfolioEntry
from roireport.present.portfolio.groups import By, named_groups

_MOST_LEADERS: Final = 5
_FEWEST: Final = 2
"""Below two engagements there is nothing to compare."""

Pair = tuple[PortfolioEntry, Member]


def exhibits(
    entries: Sequence[PortfolioEntry], comparison: Comparison, workspace: Workspace, words: Words, formats: Formats
) -> tuple[Exhibit, ...]:
    """Draw cost against ROI, and ROI by group; `entries` in the order of the comparison."""
    pairs = [pair for pair in zip(entries, comparison.all.members, strict=True) if pair[1].standing == "compared"]
    if len(pairs) < _FEWEST:
        return ()
    return (_bubbles(pairs, Exchange.of(workspace), words, formats), _strips(comparison, workspace, words, formats))


def _roi(pair: Pair) -> Decimal:
    return pair[1].roi.known


def _percent(formats: Formats) -> Callable[[float], str]:
    return lambda value: formats.percent(Decimal(str(value)))


def _bubbles(pairs: Sequence[Pair], exchange: Exchange, words: Words, formats: Formats) -> Exhibit:
    """Draw cost against ROI; the title names the best and the worst."""
    best, worst = max(pairs, key=_roi), min(pairs, key=_roi)
    title = words(
        "portfolio.bubbles.title",
        best=best[0].name, high=formats.percent(_roi(best)), worst=worst[0].name, low=formats.percent(_roi(worst)),
    )  # fmt: skip
    points = tuple(_bubble(pair, exchange, words, formats) for pair in pairs)
    data = bubbles.Bubbles(
        title,
        words("portfolio.bubbles.description", n=len(points)),
        points,
        ticks([0.0, *(point.cost for point in points)], lambda v: formats.money_short(Decimal(str(v)), figures=2)),
        ticks([0.0, *(point.roi for point in points)], _percent(formats)),
    )
    return Exhibit(title, words("portfolio.bubbles.subtitle"), bubbles.draw(data), words("portfolio.source"))


def _bubble(pair: Pair, exchange: Exchange, words: Words, formats: Formats) -> bubbles.Bubble:
    """Return cost and net benefit over the horizon, in the currency of the site."""
    entry = pair[0]
    cost, benefit = (
        exchange.converted(figure, entry.compared).known for figure in (entry.compared.cost, entry.compared.net_benefit)
    )
    tip = words(
        "portfolio.bubbles.tip",
        name=entry.name, roi=formats.percent(_roi(pair)), cost=formats.money_short(cost),
        benefit=formats.money_short(benefit, signed=True),
    )  # fmt: skip
    good = entry.state in ("reached", "profitable")
    return bubbles.Bubble(entry.name, float(cost), float(_roi(pair)), float(benefit), good, tip)


def _strips(comparison: Comparison, workspace: Workspace, words: Words, formats: Formats) -> Exhibit:
    """Draw the ROI by group; the title names the best of several sectors."""

    def group(by: By, heading: str) -> strips.StripGroup:
        groups = named_groups(by, comparison, workspace, words)
        return strips.StripGroup(heading, tuple(_row(name, group, formats) for name, group in groups if group.compared))

    title = _strips_title(comparison.sectors, words, formats)
    groups = (
        group("sectors", words("portfolio.strips.sector")),
        group("offers", words("portfolio.strips.offer")),
        group("years", words("portfolio.strips.year")),
    )
    marks = ticks([0.0, *(float(member.roi.known) for member in comparison.all.compared)], _percent(formats))
    data = strips.Strips(title, words("portfolio.strips.description"), groups, marks)
    return Exhibit(title, words("portfolio.strips.subtitle"), strips.draw(data), words("portfolio.source"))


def _strips_title(sectors: Sequence[ComparisonGroup], words: Words, formats: Formats) -> str:
    ranked = sorted(
        ((sector.median.known, sector.id) for sector in sectors if sector.id and sector.compared), reverse=True
    )
    if len(ranked) < _FEWEST or ranked[0][0] == ranked[1][0]:
        return words("portfolio.strips.title.level")
    return words("portfolio.strips.title", sector=ranked[0][1], roi=formats.percent(ranked[0][0]))


def _row(label: str, group: ComparisonGroup, formats: Formats) -> strips.StripRow:
    values = tuple(
        Labelled(float(member.roi.known), f"{member.engagement.client} {formats.percent(member.roi.known)}")
        for member in group.compared
    )
    return strips.StripRow(label, values, float(group.median.known), formats.percent(group.median.known))


def leaders(comparison: Comparison, words: Words, formats: Formats) -> tuple[Exhibit, ...]:
    """Draw the highest ROIs over twelve months and the largest gains of the index."""
    rois = [(member.engagement.client, member.roi.known) for member in comparison.all.compared]
    indices = [
        (member.engagement.client, index)
        for member in comparison.all.members
        if member.engagement.scored and (index := member.engagement.nonfinancial_index.value) is not None
    ]

    def points(index: Decimal) -> str:
        return words("portfolio.points", value=formats.number(index, 0, signed=True), n=abs(index))

    boards = (("roi", rois, formats.percent), ("index", indices, points))
    return tuple(_board(name, values, written, words) for name, values, written in boards if len(values) >= _FEWEST)


def _board(
    name: str, values: Sequence[tuple[str, Decimal]], written: Callable[[Decimal], str], words: Words
) -> Exhibit:
    best = sorted(values, key=lambda pair: (-pair[1], pair[0]))[:_MOST_LEADERS]
    title = words(f"portfolio.leaders.{name}")
    drawn = tuple(cost_bars.CostBar(label, float(value), written(value), emphasis=True) for label, value in best)
    body = cost_bars.draw(cost_bars.CostBars(title, words("portfolio.leaders.description"), drawn, 560))
    return Exhibit(title, "", body, "")
