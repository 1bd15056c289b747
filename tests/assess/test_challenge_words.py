"""The words of the challenges: complete, alike in both languages, in good typography."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from string import Formatter

import pytest

from roireport.assess.catalogue import RULES
from roireport.load.words import read_words
from tests.assess.cases import files
from tests.contexts import ROOT

PARTS = ("name", "message", "evidence", "remedy", "question", "why")
CONSTANTS = re.compile(r"\b(?:100?\u202f?%|0\u202f?%|0 (?:or|ou) 1|1[,\u202f]000|une ligne à 0|a line of 0|100 points)")
"""What belongs to a rule and is the same in every finding."""
Entries = Mapping[str, str | Mapping[str, str]]


@cache
def entries(language: str) -> Entries:
    """The words of the challenges in a language."""
    words = read_words(ROOT / "templates" / "words" / language)
    return {key: entry for key, entry in words.items() if key.startswith("challenge.")}


def texts(entry: str | Mapping[str, str]) -> Iterator[str]:
    """The one text of an entry, or each of its plural forms."""
    yield from (entry,) if isinstance(entry, str) else entry.values()


def placeholders(entry: str | Mapping[str, str]) -> set[str]:
    """The facts that an entry asks for."""
    return {name for text in texts(entry) for _, name, _, _ in Formatter().parse(text) if name}


def sentences(language: str) -> Iterator[tuple[str, str]]:
    """Each text without its facts, under its key."""
    for key, entry in entries(language).items():
        yield from ((key, re.sub(r"\{\w+\}", "", text)) for text in texts(entry))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_challenge_has_all_its_words(language: str) -> None:
    missing = {f"challenge.{rule.id}.{part}" for rule in RULES for part in PARTS} - set(entries(language))
    assert missing == set()


def test_both_languages_ask_for_the_same_facts() -> None:
    french, english = entries("fr"), entries("en")
    assert {key: placeholders(entry) for key, entry in french.items()} == {
        key: placeholders(entry) for key, entry in english.items()
    }


def test_french_spaces_and_apostrophes_are_typeset() -> None:
    """A narrow no-break space before ; ! ? %, a no-break space before : and inside « », curly apostrophes."""
    for key, entry in entries("fr").items():
        for text in texts(entry):
            assert not re.search(r"[^\u202f][;!?%]|[^\u00a0]:|«[^\u00a0]|[^\u00a0]»|'|\d[ \u00a0]\d{3}", text), key


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_question_asks_and_a_reason_is_two_or_three_sentences(language: str) -> None:
    words = entries(language)
    for rule in RULES:
        question, why = (str(words[f"challenge.{rule.id}.{part}"]) for part in ("question", "why"))
        assert question.endswith("?"), rule.id
        assert 2 <= len(re.findall(r"[.!?](?:\s|$)", why)) <= 3, rule.id


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_number_is_typed_that_a_finding_could_change(language: str) -> None:
    assert [key for key, text in sentences(language) if re.search(r"\d", CONSTANTS.sub("", text))] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_report_names_no_file_and_no_key(language: str) -> None:
    """A section may be in engagement.yaml, and a finance director has no file at all; V03's pages quote a figure."""
    named = {key for key, text in sentences(language) if re.search(r"\w_\w|\w\.\w|/ ", text)}
    assert named == {"challenge.V03.trigger"}


def test_no_english_article_stands_before_a_number() -> None:
    """A 12-month horizon, but an 18-month one."""
    english = [(key, text) for key, entry in entries("en").items() for text in texts(entry)]
    assert [key for key, text in english if re.search(r"\b[Aa]n? \{", text)] == []


def test_a_sentence_says_on_which_side_of_the_threshold_a_value_lies() -> None:
    """At least 90 % would hold 90 % too, at which only the rules fire whose cases say so."""
    at_least = {f"challenge.{rule}.trigger" for rule, file in files().items() if file.get("fires_when") == "at_least"}
    for language in ("fr", "en"):
        keys = [key for key in entries(language) if ".trigger" in key and key not in at_least]
        triggers = [text for key in keys for text in texts(entries(language)[key])]
        assert not re.search(r"(?:at least|at most|d’au moins|d’au plus) \{limit\}", " ".join(triggers))
