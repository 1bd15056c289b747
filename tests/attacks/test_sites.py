"""Every file of every site built of attacks: pages that load and run nothing, JSON and CSV that are only data."""

import csv
import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final, NoReturn

import pytest

from tests.attacks.notes import HUSH
from tests.attacks.stage import SECRET
from tests.attacks.worlds import WORLDS, Worlds

_ADDRESSES: Final = ("href", "src", "srcset", "data", "action", "poster", "background", "xlink:href", "formaction")
_NEVER: Final = frozenset(("iframe", "object", "embed", "base", "frame", "applet", "foreignobject", "image", "style"))
_SCRIPTS: Final = ("assets/site.js", "assets/search-index.js")
_CUSTOMARY: Final = ("https://", "mailto:", "#", "../", "assets/", "data:image/svg+xml")


class Reader(HTMLParser):
    """Takes down what of a page runs or leads somewhere where it may not."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.elements = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements += 1
        given = dict(attrs)
        if tag in _NEVER or (tag == "script" and not (given.get("src") or "").endswith(_SCRIPTS)):
            self.faults.append(f"<{tag}>")
        if tag == "form" and (given.get("action") or "").removeprefix("../") != "search.html":
            self.faults.append(f"<form {given}>")
        if tag == "meta" and given.get("http-equiv") not in (None, "Content-Security-Policy"):
            self.faults.append(f"<meta {given}>")
        for name, value in attrs:
            address = (value or "").strip()
            led = name in _ADDRESSES and ":" in address.split("/")[0] and not address.startswith(_CUSTOMARY)
            if name.startswith("on") or led or "url(" in address or address.startswith("//"):
                self.faults.append(f"<{tag} {name}={value}>")


def files(worlds: Worlds, name: str, ending: str) -> Iterator[Path]:
    """The files of a world's sites, without the pages of the method, which hold nothing of an engagement."""
    for stage in worlds.of(name).stages:
        yield from (path for path in sorted(stage.site.rglob(f"*{ending}")) if "method" not in path.parts)


@pytest.mark.parametrize("name", WORLDS)
def test_pages_load_and_run_nothing(name: str, worlds: Worlds) -> None:
    for path in files(worlds, name, ".html"):
        reader, text = Reader(), path.read_text("utf-8")
        reader.feed(text)
        assert reader.faults == [], path
        assert reader.elements > 20
        assert "default-src 'none'" in text


@pytest.mark.parametrize("name", WORLDS)
def test_no_file_holds_the_secret(name: str, worlds: Worlds) -> None:
    assert [path for path in files(worlds, name, "") if path.is_file() and SECRET.encode() in path.read_bytes()] == []


@pytest.mark.parametrize("name", ["read", "printed"])
def test_no_file_holds_what_no_page_shows(name: str, worlds: Worlds) -> None:
    written = [path for path in files(worlds, name, "") if path.is_file()]
    assert [path for path in written if HUSH.encode() in path.read_bytes().lower()] == []
    assert "search-index.js" in {path.name for path in written}


@pytest.mark.parametrize("name", WORLDS)
def test_json_is_json(name: str, worlds: Worlds) -> None:
    def refuse(constant: str) -> NoReturn:
        raise AssertionError(constant)

    for path in files(worlds, name, ".json"):
        json.loads(path.read_text("utf-8"), parse_constant=refuse)


def test_no_cell_is_a_formula(worlds: Worlds) -> None:
    sheets = list(files(worlds, "read", ".csv"))
    assert {"portfolio.csv", "trace.csv"} == {path.name for path in sheets}
    cells = [cell for path in sheets for row in csv.reader(path.read_text("utf-8").splitlines()) for cell in row]
    texts = [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert [cell for cell in texts if not cell.removeprefix("-").replace(".", "").isdecimal()] == []
    assert len([cell for cell in cells if cell.startswith("'")]) >= 14
