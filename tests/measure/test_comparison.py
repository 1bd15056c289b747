"""Groups of engagements: medians and pooled returns written out by hand, and who is left out of them, and why."""

from fractions import Fraction
from typing import Any

import pytest

from roireport.measure.candidate import Candidate, as_candidate
from roireport.measure.comparison import ComparisonGroup, compare
from roireport.measure.engagement import measure
from roireport.measure.exchange import Exchange
from roireport.measure.figure import Figure
from roireport.model.offer import OfferKind
from roireport.model.workspace import Workspace
from tests.engagements import cost, engagement, gain, written

KINDS: dict[str, OfferKind] = {"negotiation": "training", "coaching": "training", "crm": "tools"}
RATES = [
    {"date": "2024-12-31", "from": "USD", "to": "EUR", "rate": "0.5"},
    {"date": "2025-12-31", "from": "USD", "to": "EUR", "rate": "0.8"},
    {"date": "2026-01-01", "from": "USD", "to": "EUR", "rate": "0.9"},
]


def exchange(*rates: dict[str, Any], currency: str = "EUR") -> Exchange:
    """Into a currency, by rates as roireport.yaml writes them."""
    given = {"site": {"currency": currency}, "exchange_rates": list(rates)}
    return Exchange.of(Workspace.model_validate(written(given, "roireport.yaml")))


def candidate(
    id: str, spent: Any, won: Any, *, sector: str | None = None, established: bool = True, **keys: Any
) -> Candidate:
    """An engagement that spends and wins in its first month; a month key beside it comes later."""
    client = {"name": id.title(), **({"sector": sector} if sector else {})}
    whole = engagement(
        id=id, client=client, offer_kinds=KINDS,
        costs=[cost(flows={"2025-01": spent, **keys.pop("spent_later", {})})] if spent is not None else [],
        gains=[gain(flows={"2025-01": won, **keys.pop("won_later", {})})] if won is not None else [],
        **keys,
    )  # fmt: skip
    return as_candidate(whole, measure(whole), established)


def exact(figure: Figure) -> Fraction:
    return Fraction(figure.known)


def same(figure: Figure, value: Fraction) -> bool:
    """Whether a figure is a fraction, up to where a third is cut."""
    return abs(exact(figure) - value) < Fraction(1, 10**40)


def why(figure: Figure) -> str | None:
    return figure.why.key if figure.why else None


def standings(group: ComparisonGroup) -> dict[str, str]:
    return {member.engagement.id: member.standing for member in group.members}


def named(groups: tuple[ComparisonGroup, ...]) -> list[tuple[str | None, list[str]]]:
    return [(group.id, [member.engagement.id for member in group.members]) for group in groups]


def test_the_weighted_return_of_the_first_year_is_that_of_all_money_spent() -> None:
    """50 % on 100, 10 % on 200, and 240 of 1,200 back in the first year: −80 %; later gains do not count."""
    longer = candidate("b", 300, 240, horizon="24 months", spent_later={"2026-03": 900}, won_later={"2026-05": 5000})
    comparison = compare([candidate("a", 100, 150), longer, candidate("c", 200, 220)], exchange())
    group = comparison.all
    assert exact(group.median) == Fraction(1, 10)
    assert [exact(figure) for figure in (group.cost, group.gain_first_year, group.gain)] == [1500, 610, 5610]
    weighted = (Fraction(1, 2) * 100 - Fraction(4, 5) * 1200 + Fraction(1, 10) * 200) / 1500
    assert same(group.cost_weighted, weighted)
    assert same(group.cost_weighted, Fraction(610, 1500) - 1)
    assert group.horizons == (12, 24)


def test_beside_the_first_year_stands_the_roi_at_the_horizon() -> None:
    """50 %, 10 %, and (5240 − 1200) ÷ 1200 over two years."""
    longer = candidate("b", 300, 240, horizon="24 months", spent_later={"2026-03": 900}, won_later={"2026-05": 5000})
    group = compare([candidate("a", 100, 150), longer, candidate("c", 200, 220)], exchange()).all
    assert exact(group.median_at_horizon) == Fraction(1, 2)
    assert same(group.cost_weighted_at_horizon, Fraction(5610, 1500) - 1)


def test_the_first_year_begins_with_the_first_gain() -> None:
    """Costs from January, gains of 100 a month from July: twelve of them count, until June."""
    steady = {f"{2025 + month // 12}-{month % 12 + 1:02d}": 100 for month in range(6, 24)}
    compared = candidate("a", 800, 0, horizon="24 months", won_later=steady)
    assert exact(compared.roi_first_year) == Fraction(1200 - 800, 800)
    assert exact(compared.roi) == Fraction(1800 - 800, 800)
    assert compared.first_year_months == 12


def test_an_even_number_has_the_mean_of_the_two_in_the_middle() -> None:
    actual = [candidate("a", 100, 400), candidate("b", 100, 100), candidate("c", 100, 90), candidate("d", 100, 125)]
    assert exact(compare(actual, exchange()).all.median) == Fraction(25, 200)


def test_one_engagement_is_its_own_median_and_its_own_weight() -> None:
    comparison = compare([candidate("a", 300, 400)], exchange())
    assert same(comparison.all.median, Fraction(1, 3))
    assert same(comparison.all.cost_weighted, Fraction(1, 3))
    assert comparison.all.horizons == (12, 12)


def test_nothing_to_compare_is_undefined() -> None:
    for result in (compare([], exchange()), compare([candidate("a", 0, 5)], exchange())):
        figures = (
            result.all.median,
            result.all.cost_weighted,
            result.all.cost,
            result.all.gain,
            result.all.gain_first_year,
            result.all.median_at_horizon,
            result.to_date.cost,
            result.to_date.gain,
            result.to_date.roi,
        )
        assert {why(figure) for figure in figures} == {"nothing_compared"}
        assert result.all.horizons is None


def test_each_engagement_stands_in_one_way() -> None:
    comparison = compare(
        [
            candidate("stands", 100, 150),
            candidate("blocked", 100, 900, established=False),
            candidate("blocked-abroad", 100, 900, established=False, currency="USD"),
            candidate("costs-nothing", 0, 50),
            candidate("without-cost", None, 50),
            candidate("without-gain", 50, None),
            candidate("abroad", 100, 900, currency="USD"),
            candidate("abroad-undefined", 0, 900, currency="USD"),
        ],
        exchange(),
    )
    assert standings(comparison.all) == {
        "stands": "compared",
        "blocked": "not_established",
        "blocked-abroad": "not_established",
        "costs-nothing": "undefined",
        "without-cost": "undefined",
        "without-gain": "undefined",
        "abroad": "without_rate",
        "abroad-undefined": "undefined",
    }
    assert (exact(comparison.all.median), exact(comparison.all.cost_weighted)) == (Fraction(1, 2), Fraction(1, 2))
    reasons = {member.engagement.id: member.why.key for member in comparison.all.members if member.why}
    assert reasons["costs-nothing"] == "cost_not_above_zero"
    assert (reasons["without-cost"], reasons["without-gain"]) == ("no_cost", "no_gain")
    (abroad,) = comparison.all.of_standing("without_rate")
    assert abroad.why is not None
    assert dict(abroad.why.facts) == {"currency": "USD", "wanted": "EUR", "day": "2025-12-31"}


@pytest.mark.parametrize(
    ("as_of", "rate"),
    [
        ("2025-12-31", Fraction(8, 10)),  # a rate of the cut-off's own day counts
        ("2025-12-30", Fraction(1, 2)),
        ("2026-03-31", Fraction(9, 10)),
        ("2024-12-30", None),  # all rates are later
    ],
)
def test_the_newest_rate_by_the_cut_off_is_taken(as_of: str, rate: Fraction | None) -> None:
    actual = [candidate("home", 100, 130), candidate("abroad", 200, 500, currency="USD", as_of=as_of)]
    comparison = compare(actual, exchange(*RATES))
    if rate is None:
        assert standings(comparison.all)["abroad"] == "without_rate"
        assert exact(comparison.all.cost_weighted) == Fraction(30, 100)
    else:
        spent, won = 100 + 200 * rate, 130 + 500 * rate
        assert same(comparison.all.cost_weighted, won / spent - 1)
        assert exact(comparison.all.median) == (Fraction(30, 100) + Fraction(150, 100)) / 2


def test_a_rate_is_neither_inverted_nor_chained() -> None:
    rates = [
        {"date": "2025-01-01", "from": "EUR", "to": "USD", "rate": "1.25"},
        {"date": "2025-01-01", "from": "USD", "to": "GBP", "rate": "0.75"},
        {"date": "2025-01-01", "from": "GBP", "to": "EUR", "rate": "1.15"},
    ]
    comparison = compare([candidate("abroad", 100, 200, currency="USD")], exchange(*rates))
    assert standings(comparison.all) == {"abroad": "without_rate"}


def test_a_rate_of_a_currency_into_itself_changes_nothing() -> None:
    comparison = compare(
        [candidate("a", 100, 150)], exchange({"date": "2025-01-01", "from": "EUR", "to": "EUR", "rate": 2})
    )
    assert [exact(comparison.all.cost), exact(comparison.all.gain)] == [100, 150]


def test_sectors_offers_and_kinds_have_groups_of_their_own() -> None:
    comparison = compare(
        [
            candidate("a", 100, 150, sector="Metals", offer=["negotiation", "crm"]),
            candidate("b", 300, 240, sector="Energy", offer=["coaching", "negotiation"]),
            candidate("c", 200, 220, sector="Metals", offer=["strategy"]),
            candidate("d", 200, 900, sector="Metals", established=False, offer=["crm"]),
            candidate("e", 50, 60),
        ],
        exchange(),
    )
    assert named(comparison.sectors) == [("Energy", ["b"]), ("Metals", ["a", "c", "d"]), (None, ["e"])]
    assert named(comparison.offers) == [
        ("crm", ["d"]), ("strategy", ["c"]), (None, ["a", "b", "e"]),
    ]  # fmt: skip
    # strategy is no key of KINDS, so it has no kind here; b has two offers of one kind, so all of it is of that kind.
    assert named(comparison.kinds) == [("training", ["b"]), ("tools", ["d"]), (None, ["a", "c", "e"])]
    metals, training = comparison.sectors[1], comparison.kinds[0]
    assert exact(metals.median) == (Fraction(1, 2) + Fraction(1, 10)) / 2
    assert same(metals.cost_weighted, Fraction(370, 300) - 1)
    assert exact(training.median) == exact(training.cost_weighted) == -Fraction(1, 5)
    assert [member.engagement.id for member in metals.of_standing("not_established")] == ["d"]


def several_offers(**keys: Any) -> Candidate:
    """Negotiation: 100 spent, 150 won at once; crm: 300 spent, 30 a month won from March on; 50 of no offer."""
    whole = engagement(
        id="both", offer=["negotiation", "crm"], offer_kinds=KINDS, horizon="24 months",
        costs=[
            cost(100, id="fees", offer="negotiation"), cost(300, id="licences", offer="crm"), cost(50, id="shared"),
        ],
        gains=[
            gain(id="margin", offer="negotiation", flows={"2025-01": 150}),
            gain(id="time", offer="crm", per_month=30, from_="2025-03"),
        ],
        **keys,
    )  # fmt: skip
    return as_candidate(whole, measure(whole), established=True)


def test_an_offer_is_compared_by_its_own_costs_and_gains() -> None:
    """The engagement as a whole: 150 + 10 × 30 in the twelve months from January, for 450."""
    single = candidate("single", 100, 110, offer=["crm"])
    comparison = compare([several_offers(), single], exchange())
    assert named(comparison.offers) == [("crm", ["both", "single"]), ("negotiation", ["both"]), (None, ["both"])]
    crm, negotiation, without = comparison.offers
    assert exact(negotiation.median) == exact(negotiation.median_at_horizon) == Fraction(1, 2)
    assert [exact(member.roi) for member in crm.members] == [Fraction(12 * 30 - 300, 300), Fraction(1, 10)]
    assert [exact(member.roi_at_horizon) for member in crm.members] == [Fraction(22 * 30 - 300, 300), Fraction(1, 10)]
    assert same(crm.cost_weighted, Fraction(360 + 110, 400) - 1)
    assert (without.members[0].standing, without.members[0].why and without.members[0].why.key) == (
        "undefined", "no_gain",
    )  # fmt: skip
    whole = next(member for member in comparison.all.members if member.engagement.id == "both")
    assert same(whole.roi, Fraction(150 + 300, 450) - 1)
    assert {group.id: exact(group.cost) for group in comparison.kinds[:2]} == {"training": 100, "tools": 400}


def test_no_group_has_more_than_the_engagements_have_together() -> None:
    """What several offers cost adds up to no more than the whole; before, each counted all of it."""
    comparison = compare([several_offers()], exchange())
    for groups in (comparison.offers, comparison.kinds):
        spent = sum(exact(member.cost) for group in groups for member in group.members)
        assert spent == exact(comparison.all.cost) == 450


def test_a_reference_case_is_in_no_figure() -> None:
    published = candidate("published", 10, 9000, reference=True, sector="Books", offer=["crm"])
    own = [candidate("a", 100, 150), candidate("b", 100, 110)]
    assert compare([*own, published], exchange()) == compare(own, exchange())
    assert published.reference
    assert not own[0].reference


def test_an_offer_that_only_a_line_names_is_the_engagements_too() -> None:
    whole = engagement(offer=["crm"], costs=[cost(100, offer="coaching")], gains=[gain(flows={"2025-01": 1})])
    assert whole.offers == ("crm", "coaching")


def test_a_short_horizon_is_named_and_compares_all_it_has() -> None:
    short = candidate("short", 100, 130, horizon="6 months", won_later={"2025-09": 500})
    comparison = compare([short, candidate("long", 100, 150, horizon="36 months")], exchange())
    assert comparison.all.horizons == (6, 36)
    assert [member.engagement.id for member in comparison.all.short] == ["short"]
    assert exact(comparison.all.median) == Fraction(40, 100)
    assert compare([candidate("year", 1, 2)], exchange()).all.short == ()
    late = candidate("late", 100, 0, won_later={"2025-07": 130})
    assert (late.first_year_months, len(compare([late], exchange()).all.short)) == (6, 1)


def test_a_cost_below_zero_is_not_compared() -> None:
    comparison = compare([candidate("a", 100, 150), candidate("b", -100, 50)], exchange())
    assert exact(comparison.all.cost_weighted) == exact(comparison.all.median) == Fraction(150 - 100, 100)
    assert [member.engagement.id for member in comparison.all.of_standing("undefined")] == ["b"]


def test_what_was_spent_and_returned_to_date_stops_at_the_cut_off_of_each() -> None:
    """To 30 June 2025: 100 and 100 + 30 spent; 150 and 100 back, of which half in dollars at 0.5."""
    half = candidate("half", 100, 150, won_later={"2025-10": 999}, as_of="2025-06-30")
    abroad = candidate("abroad", 100, 100, currency="USD", as_of="2025-07-31")
    to_date = compare([half, abroad, candidate("withheld", 1, 9, established=False)], exchange(*RATES)).to_date
    rate = Fraction(1, 2)
    assert exact(to_date.cost) == 100 + 100 * rate
    assert exact(to_date.gain) == 150 + 100 * rate
    assert same(to_date.roi, Fraction(150 + 50, 150) - 1)


def test_every_figure_leads_back_to_what_was_typed() -> None:
    comparison = compare([candidate("home", 100, 130), candidate("abroad", 200, 500, currency="USD")], exchange(*RATES))

    def files(figure: Figure) -> set[str]:
        own = {figure.place.file} if figure.place else set()
        return own.union(*(files(given.figure) for given in figure.inputs))

    assert files(comparison.all.cost_weighted) == {"costs.yaml", "gains.yaml", "roireport.yaml"}
    assert files(comparison.all.median) == {"costs.yaml", "gains.yaml"}
    assert [given.name for given in comparison.all.median.inputs] == ["home", "abroad"]


def test_the_figures_of_a_group_name_their_formulas() -> None:
    comparison = compare([candidate("a", 100, 150), candidate("b", 100, 120, established=False)], exchange())
    group = comparison.all
    assert group.cost.formula == "cost_of_group"
    assert [group.gain.formula, group.gain_first_year.formula] == ["gain_of_group", "gain_of_group"]
    assert [group.median.formula, group.cost_weighted.formula] == ["median_of_group", "cost_weighted_return"]
    assert [one.why.key for one in group.members if one.why] == ["not_established"]
    empty = compare([], exchange()).all.median
    assert (empty.formula, why(empty)) == ("median_of_group", "nothing_compared")


def test_a_converted_amount_names_its_formula_its_amount_and_its_rate() -> None:
    member = candidate("a", 100, 150, currency="USD")
    amount = member.cost
    to_euros = exchange(*RATES)
    actual = to_euros.converted(amount, member)
    rate = to_euros.rate_for(member)
    assert rate is not None
    assert (actual.formula, [given.name for given in actual.inputs]) == ("converted_amount", ["amount", "rate"])
    assert actual.inputs[0].figure is amount
    assert (actual.inputs[1].figure.value, actual.inputs[1].figure.place) == (rate.rate, rate.place("rate"))
    without = exchange().converted(amount, member)
    assert (without.formula, why(without)) == ("converted_amount", "no_exchange_rate")
    assert [given.figure for given in without.inputs] == [amount]
