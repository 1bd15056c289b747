"""Between engagements: what groups of them returned over twelve months, in one currency, and what is left out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import localcontext
from typing import Final, Literal, TypeAlias

from roireport.measure.candidate import Candidate
from roireport.measure.exchange import Exchange
from roireport.measure.figure import EXACT, Figure, Reason, Unit, named, summed, undefined
from roireport.measure.returns import return_on_investment
from roireport.model.offer import OFFER_KINDS

Standing = Literal["compared", "not_established", "undefined", "without_rate"]
"""Compared, or why not: its ROI is withheld, has no value, or its money cannot be converted."""

APART: Final[tuple[Standing, ...]] = ("not_established", "undefined", "without_rate")
"""The standings of what is not compared."""

YEAR: Final = 12
"""The months that a comparison is taken over; a shorter horizon has fewer of them."""


@dataclass(frozen=True, slots=True)
class Member:
    """An engagement in a comparison; `cost` and `gain` of its first twelve months, in one currency."""

    engagement: Candidate
    standing: Standing
    why: Reason | None
    cost: Figure
    gain: Figure

    @property
    def roi(self) -> Figure:
        """Its ROI over twelve months, which needs no currency."""
        return self.engagement.roi_12_months


Members: TypeAlias = tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class ComparisonGroup:
    """Engagements of one sector, offer or kind of offer (`id` None: of none), or all of them."""

    id: str | None
    members: Members
    cost: Figure
    gain: Figure
    median: Figure
    cost_weighted: Figure

    @property
    def compared(self) -> Members:
        """The members that its figures are made of."""
        return self.of_standing("compared")

    def of_standing(self, standing: Standing) -> Members:
        """The members of that standing."""
        return tuple(member for member in self.members if member.standing == standing)

    @property
    def horizons(self) -> tuple[int, int] | None:
        """The shortest and the longest horizon of those compared, in months."""
        months = [member.engagement.horizon for member in self.compared]
        return (min(months), max(months)) if months else None

    @property
    def short(self) -> Members:
        """Those compared whose horizon ends before the twelve months do."""
        return tuple(member for member in self.compared if member.engagement.horizon < YEAR)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All engagements, and by sector, offer, kind of offer and year of the cut-off.

    An engagement with two offers is in the groups of both.

    `cost` and `gain` are those of the whole horizons of what is compared, `payback_months` the median of those of them
    that reach it, `index` the median of all engagements that measured one.
    """

    all: ComparisonGroup
    sectors: tuple[ComparisonGroup, ...]
    offers: tuple[ComparisonGroup, ...]
    kinds: tuple[ComparisonGroup, ...]
    years: tuple[ComparisonGroup, ...]
    cost: Figure
    gain: Figure
    payback_months: Figure
    index: Figure


def compare(candidates: Iterable[Candidate], exchange: Exchange) -> Comparison:
    """Compare engagements, group by group."""
    with localcontext(EXACT):
        members = tuple(_member(candidate, exchange) for candidate in candidates)
        whole = _group(None, members)

        def over_horizon(name: Literal["cost", "gain"]) -> list[tuple[Member, Figure]]:
            figures = [(member, getattr(member.engagement, name)) for member in whole.compared]
            return [(member, exchange.converted(figure, member.engagement)) for member, figure in figures]

        return Comparison(
            all=whole,
            sectors=_groups(_ids(members, _sectors), members, _sectors),
            offers=_groups(_ids(members, _offers), members, _offers),
            kinds=_groups(OFFER_KINDS, members, _kinds),
            years=_groups(_ids(members, _years), members, _years),
            cost=_total("cost_of_group", over_horizon("cost")),
            gain=_total("gain_of_group", over_horizon("gain")),
            payback_months=median("months", [(member, member.engagement.payback_months) for member in whole.compared]),
            index=median(
                "points",
                [(member, member.engagement.nonfinancial_index) for member in members if member.engagement.scored],
            ),
        )


def median(unit: Unit, figures: Iterable[tuple[Member, Figure]]) -> Figure:
    """The middle value, or the mean of the two in the middle; what has no value is left out.

    The median of a ratio is not pulled by one engagement far from the others.
    """
    inputs = [(member.engagement.id, figure) for member, figure in figures if figure.defined]
    ordered, half = sorted(figure.known for _, figure in inputs), len(inputs) // 2
    if not ordered:
        return undefined(unit, "median_of_group", "nothing_compared")
    middle = ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
    return Figure(middle, unit, "median_of_group", named(inputs))


def cost_weighted_return(gain: Figure, cost: Figure) -> Figure:
    """Σ gain ÷ Σ cost − 1: the mean of the ROIs, each weighted by the cost that it was earned on (the pooled ROI).

    CFA Institute, GIPS: a composite's return is weighted by assets, so that it is that of the whole taken as one.
    """
    return return_on_investment(gain, cost, "cost_weighted_return")


def _member(candidate: Candidate, exchange: Exchange) -> Member:
    """The standing of an engagement; of several reasons the first: withheld, without a value, without a rate."""
    cost = exchange.converted(candidate.cost_12_months, candidate)
    gain = exchange.converted(candidate.gain_12_months, candidate)
    return Member(candidate, *_standing(candidate, cost), cost, gain)


def _standing(candidate: Candidate, cost: Figure) -> tuple[Standing, Reason | None]:
    roi = candidate.roi_12_months
    if not candidate.established:
        return "not_established", Reason("not_established")
    if not roi.defined:
        return "undefined", roi.why
    return ("compared", None) if cost.defined else ("without_rate", cost.why)


def _group(id: str | None, members: Iterable[Member]) -> ComparisonGroup:
    group = tuple(members)
    compared = [member for member in group if member.standing == "compared"]
    cost = _total("cost_of_group", [(member, member.cost) for member in compared])
    gain = _total("gain_of_group", [(member, member.gain) for member in compared])
    middle = median("ratio", [(member, member.roi) for member in compared])
    return ComparisonGroup(id, group, cost, gain, middle, cost_weighted_return(gain, cost))


def _total(formula: str, parts: Sequence[tuple[Member, Figure]]) -> Figure:
    """The sum of an amount of those compared."""
    lines = [(member.engagement.id, amount) for member, amount in parts]
    return summed("money", formula, lines) if lines else undefined("money", formula, "nothing_compared")


_Names: TypeAlias = Callable[[Candidate], tuple[str | None, ...]]


def _sectors(engagement: Candidate) -> tuple[str | None, ...]:
    return (engagement.sector,)


def _offers(engagement: Candidate) -> tuple[str | None, ...]:
    return engagement.offers or (None,)


def _kinds(engagement: Candidate) -> tuple[str | None, ...]:
    return engagement.kinds or (None,)


def _years(engagement: Candidate) -> tuple[str | None, ...]:
    return (str(engagement.as_of.year),)


def _ids(members: Members, names: _Names) -> list[str]:
    return sorted({name for member in members for name in names(member.engagement) if name is not None})


def _groups(ids: Sequence[str], members: Members, names: _Names) -> tuple[ComparisonGroup, ...]:
    """A group for each id that an engagement has, in this order; last those that have none."""
    by_id = {id: [member for member in members if id in names(member.engagement)] for id in (*ids, None)}
    return tuple(_group(id, of_id) for id, of_id in by_id.items() if of_id)
