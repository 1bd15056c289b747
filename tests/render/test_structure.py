"""The mends of a structure tree, each on the smallest tree that needs it."""

from typing import Any

import pytest

from roireport.render.pdf_tags.correction import closed_levels, correct_tags
from roireport.render.pdf_tags.elements import Annotation, Content, Element, Kid

LINK = Annotation(0, 0)
PAGE_NUMBER = Annotation(0, 1)


def tree(kind: str, *kids: Any, **keys: Any) -> Element:
    """An element of the first page; a number is a piece of content."""
    return Element(kind, 0, tuple(Content(0, kid) if isinstance(kid, int) else kid for kid in kids), **keys)


def outline(kid: Kid) -> Any:
    """A tree as nested tuples."""
    if isinstance(kid, Content):
        return kid.mcid
    return "link" if isinstance(kid, Annotation) else (kid.kind, *map(outline, kid.kids))


def mended_below(*kids: Any) -> list[Any]:
    return list(outline(correct_tags(tree("Document", *kids)))[1:])


def test_a_text_stands_in_its_paragraph_itself_and_emphasis_leaves_no_trace() -> None:
    sentence = tree("P", tree("Span", 0), tree("NonStruct", tree("Span", 1)), tree("Span", tree("Span", 2)))
    assert mended_below(sentence) == [("P", 0, 1, 2)]


def test_a_paragraph_that_runs_over_two_columns_is_one() -> None:
    assert mended_below(tree("P", tree("P", tree("Span", 0)), tree("P", tree("Span", 1)))) == [("P", 0, 1)]


def test_a_text_directly_in_a_group_is_a_paragraph() -> None:
    group = tree("Div", tree("Span", 0), tree("NonStruct", tree("Span", 1)), tree("P", tree("Span", 2)))
    assert mended_below(group) == [("Div", ("P", 0, 1), ("P", 2))]


def test_texts_of_two_pages_are_never_one_paragraph() -> None:
    later = Element("Span", 1, (Content(1, 0),))
    (first, second) = correct_tags(tree("Document", tree("Span", 0), later, tree("P", 1))).elements[:2]
    assert (first.page, second.page) == (0, 1)


def test_terms_and_meanings_are_items_with_a_label() -> None:
    group = tree("Div", tree("LI", tree("LBody", 0)), tree("Span", 1), tree("LI", tree("LBody", 2)))
    assert mended_below(tree("L", group)) == [("L", ("LI", ("Lbl", 0), ("LBody", 2)))]


def test_white_space_between_the_parts_of_a_list_or_table_is_left_out() -> None:
    assert mended_below(tree("L", tree("Span", 0), tree("LI", tree("LBody", 1)))) == [("L", ("LI", ("LBody", 1)))]


def test_a_list_set_in_columns_is_one_list() -> None:
    columns = (tree("L", tree("LI", tree("LBody", n))) for n in range(2))
    assert mended_below(tree("L", *columns)) == [("L", ("LI", ("LBody", 0)), ("LI", ("LBody", 1)))]


def test_a_list_within_a_list_stays_one() -> None:
    below = tree("L", tree("LI", tree("LBody", 1)))
    assert mended_below(tree("L", tree("LI", tree("LBody", 0)), below))[0] == (
        "L", ("LI", ("LBody", 0)), ("L", ("LI", ("LBody", 1)))
    )  # fmt: skip


def test_a_list_of_links_with_page_numbers_is_the_contents() -> None:
    line = tree("LI", tree("LBody", tree("Link", LINK, 0, tree("Link", PAGE_NUMBER, 1))))
    assert mended_below(tree("L", line)) == [("TOC", ("TOCI", ("Reference", ("Link", "link", 0, "link", 1))))]


def test_any_other_list_of_links_is_a_list() -> None:
    assert mended_below(tree("L", tree("LI", tree("LBody", tree("Link", LINK, 0)))))[0][0] == "L"


def test_a_link_without_a_target_is_a_reference_and_at_the_foot_of_the_page_a_note() -> None:
    call = tree("P", tree("Span", 0), tree("Link", 1))
    foot = tree("NonStruct", tree("Link", tree("Link", 2), 3))
    assert mended_below(call, foot) == [("P", 0, ("Reference", 1)), ("Note", ("Lbl", 2), 3)]
    notes = correct_tags(tree("Document", call, foot)).elements[1:]
    assert [note.id for note in notes] == ["note-1-1"]


def test_headers_say_what_they_are_about() -> None:
    def row(*cells: Element) -> Element:
        return tree("TR", *cells)

    table = tree("Table", tree("THead", row(tree("TH", 0))), tree("TBody", row(tree("TH", 1), tree("TD"))))
    corrected = correct_tags(tree("Document", table))
    head, body = corrected.elements[0].elements
    assert head.elements[0].elements[0].scope == "Column"
    assert [cell.scope for cell in body.elements[0].elements] == ["Row", ""]


def test_what_holds_nothing_is_left_out_but_a_cell() -> None:
    row = tree("TR", tree("TD", tree("NonStruct")), tree("TD", 0))
    assert mended_below(tree("Div", tree("NonStruct")), tree("Table", row)) == [("Table", ("TR", ("TD",), ("TD", 0)))]


@pytest.mark.parametrize(
    ("levels", "closed"),
    [
        ((1, 2, 3, 2), (1, 2, 3, 2)),
        ((1, 3, 4, 2), (1, 2, 3, 2)),
        ((2, 1, 6), (1, 1, 2)),
        ((1, 3, 3, 6, 4), (1, 2, 2, 3, 3)),
        ((), ()),
    ],
)
def test_no_level_of_heading_is_skipped(levels: tuple[int, ...], closed: tuple[int, ...]) -> None:
    assert closed_levels(levels) == closed
    headings = (tree(f"H{level}", n) for n, level in enumerate(levels))
    assert [kind for kind, _ in mended_below(*headings)] == [f"H{level}" for level in closed]
