"""The comparison between engagements, read a second time: groups, medians and pooled returns in fractions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.oracle import returns
from tests.oracle.published import CENT, RATIO, shown
from tests.oracle.reading import read
from tests.oracle.writer import WORKSPACE
from tests.oracle.written import Section, Undefined, Value, months_long, number, undefined

NOTHING = undefined("no engagement can be compared")
ORDER = ("strategy", "training", "consulting", "tools")


@dataclass(frozen=True)
class Entrant:
    """An engagement of a comparison: its first twelve months, and how it stands."""

    section: Section
    cost: Value
    gain: Value
    roi: Value
    rate: Fraction | None
    standing: str

    @property
    def horizon(self) -> int:
        return months_long(self.section.get("horizon", "12 months"))

    @property
    def offers(self) -> set[str]:
        lines = (*self.section.get("costs", []), *self.section.get("gains", []))
        return {*self.section.get("offer", []), *(line["offer"] for line in lines if "offer" in line)}

    @property
    def kinds(self) -> set[str]:
        kinds = {offer["id"]: offer["kind"] for offer in WORKSPACE["offers"]}
        return {kinds.get(offer, offer) for offer in self.offers}


def comparison(engagements: Sequence[Section], established: Sequence[bool], currency: str, rates: Any) -> Section:
    """What portfolio.json says of them, reference cases left out; whether a headline is established is given."""
    pairs = [pair for pair in zip(engagements, established, strict=True) if "reference" not in pair[0]]
    found = [entrant(one, stands, currency, rates) for one, stands in pairs]
    sectors = sorted({sector for one in found if (sector := one.section["client"].get("sector"))})
    offers = sorted({offer for one in found for offer in one.offers})
    by = {
        "sectors": [(s, [one for one in found if one.section["client"].get("sector") == s]) for s in (*sectors, None)],
        "offers": [(o, [one for one in found if o in one.offers]) for o in offers],
        "kinds": [(k, [one for one in found if k in one.kinds]) for k in ORDER],
    }
    without = [one for one in found if not one.offers]
    by["offers"].append((None, without))
    by["kinds"].append((None, without))
    return {
        "all": group(found),
        **{name: [{"id": id, **group(of_id)} for id, of_id in groups if of_id] for name, groups in by.items()},
        "not_compared": [
            {"id": one.section["id"], "standing": one.standing} for one in found if one.standing != "compared"
        ],
    }


def entrant(section: Section, established: bool, currency: str, rates: Iterable[Section]) -> Entrant:
    """How an engagement stands."""
    case, _ = read(section)
    year = range(2) if case.grid.yearly else range(12)
    cost, gain = case.cost(year), case.gain(year)
    roi, rate = returns.roi(gain, cost), rate_of(section, currency, rates)
    standing = "compared" if rate is not None else "without_rate"
    if isinstance(roi, Undefined):
        standing = "undefined"
    return Entrant(section, cost, gain, roi, rate, standing if established else "not_established")


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


def group(members: Sequence[Entrant]) -> Section:
    """The figures of a group."""
    compared = [one for one in members if one.standing == "compared"]
    costs = [one.cost * one.rate for one in compared if isinstance(one.cost, Fraction) and one.rate is not None]
    gains = [one.gain * one.rate for one in compared if isinstance(one.gain, Fraction) and one.rate is not None]
    rois = sorted(one.roi for one in compared if isinstance(one.roi, Fraction))
    cost: Value = sum(costs, Fraction(0)) if compared else NOTHING
    gain: Value = sum(gains, Fraction(0)) if compared else NOTHING
    middle: Value = (rois[(len(rois) - 1) // 2] + rois[len(rois) // 2]) / 2 if rois else NOTHING
    horizons = [one.horizon for one in compared]
    standings = [one.standing for one in members]
    counted = ("compared", "not_established", "undefined", "without_rate")
    return {
        **{name: Decimal(standings.count(name)) for name in counted},
        "median_roi_12_months": shown(middle, RATIO),
        "cost_weighted_roi_12_months": shown(returns.roi(gain, cost), RATIO),
        "cost_12_months": shown(cost, CENT),
        "gain_12_months": shown(gain, CENT),
        "shortest_horizon_months": Decimal(min(horizons)) if horizons else None,
        "longest_horizon_months": Decimal(max(horizons)) if horizons else None,
        "engagements": [one.section["id"] for one in compared],
        "horizon_below_12_months": [one.section["id"] for one in compared if one.horizon < 12],
    }
