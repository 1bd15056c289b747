"""Text is cut into columns of about the same length, and none of it is lost."""

from itertools import chain

import pytest

from roireport.chart.metrics import text_width
from roireport.present.blocks import Block, Definition, Definitions, Item, Points, Sentence
from roireport.present.trace_entry import TraceEntry
from roireport.render.line_estimate import EstimatedColumn, cuts
from roireport.render.list_columns import list_columns
from roireport.render.trace_columns import TALLEST, bands


def test_a_word_that_finds_no_room_begins_a_line() -> None:
    width = text_width("to be or", 10)
    column = EstimatedColumn(width, 10)
    column.add("to be or not")
    assert column.height == pytest.approx(1 + text_width("not ", 10) / width)
    column.end(0.5)
    assert column.height == 2.5
    column.add("incomprehensibilities")
    column.end(0)
    assert column.height == 3.5


def test_columns_are_cut_where_they_are_about_as_high() -> None:
    assert list(cuts([0, 1, 2, 3, 4, 5, 6], 3)) == [0, 2, 4, 6]
    assert list(cuts([0, 8, 9, 10], 2)) == [0, 1, 3]
    assert list(cuts([0, 1, 2, 3, 4], 2, kept=[3], worth=0.5)) == [0, 2, 4]
    assert list(cuts([0, 1, 2, 3, 4], 2, kept=[3], worth=1.5)) == [0, 3, 4]
    assert list(cuts([0], 3)) == [0, 0, 0, 0]


def figure(number: int, group: str) -> TraceEntry:
    return TraceEntry(f"a.{number}", f"Figure {number}", f"{number} %", "", (), "", group=group, brief="x " * 40)


def test_each_figure_is_there_once_and_in_its_order_under_the_name_of_its_group() -> None:
    entries = [figure(number, group) for group in "abc" for number in range(45)]
    all_bands = bands(entries)
    paragraphs = [paragraph for left, right in all_bands for paragraph in (*left, *right)]
    assert list(chain.from_iterable(parts for _, parts in paragraphs)) == list(enumerate(entries, 1))
    assert [group for group, _ in paragraphs if group] == ["a", "b", "c"]
    assert bands([]) == []
    assert bands(entries[:1]) == [([("a", [(1, entries[0])])], [])]


def test_the_two_columns_of_a_band_are_of_about_the_same_size() -> None:
    all_bands = bands([figure(number, group) for group in "abc" for number in range(45)])
    sizes = [[sum(len(parts) for _, parts in column) for column in band] for band in all_bands]
    assert len(sizes) > 2
    assert all(abs(left - right) <= 2 for left, right in sizes)
    assert max(map(max, sizes)) < TALLEST


def test_lists_go_on_in_the_next_column_without_their_title() -> None:
    terms = tuple(Definition(f"Term {number}", "x " * 40) for number in range(12))
    points = Points("Points", (Item("x " * 40, "One"), Item("x " * 40, "Two")))
    blocks: list[Block] = [Definitions("Glossary", terms), points, Sentence("The end")]
    left, middle, right = list_columns(blocks, 3)
    assert [block.title for block in left if isinstance(block, Definitions)] == ["Glossary"]
    assert [block.title for block in middle if isinstance(block, Definitions)] == [""]
    lists = [block for block in (*left, *middle, *right) if isinstance(block, Definitions)]
    assert tuple(chain.from_iterable(block.items for block in lists)) == terms
    assert right[-1] == Sentence("The end")
    assert [block for block in (*middle, *right) if isinstance(block, Points)] == [points]
    assert list_columns([], 3) == [[], [], []]
