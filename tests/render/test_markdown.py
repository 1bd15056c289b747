"""Notes come out as clean text, and no note can hold a build up."""

import re
from itertools import pairwise

import pytest

from roireport.model.place import Place
from roireport.problems.problem import Refused
from roireport.render.markdown import html_of, note_problem

HOSTILE = {
    "script": "<script>alert(1)</script>after",
    "event handler": '<p onclick="alert(1)">after</p>',
    "image": "![after](https://evil.example/x.png)",
    "raw image": '<img src=x onerror="alert(1)">after',
    "javascript link": "[after](javascript:alert(1))",
    "mixed case": "[after](JaVaScRiPt:alert(1))",
    "file link": "[after](file:///etc/passwd)",
    "http link": "[after](http://evil.example)",
    "relative link": "[after](../../other/index.html)",
    "unknown anchor": "[after](#nowhere)",
    "data link": "[after](data:text/html,x)",
    "style": '<p style="background:url(https://evil.example)">after</p>',
    "style element": "<style>@import 'https://evil.example'</style>after",
    "svg": "<svg><use href='https://evil.example'/></svg>after",
    "iframe": "<iframe src='https://evil.example'></iframe>after",
    "id": '<p id="costs">after</p>',
    "class": '<p class="mark">after</p>',
    "comment": "<!-- internal: evil.example -->after",
    "column span": '<table><tr><td colspan="1000000">after</td></tr></table>',
    "attachment": '<a rel="attachment" href="file:///etc/passwd">after</a>',
}
BOMBS = {
    "quotes": ">" * 150 + " x",
    "twenty thousand quotes": ">" * 19_000,
    "spaced quotes": "> " * 150 + "x",
    "lists in one line": "- " * 9_000 + "x",
    "numbers in one line": "1. " * 3_000 + "x",
    "indented lists": "\n".join("    " * depth + "- x" for depth in range(60)),
    "brackets": "[" * 19_000,
    "links": "[a](" * 4_000,
    "images": "![" * 9_000,
    "elements": "<em>" * 4_000,
    "few elements": "<em>" * 400,
    "declarations": "<![CDATA[" * 1_500,
    "columns": "|a" * 3_000 + "\n" + "|-" * 3_000 + "\n",
    "headings": "#\n" * 9_000,
    "bytes": "é" * 10_001,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markdown_is_cleaned(name: str) -> None:
    html = html_of(HOSTILE[name], {"costs"})
    assert "after" in html or name == "image"
    for trace in ("evil.example", "alert", "passwd", "href", "src", "style", "class=", "id=", "colspan", "../"):
        assert trace not in html.replace('<div class="scroll" tabindex="0">', ""), trace


def depth_of(html: str) -> int:
    """How many elements stand within one another at most."""
    depth = deepest = 0
    for part in html.split("<")[1:]:
        depth += -1 if part.startswith("/") else 0 if part.startswith(("br", "hr")) else 1
        deepest = max(deepest, depth)
    return deepest


def refusal(note: str) -> str | None:
    """The key under which a note is refused; of a note that is not, the depth is within bounds."""
    try:
        assert depth_of(html_of(note)) <= 20
    except Refused as refused:
        return refused.problems[0].key
    return None


@pytest.mark.timeout(30)
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_or_set_without_hanging(name: str) -> None:
    assert refusal(BOMBS[name]) in (None, "note_too_long", "note_too_deep", "note_too_intricate")


def test_a_refused_note_is_a_problem_at_its_place() -> None:
    place = Place("narrative/summary.md")
    fault = note_problem(BOMBS["quotes"], place)
    assert fault is not None
    assert (fault.key, fault.place, dict(fault.facts)) == ("note_too_deep", place, {"limit": "20"})
    assert note_problem("Fine.", place) is None


def test_what_a_consultant_writes_stays() -> None:
    html = html_of(
        "# Heading\n\nA **bold** word, a [link](https://example.org), [mail](mailto:a@example.org).\n\n[go](#costs)\n\n"
        "- one\n- two\n\n| a | b |\n|---|--:|\n| x | 12 |\n",
        {"costs"},
    )
    for part in (
        "<h4>Heading</h4>", "<strong>bold</strong>", 'href="https://example.org"', 'href="mailto:a@example.org"',
        'href="#costs"', "<li>two</li>", '<td class="right">12</td>',
    ):  # fmt: skip
        assert part in html


COMMON = {
    "a list after a line": ("We saw:\n- calls\n- prices", "<p>We saw:</p> <ul> <li>calls</li> <li>prices</li> </ul>"),
    "a numbered list after a line": ("So:\n1. a\n2. b", "<p>So:</p> <ol> <li>a</li> <li>b</li> </ol>"),
    "a year that begins a line": ("It was in\n2025. Then more.", "<p>It was in 2025. Then more.</p>"),
    "a list nested by two spaces": (
        "- calls\n  - inbound\n    - new\n  - outbound\n- mail",
        "<ul> <li>calls<ul> <li>inbound<ul> <li>new</li> </ul> </li> <li>outbound</li> </ul> </li> <li>mail</li> </ul>",
    ),
    "a list nested by four spaces": ("- a\n    - b", "<ul> <li>a<ul> <li>b</li> </ul> </li> </ul>"),
    "bullets in a numbered list": ("1. a\n   - b\n2. c", "<ol> <li>a<ul> <li>b</li> </ul> </li> <li>c</li> </ol>"),
    "a paragraph in an item": (
        "- a\n\n  more\n- b",
        "<ul> <li> <p>a</p> <p>more</p> </li> <li> <p>b</p> </li> </ul>",
    ),
    "a list in a quotation": ("> So:\n> - a\n>   - b", "<li>a<ul> <li>b</li> </ul> </li>"),
    "the number of a first item": ("3. third\n4. fourth", '<ol start="3"> <li>third</li>'),
    "numbers with a bracket": ("2) b\n3) c", '<ol start="2"> <li>b</li> <li>c</li> </ol>'),
    "fenced code": ("```sql\nSELECT a\nFROM b < c\n```", "<pre><code>SELECT a FROM b &lt; c </code></pre>"),
    "a table after a line": ("Results:\n| A | B |\n|---|---|\n| 1 | 2 |", "<p>Results:</p> <div"),
    "a word in angle brackets": ("Replace <client> and </Client>.", "Replace &lt;client&gt; and &lt;/Client&gt;."),
    "an element that is meant as text": (r"Write \<br> here.", "Write &lt;br&gt; here."),
    "crossed-out words": ("~~gone~~", "<del>gone</del>"),
    "a footnote": ("It rose.[^a]\n\n[^a]: Finance, *March*.", "<p>Finance, <em>March</em>.</p>"),
    "a picture": ("![Margin by month](margin.png)", '<img alt="Margin by month" src="roireport:picture/margin.png">'),
    "a comment with a list": ("All <!--\n- x\n--> is well.", "<p>All is well.</p>"),
    "a rule": ("a\n\n* * *\n\nb", "<p>a</p> <hr> <p>b</p>"),
}  # fmt: skip
"""What GitHub and the previews of editors show, as HTML; the spaces are not compared."""


@pytest.mark.parametrize("name", COMMON)
def test_common_markdown_is_shown_as_elsewhere(name: str) -> None:
    text, expected = COMMON[name]
    assert expected.replace("> <", "><") in " ".join(html_of(text).split()).replace("> <", "><")


def test_footnotes_are_numbered_in_reading_order_and_have_anchors_of_their_own() -> None:
    text = "One.[^later] Two.[^first]\n\n[^first]: F.\n\n[^later]: L."
    html, other = html_of(text), html_of(f"{text} More.")
    anchors = re.findall(r'<a href="#(note-[0-9a-f]{6}-[0-9]+)"', html)
    assert re.findall(r'<li id="([^"]+)"> *\n*<p>(.)', html) == [(anchors[0], "L"), (anchors[1], "F")]
    assert not set(anchors) & set(re.findall(r'id="([^"]+)"', other))
    assert "later" not in html


HEADINGS = (
    "# a\n\n### b\n\n## c\n\n# d",
    "### a\n\n##### b\n\n#### c\n\n# d",
    "a\n=\n\n###### b\n\nc\n-\n\n# d",
)


@pytest.mark.parametrize("text", HEADINGS)
def test_headings_leave_out_no_level_and_begin_below_their_section(text: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])>", html_of(text, level=3))]
    assert levels[0] == 3
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert levels == [3, 4, 4, 3]


def test_many_levels_of_headings_end_at_the_lowest() -> None:
    text = "\n\n".join(f"{'#' * level} x" for level in range(1, 7))
    assert re.findall(r"<h([1-6])>", html_of(text, level=4)) == ["4", "5", "6", "6", "6", "6"]
