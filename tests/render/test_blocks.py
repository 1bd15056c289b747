"""Every kind of block is laid out, on paper and on the site."""

import re
from dataclasses import replace
from html import unescape
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from roireport.present.blocks import Block, Contents, Exhibit, TableColumn
from roireport.present.language.words import Words
from roireport.render.brand import BrandStyle
from roireport.render.columns import column_widths
from roireport.render.emphasis import emphasised, unmarked
from roireport.render.engagement_pages import engagement_page
from roireport.render.report import print_html
from roireport.render.site_pages import Frame
from tests.render.reports import BLOCKS, TABLE, report

SAID = {
    "tiles": ("ROI", "109 %", "from 73 % to 113 %", "267", "k€"),
    "table": ("Gain", "Financial gains", "Margin", "measured", "12.5", "Reached", "Total"),
    "exhibit": ("Figure 1", "Fees are half the cost", "Costs, k€", "Fees 139 k€", "Source: invoices", "Read it so."),
    "points": ("What works", "Conversion:", "it rose.", "it fell."),
    "prose": ("In our words", "A note of the consultant"),
    "sentence": ("The effect is +3.2 pts.", "By difference in differences."),
    "takeaway": ("Remember", "Margins decide."),
    "formula": ("ROI = (gain − cost) ÷ cost = 109 %",),
    "decisions": ("1", "Prolong the coaching", "It works.", "Cost 38 k€", "Decision asked"),
    "definitions": ("Glossary", "NPV", "Sum of the discounted flows."),
    "trace": ("Net ROI", "109 %", "gain over cost", "costs.yaml:3:5", "computed"),
    "side": ("left of it", "right of it"),
    "contents": ("1 · Costs", "A · Method"),
}


def text_of(html: str) -> str:
    """What a reader sees: no elements, spaces as one."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).replace("\u00a0", " ").split())


def test_every_kind_of_block_has_its_sample() -> None:
    kinds = {kind.__dataclass_fields__["kind"].default for kind in get_args(Block)}
    assert kinds == BLOCKS.keys() == SAID.keys()


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_block_says_all_it_holds_on_paper_and_on_the_site(
    kind: str, templates: Environment, words: Words, brand: BrandStyle
) -> None:
    block = BLOCKS[kind]
    paper = text_of(print_html(report(block), templates, words, brand))
    site = text_of(engagement_page(report(block), templates, words, Frame("en", "Returns", "Cabinet")))
    for part in SAID[kind]:
        assert part in paper
        assert part in site or isinstance(block, Contents)


def test_a_table_with_a_title_is_numbered_as_a_table(templates: Environment, words: Words, brand: BrandStyle) -> None:
    assert isinstance(BLOCKS["exhibit"], Exhibit)
    block = replace(BLOCKS["exhibit"], body=TABLE, number=3)
    assert "Table 3 Fees are half the cost" in text_of(print_html(report(block), templates, words, brand))


@given(st.lists(st.floats(0.5, 60), min_size=1, max_size=12))
def test_the_columns_of_a_table_fill_it_and_no_more(widths: list[float]) -> None:
    classes = column_widths([TableColumn("", width) for width in widths])
    shares = [int(name.removeprefix("w")) for name in classes]
    narrow = sum(width / sum(widths) < 0.01 for width in widths)
    assert 100 <= sum(shares) <= 100 + narrow + 1
    assert all(abs(share - 100 * width / sum(widths)) <= 1 for share, width in zip(shares, widths, strict=True))


def test_marked_words_are_bold_and_everything_else_is_escaped() -> None:
    assert emphasised("a **b < c** <d>") == "a <strong>b &lt; c</strong> &lt;d&gt;"
    assert emphasised("**ROI of \u22125%** or **5%**") == (
        '<strong class="negative">ROI of \u22125%</strong> or <strong>5%</strong>'
    )
    assert unmarked("a **b** c") == "a b c"


def test_the_screen_names_the_path_of_a_traced_figure(templates: Environment, words: Words, brand: BrandStyle) -> None:
    block = BLOCKS["trace"]
    frame = Frame("en", "Returns", "Cabinet")
    assert "financial.roi" in text_of(engagement_page(report(block), templates, words, frame))
    assert 'id="trace-financial.roi"' in print_html(report(block), templates, words, brand)
