"""UTF-8 only, and no character that hides."""

import pytest

from roireport.load.decoding import decode
from roireport.model.place import Place
from roireport.problems.problem import Problem
from roireport.text.characters import place_of


def fault(raw: bytes) -> tuple[str, int, int]:
    outcome = decode(raw, "a.yaml")
    assert isinstance(outcome, Problem)
    return outcome.key, outcome.place.line, outcome.place.column


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode(b"\xef\xbb\xbfa: \xc3\xa9\n", "a.yaml") == "a: é\n"


def test_ordinary_typography_passes() -> None:
    text = "« 12\u202f500\u00a0€ » – l’été ;\ttab\r\n😀 \u2705\ufe0f"
    assert decode(text.encode(), "a.yaml") == text


@pytest.mark.parametrize(
    ("raw", "line", "column"),
    [
        ("a\né: é".encode("latin-1"), 2, 1),
        ("é\nab".encode() + b"\xff", 2, 3),
        (b"\xc3", 1, 1),
        (b"\xed\xa0\x80", 1, 1),
        (b"a: b\0", 1, 5),
        ("a: b".encode("utf-16"), 1, 1),
        ("a: b".encode("utf-16-le"), 1, 2),
        (b"\xc0\xaf", 1, 1),
    ],
)
def test_what_is_not_utf_8_is_refused_at_its_first_byte(raw: bytes, line: int, column: int) -> None:
    assert fault(raw) == ("not_utf8", line, column)


@pytest.mark.parametrize(
    "character",
    "\x01\x07\x0b\x0c\x1b\x7f\x85\xad\u034f\u061c\u115f\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2028\u2029\u2060"
    "\u2066\u2069\u2800\u3164\ufe0f\ufeff\uffa0\ufff9\ufffe\U000e0041\U000e0100",
    ids=lambda character: f"U+{ord(character):04X}",
)
def test_what_cannot_be_seen_is_refused_in_its_place(character: str) -> None:
    assert fault(f"a: 1\nb: é{character}".encode()) == ("refused_character", 2, 5)


def test_lines_are_counted_as_editors_count_them() -> None:
    text = "a\nb\r\nc\rd"
    assert [place_of(text, text.index(letter), "f") for letter in "abcd"] == [Place("f", n, 1) for n in (1, 2, 3, 4)]
