"""Markdown without what its page does not show; the page stays as it is, and so do lines and columns."""

import pytest

from roireport.render.markdown import html_of
from roireport.render.shown_source import without_hidden

SECRET = "SECRET"


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
        "All ![SECRET](SECRET.png 'SECRET') is well.",
        '<p data-x="SECRET" id="SECRET">All is well.</p>',
        "<SECRET>All</SECRET> is <SECRET/> well.",
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
    clean = without_hidden(text, ("costs-gains",))
    assert SECRET.casefold() not in clean.casefold()
    assert [len(line) for line in clean.splitlines()] == [len(line) for line in text.splitlines()]
    assert html_of(clean, ("costs-gains",)) == html_of(text, ("costs-gains",))


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
    ],
)
def test_what_the_page_shows_stays(text: str) -> None:
    assert without_hidden(text, ("costs-gains",)) == text


def test_of_a_note_that_takes_too_long_to_sort_too_much_is_left_out() -> None:
    clean = without_hidden("<!-- SECRET --> " + " ".join(f"&#{65 + n}; <!-- SECRET -->" for n in range(160)))
    assert SECRET not in clean
