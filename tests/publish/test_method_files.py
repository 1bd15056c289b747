"""The method's pages: complete, linked, the same whatever the engagements hold."""

import re
from html import unescape
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest

from roireport.assess.catalogue import RULES
from roireport.load.handbook import read_key_texts
from roireport.model.keys import all_keys
from roireport.model.language import Language
from roireport.model.workspace import Site, Workspace
from roireport.problems.codes import CODES
from roireport.publish.edition import editions
from roireport.publish.method_files import method_files
from roireport.publish.render_tools import render_tools
from roireport.publish.report_files import report_files
from roireport.resources import template_folders
from roireport.workspace import words_of
from tests.contexts import LANGUAGES, ctx, simple
from tests.handbook.handbooks import handbook
from tests.render.pages import Page

BESIDE = frozenset(
    (
        *("index.html", "open-challenges.html", "history.html", "search.html"),
        *("assets/site.css", "assets/site.js", "assets/icon.svg"),
    )
)
"""What other parts of a build write."""


@pytest.fixture(scope="module", params=LANGUAGES)
def site(request: pytest.FixtureRequest) -> tuple[Language, dict[str, str]]:
    """The language and the pages of a site without an engagement."""
    language: Language = request.param
    workspace = Workspace(site=Site(language=language))
    tools = render_tools(Path("/nowhere"), workspace, {language: words_of(language)}, pdf=False)
    return language, {path: content.decode() for path, content in method_files(editions(tools, ())[0]).items()}


Pages = tuple[Language, dict[str, str]]


def test_there_is_an_index_and_a_page_for_every_measure_and_challenge(site: Pages) -> None:
    language, pages = site
    measures = {f"method/measures/{sheet.id.replace('_', '-')}.html" for sheet in handbook(language).sheets}
    challenges = {f"method/challenges/{rule.id}.html" for rule in RULES}
    assert (
        pages.keys() == {"method/index.html", "method/glossary.html", "method/reference.html"} | measures | challenges
    )


def test_the_reference_has_every_key_check_and_problem_in_the_words_of_explain(site: Pages) -> None:
    language, pages = site
    words = words_of(language)
    page = Page(pages["method/reference.html"])
    ids = set(page.values("id"))
    assert {f"key-{path}" for path in all_keys()} <= ids
    assert {f"rule-{rule.id}" for rule in RULES} <= ids
    assert {f"problem-{key}" for key in CODES} <= ids
    text = " ".join(unescape(re.sub(r"<[^>]+>", "", pages["method/reference.html"])).split())
    for key in CODES:
        assert " ".join(words.pattern(f"problems.{key}.mend").replace("`", "").split()) in text, key
    key_texts = read_key_texts(template_folders(None), language)
    for path in all_keys():
        assert " ".join(key_texts.text(path).replace("`", "").split()) in text, path


def test_every_link_leads_to_a_page_and_every_page_is_led_to(site: Pages) -> None:
    _, pages = site
    led: set[str] = set()
    for path, html in pages.items():
        page = Page(html)
        anchors = {f"#{id}" for id in page.values("id")}
        for address in (*page.values("href"), *page.values("src")):
            target = normpath(join(dirname(path), address))
            assert address in anchors or target in pages or target in BESIDE, (path, address)
            led.add(target)
    assert pages.keys() <= led


def test_every_trace_of_a_report_leads_to_the_page_of_its_formula(site: Pages) -> None:
    language, pages = site
    workspace = Workspace(site=Site(language=language))
    tools = render_tools(Path("/nowhere"), workspace, {language: words_of(language)}, pdf=False)
    page = Page(report_files(tools, (ctx(simple(), language),), {}, {}).files["negotiation/trace.html"].decode())
    led = [address for address in page.values("href") if address.startswith("../method/measures/")]
    assert {"../method/measures/return-on-investment.html", "../method/measures/net-benefit.html"} <= set(led)
    assert {address.removeprefix("../") for address in led} <= pages.keys()


def test_a_page_is_whole_in_its_language_with_headings_in_order(site: Pages) -> None:
    language, pages = site
    for path, html in pages.items():
        page = Page(html)
        assert page.unclosed == [], path
        assert page.named("html") == [{"lang": language}]
        assert page.values("style") == []
        levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), path


def test_the_navigation_marks_the_first_page_of_the_method_only(site: Pages) -> None:
    _, pages = site
    current = {path: [a["href"] for a in Page(html).named("a") if "aria-current" in a] for path, html in pages.items()}
    assert {path: hrefs for path, hrefs in current.items() if hrefs} == {"method/index.html": ["../method/index.html"]}


@pytest.mark.parametrize(
    ("id", "language", "sentences"),
    [
        ("L02", "en", ("More than 50% of the gain is forecast.", "checks: {L02: {threshold: 50%, severity: warning}}")),
        (
            "L04",
            "en",
            ("The horizon is longer than 12\u00a0months,", "checks: {L04: {threshold: 12, severity: warning}}"),
        ),
        ("L07", "en", ("from fewer than 3\u00a0periods measured.", "At least 3 measured periods, with")),
        ("L07", "fr", ("à partir de moins de 3\u00a0périodes mesurées.", "Au moins 3 périodes mesurées, saison")),
        ("G08", "fr", ("de plus de 2\u00a0périodes.", "checks: {G08: {threshold: 2, severity: warning}}")),
        ("U05", "en", ("is that worth the break-even value?", "checks: {U05: {severity: info}}")),
        ("A01", "fr", ("bloquant</span>", "accepted: [{rule: A01, subject: …, reason: …, by: …, until: …}]")),
    ],
)
def test_a_challenge_is_described_with_its_threshold_and_severity(
    site: Pages, id: str, language: Language, sentences: tuple[str, ...]
) -> None:
    site_language, pages = site
    if site_language == language:
        html = unescape(pages[f"method/challenges/{id}.html"])
        assert [sentence for sentence in sentences if sentence not in html] == []


def test_a_challenge_shows_question_trigger_reason_remedy_and_source(site: Pages) -> None:
    language, pages = site
    words = words_of(language)
    for rule in RULES:
        html = unescape(pages[f"method/challenges/{rule.id}.html"])
        headings = [words(f"method_page.{part}") for part in ("trigger", "why", "remedy")]
        own = [words(f"challenge.{rule.id}.{part}") for part in ("name", "question", "why")]
        source = words("method_page.source", source=rule.source)
        assert [text for text in (*headings, *own, source) if text not in html] == [], rule.id


def test_a_workspace_may_shadow_one_text_of_a_challenge(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "words" / "en"
    folder.mkdir(parents=True)
    (folder / "challenge.yaml").write_text('A01.why: "Ask our partners."\n')
    workspace = Workspace(site=Site(language="en"))
    pages, built_in = (
        method_files(editions(render_tools(tmp_path, workspace, {"en": words}, pdf=False), ())[0])
        for words in (words_of("en", tmp_path), words_of("en"))
    )
    assert {path for path in pages if pages[path] != built_in[path]} == {"method/challenges/A01.html"}
    assert "Ask our partners." in pages["method/challenges/A01.html"].decode()


def test_a_measure_shows_its_example_and_its_results(site: Pages) -> None:
    language, pages = site
    html = pages["method/measures/payback.html"]
    assert "per_month: 4000, from: 2025-03" in html
    assert {"en": "<dd>9.5</dd>", "fr": "<dd>9,5</dd>"}[language] in html
    assert {"en": "<dd>October 2025</dd>", "fr": "<dd>octobre 2025</dd>"}[language] in html
    assert 'href="../challenges/L03.html"' in html


def test_a_challenge_leads_to_the_measures_that_it_watches(site: Pages) -> None:
    _, pages = site
    assert 'href="../measures/internal-rate.html"' in pages["method/challenges/R04.html"]
