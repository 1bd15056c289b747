"""A client's folder, alone on a machine without network, in a real browser."""

import shutil
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import pytest

from roireport.cli import main
from tests.browser.conftest import Heard
from tests.contexts import ROOT

ID = "aurelis-excellence-commerciale"
HREFS = "links => links.map(link => new URL(link.getAttribute('href'), document.baseURI).href)"
"""Of links in drawings too, whose `href` is no text."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder as a client has it, with nothing of the site beside it."""
    site, alone = (tmp_path_factory.mktemp(name) for name in ("site", "handed-over"))
    assert (
        main(["build", "-q", "--no-pdf", "--audience", "client", "-C", str(ROOT), "--site", str(site / "s"), ID]) == 0
    )
    return Path(shutil.move(site / "s" / "client" / ID, alone / "report"))


def test_every_page_of_a_clients_folder_works_alone_and_offline(folder: Path, browser: Any) -> None:
    pages = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    assert {"index.html", "index.en.html", "trace.html", "search.html"} <= {*pages}
    home, heard = f"{folder.as_uri()}/", Heard()
    page = browser.new_context(offline=True).new_page()
    heard.listen(page, home)
    lost = set()
    for name in pages:
        page.goto(home + name)
        assert page.locator("h1").first.is_visible(), name
        addresses = {urldefrag(href).url for href in page.eval_on_selector_all("a[href]", HREFS)}
        files = {href.removeprefix(home).partition("?")[0] for href in addresses if href.startswith("file:")}
        lost |= {(name, file) for file in files if not (folder / unquote(file)).is_file()}
    page.goto(f"{home}search.html?q=marge")
    assert page.locator(".results a").count() > 0
    page.context.close()
    assert lost == set()
    assert (heard.messages, heard.outside) == ([], [])
