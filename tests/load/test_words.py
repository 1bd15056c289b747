"""The words of a language, file by file."""

from pathlib import Path

import pytest

from roireport.load.words import OF_THE_HELP, built_in_file, built_in_words, read_words
from roireport.model.place import Place
from roireport.problems.problem import Refused
from roireport.resources import templates_folder


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


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_quick_reading_of_the_built_in_words_is_the_careful_one(language: str) -> None:
    folder = templates_folder() / "words" / language
    of_the_help = {key: entry for name in OF_THE_HELP for key, entry in built_in_file(folder / f"{name}.yaml").items()}
    assert len(of_the_help) > 100
    assert {**built_in_words(folder), **of_the_help} == read_words(folder)
    assert of_the_help.keys().isdisjoint(built_in_words(folder))


@pytest.mark.parametrize("text", ["a: [b]\n", "- a\n", "a: {one: [b]}\n", "a: 1\na: 2\n", "a: *b\n"])
def test_a_value_that_is_no_text_is_reported_with_its_place(tmp_path: Path, text: str) -> None:
    (tmp_path / "verdict.yaml").write_text(text)
    with pytest.raises(Refused, match=r"verdict\.yaml"):
        read_words(tmp_path)


def test_the_places_of_a_workspaces_own_words_are_relative_to_its_root(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "words" / "fr"
    folder.mkdir(parents=True)
    (folder / "verdict.yaml").write_text("profit: [a]\n")
    with pytest.raises(Refused) as refused:
        read_words(folder, tmp_path)
    (fault,) = refused.value.problems
    assert (fault.key, fault.place) == ("not_a_scalar", Place("templates/words/fr/verdict.yaml", 1, 9))
