"""Every figure of the results has one entry in the registry, and every entry has a name in both languages."""

from dataclasses import is_dataclass
from typing import get_type_hints

import pytest

from roireport.measure import financial, financial_return, results
from roireport.measure.figure import Figure
from roireport.measure.registry import measures_of
from roireport.model.language import Language
from tests.contexts import LANGUAGES, engagement_ids, real, words

MODULES = (financial, financial_return, results)
WITHOUT_ENTRY = {
    ("DatedAmount", "amount"),
    ("PeriodEffect", "control"),
    ("ObjectiveResult", "attainment"),
    ("BreakEven", "value"),
}
"""Figures without an entry at their field.

The flows of a line, the control series and the KPI of an objective are shown through another figure; a value at which
the ROI is 0 is written as the input that it is a value of.
"""


def classes() -> list[type]:
    """The classes of results that these modules define."""
    values = [(module.__name__, value) for module in MODULES for value in vars(module).values()]
    return [
        value for name, value in values if isinstance(value, type) and value.__module__ == name and is_dataclass(value)
    ]


def test_every_figure_field_of_the_results_has_an_entry() -> None:
    figure_fields = {
        (noun.__name__, name)
        for noun in classes()
        for name, hint in get_type_hints(noun).items()
        if hint in (Figure, Figure | None)
    }
    with_entry = {(noun.__name__, name) for noun in classes() for name in measures_of(noun)}
    assert len(figure_fields) > 60
    assert figure_fields - with_entry == WITHOUT_ENTRY


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_has_a_name(language: Language) -> None:
    entries = {entry.name: entry for id in engagement_ids() for entry in real(id, language).entries.values()}
    assert len(entries) > 100
    assert {name for name in entries if f"figure.{name}" not in words(language)} == set()


def test_no_two_measures_share_a_place_in_a_table() -> None:
    places = [measure.table for measure in measures_of(financial_return.Financial).values() if measure.table]
    assert places
    assert len(places) == len(set(places))
