"""The line that tells where a template was copied from."""

import pytest

from roireport.render.origin import Origin, fingerprint, origin_of, with_origin, without_origin

SHEET = b"---\ntitle: a\n---\n## A\n"


@pytest.mark.parametrize(
    ("path", "begins"),
    [
        ("components/a.html.jinja", "{# ejected from roireport 1.2 components/a.html.jinja sha256:"),
        ("styles/a.css", "/* ejected from roireport 1.2 styles/a.css sha256:"),
        ("scripts/site.js", "// ejected from roireport 1.2 scripts/site.js sha256:"),
        ("words/fr/a.yaml", "# ejected from roireport 1.2 words/fr/a.yaml sha256:"),
    ],
)
@pytest.mark.parametrize("content", [b"a\r\nb", b"", b"{# first #}\n", "é\n".encode()])
def test_the_first_line_is_a_comment_and_the_rest_the_same_bytes(path: str, begins: str, content: bytes) -> None:
    copy = with_origin(content, path, "1.2")
    first, rest = copy.split(b"\n", 1)
    assert first.decode().startswith(begins)
    assert rest == content
    assert origin_of(copy.decode()) == Origin("1.2", fingerprint(content))
    assert without_origin(copy.decode()) == content.decode()


def test_in_a_sheet_it_is_the_first_line_of_the_head_where_markdown_does_not_print_it() -> None:
    copy = with_origin(SHEET, "handbook/fr/measures/a.md", "1.2")
    dashes, line, rest = copy.decode().split("\n", 2)
    assert (dashes, f"---\n{rest}") == ("---", SHEET.decode())
    assert line.startswith("# ejected from roireport 1.2 ")
    assert origin_of(copy.decode()) == Origin("1.2", fingerprint(SHEET))


@pytest.mark.parametrize(
    "text", ["", "a\n", "{# ejected from elsewhere #}\n", "a\n# ejected from roireport 1 a sha256:" + "0" * 16]
)
def test_what_does_not_say_it_in_its_first_line_says_nothing(text: str) -> None:
    assert origin_of(text) is None
    assert without_origin(text) == text
