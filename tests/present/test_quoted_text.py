"""A text keeps the place of each figure that it quotes, however it is assembled."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roireport.chart.drawing import Drawing
from roireport.model.language import Language
from roireport.present.blocks import TraceList
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import capitalised
from roireport.present.language.quoted_text import Quote, QuotedText, joined, quotes_in, respelled
from roireport.present.language.words import Words
from roireport.present.narrative import filled
from roireport.present.report import report
from tests.contexts import LANGUAGES, ctx, engagement_ids, real, simple

ROI, COST = QuotedText("126%", ["financial.roi"]), QuotedText("€1k", ["financial.cost"])


def quotations(text: str) -> list[tuple[str, str]]:
    """Return the text and the path of each quotation."""
    return [(text[each.start : each.end], each.path) for each in quotes_in(text)]


BOTH = [("126%", "financial.roi"), ("€1k", "financial.cost")]


def test_a_text_without_places_is_one_quotation_of_its_first_path() -> None:
    assert quotations(QuotedText("52%", ["financial.cost_by_category.fees", "financial.cost"])) == [
        ("52%", "financial.cost_by_category.fees")
    ]
    assert quotations(QuotedText("", ["financial.roi"])) == quotations(QuotedText("126%")) == quotations("126%") == []


def test_a_sentence_keeps_the_place_of_each_fact() -> None:
    vocabulary = Words("en", {"a": "{{ROI}}: {roi} of {roi!s:>6}, {n:.1f}, cost {cost}", "b": "In all, {a}!"})
    sentence = vocabulary("a", roi=ROI, cost=COST, n=Decimal("1.25"))
    assert sentence == "{ROI}: 126% of   126%, 1.2, cost €1k"
    assert quotations(sentence) == BOTH
    assert quotations(vocabulary("b", a=sentence)) == BOTH


def test_a_list_and_a_row_of_sentences_keep_their_places() -> None:
    vocabulary = Words("en", {"common.and": "and"})
    assert (vocabulary.listed([ROI, "x", COST]), quotations(vocabulary.listed([ROI, "x", COST]))) == (
        "126%, x and €1k",
        BOTH,
    )
    assert quotations(vocabulary.listed((ROI,))) == BOTH[:1]
    assert vocabulary.listed(()) == ""
    assert quotations(joined([ROI, "", COST], " · ")) == BOTH
    assert joined([ROI, COST]).paths == ("financial.roi", "financial.cost")


def test_a_capital_and_a_unit_left_out_move_the_places() -> None:
    reason = QuotedText("not established", ["financial.roi"])
    assert quotations(capitalised(reason)) == [("Not established", "financial.roi")]
    assert quotations(capitalised(joined(["ßx ", ROI]))) == [("126%", "financial.roi")]
    assert quotations(respelled(COST, 0, 1, "")) == [("1k", "financial.cost")]
    assert quotations(respelled(joined([ROI, " of ", COST]), 0, 4, "")) == [("€1k", "financial.cost")]


def test_a_note_keeps_the_place_of_each_figure() -> None:
    text = filled(ctx(simple()), "**[[financial.roi]]**, [[no.such]] and [[ financial.roi ]]: [[engagement.client]]")
    assert text == "**126%**, [[no.such]] and 126%: Works"
    assert quotations(text) == [("126%", "financial.roi")] * 2


@given(st.text(max_size=9), st.integers(0, 9), st.integers(0, 9), st.text(max_size=3))
def test_places_never_leave_the_text(text: str, start_at: int, other: int, spelling: str) -> None:
    start, end = sorted((min(start_at, len(text)), min(other, len(text))))
    respelt = respelled(joined([text[:start], QuotedText(text[start:], ["a.b"])]), start, end, spelling)
    assert respelt == text[:start] + spelling + text[end:]
    assert all(0 <= each.start < each.end <= len(respelt) for each in respelt.quotes)


# ── Every sentence of every engagement ──────────────────────────────────────


def texts(view: object) -> Iterator[QuotedText]:
    """Every text of a view; a chart draws parts of figures, and appendix B names other entries."""
    if isinstance(view, QuotedText):
        yield view
    elif is_dataclass(view) and not isinstance(view, Drawing | TraceList):
        for field in fields(view):
            yield from texts(getattr(view, field.name))
    elif isinstance(view, tuple):
        for part in view:
            yield from texts(part)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", engagement_ids())
def test_every_quotation_shows_its_figure(id: str, language: Language) -> None:
    at_hand = real(id, language)
    whole = report(at_hand)
    quotes = [(text, quote) for view in (whole.cover, *whole.sections) for text in texts(view) for quote in text.quotes]
    assert len(quotes) > 30
    assert [(text, quote) for text, quote in quotes if not says(at_hand, text, quote)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", engagement_ids())
def test_quotations_are_in_order_and_do_not_overlap(id: str, language: Language) -> None:
    whole = report(real(id, language))
    for text in texts((whole.cover, *whole.sections)):
        ends = [0, *(place for each in text.quotes for place in (each.start, each.end))]
        assert ends == sorted(ends)
        assert {each.path for each in text.quotes} <= set(text.paths)


def says(at_hand: ReportContext, text: QuotedText, quote: Quote) -> bool:
    """Return whether the digits are those of the figure, or of its combination with others."""
    quotation, figure = text[quote.start : quote.end], at_hand.figures[quote.path]
    if figure.value is None or quote.path == "financial.break_even":
        return quotation == quotation.strip() != ""
    number = digits(quotation, at_hand.words.language)
    if number is None:
        return quotation in (at_hand.words("undefined.not_established"), at_hand.words("common.none"))
    values = {path: abs(at_hand.figures[path].value or Decimal(0)) for path in text.paths}
    unit = Decimal(1).scaleb(int(number.as_tuple().exponent))
    return any(abs(value * scale - number) <= unit for value in derived(values, quote.path) for scale in SCALES)


SCALES = tuple(map(Decimal, ("1", "100", "0.001", "0.000001")))
"""Units, percent, thousands, millions."""


def digits(quotation: str, language: Language) -> Decimal | None:
    """The number in a quotation."""
    match = re.search(r"\d[\d.,\u202f]*", quotation)
    if match is None:
        return None
    plain = match[0].replace("\u202f", "").rstrip(".,")
    return Decimal(plain.replace(",", ".") if language == "fr" else plain.replace(",", ""))


def derived(values: Mapping[str, Decimal], path: str) -> Iterator[Decimal]:
    """Yield the figure, its sum with those of its name, its differences and its shares."""
    yield values[path]
    last = path.rpartition(".")[2]
    yield sum((value for other, value in values.items() if other.rpartition(".")[2] == last), Decimal(0))
    for first, other in permutations(values, 2):
        if path in (first, other):
            yield abs(values[first] - values[other])
            yield values[first] / values[other] if values[other] else Decimal(0)
