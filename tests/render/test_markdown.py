"""Notes come out as clean text, and no note can hold a build up."""

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
        assert trace not in html, trace


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
