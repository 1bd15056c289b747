"""No page, message or sheet uses a phrase that a partner would not sign; phrases.yaml lists them."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from roireport.cli.group import command, verbs_of
from roireport.load.words import read_words
from roireport.model.language import Language
from tests.contexts import LANGUAGES, ROOT
from tests.handbook.handbooks import handbook

TO_DO: frozenset[str] = frozenset(
    (
        "cover",
        "finding",
        "objectives",
        "summary",
        "tracking",
        "verdict",
    )
)
"""The word files that are still to be gone through."""
NOT_READ = re.compile(r"`[^`]*`|\{[^{}]*\}|https?://\S+|\b[a-z]+\.(yaml|md|csv|html)\b|\b[a-z]+_[a-z_]+\b")
"""Code, placeholders, addresses and keys."""
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
ELEMENTS_NOT_READ = re.compile(r"<(script|style|code|pre|template)\b.*?</\1>", re.DOTALL)
Phrases = Mapping[str, Mapping[str, Any]]


@cache
def phrases(language: Language) -> Phrases:
    """The phrases of a language that are not used."""
    listed: dict[Language, Phrases] = yaml.safe_load((ROOT / "tests/wording/phrases.yaml").read_text("utf-8"))
    return listed[language]


def unsigned(texts: Mapping[str, str], language: Language) -> list[tuple[str, str, str]]:
    """Where a text uses a phrase that it may not: the text's name, the phrase, its neighbourhood."""
    return [
        (name, phrase, text[max(0, hit.start() - 40) : hit.end() + 40])
        for phrase, entry in phrases(language).items()
        for name, text in ((name, NOT_READ.sub("¤", text)) for name, text in texts.items())
        if name not in entry.get("but", ())
        for hit in re.finditer(entry["refuse"], text, re.IGNORECASE)
    ]


def sentences(language: Language) -> Iterator[tuple[str, str]]:
    """Every sentence of the words, by its key and plural form."""
    for key, entry in read_words(ROOT / "templates" / "words" / language).items():
        if key.split(".")[0] not in TO_DO:
            forms = {"": entry} if isinstance(entry, str) else entry
            yield key, " ".join(forms.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_keep_to_what_a_partner_would_sign(language: Language) -> None:
    assert unsigned(dict(sentences(language)), language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_handbook_keeps_to_what_a_partner_would_sign(language: Language) -> None:
    sheets = {
        sheet.id: "\n".join((sheet.title, sheet.question, sheet.words, *(part.text for part in sheet.parts)))
        for sheet in handbook(language).sheets
    }
    assert unsigned(sheets, language) == []


def test_what_is_written_for_users_in_english_keeps_to_it() -> None:
    """README, docs and the help: fenced code is not read."""
    texts = {path: FENCED.sub("¤", (ROOT / path).read_text("utf-8")) for path in ("README.md", "docs/cluster.md")}
    runner = CliRunner()
    for name in ("", *verbs_of(), *(f"template {name}" for name in verbs_of("template"))):
        texts[f"roireport {name}"] = runner.invoke(command, [*name.split(), "--help"]).output
    assert unsigned(texts, "en") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_that_is_allowed_somewhere_is_used_there(language: Language) -> None:
    """A list of exceptions shrinks when a sentence loses its phrase."""
    texts = dict(sentences(language))
    sheets = {
        sheet.id: f"{sheet.title} {' '.join(part.text for part in sheet.parts)}" for sheet in handbook(language).sheets
    }
    idle = {
        (phrase, name)
        for phrase, entry in phrases(language).items()
        for name in entry.get("but", ())
        if not re.search(f"(?i){entry['refuse']}", NOT_READ.sub("¤", (texts | sheets).get(name, "")))
    }
    assert idle == set()
