"""The portfolio counts what stands, says what it leaves out, and mixes no currencies."""

import csv
import json
from decimal import Decimal
from io import StringIO

import pytest

from roireport.model.engagement import Language
from roireport.model.workspace import Workspace
from roireport.present.blocks import Table
from roireport.present.portfolio.entry import converted, median
from roireport.present.portfolio.page import PortfolioEntry, portfolio
from roireport.present.portfolio.rows import csv_text, portfolio_csv, portfolio_document
from tests.desks import LANGUAGES, words
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
    ([entry(), entry(gain=99_000), entry(blocked=True)], "Une mission sur deux rapporte plus qu’elle n’a coûté",
     "One engagement in two returns more than it cost"),
    ([entry(), entry()], "Les deux missions dont le ROI est établi rapportent plus qu’elles n’ont coûté",
     "Each of the two engagements with an established ROI returns more than it costs"),
    ([entry(gain=1)], "Aucune mission ne rapporte encore plus qu’elle n’a coûté",
     "No engagement returns more than it cost yet"),
    ([entry(target_roi="50%"), entry(target_roi="50%"), entry(target_roi="51%"), entry()],
     "Deux des trois missions dotées d’un ROI cible l’atteignent",
     "Two of the three engagements with a target ROI reach it"),
    ([entry(target_roi="51%"), entry()], "Aucune mission dotée d’un ROI cible ne l’atteint encore",
     "No engagement with a target ROI reaches it yet"),
    ([entry(target_roi="20%")], "La seule mission dotée d’un ROI cible l’atteint",
     "The only engagement with a target ROI reaches it"),
]  # fmt: skip


@pytest.mark.parametrize(("entries", "french", "english"), TITLES)
def test_the_title_counts_those_that_reach_what_they_aimed_at(
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


def test_the_tiles_are_medians_and_sums_over_what_is_established() -> None:
    # ROI 50 % on 100,000; −20 % on 300,000; 10 % on 200,000; the blocked 900 % counts nowhere but in the index.
    # Weighted: (0.5·100 − 0.2·300 + 0.1·200) / 600 = 10 / 600 = 1.67 %. Gains: 150 + 240 + 220 = 610 thousand.
    entries = [
        entry(id="a", index=10),
        entry(id="b", cost_of=300_000, gain=240_000, index=20),
        entry(id="c", cost_of=200_000, gain=220_000),
        entry(id="d", gain=1_000_000, blocked=True, index=36),
    ]
    roi, gain, payback, index = tiles(entries)
    assert roi == ("10%", "", "weighted by cost: 2%")
    assert gain == ("€610k", "", "for €600k of full cost")
    assert payback[2] == "from 0.0 to 0.0 months; one engagement does not reach it"
    assert index == ("+20", "pts", "index from 0 to 100, 3 engagements measured")


def test_a_portfolio_without_figures_says_so_in_every_tile() -> None:
    found = tiles([entry(cost_of=0, gain=0)], language="fr")
    assert [value for value, _, _ in found] == ["—"] * 4
    assert [note for _, _, note in found] == [
        "aucun ROI n’est établi", "aucun gain n’est établi",
        "aucune mission ne l’atteint", "aucune mission n’est mesurée",
    ]  # fmt: skip


def test_an_amount_is_converted_at_the_newest_rate_before_the_cut_off() -> None:
    abroad = entry(currency="USD")  # cut-off 2025-12-31
    assert converted(Decimal(100), abroad, workspace(exchange_rates=RATES)) == Decimal("80")
    assert converted(Decimal(100), abroad, workspace(exchange_rates=RATES[2:])) is None
    assert converted(Decimal(100), abroad, workspace()) is None
    assert converted(Decimal(100), entry(), workspace()) == Decimal(100)
    assert converted(None, abroad, workspace(exchange_rates=RATES)) is None


def test_foreign_money_is_summed_at_its_rate_or_left_out_and_said() -> None:
    entries = [entry(id="a"), entry(id="b", client="Overseas", currency="USD")]
    at_rate = portfolio(entries, workspace(exchange_rates=RATES), WORDS["en"])
    assert tiles(entries, workspace(exchange_rates=RATES))[1] == ("€270k", "", "for €180k of full cost")
    assert any("1\u00a0USD = 0.80 on 30 Jun 2025" in note for note in at_rate.notes)
    assert tiles(entries)[1] == ("€150k", "", "for €100k of full cost")
    assert any(
        "Overseas" in note and "not converted" in note for note in portfolio(entries, workspace(), WORDS["en"]).notes
    )


def test_what_is_withheld_is_counted_apart_and_shows_no_figure() -> None:
    entries = [entry(id="a"), entry(id="b", client="Mill", gain=777_000, blocked=True)]
    view = portfolio(entries, workspace(), WORDS["en"])
    assert any("Mill" in note and "not established" in note for note in view.notes)
    assert isinstance(view.table, Table)
    row = view.table.rows[1]
    assert [cell.text for cell in row.cells][:1] == ["Mill"]
    assert [row.cells[column].text for column in (4, 5, 6, 8)] == ["—"] * 4
    assert row.cells[10].text == "Not established"
    assert "777" not in portfolio_csv(entries)
    assert "777" not in json.dumps(portfolio_document(entries, workspace(), WORDS["en"]))


def test_the_charts_name_the_best_and_the_worst() -> None:
    entries = [
        entry(id="a", client="Mill", gain=300_000, sector="Energy"),
        entry(id="b", client="Forge", gain=90_000, sector="Health"),
        entry(id="c", client="Works", gain=150_000, sector="Health"),
    ]
    bubbles, strips = portfolio(entries, workspace(), WORDS["en"]).exhibits
    assert bubbles.title == "Mill returns the most (200%), Forge the least (−10%)"
    assert strips.title == "Energy leads the other sectors, with a median ROI of 200%"
    assert portfolio(entries[:1], workspace(), WORDS["en"]).exhibits == ()


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
    assert document["engagements"][0]["roi"] == -0.1
    assert document["engagements"][1]["roi"] == {"undefined": "no cost is recorded"}
    assert document["failures"] == [{"engagement": "broken", "messages": ["why"]}]


def test_the_median_is_the_middle_or_the_mean_of_the_two_in_the_middle() -> None:
    assert median([Decimal(3), Decimal(1), Decimal(2)]) == 2
    assert median([Decimal(4), Decimal(1), Decimal(2), Decimal(3)]) == Decimal("2.5")
    assert median([]) is None
