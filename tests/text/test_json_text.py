"""JSON keeps every digit, and shows what a text holds."""

import json
from decimal import Decimal

import pytest

from roireport.text.json_text import compact_json, json_text

EXACT = [Decimal("999999999999999.99"), Decimal("0.1"), Decimal("1E-10"), Decimal("-0.0000000001"), 10**15]


@pytest.mark.parametrize("write", [json_text, compact_json])
@pytest.mark.parametrize("number", EXACT, ids=str)
def test_a_number_is_read_back_to_its_last_digit(write: "type[str]", number: Decimal | int) -> None:
    assert json.loads(write({"a": [number]}), parse_float=Decimal) == {"a": [number]}


@pytest.mark.parametrize("number", [float("nan"), float("inf"), Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_number_is_never_written(number: float | Decimal) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text([number])


def test_a_text_is_written_so_that_a_terminal_shows_it_and_a_program_reads_it() -> None:
    text = "é €\x1b]0;x\x07\x9b\u202e\u200b\U000e0041\x7f"
    written = json_text([text])
    assert all(letter.isprintable() or letter == "\n" for letter in written)
    assert json.loads(written) == [text]
    assert "é €" in written
