"""The words of a language, file by file."""

from pathlib import Path

import pytest

from roireport.load.words import read_words


def test_keys_begin_with_the_name_of_their_file_and_plurals_stay_together(tmp_path: Path) -> None:
    (tmp_path / "verdict.yaml").write_text(
        "profit: Gain\nlong.name: 'no'\nmonths: {one: '{n} mois', other: '{n} mois'}\n"
    )
    (tmp_path / "unit.yaml").write_text("money:\n  short: k€\n", encoding="utf-8")
    (tmp_path / "empty.yaml").write_text("")
    assert read_words(tmp_path) == {
        "verdict.profit": "Gain",
        "verdict.long.name": "no",
        "verdict.months": {"one": "{n} mois", "other": "{n} mois"},
        "unit.money.short": "k€",
    }


@pytest.mark.parametrize("text", ["a: [b]\n", "- a\n", "a: {one: [b]}\n", "a: 1\na: 2\n", "a: *b\n"])
def test_what_is_no_text_is_told_with_its_place(tmp_path: Path, text: str) -> None:
    (tmp_path / "verdict.yaml").write_text(text)
    with pytest.raises(ValueError, match=r"verdict\.yaml"):
        read_words(tmp_path)
