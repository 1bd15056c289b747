"""Between engagements: what groups of them returned, in one currency, and what is left out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import localcontext
from typing import Final, Literal, TypeAlias

from roireport.measure.candidate import YEAR, Candidate
from roireport.measure.exchange import Exchange
from roireport.measure.figure import EXACT, Figure, Reason, Unit, named, summed, undefined
from roireport.measure.financial import OfferResult
from roireport.measure.returns import return_on_investment
from roireport.model.offer import OFFER_KINDS

Standing = Literal["compared", "not_established", "undefined", "without_rate"]
"""Compared, or why not: its ROI is withheld, has no value, or its money cannot be converted."""

APART: Final[tuple[Standing, ...]] = ("not_established", "undefined", "without_rate")
"""The standings of what is not compared."""


@dataclass(frozen=True, slots=True)
class Member:
    """An engagement in a comparison, or one of its offers; the amounts are in one currency."""

    engagement: Candidate
    part: OfferResult
    """What is compared: the whole engagement, one offer of it, or one kind of offer."""
    standing: Standing
    why: Reason | None
    cost: Figure
    gain: Figure
    gain_first_year: Figure

    @property
    def roi(self) -> Figure:
        """The ROI of its first year of benefits against its full cost, which needs no currency."""
        return self.part.roi_first_year

    @property
    def roi_at_horizon(self) -> Figure:
        """Its ROI over the whole horizon."""
        return self.part.roi


Members: TypeAlias = tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class ComparisonGroup:
    """Engagements of one sector or year, or what they did of one offer or kind of offer (`id` None: of none)."""

    id: str | None
    members: Members
    cost: Figure
    gain: Figure
    gain_first_year: Figure
    median: Figure
    """Of the ROIs of the first year of benefits; so is the cost-weighted one."""
    cost_weighted: Figure
    median_at_horizon: Figure
    cost_weighted_at_horizon: Figure

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
        """Those compared whose horizon ends before the first year of benefits does."""
        return tuple(member for member in self.compared if member.engagement.first_year_months < YEAR)


@dataclass(frozen=True, slots=True)
class ToDate:
    """The cost and the gain of engagements up to the cut-off of each, and the ROI of the two sums."""

    cost: Figure
    gain: Figure
    roi: Figure


@dataclass(frozen=True, slots=True)
class Comparison:
    """All engagements, and by sector, offer, kind of offer and year of the cut-off; no reference case is in it.

    An engagement with several offers is in the group of each with the costs and gains of that offer alone.

    `to_date` is what those compared cost and returned up to the cut-off of each.
    """

    all: ComparisonGroup
    sectors: tuple[ComparisonGroup, ...]
    offers: tuple[ComparisonGroup, ...]
    kinds: tuple[ComparisonGroup, ...]
    years: tuple[ComparisonGroup, ...]
    to_date: ToDate


def compare(candidates: Iterable[Candidate], exchange: Exchange) -> Comparison:
    """Compare engagements, group by group, without the reference cases."""
    with localcontext(EXACT):
        own = [candidate for candidate in candidates if not candidate.reference]

        def members(parts: Callable[[Candidate], Iterable[OfferResult]]) -> Members:
            return tuple(_member(candidate, part, exchange) for candidate in own for part in parts(candidate))

        whole = members(lambda candidate: (candidate.whole,))
        together = _group(None, whole)
        return Comparison(
            all=together,
            sectors=_groups(whole, lambda member: member.engagement.sector),
            offers=_groups(members(lambda candidate: candidate.by_offer), lambda member: member.part.id),
            kinds=_groups(members(lambda candidate: candidate.by_kind), lambda member: member.part.id, OFFER_KINDS),
            years=_groups(whole, lambda member: str(member.engagement.as_of.year)),
            to_date=_to_date(together.compared, exchange),
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


def _member(candidate: Candidate, part: OfferResult, exchange: Exchange) -> Member:
    """The standing of an engagement; of several reasons the first: withheld, without a value, without a rate."""
    cost, gain, first_year = (
        exchange.converted(amount, candidate) for amount in (part.cost, part.gain, part.gain_first_year)
    )
    return Member(candidate, part, *_standing(candidate, part, cost), cost, gain, first_year)


def _standing(candidate: Candidate, part: OfferResult, cost: Figure) -> tuple[Standing, Reason | None]:
    if not candidate.established:
        return "not_established", Reason("not_established")
    for roi in (part.roi, part.roi_first_year):
        if not roi.defined:
            return "undefined", roi.why
    return ("compared", None) if cost.defined else ("without_rate", cost.why)


def _group(id: str | None, members: Iterable[Member]) -> ComparisonGroup:
    group = tuple(members)
    compared = [member for member in group if member.standing == "compared"]
    cost = _total("cost_of_group", [(member, member.cost) for member in compared])
    gain = _total("gain_of_group", [(member, member.gain) for member in compared])
    first_year = _total("gain_of_group", [(member, member.gain_first_year) for member in compared])
    return ComparisonGroup(
        id=id,
        members=group,
        cost=cost,
        gain=gain,
        gain_first_year=first_year,
        median=median("ratio", [(member, member.roi) for member in compared]),
        cost_weighted=cost_weighted_return(first_year, cost),
        median_at_horizon=median("ratio", [(member, member.roi_at_horizon) for member in compared]),
        cost_weighted_at_horizon=cost_weighted_return(gain, cost),
    )


def _total(formula: str, parts: Sequence[tuple[Member, Figure]]) -> Figure:
    """The sum of an amount of those compared."""
    lines = [(member.engagement.id, amount) for member, amount in parts]
    return summed("money", formula, lines) if lines else undefined("money", formula, "nothing_compared")


def _to_date(members: Members, exchange: Exchange) -> ToDate:
    """Sum what members cost and returned up to their cut-off, in one currency."""

    def total(formula: str, amount_of: Callable[[Candidate], Figure]) -> Figure:
        whose = [(member, member.engagement) for member in members]
        return _total(formula, [(member, exchange.converted(amount_of(of), of)) for member, of in whose])

    cost = total("cost_of_group", lambda candidate: candidate.cost_to_date)
    gain = total("gain_of_group", lambda candidate: candidate.gain_to_date)
    return ToDate(cost, gain, cost_weighted_return(gain, cost))


def _groups(
    members: Members, id_of: Callable[[Member], str | None], order: Sequence[str] = ()
) -> tuple[ComparisonGroup, ...]:
    """A group for each id that a member has, in this order or sorted; last those that have none."""
    by_id: dict[str | None, list[Member]] = {}
    for member in members:
        by_id.setdefault(id_of(member), []).append(member)
    ids = order or sorted(id for id in by_id if id is not None)
    return tuple(_group(id, by_id[id]) for id in (*ids, None) if id in by_id)
