"""The page of a rule: for whom it is, the key to write, its threshold, and an engagement on which it fires."""

import pytest
import yaml

from roireport.assess.catalogue import RULES
from roireport.model.language import Language
from roireport.present.challenge_pages import challenge_pages
from roireport.present.sheet_page import SheetPage
from tests.assess.cases import files
from tests.contexts import LANGUAGES, words
from tests.handbook.handbooks import handbook


def pages(language: Language) -> dict[str, SheetPage]:
    """The page of each rule, by its id."""
    pages = challenge_pages(handbook(language), RULES, words(language))
    return {rule.id: page for rule, page in zip(RULES, pages, strict=True)}


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_the_engagement_of_a_page_is_a_case_in_which_the_rule_fires(rule: str) -> None:
    """tests/assess/test_cases.py tries it."""
    case = {
        key: part for key, part in files()[rule]["fires"][0].items() if key not in ("because", "subjects", "evidence")
    }
    firing = handbook("en").firing
    assert (yaml.load(firing[rule], Loader=yaml.BaseLoader) or {}) == case


def test_no_page_shows_an_engagement_of_a_rule_that_there_is_not() -> None:
    assert set(handbook("en").firing) == {rule.id for rule in RULES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_for_whom_the_rule_is_and_which_key_to_write(language: Language) -> None:
    author, reader = {"en": ("For the author", "For the reader"), "fr": ("Pour l’auteur", "Pour le lecteur")}[language]
    for rule in RULES:
        trigger = pages(language)[rule.id].parts[0].markdown
        assert (author in trigger) is rule.for_author, rule.id
        assert (reader in trigger) is not rule.for_author, rule.id
        assert f"`{rule.key}`" in trigger, rule.id


def test_a_page_gives_the_threshold_and_the_case() -> None:
    page = pages("en")["A05"]
    assert "- Threshold: 90%." in page.parts[0].markdown
    assert "Threshold" not in pages("en")["L03"].parts[0].markdown
    shown = next(part for part in page.parts if part.heading == "An example that triggers it")
    assert "concurrent_initiatives: [{label: New CRM" in shown.code
    nothing = next(part for part in pages("en")["L08"].parts if part.heading == "An example that triggers it")
    assert nothing.code == ""
    assert nothing.markdown == "An engagement in which nothing of this is given."
