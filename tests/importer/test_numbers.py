"""Numbers as spreadsheets show them have one reading, two or none."""

import pytest

from roireport.importer.numbers import number_readings


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        ("0,65", "0.65"),
        ("12.5", "12.5"),
        ("1 234,50", "1234.50"),
        ("1\u202f234", "1234"),
        ("1\u00a0234\u00a0567,8", "1234567.8"),
        ("1'234.5", "1234.5"),
        ("1’234’567", "1234567"),
        ("1.234,5", "1234.5"),
        ("1,234,567", "1234567"),
        ("21,5 %", "21.5%"),
        ("21.5%", "21.5%"),
        ("1 234,50 €", "1234.50"),
        ("$12", "12"),
        ("CHF 1'000", "1000"),
        ("12 EUR", "12"),
        ("-5", "-5"),
        ("−5,5", "-5.5"),
        ("(12,0)", "-12.0"),
        ("12,5-", "-12.5"),
        ("$-3", "-3"),
        ("007", "7"),
        ("0.123", "0.123"),
    ],
)
def test_a_number_with_one_reading(text: str, number: str) -> None:
    assert set(number_readings(text).values()) == {number}


@pytest.mark.parametrize(
    ("text", "point", "comma"),
    [("1.234", "1.234", "1234"), ("1,234", "1234", "1.234"), ("-12.345 %", "-12.345%", "-12345%")],
)
def test_a_number_with_two_readings(text: str, point: str, comma: str) -> None:
    assert number_readings(text) == {"point": point, "comma": comma}


@pytest.mark.parametrize(
    "text", ["", "abc", "1.2.3", "1,23,4", "12 34", "1.2345,6", "12:30", "1E5", "(12", "1 2345", "%"]
)
def test_what_is_no_number(text: str) -> None:
    assert number_readings(text) == {}
