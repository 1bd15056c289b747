"""No page, message or sheet uses a phrase that a partner would not sign; phrases.yaml lists them."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import unescape
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from roireport.assess.catalogue import RULES
from roireport.load.words import read_words
from roireport.model.language import Language
from roireport.model.workspace import Site, Workspace
from roireport.publish.edition import editions
from roireport.publish.method_files import method_files
from roireport.publish.render_tools import RenderTools, render_tools
from roireport.publish.report_files import report_files
from roireport.workspace import words_of
from tests.contexts import LANGUAGES, ROOT, real
from tests.handbook.handbooks import handbook

NOT_READ = re.compile(
    r"\[[\w|\s]*\|[\w|\s]*\]|`[^`]*`|\{[^{}]*\}|https?://\S+|\b[a-z]+\.(yaml|md|csv|html)\b|\b[a-z]+_[a-z_]+\b"
    r"|\b[a-z_-]+(\.[a-z\d_-]+)+\b"
)
"""Code, placeholders, addresses and keys."""
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
ELEMENTS_NOT_READ = re.compile(r"<(script|style|code|pre|template|svg)\b.*?</\1>", re.DOTALL)
BLOCK = re.compile(r"</?(h\d|p|li|td|th|tr|dt|dd|div|section|nav|title|caption|figcaption|label|button|option)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
SAMPLES = ("aurelis-excellence-commerciale", "belier-negociation-achats", "halden-key-accounts")
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


def read(html: bytes) -> str:
    """What a reader reads of a page, on one line, without code and drawings."""
    text = BLOCK.sub(" ¦ ", ELEMENTS_NOT_READ.sub(" ¤ ", html.decode()))
    return " ".join(unescape(TAG.sub(" ", text)).split())


def own_words(id: str) -> str:
    """All that an engagement's files say, on one line."""
    files = [file for file in sorted((ROOT / "engagements" / id).rglob("*")) if file.suffix in (".yaml", ".md")]
    return " ".join(" ".join(file.read_text("utf-8") for file in files).split())


def tools(language: Language) -> RenderTools:
    """What writes the pages of a site in a language."""
    return render_tools(
        Path("/nowhere"), Workspace(site=Site(language=language)), {language: words_of(language)}, pdf=False
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_the_method_keep_to_it(language: Language) -> None:
    pages = {
        Path(path).stem.replace("-", "_"): read(page)
        for path, page in method_files(editions(tools(language), ())[0]).items()
    }
    assert len(pages) > 100
    cited = sorted({rule.source for rule in RULES} | {sheet.source for sheet in handbook(language).sheets}, key=len)
    for name, work in product(pages, reversed(cited)):
        pages[name] = pages[name].replace(work, "¤")
    allowed = {"U04": "challenge.U04.why", "reference": "problems.yaml_anchor.what"}
    named = {allowed.get(name, name): page for name, page in pages.items()}
    assert unsigned(named, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", SAMPLES)
def test_the_pages_of_a_report_keep_to_it_outside_the_words_of_its_authors(id: str, language: Language) -> None:
    files = report_files(tools(language), (real(id, language),), {}, {}).files
    pages = {path: read(page) for path, page in files.items() if path.endswith(".html")}
    own = own_words(id)
    phrases = unsigned(pages, language)
    ours = [one for one in phrases if one[2][36:-40] not in own and one[2][40:-36] not in own]
    assert pages
    assert ours == []


def test_what_is_written_for_users_in_english_keeps_to_it() -> None:
    """README and docs: fenced code is not read."""
    texts = {
        path: FENCED.sub("¤", (ROOT / path).read_text("utf-8"))
        for path in ("README.md", "docs/manual.md", "docs/cluster.md")
    }
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
