"""The return on investment: the formula, the table of measures, when the money is back, in every situation."""

from typing import Any

import pytest

from roireport.chart.drawing import Drawing
from roireport.model.language import Language
from roireport.present.blocks import Exhibit, Formula, Sentence, Table, Takeaway, opened
from roireport.present.charts.cash import cash_title, lag
from roireport.present.charts.return_course import return_course_drawing, return_course_title
from roireport.present.context import ReportContext
from roireport.present.figures.value import exact, quoted
from roireport.present.language.quoted_text import quoted_in
from roireport.present.sections.roi import measures as rows_of
from roireport.present.sections.roi import measures_title, roi, roi_title
from tests.contexts import LANGUAGES, RANGE, ctx, engagement_ids, percent, real, simple, words
from tests.engagements import cost, engagement, gain


def formula(at_hand: ReportContext) -> str:
    return next(block.text for block in roi(at_hand).blocks if isinstance(block, Formula | Sentence))


def measures(at_hand: ReportContext) -> dict[str, tuple[str, str]]:
    """Return the value of each measure by its name, and the line below the name."""
    bodies = [block.body for block in opened(roi(at_hand).blocks) if isinstance(block, Exhibit)]
    (table,) = [body for body in bodies if isinstance(body, Table)]
    return {name: (row.cells[1].text, row.cells[0].sub) for name, row in zip(rows_of(at_hand), table.rows, strict=True)}


def test_the_formula_has_the_real_numbers_as_percentage_and_as_the_ratio_of_the_roi() -> None:
    assert formula(ctx(simple(2260))) == (
        "ROI = (credited gain − cost) ÷ cost = (2,260 − 1,000) ÷ 1,000 = **126%**; benefit–cost ratio: 2.26"
    )
    assert formula(ctx(simple(2260), "fr")) == (
        "ROI = (gain net − coût) ÷ coût = (2\u202f260 − 1\u202f000) ÷ 1\u202f000 = **126\u202f%**"
        "\u202f; ratio gains/coûts\u00a0: 2,26"
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", engagement_ids())
def test_the_formula_of_each_engagement_holds(id: str, language: Language) -> None:
    at_hand = real(id, language)
    financial = at_hand.results.financial
    value = (financial.gain.known - financial.cost.known) / financial.cost.known
    text = next(block.text for block in roi(at_hand).blocks if isinstance(block, Formula))
    assert percent(value, language) in text
    assert set(quoted_in(roi(at_hand))) <= set(at_hand.figures)


def steady(amount: int, *, spent: int = 1200, keys: dict[str, Any] = RANGE, **sections: Any) -> ReportContext:
    """A cost in January and a gain each month of the year, sure to a fifth."""
    return ctx(engagement(costs=[cost(spent)], gains=[gain(per_month=amount, **keys)], **sections))


@pytest.mark.parametrize(
    ("at_hand", "title"),
    [
        (steady(200), "The investment was recovered in June 2025; net benefit of €1.20k over 12\u00a0months"),
        (
            steady(200, as_of="2025-05-31", keys={**RANGE, "to": "2025-09"}),
            "Payback is expected in June 2025, with €600 of net benefit over 12\u00a0months",
        ),
        (steady(200, as_of="2025-06-30"), "The investment was recovered in June 2025; net benefit of €1.20k"),
        (steady(50), "The investment is not recovered within the horizon of 12\u00a0months: €600 is still outstanding"),
        (steady(200, spent=100), "No net cash outlay is needed; net benefit of €2.30k"),
        (
            steady(200, keys={}),
            "By the central estimate, payback comes in June 2025, with €1.20k of net benefit over",
        ),
        (
            steady(110, as_of="2025-02-28"),
            "By the central estimate, payback comes in November 2025, with €120 of net benefit over",
        ),
        (
            steady(110),
            "By the central estimate, payback comes in November 2025, with €120 of net benefit over",
        ),
        (
            steady(200, spent=100, keys={}),
            "By the central estimate, no net cash outlay is needed, with €2",
        ),
    ],
)
def test_the_title_of_each_situation(at_hand: ReportContext, title: str) -> None:
    assert roi_title(at_hand).startswith(title)


@pytest.mark.parametrize(
    ("at_hand", "expected"),
    [
        # 1,200 are out, 200 come in over January already
        (steady(200), "The client’s cash outlay never exceeded €1.00k; payback: 6.0\u00a0months"),
        (steady(50), "The client’s cash outlay reaches €1.15k"),
        (steady(200, spent=100), "No net cash outlay is needed"),
        (
            steady(200, keys={}),
            "By the central estimate, the client’s cash outlay never exceeds €1.00k; payback: 6.0\u00a0months",
        ),
        (
            steady(200, spent=100, keys={}),
            "By the central estimate, gains cover costs at all times",
        ),
    ],
)
def test_the_takeaway_of_each_situation(at_hand: ReportContext, expected: str) -> None:
    (text,) = [block.text for block in roi(at_hand).blocks if isinstance(block, Takeaway)]
    assert text.startswith(expected)


def test_the_cash_chart_counts_the_periods_before_the_first_gain() -> None:
    at_hand = ctx(simple(2260))
    # spent in January, gained in June: five months without a gain
    assert lag(at_hand) == 5
    assert cash_title(at_hand) == "After five months without gains, the engagement ends €1.26k ahead"
    assert cash_title(ctx(simple(700))).endswith("€300 short")
    assert cash_title(steady(100)) == "The engagement breaks even after 12\u00a0months"


def yearly(first_gain: int, language: Language = "en") -> ReportContext:
    """Two years: a cost at the start, and a gain in one period."""
    discounting = {"convention": "year_end", "rate": "8%"}
    costs, gains = [cost(flows={0: 1000})], [gain(flows={first_gain: 3000})]
    return ctx(engagement(costs=costs, gains=gains, horizon="2 years", discounting=discounting), language)


@pytest.mark.parametrize(("gained_in", "year"), [(1, 1), (2, 2)])
def test_a_yearly_grid_names_the_year_of_the_payback_and_no_month(gained_in: int, year: int) -> None:
    """1,000 out at the start, 3,000 back in a year whose months nobody knows."""
    at_hand = yearly(gained_in)
    assert f"in year {year}" in roi_title(at_hand)
    assert measures(at_hand)["payback_months"][0] == f"year {year}"
    point = roi(at_hand).blocks[-1]
    assert isinstance(point, Takeaway)
    assert f"payback: year {year}" in point.text
    assert "month" not in point.text
    assert f"année {year}" in roi_title(yearly(gained_in, "fr"))


def test_a_yearly_grid_counts_its_periods() -> None:
    at_hand = yearly(2)
    assert cash_title(yearly(1, "fr")).startswith("Après une période sans gain")
    assert cash_title(at_hand).startswith("After two periods without gains")
    drawings = [block.body for block in opened(roi(at_hand).blocks) if isinstance(block, Exhibit)]
    texts = [{text.text for text in each.texts} for each in drawings if isinstance(each, Drawing)]
    assert [{"Start", "Year 1", "Year 2"} <= each for each in texts] == [True, True]


def returned(per_month: int, as_of: str, horizon: str, **sections: Any) -> ReportContext:
    """1,000 spent at the start of 2025, so much gained a month from then on."""
    given = {"costs": [cost(1000)], "gains": [gain(per_month=per_month)], **sections}
    return ctx(engagement(period={"start": "2025-01-01", "end": "2025-01-31"}, as_of=as_of, horizon=horizon, **given))


@pytest.mark.parametrize(
    ("at_hand", "title"),
    [
        # 100 a month: 600 by June, 1,200 by December, 2,400 after two years.
        (
            returned(100, "2025-06-30", "24 months"),
            "ROI of −40% to date, 20% forecast over the first twelve months, 140% forecast over 24\u00a0months",
        ),
        (
            returned(100, "2025-12-31", "24 months"),
            "ROI of 20% to date, 20% over the first twelve months, 140% forecast over 24\u00a0months",
        ),
        (returned(100, "2026-12-31", "12 months"), "ROI of 20% over 12\u00a0months"),
        (returned(100, "2025-06-30", "12 months"), "ROI of −40% to date, 20% forecast over 12\u00a0months"),
        (
            returned(100, "2025-01-30", "24 months", costs=[cost(1000, date="2025-02-01")]),
            "ROI of 20% forecast over the first twelve months, 140% forecast over 24\u00a0months",
        ),
        (
            returned(100, "2025-01-30", "12 months", costs=[cost(1000, date="2025-02-01")]),
            "ROI of 20% forecast over 12\u00a0months",
        ),
    ],
)
def test_the_title_of_the_return_gives_the_short_and_the_long_term(at_hand: ReportContext, title: str) -> None:
    assert return_course_title(at_hand) == title


def test_the_course_labels_what_is_measured_the_first_year_and_the_end() -> None:
    drawing = return_course_drawing(returned(100, "2025-06-30", "24 months"), "T", "D")
    assert {"−40%", "to date", "20%", "twelve months", "140%", "24\u00a0months"} <= {
        text.text for text in drawing.texts
    }


def test_a_course_measured_within_a_month_names_the_month_it_draws() -> None:
    """By mid June five months have ended: −50 %; a cost of June counts to date, not in May."""
    at_hand = returned(100, "2025-06-15", "12 months", costs=[cost(1000), cost(500, id="more", date="2025-06-02")])
    assert return_course_title(at_hand).startswith("ROI of −67% to date")
    texts = {text.text for text in return_course_drawing(at_hand, "T", "D").texts}
    assert {"−50%", "May 2025"} <= texts


def test_every_measure_has_a_value_or_the_reason_why_it_has_none() -> None:
    rows = measures(ctx(simple(2260)))
    assert not {"roi", "bcr", "roi_to_date", "roi_12_months"} & rows.keys()  # told by the formula and the course above
    assert rows["npv"] == ("—", "no discount rate is set")
    rows = measures(ctx(simple(700)))
    assert rows["payback_months"] == ("—", "not reached within the horizon")
    assert rows["net_benefit"][0] == "−€300"


@pytest.mark.parametrize(
    ("amount", "keys", "shown"),
    [
        (1200, {"horizon": "24 months"}, True),
        (800, {"horizon": "24 months"}, False),  # a loss
        (9000, {"horizon": "24 months"}, False),  # 9 times the cost in 17 months: above 100 % a year
        (1200, {"horizon": "18 months"}, False),
    ],
)
def test_an_internal_rate_that_misleads_is_left_out(amount: int, keys: dict[str, Any], shown: bool) -> None:
    assert ("irr" in rows_of(ctx(simple(amount, when="2026-06-15", **keys)))) == shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_irr_carries_its_caveat_and_several_roots_are_named(language: Language) -> None:
    slow = simple(1200, when="2026-06-15", horizon="24 months")
    assert measures(ctx(slow, language))["irr"][1] == words(language)("roi.reading.irr")
    # −1000, +2500, −1540 a year apart: (1 + r) is 1.1 or 1.4
    flows = {"0": 1000, "2": 1540}
    sample = engagement(
        costs=[cost(flows=flows)],
        gains=[gain(flows={"1": 2500})],
        horizon="2 years",
        discounting={"convention": "year_end"},
    )
    (sentence,) = [block for block in roi(ctx(sample, language)).blocks if isinstance(block, Sentence)]
    assert sentence.footnote == words(language)("roi.irr.caveat")
    assert {"fr": "10,0\u202f% et 40,0\u202f%", "en": "10.0% and 40.0%"}[language] in sentence.text


@pytest.mark.parametrize(
    ("at_hand", "title"),
    [
        (ctx(simple(2260, discounting={"rate": "0%"})), "NPV of €1.26k at 0%, payback in 5.4\u00a0months"),
        (ctx(simple(700, discounting={"rate": "0%"})), "NPV of −€300 at 0%, no payback within the horizon"),
        (ctx(simple(2260)), "Payback in 5.4\u00a0months, no NPV"),
    ],
    ids=["both", "no payback", "no rate"],
)
def test_the_measures_are_titled_by_present_value_and_payback(at_hand: ReportContext, title: str) -> None:
    """2,260 against 1,000, or 700, at no discount: 1,260 more, or 300 less; back at 5 + 1,000 ÷ 2,260 months."""
    assert measures_title(at_hand) == title


def test_without_present_value_and_payback_the_title_says_what_the_table_is() -> None:
    at_hand = ctx(simple(700))
    assert measures_title(at_hand) == "The same result, measured other ways"
    assert len(measures(at_hand)) > 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_peak_exposure_has_no_sign_anywhere(language: Language) -> None:
    """1,000 are out before 2,260 come in: the lowest running total is −1,000."""
    at_hand = ctx(simple(2260), language)
    assert at_hand.results.financial.peak_exposure.known == -1000
    written = [write(at_hand, "financial.peak_exposure") for write in (ReportContext.say, quoted, exact)]
    assert not any("−" in text for text in (measures(at_hand)["peak_exposure"][0], *written))
