"""A client's folder, alone on a machine without network, in a real browser."""

import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from roireport.cli import main
from tests.browser.conftest import Heard
from tests.contexts import ROOT

ID = "aurelis-excellence-commerciale"
HREF = re.compile(r'\shref="(?![a-z]+:)([^"#?]+)')
"""The file that a link leads to, in texts and drawings; not the addresses of works on the web."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder as a client has it, with nothing of the site beside it."""
    site, alone = (tmp_path_factory.mktemp(name) for name in ("site", "handed-over"))
    assert (
        main(["build", "-q", "--no-pdf", "--audience", "client", "-C", str(ROOT), "--site", str(site / "s"), ID]) == 0
    )
    return Path(shutil.move(site / "s" / "client" / ID, alone / "report"))


def test_a_clients_folder_works_alone_and_offline(folder: Path, browser: Any) -> None:
    """Every page of the report, and a page of each kind of the method."""
    pages = {path.parent if "method" in path.parts else path: path for path in sorted(folder.rglob("*.html"))}
    names = sorted(path.relative_to(folder).as_posix() for path in pages.values())
    assert {"index.html", "index.en.html", "trace.html", "search.html"} <= {*names}
    assert len([name for name in names if name.startswith("method/")]) >= 3
    home, heard = f"{folder.as_uri()}/", Heard()
    page = browser.new_context(offline=True).new_page()
    heard.listen(page, home)
    for name in names:
        page.goto(home + name)
        assert page.locator("h1").first.is_visible(), name
    page.goto(f"{home}search.html?q=marge")
    assert page.locator(".results a").count() > 0
    page.context.close()
    assert (heard.messages, heard.outside) == ([], [])


def test_no_link_of_a_clients_folder_leads_out_of_it(folder: Path) -> None:
    pages = sorted(folder.rglob("*.html"))
    assert len(pages) > 100
    links = [(page, unquote(href)) for page in pages for href in HREF.findall(page.read_text("utf-8"))]
    assert [(page.name, href) for page, href in links if not (page.parent / href).is_file()] == []
