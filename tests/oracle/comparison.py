"""The comparison between engagements, read a second time: groups, medians and pooled returns in fractions."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.oracle import returns
from tests.oracle.money import Line
from tests.oracle.offers import kind_of
from tests.oracle.published import CENT, RATIO, shown
from tests.oracle.reading import read
from tests.oracle.returns import Case
from tests.oracle.writer import WORKSPACE
from tests.oracle.written import Section, Undefined, Value, known, months_long, number, text_in, undefined

NOTHING = undefined("no engagement can be compared")
ORDER = ("strategy", "training", "consulting", "tools")


@dataclass(frozen=True)
class Entrant:
    """An engagement in a comparison, or its lines of one offer or kind of offer; `id` is that of the group."""

    section: Section
    case: Case
    part: Case
    id: str | None
    rate: Fraction | None
    established: bool

    @property
    def cost(self) -> Value:
        """All that it cost."""
        return self.part.cost()

    @property
    def gain(self) -> Value:
        """The gain over the horizon."""
        return self.part.gain()

    @property
    def first_year(self) -> Value:
        """The ROI of the first year of benefits against the whole cost, by which engagements are compared."""
        return returns.first_year(self.part)

    @property
    def gain_first_year(self) -> Value:
        """The gain of that year: (ROI + 1) × cost."""
        return known(lambda roi, cost: (roi + 1) * cost, self.first_year, self.cost)

    @property
    def roi(self) -> Value:
        """The ROI over the horizon."""
        return returns.roi(self.gain, self.cost)

    @property
    def horizon(self) -> int:
        """In months."""
        return months_long(self.section.get("horizon", "12 months"))

    @property
    def standing(self) -> str:
        """Compared, or the first reason why it is not."""
        if not self.established:
            return "not_established"
        if isinstance(self.roi, Undefined) or isinstance(self.first_year, Undefined):
            return "undefined"
        return "compared" if self.rate is not None else "without_rate"

    @property
    def is_short(self) -> bool:
        """Whether the horizon of the engagement ends before twelve months from its first gain have passed."""
        gains = self.case.by_period(self.case.gains)
        first = next((n for n, gain in enumerate(gains) if gain), None)
        return first is None or (not self.case.grid.yearly and self.horizon - first < 12)


def comparison(engagements: Sequence[Section], established: Sequence[bool], currency: str, rates: Any) -> Section:
    """What portfolio.json says of them, reference cases left out; whether a headline is established is given."""
    wholes, by_offer, by_kind = [], [], []
    for section, stands in zip(engagements, established, strict=True):
        if "reference" in section:
            continue
        case, _ = read(section)
        rate = rate_of(section, currency, rates)
        whole = Entrant(section, case, case, None, rate, stands)
        wholes.append(whole)
        by_offer += parts_of(whole, lambda line: line.section.get("offer"), lambda offer: offer)
        by_kind += parts_of(whole, kind_of, kind_of_offer)
    return {
        "all": group(wholes),
        "sectors": groups([(text_of(w.section["client"].get("sector")), w) for w in wholes]),
        "offers": groups([(entrant.id, entrant) for entrant in by_offer]),
        "kinds": groups([(entrant.id, entrant) for entrant in by_kind], ORDER),
        "years": groups([(w.section["as_of"][:4], w) for w in wholes]),
        "not_compared": [{"id": w.section["id"], "standing": w.standing} for w in wholes if w.standing != "compared"],
    }


def text_of(sector: Any) -> str | None:
    """A sector in the first language of the site."""
    return None if sector is None else text_in(sector, "en")


def kind_of_offer(offer: str) -> str:
    """The kind of an offer; each of the four kinds is an offer too."""
    return {one["id"]: one["kind"] for one in WORKSPACE["offers"]}.get(offer, offer)


def parts_of(whole: Entrant, name_of: Callable[[Line], str | None], name: Callable[[str], str]) -> list[Entrant]:
    """An engagement in the group of each of several offers, with their lines alone; else with all it has."""
    case, section = whole.case, whole.section
    lines = (*case.costs, *case.gains)
    offers = {*section.get("offer", []), *(line.section["offer"] for line in lines if "offer" in line.section)}
    names = {name(offer) for offer in offers}
    if len(names) < 2:
        return [Entrant(section, case, case, next(iter(names), None), whole.rate, whole.established)]
    parts = []
    for id in {name_of(line) for line in lines}:
        costs, gains = ([one for one in side if name_of(one) == id] for side in (case.costs, case.gains))
        part = Case(case.grid, costs, gains, case.discounting)
        parts.append(Entrant(section, case, part, id, whole.rate, whole.established))
    return parts


def rate_of(section: Section, currency: str, rates: Iterable[Section]) -> Fraction | None:
    """1 in the same currency, else the newest rate dated no later than as_of; dates sort as they are written."""
    if section["currency"] == currency:
        return Fraction(1)
    pairs = [
        (rate["date"], number(rate["rate"]))
        for rate in rates
        if rate["from"] == section["currency"] and rate["to"] == currency and rate["date"] <= section["as_of"]
    ]
    return max(pairs)[1] if pairs else None


def groups(members: Sequence[tuple[str | None, Entrant]], order: Sequence[str] = ()) -> list[Section]:
    """A group for each id, in this order or sorted; last those that have none."""
    ids = {id for id, _ in members}
    named = order or sorted(id for id in ids if id is not None)
    return [{"id": id, **group([e for other, e in members if other == id])} for id in (*named, None) if id in ids]


def group(members: Sequence[Entrant]) -> Section:
    """The figures of a group."""
    compared = [one for one in members if one.standing == "compared"]
    cost, gain, first_year = (
        total([(getattr(one, name), one.rate) for one in compared]) for name in ("cost", "gain", "gain_first_year")
    )
    horizons = [one.horizon for one in compared]
    standings = [one.standing for one in members]
    counted = ("compared", "not_established", "undefined", "without_rate")
    return {
        **{name: Decimal(standings.count(name)) for name in counted},
        "median_roi_first_year": shown(middle([one.first_year for one in compared]), RATIO),
        "cost_weighted_roi_first_year": shown(returns.roi(first_year, cost), RATIO),
        "median_roi": shown(middle([one.roi for one in compared]), RATIO),
        "cost_weighted_roi": shown(returns.roi(gain, cost), RATIO),
        "cost": shown(cost, CENT),
        "gain": shown(gain, CENT),
        "gain_first_year": shown(first_year, CENT),
        "shortest_horizon_months": Decimal(min(horizons)) if horizons else None,
        "longest_horizon_months": Decimal(max(horizons)) if horizons else None,
        "engagements": [one.section["id"] for one in compared],
        "first_year_below_12_months": [one.section["id"] for one in compared if one.is_short],
    }


def total(amounts: Sequence[tuple[Value, Fraction | None]]) -> Value:
    """A sum in the currency of the comparison; undefined without any."""
    converted = [amount * rate for amount, rate in amounts if isinstance(amount, Fraction) and rate is not None]
    return sum(converted, Fraction(0)) if converted else NOTHING


def middle(values: Sequence[Value]) -> Value:
    """The median; undefined without any."""
    rois = sorted(value for value in values if isinstance(value, Fraction))
    return (rois[(len(rois) - 1) // 2] + rois[len(rois) // 2]) / 2 if rois else NOTHING
