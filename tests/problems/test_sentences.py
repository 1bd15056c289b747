"""Every problem has a code of its own and its sentences in both languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from roireport.load.schema import _SHAPES
from roireport.load.words import read_words
from roireport.load.yaml_faults import _MESSAGES
from roireport.model.language import Language
from roireport.present.language.words import Words
from roireport.problems.codes import CODES
from roireport.problems.text import problem_text
from tests.problems.broken import CASES, problems_of

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES: tuple[Language, ...] = ("fr", "en")
RAISERS = {"refuse", "problem", "Problem", "refused_site", "refused_cluster", "refused_note", "_refused"}
"""What takes the key of a problem as its first argument."""


def entries(language: Language) -> dict[str, str]:
    """The words about problems, by the key within their file."""
    all_words = read_words(ROOT / "templates" / "words" / language)
    own = {key: entry for key, entry in all_words.items() if key.startswith("problems.")}
    return {key.removeprefix("problems."): entry for key, entry in own.items() if isinstance(entry, str)}


def raised() -> Iterator[tuple[str, str]]:
    """Every key that the package names as a problem, with the file that does."""
    for file in sorted((ROOT / "roireport").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISERS:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value, file.name


def test_codes_are_unique_and_well_formed() -> None:
    assert len(set(CODES.values())) == len(CODES) > 100
    assert [code for code in CODES.values() if not re.fullmatch(r"E[1-9]\d\d", code)] == []


def test_every_problem_that_the_package_names_has_a_code() -> None:
    named = set(raised())
    assert len(named) > 100
    assert {(key, file) for key, file in named if key not in CODES} == set()


def test_what_the_parsers_say_becomes_a_problem_with_a_code() -> None:
    assert {key for _, key in _MESSAGES} | set(_SHAPES.values()) <= CODES.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_has_its_sentences(language: Language) -> None:
    words = entries(language)
    needed = {f"{key}.{part}" for key in CODES for part in ("what", "mend")}
    optional = {f"{key}.mend_without_near" for key in CODES}
    kinds = {key for key in words if key.startswith("kind.")}
    assert needed - words.keys() == set()
    assert words.keys() - needed - optional - kinds == set()


def test_both_languages_speak_of_the_same_facts() -> None:
    def facts(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    french, english = (entries(language) for language in LANGUAGES)
    assert french.keys() == english.keys()
    assert {key for key in french if facts(french[key]) != facts(english[key])} == set()


def test_french_is_set_as_french() -> None:
    """Narrow spaces before ; ! ? %, no-break spaces before : and inside guillemets, curly apostrophes."""
    wrong = re.compile(r" [;!?%»:](?!\w)|« |'|(?<=\w)[;!?](?=\s|$)")
    texts = {key: re.sub(r"`[^`]*`", "code", text) for key, text in entries("fr").items()}
    assert {key: text for key, text in texts.items() if wrong.search(text)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_of_the_broken_workspaces_has_its_sentences(language: Language) -> None:
    """No fact is missing, none is left in braces, and each has its code, its place and how to mend it."""
    words = Words(language, read_words(ROOT / "templates" / "words" / language))
    keys = set()
    for root in CASES:
        for fault in problems_of(root):
            heading, *_, mend = problem_text(fault, words).split("\n")
            assert heading.startswith(f"{CODES[fault.key]} {fault.place} ")
            assert mend.startswith("  → ")
            message = heading + mend
            for _, fact in fault.facts:
                message = message.replace(fact, "") if "{" in fact else message
            assert not re.search(r"\{\w+\}", message)
            keys.add(fault.key)
    assert len(keys) > 100
