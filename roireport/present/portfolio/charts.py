"""The portfolio's charts: cost against ROI, ROI by sector and offer, the leaders."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from roireport.chart import bubbles, cost_bars, strips
from roireport.chart.scale import Labelled, ticks
from roireport.model.workspace import Workspace
from roireport.present.blocks import Exhibit
from roireport.present.language.formats import Formats
from roireport.present.language.words import Words
from roireport.present.portfolio.entry import PortfolioEntry, converted, median
from roireport.present.portfolio.table import offer_labels

_MOST_LEADERS: Final = 5
_FEWEST: Final = 2
"""Below two engagements there is nothing to compare."""


def exhibits(
    entries: Sequence[PortfolioEntry], workspace: Workspace, words: Words, formats: Formats
) -> tuple[Exhibit, ...]:
    """Cost against ROI, and ROI by sector and offer, over the engagements whose ROI stands."""
    known = [entry for entry in entries if entry.roi_12_months is not None]
    if len(known) < _FEWEST:
        return ()
    return (_bubbles(known, workspace, words, formats), _strips(known, workspace, words, formats))


def _roi(entry: PortfolioEntry) -> Decimal:
    return entry.roi_12_months or Decimal(0)


def _percent(formats: Formats) -> Callable[[float], str]:
    return lambda value: formats.percent(Decimal(str(value)))


def _bubbles(known: Sequence[PortfolioEntry], workspace: Workspace, words: Words, formats: Formats) -> Exhibit:
    """The best and the worst named in the title; what has no cost in the site's currency is left out, and said."""
    best, worst = max(known, key=_roi), min(known, key=_roi)
    title = words(
        "portfolio.bubbles.title",
        best=best.name, high=formats.percent(_roi(best)), worst=worst.name, low=formats.percent(_roi(worst)),
    )  # fmt: skip
    points = tuple(point for entry in known if (point := _bubble(entry, workspace, words, formats)))
    data = bubbles.Bubbles(
        title,
        words("portfolio.bubbles.description", n=len(points)),
        points,
        ticks([0.0, *(point.cost for point in points)], lambda v: formats.money_short(Decimal(str(v)), figures=2)),
        ticks([0.0, *(point.roi for point in points)], _percent(formats)),
    )
    return Exhibit(title, words("portfolio.bubbles.subtitle"), bubbles.draw(data), words("portfolio.source"))


def _bubble(entry: PortfolioEntry, workspace: Workspace, words: Words, formats: Formats) -> bubbles.Bubble | None:
    cost = converted(entry.results.financial.cost.value, entry, workspace)
    benefit = converted(entry.net_benefit, entry, workspace)
    if cost is None or benefit is None:
        return None
    tip = words(
        "portfolio.bubbles.tip",
        name=entry.name, roi=formats.percent(_roi(entry)), cost=formats.money_short(cost),
        benefit=formats.money_short(benefit, signed=True),
    )  # fmt: skip
    good = entry.state in ("reached", "profit")
    return bubbles.Bubble(entry.name, float(cost), float(_roi(entry)), float(benefit), good, tip)


def _strips(known: Sequence[PortfolioEntry], workspace: Workspace, words: Words, formats: Formats) -> Exhibit:
    """The leading sector named in the title, where there is more than one."""
    sectors = _grouped(known, lambda e: (str(e.engagement.client.sector or words("portfolio.no_sector")),))
    offers = _grouped(known, lambda e: offer_labels(e, workspace, words) or (words("portfolio.no_offer"),))
    title = _strips_title(sectors, words, formats)
    groups = (_group("sector", sectors, words, formats), _group("offer", offers, words, formats))
    marks = ticks([0.0, *(float(_roi(entry)) for entry in known)], _percent(formats))
    data = strips.Strips(title, words("portfolio.strips.description"), groups, marks)
    return Exhibit(title, words("portfolio.strips.subtitle"), strips.draw(data), words("portfolio.source"))


def _group(name: str, rows: dict[str, list[PortfolioEntry]], words: Words, formats: Formats) -> strips.Group:
    heading = words(f"portfolio.strips.{name}")
    return strips.Group(heading, tuple(_row(label, found, formats) for label, found in rows.items()))


def _grouped(
    known: Sequence[PortfolioEntry], names: Callable[[PortfolioEntry], tuple[str, ...]]
) -> dict[str, list[PortfolioEntry]]:
    """Engagements by group, groups in the order of the alphabet."""
    found: dict[str, list[PortfolioEntry]] = {}
    for entry in known:
        for name in names(entry):
            found.setdefault(name, []).append(entry)
    return dict(sorted(found.items()))


def _middle(entries: Sequence[PortfolioEntry]) -> Decimal:
    return median([_roi(entry) for entry in entries]) or Decimal(0)


def _strips_title(sectors: dict[str, list[PortfolioEntry]], words: Words, formats: Formats) -> str:
    ranked = sorted(((_middle(found), name) for name, found in sectors.items()), reverse=True)
    if len(ranked) < _FEWEST or ranked[0][0] == ranked[1][0]:
        return words("portfolio.strips.title.level")
    return words("portfolio.strips.title", sector=ranked[0][1], roi=formats.percent(ranked[0][0]))


def _row(label: str, entries: Sequence[PortfolioEntry], formats: Formats) -> strips.Row:
    values = tuple(Labelled(float(_roi(e)), f"{e.name} {formats.percent(_roi(e))}") for e in entries)
    middle = _middle(entries)
    return strips.Row(label, values, float(middle), formats.percent(middle))


def leaders(entries: Sequence[PortfolioEntry], words: Words, formats: Formats) -> tuple[Exhibit, ...]:
    """The highest ROIs over twelve months, and the largest gains of the non-financial index."""
    rois = [(entry.name, roi, formats.percent(roi)) for entry in entries if (roi := entry.roi_12_months) is not None]
    indices = [
        (entry.name, index, words("portfolio.points", value=formats.number(index, 0, signed=True), n=abs(index)))
        for entry in entries
        if (index := entry.results.nonfinancial.index.value) is not None
    ]
    boards = (("roi", rois), ("index", indices))
    return tuple(_board(name, rows, words) for name, rows in boards if len(rows) >= _FEWEST)


def _board(name: str, rows: Sequence[tuple[str, Decimal, str]], words: Words) -> Exhibit:
    best = sorted(rows, key=lambda row: (-row[1], row[0]))[:_MOST_LEADERS]
    title = words(f"portfolio.leaders.{name}")
    drawn = tuple(cost_bars.Row(label, float(value), text, emphasis=True) for label, value, text in best)
    body = cost_bars.draw(cost_bars.CostBars(title, words("portfolio.leaders.description"), drawn, 560))
    return Exhibit(title, "", body, "")
