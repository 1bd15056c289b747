"""Periods as people write them have one reading, several or none."""

import pytest

from roireport.importer.periods import months_of, period_readings


def readings(text: str) -> dict[str, str]:
    return {order: str(months_of(period)) for order, period in period_readings(text).items()}


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2025-03", "2025-03"),
        ("2025-03-31", "2025-03"),
        ("2025-03-31 00:00:00", "2025-03"),
        ("2025-03-31T10:00:00Z", "2025-03"),
        ("2025/03/31", "2025-03"),
        ("2025/3", "2025-03"),
        ("31/03/2025", "2025-03"),
        ("31.03.2025", "2025-03"),
        ("03/31/2025", "2025-03"),
        ("31/03/2025 10:15", "2025-03"),
        ("3/2025", "2025-03"),
        ("03.2025", "2025-03"),
        ("202503", "2025-03"),
        ("20250331", "2025-03"),
        ("mars 2025", "2025-03"),
        ("Mars-25", "2025-03"),
        ("March 2025", "2025-03"),
        ("févr. 2025", "2025-02"),
        ("FÉVRIER 2025", "2025-02"),
        ("août 2025", "2025-08"),
        ("déc-25", "2025-12"),
        ("juil. 2025", "2025-07"),
        ("1er mars 2025", "2025-03"),
        ("31 March 2025", "2025-03"),
        ("2025 mars", "2025-03"),
        ("T1 2025", "2025-Q1"),
        ("2025-Q1", "2025-Q1"),
        ("Q4 2016", "2016-Q4"),
        ("1T2025", "2025-Q1"),
        ("2e trimestre 2025", "2025-Q2"),
        ("2025", "2025"),
    ],
)
def test_a_period_with_one_reading(text: str, month: str) -> None:
    assert set(readings(text).values()) == {month}


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("03/04/2025", {"day-first": "2025-04", "month-first": "2025-03"}),
        ("20-10-16", {"day-first": "2016-10", "year-first": "2020-10"}),
        ("01-03-17", {"day-first": "2017-03", "month-first": "2017-01", "year-first": "2001-03"}),
        ("03/04", {"day-first": "2004-03", "month-first": "2004-03", "year-first": "2003-04"}),
    ],
)
def test_a_period_with_several_readings(text: str, months: dict[str, str]) -> None:
    assert readings(text) == months


@pytest.mark.parametrize(
    "text", ["", "Total", "31/02/2025", "2025-13", "jui 2025", "45747", "12", "32/01/2025", "1850"]
)
def test_what_is_no_period(text: str) -> None:
    assert readings(text) == {}
