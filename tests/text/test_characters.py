"""Characters that hide something or turn a text around, and how names are printed."""

import subprocess
import unicodedata

import pytest

from roireport.text.characters import escaped, hidden_in, hidden_reference_in, printable, printable_lines

VISIBLE_FORMAT = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
"""Format characters that are drawn: signs of Arabic, Syriac and Kaithi numbers (Unicode Standard, 9.2, 9.3, 15.2)."""


def refused(character: str) -> bool:
    return hidden_in(f"a{character}a") is not None


@pytest.mark.needs("perl")
def test_everything_that_unicode_calls_ignorable_is_refused() -> None:
    program = r'for (0..0x10ffff) { print "$_\n" if ($_ < 0xd800 || $_ > 0xdfff) && chr($_) =~ /\p{DI}/ }'
    listed = subprocess.run(["perl", "-e", program], capture_output=True, text=True, check=True).stdout.split()
    assert len(listed) > 4000
    assert [f"U+{code:04X}" for code in map(int, listed) if not refused(chr(code))] == []


def test_every_control_format_and_surrogate_character_is_refused() -> None:
    points = [
        chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    ]
    assert len(points) > 2000
    accepted = {point for point in points if not refused(point)}
    assert accepted == {"\t", "\n", "\r", *VISIBLE_FORMAT}


def test_every_letter_mark_number_and_space_of_other_kinds_is_accepted() -> None:
    """The Hangul fillers are letters to Unicode, and selectors are marks; neither is seen."""
    ignorable = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0\ufe0e\ufe0f"
    kinds = ("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Sc", "Sm", "Pd", "Ps", "Pe")
    selectors = {chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))}
    points = (chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) in kinds)
    not_read = {point for point in points if refused(point)}
    # Unicode 15 and later: the vowel signs of hieroglyphs count as marks.
    assert {
        point for point in not_read - selectors - set(ignorable) if not "\U00013430" <= point <= "\U0001345f"
    } == set()


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # Persian, "I want"
        "ه\u200d .",  # Arabic, the abbreviation of a hijri year
        "क\u094d\u200dष क\u094d\u200cष",  # Devanagari, half form and visible virama
        "ന\u0d4d\u200d",  # Malayalam, a letter without its vowel at the end of a word
        "ශ\u0dca\u200dරී",  # Sinhala, "Sri"
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",  # a family
        "\u2764\ufe0f\u200d\U0001f525",  # a heart on fire
        "\u26a0\ufe0f 3\ufe0f\u20e3 \u2714\ufe0e \U0001f44d\U0001f3fd\u200d\u2640\ufe0f",
    ],
)
def test_what_a_script_or_an_emoji_needs_is_accepted(text: str) -> None:
    assert hidden_in(text) is None
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("R\u200dOI", 1),
        ("\u200cROI", 0),
        ("12\u200c34", 2),
        ("\u06f1\u200c\u06f2", 1),  # between two digits of Persian
        ("می\u200c\u200cخ", 3),
        ("\U0001f468\u200d", 1),
        ("\U0001f468\u200d12", 1),
        ("12\ufe0f", 2),
        ("50%\ufe0f", 3),
        ("a\ufe0f", 1),
    ],
)
def test_joiners_and_selectors_elsewhere_are_refused(text: str, at: int) -> None:
    assert hidden_in(text) == (at, text[at])


@pytest.mark.parametrize(
    ("text", "at", "character"),
    [
        ("a &rlm;12", 2, "\u200f"),
        ("&#8207;", 0, "\u200f"),
        ("&#x200F;", 0, "\u200f"),
        ("R&shy;O", 1, "\xad"),
        ("a&zwj;b", 1, "\u200d"),
        ("&#x202e;", 0, "\u202e"),
        ("&#27;", 0, "\x1b"),
        ("&nbsp;&amp; &#x200b;", 12, "\u200b"),
    ],
)
def test_a_reference_to_a_hidden_character_is_found(text: str, at: int, character: str) -> None:
    assert hidden_reference_in(text) == (at, character)


@pytest.mark.parametrize(
    "text", ["&nbsp;", "&eacute;&amp;&lt;", "R&D; &copy;", "&#128512; &#233;", "می&zwnj;خواهم", "&#10;"]
)
def test_a_reference_to_any_other_is_none(text: str) -> None:
    assert hidden_reference_in(text) is None


def test_a_name_is_printed_on_one_line_and_keeps_its_length() -> None:
    assert (
        printable("a\x1b]0;x\x07\n\u202eb\udcff\u3164 é\u202f12")
        == "a\ufffd]0;x\ufffd\ufffd\ufffdb\ufffd\ufffd é\u202f12"
    )
    assert printable_lines("a\n\tb\r\x9b") == "a\n\tb\ufffd\ufffd"


def test_escapes_are_read_back_as_what_they_stand_for() -> None:
    assert escaped("a\x1b\u202eé\U000e0041\ud800") == r"a\u001b\u202eé\udb40\udc41\ud800"
