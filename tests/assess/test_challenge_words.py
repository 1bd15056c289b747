"""The words of the challenges: complete, alike in both languages, in good typography."""

import re
from collections.abc import Iterator, Mapping
from string import Formatter

import pytest

from roireport.assess.catalogue import RULES
from roireport.load.words import read_words
from tests.desks import ROOT

PARTS = ("name", "message", "evidence", "remedy", "question", "why")
Entries = Mapping[str, str | Mapping[str, str]]


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
            assert not re.search(r"[^\u202f][;!?%]|[^\u00a0]:|«[^\u00a0]|[^\u00a0]»|'", text), key


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_question_asks_and_a_reason_is_two_or_three_sentences(language: str) -> None:
    words = entries(language)
    for rule in RULES:
        question, why = (str(words[f"challenge.{rule.id}.{part}"]) for part in ("question", "why"))
        assert question.endswith("?"), rule.id
        assert 2 <= len(re.findall(r"[.!?](?:\s|$)", why)) <= 3, rule.id
