"""Text is cut into columns of about the same length, and none of it is lost."""

from itertools import chain

import pytest

from roireport.chart.metrics import text_width
from roireport.present.blocks import Block, Definition, Definitions, Item, Points, Sentence
from roireport.render.line_estimate import EstimatedColumn, cuts
from roireport.render.list_columns import list_columns


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
