"""A value is changed in a YAML file, and nothing else."""

from datetime import date

import pytest

from roireport.importer.yaml_edit import with_as_of, with_series

BLOCK = """\
# our KPIs
- id: a  # first
  name: {fr: A, en: A}
  source: |
    two
    lines
- name: B
  id: "b"

  source: CRM  # theirs
"""


def test_a_line_is_added_below_a_key_of_the_kpi() -> None:
    assert with_series(BLOCK, "kpis.yaml", "a", "data/a.csv") == BLOCK.replace(
        "  name: {fr: A, en: A}\n", "  name: {fr: A, en: A}\n  series: data/a.csv\n"
    )
    assert with_series(BLOCK, "kpis.yaml", "b", "data/b.csv") == BLOCK + "  series: data/b.csv\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_the_byte_order_mark_stay(newline: str, mark: str) -> None:
    text = f"{mark}kpis:{newline}  - id: a{newline}    unit: days"
    added = f"{text}{newline}    series: data/a.csv{newline}"
    assert with_series(text, "engagement.yaml", "a", "data/a.csv") == added


def test_a_kpi_in_braces_gets_its_key_there() -> None:
    text = "- {id: a, name: A}  # one\n- {name: B, id: b,\n   unit: days}\n"
    assert with_series(text, "kpis.yaml", "a", "data/a.csv") == text.replace("A}", "A, series: data/a.csv}")
    assert with_series(text, "kpis.yaml", "b", "data/b.csv") == text.replace("days}", "days, series: data/b.csv}")


def test_an_unknown_kpi_changes_nothing() -> None:
    assert with_series(BLOCK, "kpis.yaml", "c", "data/c.csv") is None


@pytest.mark.parametrize("written", ["2025-12-31", '"2025-12-31"', "'2025-12-31'"])
def test_as_of_keeps_its_quotes_and_its_comment(written: str) -> None:
    text = f"title: A\nas_of: {written}  # last\n"
    quote = written[0] if written[0] in "\"'" else ""
    assert with_as_of(text, "a.yaml", date(2026, 1, 31)) == f"title: A\nas_of: {quote}2026-01-31{quote}  # last\n"


def test_as_of_that_is_not_written_here_cannot_move() -> None:
    assert with_as_of("title: A\n", "a.yaml", date(2026, 1, 31)) is None
