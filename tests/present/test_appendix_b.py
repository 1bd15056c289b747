"""Appendix B: the key figures, what was typed and the flows of each period."""

import re
from decimal import Decimal
from typing import Any, TypeGuard

import pytest

from roireport.model.language import Language
from roireport.present.blocks import Exhibit, Table
from roireport.present.report import report
from roireport.present.sections.appendix_b import appendix_b
from roireport.present.view import Section
from tests.contexts import LANGUAGES, ctx, engagement_ids, real, simple, words
from tests.engagements import cost, engagement, gain

CASES = [(id, language) for id in engagement_ids() for language in LANGUAGES]


def is_exhibit(block: object) -> TypeGuard[Exhibit]:
    """Whether a block is an exhibit."""
    return isinstance(block, Exhibit)


def rows_of(section: Section, title: str) -> list[list[str]]:
    """The texts of the rows of the table whose title begins so in the words of a language."""
    name = {str(words(language)(f"traceability.{title}.title", currency="EUR")) for language in LANGUAGES}
    (body,) = [block.body for block in section.blocks if isinstance(block, Exhibit) and str(block.title) in name]
    assert isinstance(body, Table)
    return [[str(cell.text) for cell in row.cells] for row in body.rows]


@pytest.mark.parametrize(("id", "language"), CASES)
def test_every_line_of_the_engagement_is_listed_as_it_was_typed(id: str, language: Language) -> None:
    at_hand = real(id, language)
    listed = {row[0] for row in rows_of(appendix_b(at_hand, ()), "typed")}
    sample = at_hand.engagement
    labels = [line.label for line in sample.costs] + [line.label for line in sample.gains]
    labels += [criterion.label for criterion in sample.nonfinancial] + [kpi.name for kpi in sample.kpis]
    assert {str(label) for label in labels} <= listed


def test_the_amounts_of_a_year_are_there_period_by_period() -> None:
    """1,200 of cost in January, 100 a month of gain: 1,100 are out after the first month, 0 after the last."""
    sample = engagement(costs=[cost(1200, date="2025-01-31")], gains=[gain(per_month=100)])
    flows = rows_of(appendix_b(ctx(sample), ()), "flows")
    assert len(flows) == 12
    assert flows[0][1:5] == ["elapsed", "1,200", "100", "\u22121,100"]
    assert flows[11][1:5] == ["elapsed", "0", "100", "0"]


def test_a_gain_is_written_in_the_way_that_it_was_typed() -> None:
    gains = [
        gain(id="a", per_month=100, attribution={"share": "60%", "by": "Sales director", "confidence": "80%"}),
        gain(id="b", per_year=1200),
        gain(id="c", flows={"2025-02": 10, "2025-03": 20}),
        gain(id="d", kpi="sales", per_unit={"value": 5, "volume": "2.5"}),
    ]
    sample = engagement(kpis=[{"id": "sales", "baseline": 1}], gains=gains, costs=[cost(1)])
    section = appendix_b(ctx(sample), ())
    typed = {row[0]: row[1] for row in rows_of(section, "typed") if len(row) > 1}  # a heading has one cell
    assert typed["a"] == "€100 a month"
    assert typed["b"] == "€1,200 a year"
    assert typed["c"] == "€30 in 2 amounts"
    assert typed["d"] == "€5 a unit × 2.5"


def _notes_of_costs(*costs: dict[str, Any]) -> list[tuple[str, str]]:
    """What was typed of each cost, and the note below it."""
    blocks = [block.body for block in appendix_b(ctx(engagement(costs=list(costs))), ()).blocks if is_exhibit(block)]
    typed = next(body for body in blocks if isinstance(body, Table) and body.columns[0].label == "Line")
    return [(str(row.cells[1].text), str(row.cells[1].sub)) for row in typed.rows if len(row.cells) > 1]


@pytest.mark.parametrize(
    ("keys", "typed", "note"),
    [
        (
            {"date": "2025-01-31", "funded": {"share": "40%", "by": "the OPCO"}},
            "€1,000",
            "31 Jan 2025; 40% funded by the OPCO; counted €600",
        ),
        ({"from": "2025-02", "to": "2025-05"}, "€1,000", "spread from February 2025 to May 2025"),
        (
            {"date": "2025-01-31", "overrun": "15%"},
            "€1,000",
            "31 Jan 2025; expected overrun of 15%; counted €1,150",
        ),
        (
            {"date": "2025-01-31", "prorate": {"used": 1, "of": 4}},
            "€1,000",
            "31 Jan 2025; part used: 1 of 4; counted €250",
        ),
        (
            {"amount": None, "flows": {"2025-01": 400, "2025-03": 600}},
            "€1,000",
            "€400 (January 2025); €600 (March 2025)",
        ),
        (
            {"amount": None, "quantity": 20, "unit_cost": "46.5", "date": "2025-01-31"},
            "20 × €46.5",
            "31 Jan 2025",
        ),
    ],
)
def test_a_cost_shows_when_it_falls_and_what_is_counted_of_it(keys: dict[str, Any], typed: str, note: str) -> None:
    line = {key: value for key, value in (cost(1000) | keys).items() if value is not None}
    assert _notes_of_costs(line) == [(typed, note)]


def test_a_probability_reads_100_percent_only_where_all_draws_are_positive() -> None:
    """The ROI is negative in a few draws only: a gain of 50 % to 150 % of 2,000, a cost of up to 1,050."""
    spent, won = cost(1000, range={"low": "95%", "high": "105%"}), gain(flows={"2025-06-15": 2000})
    ranged = won | {"range": {"low": "50%", "high": "150%"}}
    at_hand = ctx(engagement(costs=[spent], gains=[ranged]))
    share = at_hand.results.uncertainty.probability_positive.known
    assert Decimal("0.995") < share < 1
    rows = {row[0]: row[1] for row in rows_of(appendix_b(at_hand, ()), "key")}
    assert rows["Probability of a positive ROI"].startswith("99.")


def test_a_withheld_headline_is_withheld_here_too() -> None:
    """All of the gain is claimed and nothing isolates it (A01)."""
    at_hand = ctx(simple(2260), findings=None)
    assert not at_hand.verdict.established
    rows = {row[0]: row[1] for row in rows_of(appendix_b(at_hand, ()), "key")}
    assert Decimal(1) not in rows.values()
    assert rows["ROI"] == "not established"


@pytest.mark.parametrize("language", LANGUAGES)
def test_key_figures_name_the_sections_that_quote_them(language: Language) -> None:
    whole = report(real("aurelis-excellence-commerciale", language))
    (section,) = [part for part in whole.sections if part.id == "traceability"]
    roi = next(row for row in rows_of(section, "key") if row[0] == "ROI")
    assert "4" in roi[3].split(", ")


# ── How each gain is obtained ───────────────────────────────────────────────


def _number(text: str) -> Decimal:
    """The first number of an English text, a percentage or points as a fraction."""
    match = re.search(r"([+\u2212]?)€?([0-9][0-9,]*(?:\.[0-9]+)?)\s?(%|pts?\b)?", text)
    assert match, text
    sign, digits, unit = match.groups()
    value = Decimal(digits.replace(",", "")) * (-1 if sign == "\u2212" else 1)
    return value / 100 if unit else value


def _product(text: str) -> Decimal:
    """The product of the numbers of a computation, as a reader with a calculator finds it."""
    result = Decimal(1)
    for factor in text.rpartition(": ")[2].split(" × "):
        result *= _number(factor)
    return result


def _gains(rows: list[list[str]]) -> list[list[list[str]]]:
    """The rows of each gain, without its heading."""
    gains: list[list[list[str]]] = []
    for row in rows:
        gains.append([]) if len(row) == 1 else gains[-1].append(row)
    return gains


@pytest.mark.parametrize("id", engagement_ids())
def test_each_gain_can_be_computed_again_from_what_is_printed(id: str) -> None:
    """Each product is its amount, the amounts are the gross gain, and what is taken off leaves the net one."""
    at_hand = real(id, "en")
    results = [result for result in at_hand.results.financial.gains if result.gross.defined]
    gains = _gains(rows_of(appendix_b(at_hand, ()), "steps"))
    assert len(gains) == len(at_hand.results.financial.gains)
    for result, rows in zip(results, gains, strict=True):
        names = [row[0] for row in rows]
        gross, net = names.index("Gross gain"), names.index("Credited gain")
        parts = [row for row in rows[:gross] if row[2]]
        for row in parts:
            assert abs(_product(row[1]) - _number(row[2])) <= 1, row
        assert not parts or sum(_number(row[2]) for row in parts) == _number(rows[gross][2])
        taken = sum((_number(row[2]) for row in rows[gross + 1 : net]), Decimal(0))
        assert _number(rows[gross][2]) + taken == _number(rows[net][2])
        assert bool(parts) == (result.gain.per_unit is not None)


def test_a_measured_gain_prints_effect_volume_value_and_periods() -> None:
    """An effect of 4 over 20 in two months of 2025, 10 a month at €3: 240 measured, 120 in each month to come."""
    kpi = {"id": "k", "unit": "number", "counterfactual": {"method": "control"}}
    rows = [("2024-11", 20, 20), ("2024-12", 20, 20), ("2025-02", 25, 20), ("2025-03", 23, 20)]
    sample = engagement(
        kpis=[kpi],
        observed={"k": rows},
        gains=[
            gain(kpi="k", per_unit={"value": 3, "volume": 10}, **{"from": "2025-02"}, drop_off="20%", lag="1 month")
        ],
        as_of="2025-03-31",
        horizon="6 months",
    )
    (steps,) = _gains(rows_of(appendix_b(ctx(sample), ()), "steps"))
    assert [row[:3] for row in steps[:3]] == [
        ["Measured, February 2025 to March 2025", "+4 on average × 10 × €3 × 2\xa0periods", "240"],
        [
            "Forecast, April 2025 to June 2025",
            "mean effect of the last 2\xa0measured periods (February 2025 to March 2025): "
            "+4 on average × 10 × €3 × 3\xa0periods",
            "360",
        ],
        ["Gross gain", "", "600"],
    ]


def test_a_typed_gain_prints_its_amount_and_months() -> None:
    gains = [
        gain(id="a", per_month=100, **{"from": "2025-03"}),
        gain(id="b", per_year=1200),
        gain(id="c", flows={"2025-02": 10, "2025-03-15": 20}),
    ]
    steps = _gains(rows_of(appendix_b(ctx(engagement(gains=gains)), ()), "steps"))
    assert [rows[0][:2] for rows in steps] == [
        ["Amount as entered, March 2025 to December 2025", "€100 a month × 10\xa0months"],
        ["Amount as entered, January 2025 to December 2025", "€1,200 a year ÷ 12 × 12\xa0months"],
        ["Amount as entered", "€10 (February 2025); €20 (15 Mar 2025)"],
    ]


@pytest.mark.parametrize("convention", ["month_end", "year_end", "dated", "spreadsheet"])
def test_the_flows_say_how_they_are_discounted(convention: str) -> None:
    sample = simple(discounting={"rate": "8%", "convention": convention})
    (flows,) = [block for block in appendix_b(ctx(sample), ()).blocks if is_exhibit(block) and block.note]
    assert "(1\xa0+\xa08%)^t" in flows.note
    assert isinstance(flows.body, Table)
    assert flows.body.columns[-1].label == "Discounted cumulative"


def test_flows_that_are_not_discounted_have_no_column_for_it() -> None:
    assert [len(row) for row in rows_of(appendix_b(ctx(simple()), ()), "flows")] == [5] * 12
