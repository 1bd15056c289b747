"""Appendix B: the key figures, what was typed and the flows of each period."""

from decimal import Decimal

import pytest

from roireport.model.language import Language
from roireport.present.blocks import Exhibit, Table
from roireport.present.report import report
from roireport.present.sections.appendix_b import appendix_b
from roireport.present.view import Section
from tests.contexts import LANGUAGES, ctx, engagement_ids, real, simple
from tests.engagements import cost, engagement, gain

CASES = [(id, language) for id in engagement_ids() for language in LANGUAGES]


def tables(section: Section) -> list[list[list[str]]]:
    """The texts of the rows of each table."""
    bodies = [block.body for block in section.blocks if isinstance(block, Exhibit) and isinstance(block.body, Table)]
    return [[[str(cell.text) for cell in row.cells] for row in body.rows] for body in bodies]


@pytest.mark.parametrize(("id", "language"), CASES)
def test_every_line_of_the_engagement_is_listed_as_it_was_typed(id: str, language: Language) -> None:
    at_hand = real(id, language)
    _, typed, _ = tables(appendix_b(at_hand, ()))
    listed = {row[0] for row in typed}
    made = at_hand.engagement
    labels = [line.label for line in made.costs] + [line.label for line in made.gains]
    labels += [criterion.label for criterion in made.nonfinancial] + [kpi.name for kpi in made.kpis]
    assert {str(label) for label in labels} <= listed


def test_the_amounts_of_a_year_are_there_period_by_period() -> None:
    """1,200 of cost in January, 100 a month of gain: 1,100 are out after the first month, 0 after the last."""
    made = engagement(costs=[cost(1200, date="2025-01-31")], gains=[gain(per_month=100)])
    _, _, flows = tables(appendix_b(ctx(made), ()))
    assert len(flows) == 12
    assert flows[0][1:5] == ["1,200", "100", "elapsed", "\u22121,100"]
    assert flows[11][1:5] == ["0", "100", "elapsed", "0"]


def test_a_gain_is_written_in_the_way_that_it_was_typed() -> None:
    gains = [
        gain(id="a", per_month=100, attribution={"share": "60%", "by": "Sales director", "confidence": "80%"}),
        gain(id="b", per_year=1200),
        gain(id="c", flows={"2025-02": 10, "2025-03": 20}),
        gain(id="d", kpi="sales", per_unit={"value": 5, "volume": "2.5"}),
    ]
    made = engagement(kpis=[{"id": "sales", "baseline": 1}], gains=gains, costs=[cost(1)])
    section = appendix_b(ctx(made), ())
    typed = {row[0]: row[1] for row in tables(section)[1] if len(row) > 1}  # a heading has one cell
    assert typed["a"] == "€100 a month"
    assert typed["b"] == "€1,200 a year"
    assert typed["c"] == "€30 in 2 amounts"
    assert typed["d"] == "€5 a unit × 2.5"


def test_a_cost_shows_its_day_and_who_bears_a_part() -> None:
    made = engagement(costs=[cost(1000, date="2025-01-31", funded={"share": "40%", "by": "the OPCO"})])
    blocks = [block.body for block in appendix_b(ctx(made), ()).blocks if isinstance(block, Exhibit)]
    typed = next(body for body in blocks if isinstance(body, Table) and body.columns[0].label == "Line")
    assert typed.rows[1].cells[1].sub == "31 Jan 2025; 40% borne by the OPCO"


def test_a_probability_reads_100_percent_only_where_all_draws_are_positive() -> None:
    """The ROI is negative in a few draws only: a gain of 50 % to 150 % of 2,000, a cost of up to 1,050."""
    spent, won = cost(1000, range={"low": "95%", "high": "105%"}), gain(flows={"2025-06-15": 2000})
    ranged = won | {"range": {"low": "50%", "high": "150%"}}
    at_hand = ctx(engagement(costs=[spent], gains=[ranged]))
    share = at_hand.results.uncertainty.probability_positive.known
    assert Decimal("0.995") < share < 1
    rows = {row[0]: row[1] for row in tables(appendix_b(at_hand, ()))[0]}
    assert rows["Probability of a positive ROI"].startswith("99.")


def test_a_withheld_headline_is_withheld_here_too() -> None:
    """All of the gain is claimed and nothing isolates it (A01)."""
    at_hand = ctx(simple(2260), findings=None)
    assert not at_hand.verdict.established
    rows = {row[0]: row[1] for row in tables(appendix_b(at_hand, ()))[0]}
    assert Decimal(1) not in rows.values()
    assert rows["ROI"] == "not established"


@pytest.mark.parametrize("language", LANGUAGES)
def test_key_figures_name_the_sections_that_quote_them(language: Language) -> None:
    whole = report(real("aurelis-excellence-commerciale", language))
    (section,) = [part for part in whole.sections if part.id == "traceability"]
    roi = next(row for row in tables(section)[0] if row[0] == "ROI")
    assert "4" in roi[3].split(", ")
