"""On screen a quoted figure leads to its trace; what users write stays text, and paper has no such link."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from roireport.model.language import Language
from roireport.present.blocks import (
    Block,
    Cell,
    DecisionItem,
    Decisions,
    Definition,
    Definitions,
    Exhibit,
    Formula,
    Item,
    Points,
    Prose,
    Sentence,
    Table,
    TableColumn,
    TableRow,
    Takeaway,
    Tile,
    Tiles,
    TraceList,
)
from roireport.present.language.quoted_text import QuotedText, joined
from roireport.present.language.words import Words
from roireport.present.report import report as report_of
from roireport.present.trace_entry import TraceEntry, TraceInput
from roireport.render.brand import BrandStyle
from roireport.render.emphasis import TraceLinks, emphasised, linked
from roireport.render.engagement_pages import EngagementLinks, engagement_page, trace_page
from roireport.render.markdown import html_of
from roireport.render.report import print_html, traces
from roireport.render.site_pages import Frame, Link
from tests.contexts import LANGUAGES, ctx, engagement_ids, real, simple
from tests.contexts import words as words_of
from tests.render.pages import Page
from tests.render.reports import report

ROI = QuotedText("109 %", ["financial.roi"])
NOTE_LINK = '<a class="figure" href="#trace-financial.roi">109 %</a>'
LINK = NOTE_LINK.replace(" %", "\u00a0%")
"""A finished page never breaks a number from its unit."""
TRACES = TraceLinks(frozenset(("financial.roi",)))
FRAME = Frame("en", "Returns", "Cabinet", "../")
CASES = [(id, language) for id in engagement_ids() for language in LANGUAGES]


def say(text: str) -> QuotedText:
    """A text in which § is replaced by the ROI."""
    return joined(ROI if piece == "§" else piece for piece in re.split("(§)", text))


class Links(HTMLParser):
    """The elements that contain each link to a figure."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ancestors: list[tuple[str, ...]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("class", "figure") in attrs:
            self.ancestors.append(tuple(self.open))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass


QUOTING: dict[str, Block] = {
    "tiles": Tiles((Tile(say("ROI §"), ROI, "", say("note §")),)),
    "table": Table((TableColumn("Gain", 100),), (TableRow((Cell(ROI, sub=say("sub §")), Cell(ROI, pill=True))),)),
    "exhibit": Exhibit(say("**§** title"), say("sub §"), Table((), ()), say("source §"), 1, say("note §")),
    "points": Points("What works", (Item(say("text **§**"), say("lead §:")),)),
    "prose": Prose(say("A *note* of **§**")),
    "sentence": Sentence(say("It is **§**."), say("foot §")),
    "takeaway": Takeaway("Remember", say("It is §.")),
    "formula": Formula(say("ROI = **§**")),
    "decisions": Decisions((DecisionItem(1, say("At §"), say("why **§**"), say("facts §")),)),
    "definitions": Definitions("Glossary", (Definition(say("term §"), say("meaning §")),)),
}  # fmt: skip
COUNTS = {
    "tiles": 3, "table": 3, "exhibit": 4, "points": 2, "prose": 1, "sentence": 2, "takeaway": 1, "formula": 1,
    "decisions": 3, "definitions": 2,
}  # fmt: skip
TRACE = TraceList(
    tuple(TableColumn(name, 20) for name in "abcde"),
    (
        TraceEntry(
            "financial.roi", "ROI", "109 %", "gain over cost", ("costs.yaml:3",), "computed", measure="roi",
            inputs=(
                TraceInput("<script>Cost", "1 €", note="**sum** <b>", inputs=(TraceInput("Fee", "1 €", note="typed"),)),
                TraceInput("ROI itself", "109 %", "financial.roi"),
            ),
            more="2 more inputs",
        ),
    ),
    "commit 0a1b2c3",
)  # fmt: skip


@pytest.mark.parametrize("kind", QUOTING)
def test_every_kind_of_block_leads_from_its_figures_to_their_traces(
    kind: str, templates: Environment, words: Words, brand: BrandStyle
) -> None:
    shown = report(QUOTING[kind], TRACE)
    html = engagement_page(shown, templates, words, FRAME)
    assert html.count(LINK) == COUNTS[kind]
    assert Page(html).unclosed == []
    printed = replace(report(QUOTING[kind]), trace=shown.trace)
    assert 'class="figure"' not in print_html(printed, templates, words, brand)
    assert 'class="figure"' not in engagement_page(report(QUOTING[kind]), templates, words, FRAME)


def test_an_entry_opens_without_a_script_to_inputs_method_and_commit(templates: Environment, words: Words) -> None:
    html = engagement_page(
        report(TRACE), templates, words, FRAME, EngagementLinks(methods={"roi": "../method/measures/roi.html"})
    )
    page = Page(html)
    assert page.unclosed == []
    assert len(page.named("details")) == len(page.named("summary")) == 1
    for part in (
        "<summary>gain over cost</summary>",
        "&lt;script&gt;Cost <b>1\u00a0€</b>",
        "**sum** &lt;b&gt;",
        '<a class="figure" href="#trace-financial.roi">ROI itself</a> <b>109\u00a0%</b>',
        '<p class="aside">2 more inputs</p>',
        '<p class="aside"><a href="../method/measures/roi.html">Method</a> · commit 0a1b2c3',
    ):
        assert part in html


@pytest.mark.parametrize(("id", "language"), CASES)
def test_every_figure_of_a_page_leads_to_a_trace_that_is_there(
    id: str, language: Language, templates: Environment, brand: BrandStyle
) -> None:
    shown = report_of(real(id, language))
    addresses = EngagementLinks(page="index.html", trace=Link("Traces", "trace.html"))
    html = engagement_page(shown, templates, words_of(language), FRAME, addresses)
    page, links = Page(html), Links(html)
    led = [a["href"] for a in page.named("a") if a.get("class") == "figure"]
    ids = Page(trace_page(shown, templates, words_of(language), FRAME, addresses)).values("id")
    for ids_of_page in (ids, page.values("id")):
        assert len(ids_of_page) == len(set(ids_of_page))
    assert len(led) > 30
    assert set(led) <= {f"trace.html#{id}" for id in ids}
    assert {f"trace-{path}" for path in traces(shown).paths} <= set(ids)
    assert not [tags for tags in links.ancestors if {"a", "title", "head", "nav"} & set(tags)]
    assert 'class="figure"' not in print_html(shown, templates, words_of(language), brand)


def test_a_label_of_a_chart_leads_to_its_trace_and_no_picture_holds_a_link(templates: Environment) -> None:
    """The tenth centile is in the interval, the distribution and the tile; its parts are presentational."""
    shown = report_of(real("aurelis-excellence-commerciale", "en"))
    html = engagement_page(shown, templates, words_of("en"), FRAME)
    drawings = re.findall(r"<svg\b.*?</svg>", html, re.DOTALL)
    linked_ones = [each for each in drawings if "<a " in each]
    assert len(linked_ones) > 5
    assert all('role="group"' in each for each in linked_ones)
    assert all('role="img"' in each for each in drawings if each not in linked_ones)
    assert any(re.search(r'href="#trace-uncertainty\.roi\.p10">[^<]+</a></text>', each) for each in linked_ones)


HOSTILE = ("<script>alert(1)</script>", '"]]>', "**", "&amp;", '" onclick="x', "</a>", "\ue0000\ue001\ue002", "<!--")


@pytest.mark.parametrize("text", HOSTILE)
def test_what_users_write_stays_text(text: str, templates: Environment, words: Words) -> None:
    quoted = joined((text, QuotedText(text, ["financial.roi"]), text))
    for html in (emphasised(quoted, TRACES), linked(quoted, TRACES), html_of(quoted, (), 4, TRACES)):
        page = Page(html)
        assert page.unclosed == []
        assert {tag for tag, _ in page.elements} <= {"a", "strong", "p"}
        assert {name for _, attributes in page.elements for name in attributes} <= {"class", "href"}
    assert re.sub(r"</?a[^>]*>", "", linked(quoted, TRACES)) == str(linked(str(quoted)))
    shown = report_of(ctx(simple(keys={"label": text})))
    assert Page(engagement_page(shown, templates, words, FRAME)).unclosed == []


@given(st.lists(st.sampled_from(["a", "**", "*", "<", "&", '"', " ", "1"]), max_size=12), st.data())
def test_links_change_nothing_but_links(letters: list[str], data: st.DataObject) -> None:
    text = "".join(letters)
    cut = data.draw(st.integers(0, len(text)))
    quoted = joined((text[:cut], QuotedText(text[cut:], ["financial.roi"]), text[:cut]))
    html = emphasised(quoted, TRACES)
    assert re.sub(r"</?a[^>]*>", "", html).replace("</strong><strong>", "") == str(emphasised(str(quoted))).replace(
        "</strong><strong>", ""
    )
    assert Page(html).unclosed == []


@pytest.mark.parametrize(
    ("note", "html"),
    [
        ("ROI **§** done", f"<p>ROI <strong>{NOTE_LINK}</strong> done</p>"),
        ("*§*", f"<p><em>{NOTE_LINK}</em></p>"),
        ("`§`", f"<p><code>{NOTE_LINK}</code></p>"),
        ("## At §", f"<h4>At {NOTE_LINK}</h4>"),
        ("- §", f"<ul>\n<li>{NOTE_LINK}</li>\n</ul>"),
        ("[see § x](#costs)", None),
        ('[a](#costs "t § u")', None),
        ("[a](https://e.org/§/x)", None),
        ("![§ x](x.png)", None),
        ("\ue000 §", None),
    ],
)
def test_a_figure_of_a_note_is_a_link_unless_it_stands_in_one(note: str, html: str | None) -> None:
    plain = html_of(str(say(note)), {"costs"})
    assert html_of(say(note), {"costs"}, 4, TRACES) == (plain if html is None else html)


@pytest.mark.parametrize("id", ["belier-negociation-achats", "future-tel", "salesloft-tei"])
def test_a_finding_leads_to_the_page_of_its_challenge_on_screen_alone(
    id: str, templates: Environment, brand: BrandStyle
) -> None:
    at_hand = real(id, "en")
    shown = report_of(at_hand)
    page = engagement_page(shown, templates, words_of("en"), FRAME)
    led = re.findall(r'href="\.\./en/method/challenges/(\w+)\.html"', page)
    causes = [{finding.rule.id for finding in one.findings} for one in at_hand.reservations]
    assert causes
    assert all(rules & set(led) for rules in causes)
    assert not {finding.rule.id for finding in at_hand.findings if finding.rule.for_author} & set(led)
    assert "method/challenges" not in print_html(shown, templates, words_of("en"), brand)
