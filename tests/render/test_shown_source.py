"""Markdown without what its page does not show; the page stays as it is, and so do lines and columns."""

import random
import re

import pytest

from roireport.problems.problem import Refused
from roireport.render.markdown import html_of
from roireport.render.shown_source import without_hidden

SECRET = "SECRET"
ANCHORS = frozenset(("costs-gains",))


@pytest.mark.parametrize(
    "text",
    [
        "<!-- SECRET -->\nAll is well.",
        "All <!-- SECRET\nSECRET --> is well.",
        "<!--\nSECRET\n\n    SECRET\n-->\n\nAll is well.",
        "All <!-- SECRET [[financial.roi]] --> is well [[financial.roi]].",
        "[//]: # (SECRET)\n\nAll is well.",
        "[SECRET]: SECRET\n[SECRET]: <SECRET> 'SECRET'\n\nAll is well.",
        "All is [well][SECRET words].\n\n[secret WORDS]: https://example.com",
        "All is [well](javascript:SECRET).",
        "All is [well](#SECRET) and [good](#costs-gains).",
        "All ![SECRET](SECRET.gif 'SECRET') ![well](well.png 'SECRET') is well.",
        "All is well.[^SECRET]\n\n[^SECRET]: So it is.",
        "```SECRET\nAll\n```",
        '<p data-x="SECRET" id="SECRET" title="SECRET" lang="SECRET">All is well.</p>',
        "<p SECRET>All</p> is <br SECRET/> well.",
        "<script>SECRET</script><style>SECRET</style>\n\nAll is well.",
        "All <script>\nSECRET</script> is <style>SECRET</style> well.",
        "All is well <?SECRET?>.",
        "<?SECRET\nSECRET?>\n\nAll is well.",
        "<!DOCTYPE SECRET>\n\nAll is well.",
        "| a | b |\n|---|---|\n| 1 | 2 | SECRET |",
        "<!-- «SECRET» 38 % – \U0001f600 -->\nAll is well.",
    ],
)
def test_what_the_page_does_not_show_is_left_out(text: str) -> None:
    clean = without_hidden(text, ANCHORS)
    assert SECRET.casefold() not in clean.casefold()
    assert [len(line) for line in clean.splitlines()] == [len(line) for line in text.splitlines()]
    assert html_of(clean, ANCHORS) == html_of(text, ANCHORS)


@pytest.mark.parametrize(
    "text",
    [
        "All is *well*, [[financial.roi]] – «très bien»\n\n- a\n- b\n",
        "    <!-- code that is shown -->\n",
        "All is `<!-- code -->`.",
        'All is [well](https://example.com/a_b?c=d "A title") or <mailto:a@example.com>.',
        "| a | b |\n|:--|--:|\n| 1 | 2 |",
        "All is &lt;well&gt; & good &#33;",
        "See [the costs](#costs-gains).",
        "This <!-- is never closed and shown",
        "All <clients> are ![well, as shown](well.png).\n- a\n  - b",
    ],
)
def test_what_the_page_shows_stays(text: str) -> None:
    assert without_hidden(text, ANCHORS) == text


def test_labels_and_words_of_comments_that_are_shown_elsewhere_too_are_left_out() -> None:
    text = "One [plan](https://a.example) <!-- the plan: one of 12 -->.\n\n[link][plan b] one 12\n\n[plan B]: https://b.example"
    clean = without_hidden(text)
    assert re.findall("plan", clean) == ["plan"]
    assert html_of(clean) == html_of(text)


def test_a_note_that_cannot_be_sorted_in_time_is_refused() -> None:
    with pytest.raises(Refused, match="note_too_intricate"):
        without_hidden("<a href='https://a.example'>x</a> " * 150)


WORDS = ["alpha", "beta", "12", "38%", "«été»", "[[financial.roi]]", "_x_", "**b**", "`c`", "é"]
MARKUP = (
    *("<!-- ", " -->", "<p title='", "'>", "<em>", "</em>", "<script>", "</script>", "<"),
    *("[", "](https://a.example/", ")", "]", "![", "](", "[1]: ", "[alpha]: ", "&amp;", "&"),
    *("\n\n", "\n", "\n- ", "\n1. ", "\n| ", " | ", "\n|--|--|\n", "> "),
)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_the_markup_the_page_stays_and_what_is_left_is_on_it(seed: int) -> None:
    generator = random.Random(seed)
    text = "".join(
        generator.choice(MARKUP if generator.random() < 0.4 else WORDS) + generator.choice(["", " "]) for _ in range(60)
    )
    clean = without_hidden(text)
    assert html_of(clean) == html_of(text)
    assert [len(line) for line in clean.splitlines()] == [len(line) for line in text.splitlines()]
