"""The handbook says what the tool computes: each example is computed again, and its numbers are those of the text."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest

from roireport.assess.assess import assess
from roireport.assess.established import established_effects
from roireport.assess.finding import Fact, Phrase
from roireport.assess.verdict import verdict
from roireport.measure.comparison import APART, Comparison
from roireport.measure.control_totals import tolerance
from roireport.measure.engagement import measure
from roireport.measure.figure import Figure, Reason
from roireport.measure.outcomes import outcomes
from roireport.model.engagement import Engagement
from roireport.model.handbook import Example, Sheet
from roireport.model.language import Language
from roireport.model.period import month_of, month_text
from roireport.model.values import read_level
from roireport.present.method_pages import shown
from roireport.trace.paths import figures
from tests.contexts import words
from tests.handbook.handbooks import all_sheets, compared, made

SHEETS = [pytest.param(language, sheet, id=f"{language}-{sheet.id}") for language, sheet in all_sheets()]
NUMBER = re.compile(r"-?[0-9.]+%?")


def results_by_path(engagement: Engagement) -> Mapping[str, Figure | str]:
    """Every figure by its path, the states of objectives, outcomes and effects, the findings' figures, the verdict."""
    results = measure(engagement)
    by_path: dict[str, Figure | str] = dict(figures(results))
    for objective in results.objectives:
        path = f"objectives.{objective.objective.id}"
        by_path[f"{path}.attainment"] = objective.attainment
        for name in ("status", "reached_on", "pace"):
            part = getattr(objective, name)
            by_path[f"{path}.{name}"] = part.key if isinstance(part, Reason) else str(part)
    findings = assess(engagement, results, {})
    for fired in findings:
        if fired.effect is not None:
            by_path[f"challenges.{fired.rule.id}.{fired.subject}.roi_effect"] = fired.effect
    established = established_effects(results, findings)
    for outcome in outcomes(results, established):
        by_path[f"outcomes.{outcome.kind}.{outcome.subject}"] = outcome.side
    for kpi in results.kpis:
        by_path[f"kpis.{kpi.kpi.id}.effect.established"] = (
            "established" if kpi.kpi.id in established else "not_established"
        )
    by_path["verdict.kind"] = verdict(results, findings).kind
    for finding in findings:
        for name, figure in figures_of(finding.facts):
            by_path[f"challenges.{finding.rule.id}.{finding.subject}.{name}"] = figure
    return by_path


def figures_of(facts: Mapping[str, Fact]) -> Iterator[tuple[str, Figure]]:
    """The figures of a finding by their names, also those of its phrases."""
    for name, fact in facts.items():
        if isinstance(fact, Figure):
            yield name, fact
        elif isinstance(fact, Phrase):
            yield from figures_of(fact.facts)


def comparison_by_path(comparison: Comparison) -> Iterator[tuple[str, Figure | str]]:
    """The figures of each group, and how many engagements stand how in it."""
    blocks = {"sectors": comparison.sectors, "offers": comparison.offers, "kinds": comparison.kinds}
    groups = {f"{name}.{group.id}": group for name, of_name in blocks.items() for group in of_name}
    for name, group in {"all": comparison.all, **groups}.items():
        yield f"comparison.{name}.median_roi_first_year", group.median
        yield f"comparison.{name}.cost_weighted_roi_first_year", group.cost_weighted
        yield f"comparison.{name}.median_roi", group.median_at_horizon
        yield f"comparison.{name}.cost_weighted_roi", group.cost_weighted_at_horizon
        yield f"comparison.{name}.cost", group.cost
        yield f"comparison.{name}.gain", group.gain
        yield f"comparison.{name}.gain_first_year", group.gain_first_year
        for standing in ("compared", *APART):
            yield f"comparison.{name}.{standing}", str(len([m for m in group.members if m.standing == standing]))


def computed_by_path(example: Example) -> Mapping[str, Figure | str]:
    """What an example comes to: the results of its engagement, or the comparison of several."""
    first, *others = made(example)
    return dict(comparison_by_path(compared(example))) if others else results_by_path(first)


def agrees(engagement: Engagement, path: str, computed: Figure | str, wanted: str) -> bool:
    """Whether a result is what a sheet wants: a number to half its last digit, a month, a state, a reason."""
    if isinstance(computed, str):
        return computed == wanted
    if computed.value is None:
        return computed.why is not None and computed.why.key == wanted
    if path == "financial.break_even":
        return month_text(month_of(engagement.period.start) + int(computed.value)) == wanted
    return bool(NUMBER.fullmatch(wanted)) and abs(computed.value - read_level(wanted)) <= tolerance(wanted)


@pytest.mark.parametrize(("language", "sheet"), SHEETS)
def test_an_example_comes_to_what_its_sheet_says(language: Language, sheet: Sheet) -> None:
    engagement, *_ = made(sheet.example)
    computed = computed_by_path(sheet.example)
    assert sheet.example.results
    assert [path for path, _ in sheet.example.results if path not in computed] == []
    values = {path: (computed[path], wanted) for path, wanted in sheet.example.results}
    assert {
        path: (wanted, getattr(value, "value", value))
        for path, (value, wanted) in values.items()
        if not agrees(engagement, path, value, wanted)
    } == {}


@pytest.mark.parametrize(("language", "sheet"), SHEETS)
def test_each_result_is_worked_out_in_the_text(language: Language, sheet: Sheet) -> None:
    """Set bold, in the notation of the language, currency aside."""
    bold = {re.sub(r"^(−?)€|\u00a0€$", r"\1", text) for text in re.findall(r"\*\*(.+?)\*\*", sheet.parts[-1].text)}
    missing = {path: wanted for path, wanted in sheet.example.results if shown(wanted, words(language)) not in bold}
    assert missing == {}


@pytest.mark.parametrize(
    ("written", "english", "french"),
    [
        ("60%", "60%", "60\u202f%"),
        ("-6.4%", "−6.4%", "−6,4\u202f%"),
        ("12500.50", "12,500.50", "12\u202f500,50"),
        ("2025-10", "October 2025", "octobre 2025"),
        ("reached", "Met", "Atteint"),
        ("unfavourable", "Unfavourable", "Défavorable"),
        ("no_target", "no target is set", "aucune cible n’est fixée"),
    ],
)
def test_a_result_is_written_as_the_language_writes_it(written: str, english: str, french: str) -> None:
    assert shown(written, words("en")) == english
    assert shown(written, words("fr")) == french


def test_a_wrong_result_would_be_found() -> None:
    sheet = next(sheet for _, sheet in all_sheets() if sheet.id == "return_on_investment")
    (engagement,) = made(sheet.example)
    roi = measure(engagement).financial.roi
    assert roi.value == Decimal("0.6")
    assert agrees(engagement, "financial.roi", roi, "60%")
    assert not agrees(engagement, "financial.roi", roi, "61%")
    assert not agrees(engagement, "financial.roi", roi, "no_cost")
