"""Every kind of page in a real browser: quiet, closed, readable for everybody, on a phone and without a script."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

import pytest

from tests.browser.conftest import AXE, VALIDATOR, Heard
from tests.contexts import engagement_ids
from tests.render.pages import Page

KINDS = (
    "index.html",
    "open-challenges.html",
    "compare.html",
    "search.html",
    "search.html?q=roi",
    "404.html",
    "method/glossary.html",
    "method/reference.html",
    "compare.html?ids=halden-key-accounts,aurelis-excellence-commerciale,belier-negociation-achats",
    "aurelis-excellence-commerciale/index.html",
    "aurelis-excellence-commerciale/index.en.html",
    "belier-negociation-achats/index.html",
    "future-tel/index.html",
    "aurelis-excellence-commerciale/appendices.html",
    "future-tel/trace.html",
    "method/index.html",
    "method/measures/simulation.html",
    "method/challenges/A01.html",
    "en/index.html",
    "en/open-challenges.html",
    "en/search.html?q=npv",
)
"""A page of each kind: profit and loss, withheld, in both languages."""
DARK = (
    "index.html",
    "open-challenges.html",
    "compare.html?ids=halden-key-accounts,aurelis-excellence-commerciale,belier-negociation-achats",
    "search.html?q=roi",
    "aurelis-excellence-commerciale/index.html",
    "future-tel/index.html",
    "future-tel/trace.html",
    "method/challenges/A01.html",
)
"""A page with each kind of thing that has a colour: a dark page differs in its colours only."""
SERVED = (
    "index.html",
    "search.html?q=roi",
    "404.html",
    "aurelis-excellence-commerciale/index.html",
    "method/index.html",
    "en/index.html",
)
"""A page with each script and each level of folders: a server differs in its addresses only."""
WITHIN_REACH = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def at(site: Path, kind: str) -> str:
    """The address of a page among the files of a site."""
    file, _, query = kind.partition("?")
    return (site / file).as_uri() + (f"?{query}" if query else "")


def opened(browser: Any, address: str, **settings: Any) -> tuple[Any, Heard]:
    """A page that has loaded, and what was heard of it."""
    page, heard = browser.new_context(**settings).new_page(), Heard()
    heard.listen(page, re.sub(r"(site/|:\d+/).*", r"\1", address))
    page.goto(address)
    return page, heard


def violations(page: Any, rules: list[str] | None = None) -> list[tuple[str, str]]:
    """What axe finds on a page, under some rules or all, with the element; some rules must apply."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("rules => axe.run({preload: false, ...(rules && {runOnly: rules})})", rules)
    assert len(result["passes"]) >= (1 if rules else 16)
    return [(violation["id"], violation["nodes"][0]["html"][:200]) for violation in result["violations"]]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.endswith(".en.html")])  # the same page in French
@pytest.mark.needs(str(AXE))
def test_axe_finds_nothing(kind: str, site: Path, browser: Any) -> None:
    page, _ = opened(browser, at(site, kind), color_scheme="light", bypass_csp=True)
    assert violations(page) == []
    page.context.close()


@pytest.mark.parametrize("kind", DARK)
@pytest.mark.needs(str(AXE))
def test_the_colours_of_a_dark_page_have_enough_contrast(kind: str, site: Path, browser: Any) -> None:
    page, _ = opened(browser, at(site, kind), color_scheme="dark", bypass_csp=True)
    assert violations(page, ["color-contrast"]) == []
    page.context.close()


@pytest.mark.parametrize(
    ("kind", "how"), [*((kind, "file") for kind in KINDS), *((kind, "http") for kind in KINDS if kind in SERVED)]
)
def test_a_page_says_nothing_to_the_console_and_asks_for_nothing_outside(
    kind: str, how: str, site: Path, served: str, browser: Any
) -> None:
    address = at(site, kind) if how == "file" else f"{served}{kind}"
    page, heard = opened(browser, address)
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"RR Sans"')
    assert page.evaluate("document.fonts.ready.then(fonts => [...fonts].some(face => face.status === 'loaded'))")
    page.context.close()
    assert (heard.messages, heard.outside) == ([], [])


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_scrolls_sideways_on_a_phone(kind: str, site: Path, browser: Any) -> None:
    page, _ = opened(browser, at(site, kind), viewport={"width": 360, "height": 740})
    assert page.evaluate(WITHIN_REACH)
    page.context.close()


@pytest.mark.parametrize("id", engagement_ids())
def test_the_page_of_an_engagement_is_at_most_nine_thousand_pixels_high(id: str, site: Path, browser: Any) -> None:
    page, _ = opened(browser, at(site, f"{id}/index.html"), viewport={"width": 1280, "height": 800})
    assert 2000 < page.evaluate("document.documentElement.scrollHeight") <= 9000
    page.context.close()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not re.search(r"\?|search|404", kind)])
def test_everything_can_be_read_without_a_script(kind: str, site: Path, browser: Any) -> None:
    """The same text with and without, but for the tools that a script brings."""
    with_script, _ = opened(browser, at(site, kind))
    without, _ = opened(browser, at(site, kind), java_script_enabled=False)
    texts = [page.locator("main").inner_text() for page in (without, with_script)]
    for page in (without, with_script):
        page.context.close()
    lines, shown = ([line for line in text.splitlines() if line.strip()] for text in texts)
    assert len(lines) > 10
    assert set(lines) <= set(shown)


def test_a_reader_without_a_mouse_comes_to_the_content_and_sees_where_he_is(site: Path, browser: Any) -> None:
    page, _ = opened(browser, (site / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.context.close()


def cells(page: Any, selector: str) -> list[str]:
    return [text.strip() for text in page.locator(selector).all_inner_texts()]


def test_two_to_four_are_chosen_and_set_side_by_side_with_the_same_figures(five: Path, browser: Any) -> None:
    page, heard = opened(browser, at(five, "index.html"))
    rows = page.locator("#engagements tbody tr")
    listed = [cells(rows.nth(n), "td") for n in range(5)]
    link, boxes = page.locator(".tools a.button").last, page.locator("input.pick")
    assert not link.is_visible()
    for n in (3, 0, 4, 1):
        boxes.nth(n).check()
    assert boxes.nth(2).is_disabled()
    for n in (4, 1):
        boxes.nth(n).uncheck()
    link.click()
    page.wait_for_url("**/compare.html?ids=*")
    assert cells(page, "#compared thead th")[:-1] == [listed[n][0] for n in (0, 3)]
    beside = [cells(row, "td") for row in page.locator("#compared tbody tr").all()]
    assert [row[:-1] for row in beside] == [[listed[n][column] for n in (0, 3)] for column in range(1, len(listed[0]))]
    cost, other, difference = (int(re.sub(r"\D", "", text)) for text in beside[3])
    assert difference == abs(cost - other) > 0
    chart = page.locator("#comparison figure svg")
    assert chart.locator("text", has_text="Works").count() == 2
    assert chart.get_attribute("aria-label")
    page.context.close()
    assert heard.messages == []


def test_an_address_that_names_but_one_leaves_all(five: Path, browser: Any) -> None:
    page, _ = opened(browser, at(five, "compare.html?ids=nobody,works-7"))
    assert page.locator("#compared tbody tr").count() == 5
    page.context.close()


@pytest.mark.parametrize("how", ["file", "http"])
def test_the_search_finds_figures_texts_and_method_without_regard_to_accents(
    how: str, site: Path, served: str, browser: Any
) -> None:
    home = f"{site.as_uri()}/" if how == "file" else served
    page, heard = opened(browser, f"{home}method/index.html")
    page.locator(".find input").fill("van actualise")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    assert page.locator(".results a").first.inner_text() == "Valeur actuelle nette (VAN) et ROI actualisé"
    page.locator(".find input").fill("taux de conversion effet moyen")
    shown = page.locator(".results ul li", has_text="Effet moyen").first
    assert shown.locator("mark").count() >= 3
    shown.locator("a").click()
    page.wait_for_selector("tr:target details[open]")
    page.context.close()
    assert (heard.messages, heard.outside) == ([], [])


@pytest.mark.parametrize("query", ["van", "npv"])
@pytest.mark.parametrize("folder", ["", "en/"])
def test_an_acronym_of_either_language_finds_its_measure_first(
    folder: str, query: str, site: Path, browser: Any
) -> None:
    page, _ = opened(browser, at(site, f"{folder}search.html?q={query}"))
    first = page.locator(".results .group").first
    assert first.locator("h2 a").get_attribute("href").endswith("method/measures/net-present-value.html")
    assert first.locator("h2 mark").inner_text() == ("NPV" if folder else "VAN")
    page.context.close()


@pytest.mark.parametrize(
    ("query", "entry"), [("attribution.share", "key-gains.attribution.share"), ("E139", "problem-character_not_drawn")]
)
def test_a_key_and_a_code_are_found_in_the_reference(query: str, entry: str, site: Path, browser: Any) -> None:
    page, _ = opened(browser, at(site, f"search.html?q={query}"))
    addresses = page.eval_on_selector_all(".results a", "links => links.map(link => link.getAttribute('href'))")
    assert f"method/reference.html#{entry}" in addresses
    page.context.close()


def test_all_that_is_found_of_an_engagement_is_one_result_and_whole_words_come_first(site: Path, browser: Any) -> None:
    page, _ = opened(browser, at(site, "search.html?q=marge"))
    titles = cells(page, ".results h2")
    assert len(titles) == len(set(titles))
    assert any("Aur\u00e9lis" in title for title in titles)
    page.locator(".find input").fill("gain")
    parts = page.locator(".results ul").first.locator("li")
    assert re.search(r"\bgain\b", parts.first.inner_text(), re.IGNORECASE)
    page.context.close()


def test_what_is_nowhere_is_not_found(site: Path, browser: Any) -> None:
    page, _ = opened(browser, at(site, "search.html?q=xylophone"))
    assert page.locator("output.count").inner_text() == "Aucun résultat."
    page.context.close()


def test_the_contents_follow_and_a_chart_tells_its_values_to_the_keyboard(site: Path, browser: Any) -> None:
    page, _ = opened(browser, at(site, "aurelis-excellence-commerciale/index.html"), reduced_motion="reduce")
    page.evaluate("document.getElementById('roi').scrollIntoView()")
    page.wait_for_selector('nav.index a[href="#roi"][aria-current]')
    assert page.locator("nav.index [aria-current]").count() == 1
    stop = page.locator('#roi .chart [tabindex="0"]').first
    stop.focus()
    first = page.locator(".tooltip").inner_text()
    page.keyboard.press("ArrowRight")
    assert page.locator(".tooltip").inner_text() not in ("", first)
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == page.locator(".tooltip").inner_text()
    page.keyboard.press("Escape")
    assert page.locator(".tooltip").count() == 0
    page.context.close()


def test_a_table_is_copied_as_cells(site: Path, browser: Any) -> None:
    page, _ = opened(browser, at(site, "aurelis-excellence-commerciale/index.html"))
    page.evaluate("addEventListener('copy', e => { window.given = e.clipboardData.getData('text/plain'); })")
    figure = page.locator(".exhibit.tabular").first
    figure.locator("button.copy").click()
    rows = page.evaluate("window.given").split("\n")
    assert len(rows) == figure.locator("tr").count()
    assert {row.count("\t") for row in rows[:1]} == {figure.locator("thead tr > *").count() - 1}
    page.context.close()


def test_of_a_long_table_a_part_is_on_the_page_and_the_rest_comes_where_it_is_wanted(site: Path, browser: Any) -> None:
    many, copies = at(site, "index.html"), 30
    text = (site / "index.html").read_text(encoding="utf-8")
    head, body, foot = re.split(r"(?<=<tbody>)(.*?)(?=</tbody>)", text, maxsplit=1, flags=re.DOTALL)
    rows, long = copies * body.count("<tr"), site / "long.html"
    long.write_text(f"{head}{body * copies}{foot}", encoding="utf-8")
    page, heard = opened(browser, many.replace("index.html", "long.html"))
    listed = page.locator("#engagements tbody tr")
    few, count = listed.count(), page.locator(".count").inner_text()
    page.set_viewport_size({"width": 1280, "height": 6000})
    listed.nth(2 * few).wait_for(state="attached")  # until the window is full, without a turn of the wheel
    page.locator(".tools input").fill("Halden")
    filtered = listed.count(), page.locator(".count").inner_text()
    page.locator(".tools input").fill("")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    long.unlink()
    assert few < rows
    assert str(rows) in count
    assert filtered[0] <= copies
    assert str(copies) in filtered[1]
    assert listed.count() == rows
    assert not heard.messages


def test_engagements_are_chosen_by_what_is_open(site: Path, browser: Any) -> None:
    page, _ = opened(browser, at(site, "index.html"))
    select = page.locator(".tools select").nth(3)
    listed = page.locator("#engagements tbody tr")
    open_kinds = listed.evaluate_all("rows => rows.map(row => row.cells[11].dataset.choices)")
    names = cells(page, "#engagements tbody td:first-child a")
    wanted = next(kinds for kinds in open_kinds if open_kinds.count(kinds) < len(names)).split(", ")[0]
    select.select_option(wanted)
    chosen = [name for name, kinds in zip(names, open_kinds, strict=True) if wanted in kinds.split(", ")]
    assert cells(page, "#engagements tbody td:first-child a") == chosen
    assert 0 < len(chosen) < len(names)
    page.context.close()


def test_light_or_dark_is_remembered(site: Path, served: str, browser: Any) -> None:
    page, _ = opened(browser, f"{served}index.html", color_scheme="light")
    page.locator("#theme button").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.goto(f"{served}method/index.html")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.context.close()


def test_who_wants_no_motion_gets_none(site: Path, browser: Any) -> None:
    for motion, behaviour in (("reduce", "auto"), ("no-preference", "smooth")):
        page, _ = opened(browser, (site / "index.html").as_uri(), reduced_motion=motion)
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == behaviour
        page.context.close()


@pytest.mark.needs(str(VALIDATOR), "java")
def test_the_validator_finds_no_error(site: Path) -> None:
    pages = sorted(str(path) for path in site.rglob("*.html"))
    command = ["java", "-Xss8m", "-jar", str(VALIDATOR), "--errors-only", "--format", "gnu", *pages]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert run.stderr == ""
    assert len(pages) > 100


def test_every_link_within_the_site_leads_somewhere(site: Path) -> None:
    pages = {path.relative_to(site).as_posix(): Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    anchors = {name: {*page.values("id"), ""} for name, page in pages.items()}
    links = [(name, *target) for name, page in pages.items() for target in _targets(name, page)]
    missing = [(name, file) for name, file, _ in links if not (site / file).is_file()]
    lost = [(name, file, anchor) for name, file, anchor in links if anchor not in anchors.get(file, (anchor,))]
    assert missing == []
    assert lost == []
    assert len(links) > 4000


def test_links_stay_in_their_language(site: Path) -> None:
    """From an English page, every link to a page of the site itself leads to the English one, but those of the header.

    Reports that have no English page, and the engagements before and after, are led to as they are.
    """
    own = re.compile(r"(en/)?(index|compare|search|open-challenges|history|method/.*)\.html")
    english = [*(site / "en").rglob("*.html"), *site.glob("*/index.en.html"), *site.glob("*/trace.en.html")]
    strays = [
        (name, link["href"])
        for name, page in ((path.relative_to(site).as_posix(), Page(path.read_text("utf-8"))) for path in english)
        for link in page.named("a")
        if "hreflang" not in link and (file := _file(name, link["href"])) and own.fullmatch(file)
        if not file.startswith("en/")
    ]
    assert strays == []
    assert len(english) > 100


def _file(name: str, address: str) -> str:
    """The file that a link of a page leads to; empty outside the site."""
    target = address.partition("#")[0].partition("?")[0]
    return "" if re.match(r"[a-z]+:", address) or not target else normpath(join(dirname(name), unquote(target)))


def _targets(name: str, page: Page) -> Iterator[tuple[str, str]]:
    """The file and the anchor of each link of a page that stays within the site."""
    for address in (*page.values("href"), *page.values("src")):
        if not re.match(r"[a-z]+:", address):
            target, _, anchor = address.partition("#")
            yield normpath(join(dirname(name), unquote(target))) if target else name, anchor
