"""The policy comes before all that a page could load, whatever its template begins with."""

import pytest
import tinyhtml5
from hypothesis import given
from hypothesis import strategies as st

from roireport.render.policy import POLICY, with_policy

META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
USUAL = '<!doctype html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
PIECES = (
    "<!doctype html>", "<!DOCTYPE html SYSTEM 'about:legacy-compat'>", "<!-->", "<!-- x -->", "<!--->", "<!-- -- --!>",
    "<?xml version='1.0'?>", "<html>", '<html lang="fr">', "<html onclick=x>", '<html lang="a>b">', "<head>", "</head>",
    "<head onload=x>", "<body>", "<title>x</title>", "<script src=x></script>", "<link rel=stylesheet href=x>",
    "<base href=x>", "<svg>", "<noscript>", "<template>", "<frameset>", "<style>", "<textarea>", "<plaintext>",
    '<meta charset="utf-8">', "<meta charset=iso-2022-jp>", "text", " ", "\n", "\u00a0", "\v", "\ufeff", "\x00", "<",
    "</p>", META,
)  # fmt: skip


def elements(html: str) -> list[tuple[str, dict[str, str]]]:
    """The elements of a page in order, as the HTML Standard has it parsed."""
    tree = tinyhtml5.parse(html, namespace_html_elements=False)
    return [(str(each.tag), dict(each.attrib)) for each in tree.iter() if isinstance(each.tag, str)]


@pytest.mark.parametrize("page", [f"{USUAL}<title>x</title></head></html>", f"{USUAL.replace('fr', 'en')}</head>"])
def test_in_a_usual_page_it_follows_the_encoding_and_changes_nothing_else(page: str) -> None:
    charset = '<meta charset="utf-8">\n'
    assert with_policy(page) == page.replace(charset, f"{charset}{META}\n")


@pytest.mark.parametrize(
    "page",
    [
        "",
        "text alone",
        "<p>no head</p>",
        "<!doctype html><script src=x></script><html><head></head></html>",
        "<!-->\n<script src=x></script>-->",
        "<!doctype html><html onclick=x><head></head></html>",
        "<!doctype html><html><head>\u00a0<title>x</title></head></html>",
        "<!doctype html><html><head><link rel=stylesheet href=x></head></html>",
        f"<!doctype html><html><head>{META}<link rel=stylesheet href=x></head></html>",
    ],
)
def test_in_any_page_it_is_the_first_thing_in_the_head(page: str) -> None:
    assert first_things(page) == EXPECTED


EXPECTED = [
    ("html", {}),
    ("head", {}),
    ("meta", {"charset": "utf-8"}),
    ("meta", {"http-equiv": "Content-Security-Policy", "content": POLICY}),
]


def first_things(page: str) -> list[tuple[str, dict[str, str]]]:
    """The first elements of a page with its policy; attributes of html and head are merged in later and left out."""
    first = elements(with_policy(page))[:4]
    return [(tag, {} if tag in ("html", "head") else attributes) for tag, attributes in first]


@given(st.lists(st.sampled_from(PIECES), max_size=8))
def test_nothing_that_a_page_begins_with_comes_before_it(pieces: list[str]) -> None:
    assert first_things("".join(pieces)) == EXPECTED


@given(st.lists(st.sampled_from(PIECES), max_size=6))
def test_the_rest_of_the_page_stays_as_it_is(pieces: list[str]) -> None:
    page = "".join(pieces)
    written = with_policy(page)
    start = written.index(META + "\n")
    before, after = written[:start], written[start + len(META) + 1 :]
    assert page in (before + after, before.removesuffix('<meta charset="utf-8">') + after)
    assert "onclick" not in before


def test_a_usual_page_keeps_standards_mode() -> None:
    assert with_policy("<!doctype html><p>x").startswith("<!doctype html><meta")
