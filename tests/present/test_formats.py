"""Numbers, money, dates and differences in French and English typography."""

from datetime import date
from decimal import Decimal

import pytest

from roireport.model.language import Language
from roireport.model.period import Span, month_of
from roireport.present.figures.comparison import sign
from roireport.present.language.formats import Formats, round_half_up

FRENCH, ENGLISH = Formats("fr", "EUR"), Formats("en", "EUR")


@pytest.mark.parametrize(
    ("written", "places", "shown"),
    [("0.5", 0, "1"), ("1.5", 0, "2"), ("2.5", 0, "3"), ("-2.5", 0, "-3"), ("0.25", 1, "0.3"), ("-0.4", 0, "0")],
)
def test_a_half_is_rounded_away_from_zero(written: str, places: int, shown: str) -> None:
    assert round_half_up(Decimal(written), places) == Decimal(shown)
    assert not round_half_up(Decimal("-0.4"), 0).is_signed()


@pytest.mark.parametrize(
    ("formats", "shown"),
    [(FRENCH, "\u22121\u202f234\u202f567,9"), (ENGLISH, "\u22121,234,567.9")],
)
def test_numbers_have_a_true_minus_and_grouped_thousands(formats: Formats, shown: str) -> None:
    assert formats.number(Decimal("-1234567.85"), 1) == shown


def test_a_number_of_any_size_is_written_whole() -> None:
    digits = "1" + "0" * 59 + "1"
    assert FRENCH.number(Decimal(digits)).replace("\u202f", "") == digits
    assert ENGLISH.number(Decimal("4.07E+70"), 1).endswith(",000.0")


def test_percentages_and_money_keep_their_unit_beside_them() -> None:
    assert FRENCH.percent(Decimal("1.255")) == "126\u202f%"
    assert ENGLISH.percent(Decimal("1.255")) == "126%"


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [
        ("-0.004", "−0.4%"), ("-0.00004", "−0.004%"), ("-0.0000000004", "−0.00000004%"), ("-0.00000000004", "0%"),
        ("-0.006", "−1%"), ("0.004", "0%"), ("0", "0%"),
    ],
)  # fmt: skip
def test_a_loss_never_rounds_to_zero(ratio: str, shown: str) -> None:
    assert ENGLISH.percent(Decimal(ratio)) == shown
    assert FRENCH.money(Decimal("259770")) == "259\u202f770\u00a0€"
    assert ENGLISH.money(Decimal("-259770")) == "\u2212€259,770"


@pytest.mark.parametrize(
    ("amount", "french", "english"),
    [
        ("999.4", "999\u00a0€", "€999"),
        ("999.5", "1,00\u00a0k€", "€1.00k"),
        ("259770", "260\u00a0k€", "€260k"),
        ("1306000", "1,31\u00a0M€", "€1.31m"),
        ("9600000", "9,60\u00a0M€", "€9.60m"),
        ("9996000", "10,0\u00a0M€", "€10.0m"),
        ("-45200", "\u221245,2\u00a0k€", "\u2212€45.2k"),
    ],
)
def test_short_amounts_keep_three_digits(amount: str, french: str, english: str) -> None:
    assert (FRENCH.money_short(Decimal(amount)), ENGLISH.money_short(Decimal(amount))) == (french, english)


@pytest.mark.parametrize(
    ("difference", "french", "english"),
    [
        ("0.047", "+4,7\u00a0pts", "+4.7\u00a0pts"),
        ("-0.0196", "\u22122,0\u00a0pts", "\u22122.0\u00a0pts"),
        ("0.0194", "+1,9\u00a0pt", "+1.9\u00a0pts"),
        ("0.0104", "+1,0\u00a0pt", "+1.0\u00a0pt"),
    ],
)
def test_differences_of_percentages_are_points_and_agree_in_number_with_what_is_shown(
    difference: str, french: str, english: str
) -> None:
    shown = tuple(formats.percentage_points(Decimal(difference)) for formats in (FRENCH, ENGLISH))
    assert shown == (french, english)


@pytest.mark.parametrize(
    ("day", "french", "english"),
    [
        (date(2026, 10, 1), "1er\u00a0octobre 2026", "1\u00a0October 2026"),
        (date(2026, 8, 21), "21\u00a0août 2026", "21\u00a0August 2026"),
    ],
)
def test_the_first_of_a_month_is_1er_in_french(day: date, french: str, english: str) -> None:
    assert (FRENCH.day(day), ENGLISH.day(day)) == (french, english)


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("fr", [("mars", "2025"), ("T2", "2025"), ("2025", "")]),
        ("en", [("Mar", "2025"), ("Q2", "2025"), ("2025", "")]),
    ],
)
def test_an_axis_names_months_quarters_and_years(language: Language, names: list[tuple[str, str]]) -> None:
    march, april, january = (month_of(date(2025, month, 1)) for month in (3, 4, 1))
    spans = [Span(march, march), Span(april, april + 2), Span(january, january + 11)]
    assert [Formats(language, "EUR").axis_name(span) for span in spans] == names


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [
        ("-0.003", "−0.3%"),
        ("-0.004999", "−0.5%"),
        ("-0.0000000001", "−0.00000001%"),
        ("-0.00000000001", "0%"),
        ("0.003", "0%"),
    ],
)
def test_a_loss_is_never_written_as_nothing(ratio: str, shown: str) -> None:
    assert Formats("en", "EUR").percent(Decimal(ratio)) == shown


def test_a_small_loss_is_no_break_even() -> None:
    assert [sign(Decimal(ratio)) for ratio in ("-0.003", "-0.0000000001", "0", "0.003")] == [-1, -1, 0, 0]


@pytest.mark.parametrize(
    ("currency", "text"),
    [("EUR", "€1,200.13"), ("JPY", "¥1,200"), ("KWD", "KWD\u00a01,200.125"), ("CHF", "CHF\u00a01,200.13")],
)
def test_a_currency_has_its_own_decimals_and_space(currency: str, text: str) -> None:
    """Decimals by ISO 4217; a code before digits is set off (CLDR, currencySpacing)."""
    formats = Formats("en", currency)
    assert formats.money(Decimal("1200.125"), formats.currency_places) == text
