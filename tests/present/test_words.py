"""The words: both languages have the same keys, all used, with correct typography."""

import ast
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from string import Formatter

import pytest

from roireport.assess.catalogue import RULES
from roireport.load.words import read_words
from roireport.model.language import Language
from roireport.present.language.quoted_text import QuotedText
from roireport.present.language.words import MissingWord, Words
from tests.contexts import LANGUAGES, ROOT, words

SHARED = ("common", "unit", "count", "status")
SECTIONS = ("cover", "verdict", "summary", "finding", "objectives", "tracking", "costs_gains", "roi",
            "robustness", "nonfinancial", "challenges", "recommendations", "method", "traceability")  # fmt: skip
NAMES = ("figure", "report")
TOPICS = frozenset((*SHARED, *SECTIONS, *NAMES))

Entries = dict[str, str | dict[str, str]]


@cache
def entries(language: Language) -> Entries:
    """The entries of the topics that these sections own."""
    every_entry = read_words(ROOT / "templates" / "words" / language)
    return {key: entry for key, entry in every_entry.items() if key.split(".")[0] in TOPICS}


def texts(entry: str | dict[str, str]) -> Iterator[str]:
    yield from [entry] if isinstance(entry, str) else entry.values()


def placeholders(entry: str | dict[str, str]) -> set[str]:
    return {name for text in texts(entry) for _, name, _, _ in Formatter().parse(text) if name}


def used() -> tuple[set[str], list[re.Pattern[str]]]:
    """Return the literal keys of the code, and a pattern for each assembled key."""
    whole: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    for path in (ROOT / "roireport").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr):
                parts = [re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".*" for p in node.values]
                patterns.append(re.compile("".join(parts)))
    return whole, [pattern for pattern in patterns if pattern.pattern.split("\\.")[0] in TOPICS]


def test_both_languages_have_the_same_keys_with_the_same_placeholders() -> None:
    french, english = (entries(language) for language in ("fr", "en"))
    assert french.keys() == english.keys()
    differing = {key for key in french if placeholders(french[key]) != placeholders(english[key])}
    assert differing == set()


def test_every_key_in_the_code_exists() -> None:
    whole, patterns = used()
    keys = set(entries("fr"))
    of_input = {rule.key for rule in RULES}  # keys of the input files, such as challenges.expectations
    named = {key for key in whole if key.split(".")[0] in TOPICS and re.fullmatch(r"[a-z_]+(\.[a-z0-9_-]+)+", key)}
    assert named & of_input
    named -= of_input
    paths = {key.removeprefix("figure.") for key in keys if key.startswith("figure.")}
    tails = {path.partition(".")[2] for path in paths}
    named -= tails | {rule.key for rule in RULES}  # the keys of the YAML files are no words
    named = {key for key in named if not any(path == key or path.startswith(f"{key}.") for path in paths)}
    named = {key for key in named if not any(f".{key}." in other for other in keys)}  # the middle of an assembled key
    missing = {key for key in named if key not in keys and not any(other.startswith(f"{key}.") for other in keys)}
    assert missing == set()
    assert len(named) > 100
    of_figures = re.compile(r"(nonfinancial\\\.\w+|objectives)\\\.\.\*\\\.")  # paths of figures, no keys
    unmatched = [
        pattern.pattern
        for pattern in patterns
        if not of_figures.match(pattern.pattern) and not any(pattern.fullmatch(key) for key in keys)
    ]
    assert unmatched == []


def test_every_key_is_used_in_the_code() -> None:
    whole, patterns = used()
    idle = {key for key in entries("fr") if key not in whole and not any(p.fullmatch(key) for p in patterns)}
    assert idle == set()


FAULTS = {
    "a plain space before ; ! ? or %": r" [;!?%]",
    "no space before ; ! ? or %": r"[\w}\d)][;!?%]",
    "no U+00A0 before a colon": r"[^\u00a0](?<!\{):",
    "a quotation mark without U+00A0": r"«[^\u00a0]|[^\u00a0]»",
    "a straight apostrophe": r"'",
    "a hyphen for a minus": r"(?<!\w)-\d",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_french_words_follow_french_typography(fault: str) -> None:
    faulty = [
        (key, text) for key, entry in entries("fr").items() for text in texts(entry) if re.search(FAULTS[fault], text)
    ]
    assert faulty == []


def test_english_words_have_no_french_spacing_and_no_straight_apostrophe() -> None:
    wrong = re.compile(r"[\u202f\u00a0 ][;!?%:](?!\u00a01)|'")
    assert [key for key, entry in entries("en").items() for text in texts(entry) if wrong.search(text)] == []


def test_a_sentence_keeps_the_paths_of_what_it_really_quotes() -> None:
    vocabulary = Words("en", {"a": "ROI of {roi}", "b": {"one": "{n} cost", "other": "{n} costs"}})
    sentence = vocabulary("a", roi=QuotedText("126%", ["financial.roi"]), cost=QuotedText("€1", ["financial.cost"]))
    assert (sentence, sentence.paths) == ("ROI of 126%", ("financial.roi",))
    with pytest.raises(MissingWord):
        vocabulary("a")
    with pytest.raises(MissingWord):
        vocabulary("c")


@pytest.mark.parametrize(
    ("language", "n", "form"),
    [("fr", "0", "one"), ("fr", "1.5", "one"), ("fr", "2", "other"), ("en", "0", "other"), ("en", "1", "one"),
     ("en", "1.0", "other"), ("en", "1.5", "other")],
)  # fmt: skip
def test_a_plural_agrees_as_the_language_counts(language: Language, n: str, form: str) -> None:
    vocabulary = Words(language, {"days": {"one": "one", "other": "other"}})
    assert vocabulary("days", n=Decimal(n)) == form


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_topics_are_read(language: Language) -> None:
    assert {key.split(".")[0] for key in entries(language)} == TOPICS
    assert "common.and" in words(language)


@pytest.mark.parametrize("title", ["כותרת 2025", "عنوان 2025"])
def test_a_text_from_right_to_left_is_isolated_in_a_sentence(title: str) -> None:
    """FSI and PDI, Unicode Standard Annex 9: the figures after it stay where they are."""
    vocabulary = Words("en", {"a": "{title}: {one} returns {back}", "b": "“{sentence}”"})
    sentence = vocabulary("a", title=title, one="€1", back=QuotedText("€2", ["financial.bcr"]))
    assert sentence == f"\u2068{title}\u2069: €1 returns €2"
    assert [sentence[quote.start : quote.end] for quote in sentence.quotes] == ["€2"]
    assert vocabulary("a", title="Élan", one="€1", back="€2") == "Élan: €1 returns €2"
