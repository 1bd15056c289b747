"""The portfolio counts established results, names exclusions, and mixes no currencies."""

import csv
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest

from roireport.chart.drawing import Drawing
from roireport.model.language import Language
from roireport.model.workspace import Workspace
from roireport.present.blocks import Cell, Table
from roireport.present.portfolio.page import PortfolioEntry, portfolio
from roireport.present.portfolio.range_plot import MOST
from roireport.present.portfolio.rows import csv_text, portfolio_csv, portfolio_document
from roireport.text.json_text import json_text
from tests.contexts import LANGUAGES, words
from tests.engagements import written
from tests.portfolios import entry

WORDS = {language: words(language) for language in LANGUAGES}
RATES = [
    {"date": "2024-06-30", "from": "USD", "to": "EUR", "rate": 0.5},
    {"date": "2025-06-30", "from": "USD", "to": "EUR", "rate": 0.8},
    {"date": "2026-06-30", "from": "USD", "to": "EUR", "rate": 0.9},
]


def workspace(**keys: object) -> Workspace:
    return Workspace.model_validate(written({"site": {"currency": "EUR"}, **keys}, "roireport.yaml"))


TITLES: list[tuple[list[PortfolioEntry], str, str]] = [
    ([], "Aucune mission n’est encore enregistrée", "No engagement is recorded yet"),
    ([entry(blocked=True)], "Le ROI de la seule mission du portefeuille n’est pas établi",
     "The ROI of the portfolio’s only engagement is not established"),
    ([entry(), entry(gain=99_000), entry(blocked=True)], "Une mission sur deux est rentable",
     "One engagement in two is profitable"),
    ([entry(), entry()], "Les deux missions jugées sont rentables", "Each of the two engagements judged is profitable"),
    ([entry(gain=1)], "Aucune mission ne peut encore être dite rentable",
     "No engagement can be called profitable yet"),
    # the target of 50 % is reached by the ROI itself, and by fewer than half of the simulations
    ([entry(target_roi="45%"), entry(target_roi="45%"), entry(target_roi="51%"), entry()],
     "Deux des trois missions dotées d’un ROI cible l’atteignent",
     "Two of the three engagements with a target ROI reach it"),
    ([entry(target_roi="51%"), entry()], "Aucune mission dotée d’un ROI cible ne l’atteint encore",
     "No engagement with a target ROI reaches it yet"),
    ([entry(gain=99_000, target_roi="-5%"), entry()], "Aucune mission dotée d’un ROI cible ne l’atteint encore",
     "No engagement with a target ROI reaches it yet"),
    ([entry(target_roi="20%")], "La seule mission dotée d’un ROI cible l’atteint",
     "The only engagement with a target ROI reaches it"),
]  # fmt: skip


@pytest.mark.parametrize(("entries", "french", "english"), TITLES)
def test_the_title_counts_the_engagements_at_their_target(
    entries: list[PortfolioEntry], french: str, english: str
) -> None:
    assert portfolio(entries, workspace(), WORDS["fr"]).title == french
    assert portfolio(entries, workspace(), WORDS["en"]).title == english


def tiles(
    entries: list[PortfolioEntry], space: Workspace | None = None, language: Language = "en"
) -> list[tuple[str, str, str]]:
    view = portfolio(entries, space or workspace(), WORDS[language])
    assert view.tiles is not None
    return [(tile.value, tile.unit, tile.note) for tile in view.tiles.tiles]


def test_the_tiles_sum_what_was_spent_and_returned_to_date() -> None:
    # All cost and gain fall in the first month: 150 + 240 + 220 = 610 thousand for 100 + 300 + 200 = 600 thousand,
    # so 10 ÷ 600 = 1.67 %. The blocked 900 % counts nowhere.
    entries = [
        entry(id="a"),
        entry(id="b", cost_of=300_000, gain=240_000),
        entry(id="c", cost_of=200_000, gain=220_000),
        entry(id="d", gain=1_000_000, blocked=True),
    ]
    roi, spent, returned = tiles(entries)
    assert roi == ("2%", "", "3 engagements, each at its cut-off date, weighted by cost")
    assert spent[:2] == ("€600k", "")
    assert returned == ("€610k", "", "for €600k spent")


def test_a_portfolio_without_figures_has_no_tiles() -> None:
    assert portfolio([entry(cost_of=0, gain=0)], workspace(), WORDS["fr"]).tiles is None


def test_foreign_money_is_summed_at_its_rate() -> None:
    entries = [entry(id="a"), entry(id="b", client="Overseas", currency="USD")]
    at_rate = portfolio(entries, workspace(exchange_rates=RATES), WORDS["en"])
    assert tiles(entries, workspace(exchange_rates=RATES))[2] == ("€270k", "", "for €180k spent")
    assert any("1\u00a0USD = 0.80 on 30 Jun 2025" in note for note in at_rate.notes)


@pytest.mark.parametrize("rates", [[], RATES[2:]])
@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Overseas (from USD to EUR, on or before 31 Dec 2025)"),
        ("fr", "Overseas (de USD en EUR, au 31/12/2025 ou avant)"),
    ],
)
def test_without_a_rate_by_its_cut_off_an_engagement_is_in_no_comparison(
    language: Language, name: str, rates: list[dict[str, object]]
) -> None:
    """Its ROI of 900 % would change every median and chart; only its own row shows it."""
    abroad = entry(id="b", client="Overseas", currency="USD", gain=1_000_000, sector="Abroad")
    space = workspace(exchange_rates=rates)
    view = portfolio([entry(id="a"), abroad, entry(id="c", client="Mill", gain=130_000)], space, WORDS[language])
    (note,) = [note for note in view.notes if "Overseas" in note]
    assert name in note
    assert "Overseas" not in repr((view.tiles, view.to_do))
    assert any("Overseas" in cell.text for row in rows_of(view.table) for cell in row)
    assert tiles([entry(id="a"), abroad], space)[0][:2] == ("50%", "")


def rows_of(table: Table | None) -> list[list[Cell]]:
    assert table is not None
    return [list(row.cells) for row in table.rows]


def compared(entries: list[PortfolioEntry], language: Language = "en", **keys: object) -> list[list[str]]:
    """The texts of the table of groups."""
    exhibit = portfolio(entries, workspace(**keys), WORDS[language]).comparison
    assert exhibit is not None
    assert isinstance(exhibit.body, Table)
    return [[cell.text for cell in row] for row in rows_of(exhibit.body)]


OFFERS = [
    {"id": "negotiation", "label": "Négociation", "kind": "training"},
    {"id": "crm", "label": "CRM", "kind": "tools"},
]


def mixed() -> list[PortfolioEntry]:
    """50 % on 100,000 over 12 months; −20 % on 300,000 over 36; one blocked, one without a cost, one without a rate."""
    kinds = workspace(offers=OFFERS).offer_kinds
    return [
        entry(id="a", client="Forge", sector="Metals", offer=["crm", "training"], offer_kinds=kinds),
        entry(id="b", client="Mill", cost_of=300_000, gain=240_000, offer=["training"], horizon="36 months"),
        entry(id="c", client="Pit", blocked=True, sector="Metals", offer=["crm"], offer_kinds=kinds),
        entry(id="d", client="Weir", cost_of=0, sector="Metals"),
        entry(id="e", client="Quay", currency="USD", offer=["training"]),
    ]


def test_the_table_of_groups_counts_compared_and_excluded_engagements() -> None:
    """Weighted: 390,000 ÷ 400,000 − 1 = −2.5 %, half up to −3 %; the median of 50 % and −20 % is 15 %.

    All gains come in the first month: the ROI at the horizon is that of the first year. The lines of Forge, which has
    two offers, name neither.
    """
    both = ["2", "15%", "−3%", "15%", "−3%", "12–36"]
    forge, mill = (["1", roi, roi, roi, roi] for roi in ("50%", "−20%"))
    nothing = ["—"] * 6
    assert compared(mixed(), offers=OFFERS) == [
        ["By sector"],
        ["Industry", *mill, "36", "—", "—", "1"],
        ["Metals", *forge, "12", "1", "1", "—"],
        ["By offer"],
        ["CRM", *nothing, "1", "—", "—"],
        ["Training", *mill, "36", "—", "—", "1"],
        ["No offer assigned", *forge, "12", "—", "1", "—"],
        ["By kind of offer"],
        ["Training", *mill, "36", "—", "—", "1"],
        ["Tools", *nothing, "1", "—", "—"],
        ["No offer assigned", *forge, "12", "—", "1", "—"],
        ["All engagements", *both, "1", "1", "1"],
    ]


TITLES_OF_GROUPS: list[tuple[list[PortfolioEntry], str, str]] = [
    ([entry(id="a"), entry(id="b", cost_of=300_000, gain=240_000)],
     "Pondéré par le coût, le ROI de première année est de −3\u202f%, en dessous de la médiane de 15\u202f%",
     "Weighted by cost, the first-year ROI is −3%, below the median of 15%"),
    ([entry(id="a"), entry(id="b", cost_of=300_000, gain=600_000)],
     "Pondéré par le coût, le ROI de première année est de 88\u202f%, au-dessus de la médiane de 75\u202f%",
     "Weighted by cost, the first-year ROI is 88%, above the median of 75%"),
    ([entry(id="a"), entry(id="b")],
     "Pondéré par le coût, le ROI de première année est égal à la médiane\u00a0: 50\u202f%",
     "Weighted by cost, the first-year ROI equals the median: 50%"),
    ([entry(id="a", client="Forge"), entry(id="b", blocked=True)],
     "Une seule mission peut être comparée\u00a0: Forge, avec un ROI de première année de 50\u202f%",
     "A single engagement can be compared: Forge, with a first-year ROI of 50%"),
    ([entry(id="a", blocked=True), entry(id="b", cost_of=0)],
     "Aucune mission ne peut encore être comparée", "No engagement can be compared yet"),
    ([entry(id="a"), entry(id="b", cost_of=-100_000, gain=50_000)],
     "Une seule mission peut être comparée\u00a0: Works, avec un ROI de première année de 50\u202f%",
     "A single engagement can be compared: Works, with a first-year ROI of 50%"),
]  # fmt: skip


@pytest.mark.parametrize(("entries", "french", "english"), TITLES_OF_GROUPS)
def test_the_title_of_the_groups_compares_the_weighted_roi_with_the_median(
    entries: list[PortfolioEntry], french: str, english: str
) -> None:
    exhibits = [portfolio(entries, workspace(), WORDS[language]).comparison for language in LANGUAGES]
    assert [exhibit and exhibit.title for exhibit in exhibits] == [french, english]


def test_one_engagement_has_no_comparison() -> None:
    assert portfolio([entry()], workspace(), WORDS["en"]).comparison is None


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            "The horizon of Mill (6 months) ends before its first year of benefits: its first-year ROI",
        ),
        (
            "fr",
            "L’horizon de Mill (6 mois) s’achève avant la fin de sa première année de gains\u00a0: son ROI",
        ),
    ],
)
def test_a_horizon_below_twelve_months_is_named(language: Language, expected: str) -> None:
    entries = [entry(id="a"), entry(id="b", client="Mill", horizon="6 months")]
    assert any(note.startswith(expected) for note in portfolio(entries, workspace(), WORDS[language]).notes)
    assert not any("Mill" in note for note in portfolio([entry(client="Mill")], workspace(), WORDS[language]).notes)


def test_the_json_holds_the_whole_comparison() -> None:
    entries = [*mixed(), entry(id="f", client="Dock", currency="GBP", cost_of=50_000, gain=100_000, sector="Metals")]
    rates = [{"date": "2025-06-30", "from": "GBP", "to": "EUR", "rate": "1.2", "source": "ECB"}]
    document = portfolio_document(entries, workspace(offers=OFFERS, exchange_rates=rates), WORDS["en"])
    comparison = json.loads(json_text(document["comparison"]))
    # Metals: 50 % on 100,000 and 100 % on 50,000 × 1.2 = 60,000: 270,000 ÷ 160,000 − 1.
    metals = next(group for group in comparison["sectors"] if group["id"] == "Metals")
    assert metals == {
        "id": "Metals", "compared": 2, "not_established": 1, "undefined": 1, "without_rate": 0,
        "median_roi_first_year": 0.75, "cost_weighted_roi_first_year": 0.6875,
        "median_roi": 0.75, "cost_weighted_roi": 0.6875,
        "cost": 160_000, "gain": 270_000, "gain_first_year": 270_000,
        "shortest_horizon_months": 12, "longest_horizon_months": 12,
        "engagements": ["a", "f"], "first_year_below_12_months": [],
    }  # fmt: skip
    assert comparison["all"]["compared"] == 3
    assert [group["id"] for group in comparison["offers"]] == ["crm", "training", None]
    assert [group["id"] for group in comparison["kinds"]] == ["training", "tools", None]
    assert comparison["not_compared"] == [
        {"id": "c", "standing": "not_established", "why": "not established"},
        {"id": "d", "standing": "undefined", "why": "no cost is recorded"},
        {"id": "e", "standing": "without_rate", "why": "no rate from USD to EUR is dated 2025-12-31 or earlier"},
    ]
    by_id = {engagement["id"]: engagement for engagement in document["engagements"]}
    assert by_id["a"]["exchange_rate"] is by_id["e"]["exchange_rate"] is None
    rate = {"from": "GBP", "to": "EUR", "date": "2025-06-30", "source": "ECB", "rate": Decimal("1.2")}
    assert by_id["f"]["exchange_rate"] == rate
    assert (by_id["f"]["cost"], by_id["f"]["gain_first_year"]) == (50_000, 100_000)
    assert by_id["c"]["gain_first_year"] == {"undefined": "not established"}


def test_nothing_compared_is_null_or_says_why_in_the_json() -> None:
    whole = portfolio_document([], workspace(), WORDS["fr"])["comparison"]["all"]
    assert whole["median_roi_first_year"] == {"undefined": "aucune mission ne peut être comparée"}
    assert whole["shortest_horizon_months"] is None
    assert whole["compared"] == 0


def test_what_is_withheld_is_counted_apart_and_shows_no_figure() -> None:
    entries = [entry(id="a"), entry(id="b", client="Mill", gain=777_000, blocked=True)]
    view = portfolio(entries, workspace(), WORDS["en"])
    assert any("Mill" in note and "not established" in note for note in view.notes)
    assert isinstance(view.table, Table)
    row = view.table.rows[1]
    assert [cell.text for cell in row.cells][:1] == ["Mill"]
    assert [row.cells[column].text for column in (5, 6, 7, 9)] == ["—"] * 4
    assert row.cells[12].text == "Not established"
    assert "777" not in portfolio_csv(entries)
    assert "777" not in json_text(portfolio_document(entries, workspace(), WORDS["en"]))


def test_the_range_plot_ranks_the_engagements_and_names_those_it_does_not_draw() -> None:
    entries = [
        entry(id="a", client="Mill", gain=300_000, target_roi="45%"),
        entry(id="b", client="Forge", gain=90_000),
        entry(id="c", client="Works"),
        entry(id="d", client="Weir", blocked=True),
    ]
    plot = portfolio(entries, workspace(), WORDS["en"]).ranges
    assert plot is not None
    assert plot.title == "Highest ROI: Mill (200%); lowest: Forge (−10%)"
    assert plot.note == "Not drawn, without an established ROI: Weir."
    assert isinstance(plot.body, Drawing)
    for drawing in (plot.body, plot.body.narrow):
        assert drawing is not None
        names = [text.text for text in drawing.texts if text.text in ("Mill", "Works", "Forge", "Weir")]
        assert names == ["Mill", "Works", "Forge"]
        assert "Mill: target ROI of 45%" in drawing.tips
        assert "Forge: ROI of −10% to date" in drawing.tips
        assert any(tip.startswith("Mill: ROI of 200% over 12 months, from ") for tip in drawing.tips)
    alone = portfolio(entries[:1], workspace(), WORDS["en"]).ranges
    assert alone is not None
    assert alone.title == "Mill: ROI of 200%"
    assert portfolio(entries[3:], workspace(), WORDS["en"]).ranges is None


def test_of_many_engagements_the_newest_are_drawn() -> None:
    many = [entry(id=f"e{n}", client=f"Client {n}") for n in range(MOST + 1)]
    plot = portfolio(many, workspace(), WORDS["en"]).ranges
    assert plot is not None
    assert isinstance(plot.body, Drawing)
    assert sum(text.text.startswith("Client") for text in plot.body.texts) == MOST
    assert plot.note.startswith(f"The {MOST} engagements with the newest data, of {MOST + 1}")


def asking(id: str, client: str, decisions: list[dict[str, object]], measured: list[str]) -> PortfolioEntry:
    """An engagement with data to the end of 2025 that asks for decisions and measurements."""
    planned = [{"kpi": "margin", "on": day, "owner": "Controller"} for day in measured]
    return entry(id=id, client=client, recommendations={"decisions": decisions, "next_measurements": planned})


def listed(entries: list[PortfolioEntry], today: date | None) -> dict[str, list[tuple[str, str, str]]]:
    lists = portfolio(entries, workspace(), WORDS["en"], today=today).to_do
    return {points.title: [(item.lead, item.text, item.href) for item in points.items] for points in lists}


def test_the_strip_lists_what_to_decide_what_to_measure_and_what_is_overdue() -> None:
    first = {"id": "go", "decision": "Go on", "cost": 16_000, "owner": "Sales", "due": "2026-03-31", "asked": True}
    entries = [
        asking("a", "Forge", [first, {"id": "later", "decision": "Not asked", "due": "2026-02-01"}], ["2026-06-30"]),
        asking("b", "Mill", [{"id": "stop", "decision": "Stop", "asked": True}], ["2026-01-31"]),
        entry(id="p", reference=True, recommendations={"decisions": [first]}),
    ]
    go_on = ("Forge", "Go on (31\u00a0March 2026 · €16.0k · Sales)", "a/index.html#recommendations")
    stop = ("Mill", "Stop", "b/index.html#recommendations")
    later = ("Forge", "margin (30\u00a0June 2026 · Controller)", "a/index.html#recommendations")
    sooner = ("Mill", "margin (31\u00a0January 2026 · Controller)", "b/index.html#recommendations")
    assert listed(entries, None) == {
        "To decide (2)": [go_on, stop],
        "To measure (2)": [sooner, later],
        "Overdue (0)": [("", "Nothing is overdue.", "")],
    }
    assert listed(entries, date(2026, 3, 31)) == {
        "To decide (1)": [stop],
        "To measure (1)": [later],
        "Overdue (2)": [sooner, go_on],
    }


def test_a_long_list_of_the_strip_is_counted() -> None:
    entries = [asking(f"e{n}", f"Client {n}", [], ["2026-06-30"]) for n in range(7)]
    (measure,) = [items for title, items in listed(entries, None).items() if title == "To measure (7)"]
    assert [lead for lead, _, _ in measure] == ["Client 0", "Client 1", "Client 2", "Client 3", "Client 4", ""]
    assert measure[-1][1] == "and 2 more"


def test_reference_cases_are_in_a_list_of_their_own() -> None:
    own = [entry(id="a", client="Forge"), entry(id="b", client="Mill", gain=110_000)]
    published = entry(id="p", client="Published", gain=9_000_000, index=90, reference=True, sector="Books")
    view, alone = (portfolio(entries, workspace(), WORDS["en"]) for entries in ([published, *own], own))
    assert [row[0].text for row in rows_of(view.references)] == ["Published"]
    assert rows_of(view.table) == rows_of(alone.table)
    apart: dict[str, Any] = {"table": None, "references": None, "references_note": "", "references_title": ""}
    assert replace(view, **apart) == replace(alone, **apart)
    assert "Published" not in repr(replace(view, references=None))
    assert view.references_note.startswith("A published case")
    document = portfolio_document([published, *own], workspace(), WORDS["en"])
    assert [one["id"] for one in document["engagements"]] == ["a", "b"]
    assert [one["id"] for one in document["reference_cases"]] == ["p"]
    assert document["comparison"]["all"]["engagements"] == ["a", "b"]
    rows = list(csv.DictReader(StringIO(portfolio_csv([published, *own]))))
    assert [(row["id"], row["reference"]) for row in rows] == [("a", "false"), ("b", "false"), ("p", "true")]


def test_a_portfolio_of_reference_cases_alone_has_no_figure() -> None:
    view = portfolio([entry(reference=True)], workspace(), WORDS["en"])
    assert (view.title, view.tiles, view.table) == ("No engagement is recorded yet", None, None)
    assert view.references is not None


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_of_a_csv_is_a_formula(text: str) -> None:
    (row,) = csv.reader(StringIO(csv_text(text)))
    assert row == ["'" + text]


def test_the_csv_reads_back_and_the_json_says_why_a_figure_is_missing() -> None:
    entries = [entry(id="a", client='=HYPERLINK("x"), "y"', gain=90_000), entry(id="b", cost_of=0)]
    first, second = csv.DictReader(StringIO(portfolio_csv(entries)))
    assert first["client"] == '\'=HYPERLINK("x"), "y"'
    assert (Decimal(first["roi"]), first["net_benefit"]) == (Decimal("-0.1"), "-10000.00")
    assert (second["cost"], second["roi"]) == ("", "")
    document = portfolio_document(entries, workspace(), WORDS["en"], [("broken", ("why",))])
    assert document["engagements"][0]["roi"] == Decimal("-0.1")
    assert document["engagements"][1]["roi"] == {"undefined": "no cost is recorded"}
    assert document["failures"] == [{"engagement": "broken", "messages": ["why"]}]
