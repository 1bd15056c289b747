"""YAML becomes a tree of located texts, and nothing else."""

import time

import pytest

from roireport.load.yaml_tree import DEEPEST, MOST_EVENTS, read_tree
from roireport.model.place import Place
from roireport.model.written import Written, WrittenList, WrittenMapping


def fault(text: str) -> tuple[str, int, int]:
    """The key, line and column of the one problem of a text that cannot be read."""
    tree, (fault,) = read_tree(text, "a.yaml")
    assert tree is None
    return fault.key, fault.place.line, fault.place.column


def test_every_scalar_stays_the_text_that_was_typed() -> None:
    typed = "a: [010, 12:30, no, ~, 1e3, 0x1F, .nan, 2025-01-06, 12_500, +1]\n"
    tree, problems = read_tree(typed, "a.yaml")
    assert problems == []
    assert tree == {"a": ["010", "12:30", "no", "~", "1e3", "0x1F", ".nan", "2025-01-06", "12_500", "+1"]}


def test_every_node_knows_its_place() -> None:
    tree, _ = read_tree("one: 1\ntwo:\n  - {three: é3, \"four\": '4'}\n", "a.yaml")
    assert isinstance(tree, WrittenMapping)
    items = tree.value("two")
    assert isinstance(items, WrittenList)
    (item,) = items
    assert isinstance(item, WrittenMapping)
    assert (tree.place, items.place, item.place) == (
        Place("a.yaml", 1, 1),
        Place("a.yaml", 3, 3),
        Place("a.yaml", 3, 5),
    )
    assert [(str(key), key.place.column) for key in item] == [("three", 6), ("four", 17)]
    assert item.places() == {"three": Place("a.yaml", 3, 13), "four": Place("a.yaml", 3, 25)}


def test_only_what_stands_without_quotes_is_plain() -> None:
    tree, _ = read_tree("[a, 'b', \"c\", [d]]", "a.yaml")
    assert isinstance(tree, WrittenList)
    assert [item.plain for item in tree if isinstance(item, Written)] == [True, False, False]


@pytest.mark.parametrize("text", ["", "\n", "# a comment\n", "---\n"])
def test_an_empty_file_is_an_empty_section(text: str) -> None:
    tree, problems = read_tree(text, "a.yaml")
    assert problems == []
    assert tree in ({}, "")


def test_lines_end_as_they_do_on_any_machine() -> None:
    for end in ("\n", "\r\n", "\r"):
        tree, _ = read_tree(f"a: 1{end}b: 2{end}", "a.yaml")
        assert isinstance(tree, WrittenMapping)
        assert tree.places()["b"] == Place("a.yaml", 2, 4)


def test_a_duplicate_key_names_both_lines_and_the_first_value_stands() -> None:
    tree, (fault,) = read_tree("a: 1\nb: 2\n'a': 3\na: 4\n", "a.yaml")[0], read_tree("a: 1\n\na: 2\n", "a.yaml")[1]
    assert tree == {"a": "1", "b": "2"}
    assert (fault.key, fault.place.line, fault.also, dict(fault.facts)["line"]) == (
        "duplicate_key",
        3,
        (Place("a.yaml", 1, 1),),
        "1",
    )


@pytest.mark.parametrize("bomb", ["[" * 100_000, "{" * 100_000, "- " * 100_000, "? " * 100_000, "[{a: " * 100_000])
def test_a_hundred_thousand_brackets_are_a_problem_in_its_place(bomb: str) -> None:
    began = time.perf_counter()
    key, line, column = fault(bomb)
    assert (key, line) == ("too_deep", 1)
    assert column <= 5 * (DEEPEST + 1)
    assert time.perf_counter() - began < 1


def test_twenty_levels_are_read_and_twenty_one_are_not() -> None:
    tree, problems = read_tree("[" * 20 + "]" * 20, "a.yaml")
    assert (tree is not None, problems) == (True, [])
    assert fault("[" * 21 + "]" * 21) == ("too_deep", 1, 21)


def test_a_file_of_too_many_items_is_refused_whole() -> None:
    """A list of n items makes n + 6 events: two for the list, two for the document, two for the stream."""
    most = MOST_EVENTS - 6
    assert read_tree("- a\n" * most, "a.yaml")[1] == []
    assert fault("- a\n" * (most + 1))[0] == "too_many_events"


@pytest.mark.parametrize(
    ("text", "key", "line", "column"),
    [
        ("a: &x 1\n", "yaml_anchor", 1, 4),
        ("a: *x\n", "yaml_alias", 1, 4),
        ("a: 1\n<<: {b: 2}\n", "yaml_merge_key", 2, 1),
        ("a: !!binary x\n", "yaml_tag", 1, 4),
        ("a: 1\n---\nb: 2\n", "several_documents", 2, 1),
        ("a: 1\n...\nb: 2\n", "several_documents", 3, 1),
        ("? [a]\n: 1\n", "key_not_text", 1, 3),
        ("a:\n\tb: 1\n", "yaml_tab", 2, 1),
        ("a: 'b\nc: 1\n", "yaml_unclosed_quote", 1, 4),
        ("a: {b: 1\nc: 2\n", "yaml_unclosed_bracket", 1, 4),
        ("a: |b|\n", "yaml_reserved_character", 1, 4),
        ("a: - b\n", "yaml_indentation", 1, 4),
        ("a: `b`\n", "yaml_reserved_character", 1, 4),
        ('a: "\\ud800"\n', "yaml_escape", 1, 7),
        ("%FOO\n---\na: 1\n", "yaml_directive", 1, 5),
    ],
)
def test_what_is_refused_is_refused_in_its_place(text: str, key: str, line: int, column: int) -> None:
    assert fault(text) == (key, line, column)


def test_a_quoted_merge_key_is_a_key_like_any_other() -> None:
    assert read_tree('"<<": 1', "a.yaml") == ({"<<": "1"}, [])


@pytest.mark.parametrize("escape", ["\\0", "\\x1b", "\\u202e", "\\u2028", "\\r", "\\N"])
def test_an_escape_smuggles_no_hidden_character_in(escape: str) -> None:
    _, (fault,) = read_tree(f'a: "b{escape}"', "a.yaml")
    assert (fault.key, fault.place) == ("refused_character", Place("a.yaml", 1, 4))
