"""The site of the repository's engagements, and a real browser to look at it with."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from roireport.cli import main
from tests.cli.workspaces import GOOD, workspace
from tests.contexts import ROOT
from tests.machine import with_fonts
from tests.shared import shared_folder, written_once

CHROMIUM = "/usr/bin/chromium"
CHECKERS = Path(sys.prefix) / "checkers" / "node_modules"
"""Where `.ci/checkers` puts axe-core and the Nu validator."""
AXE, VALIDATOR = CHECKERS / "axe-core" / "axe.min.js", CHECKERS / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of all engagements in both languages, without PDFs."""
    folder = shared_folder(tmp_path_factory, "browser") / "site"
    return written_once(folder, lambda: build(ROOT, folder))


def build(root: Path, site: Path) -> None:
    assert main(["build", "-q", "--no-pdf", "-C", str(root), "--site", str(site)]) == 0


@pytest.fixture(scope="session")
def five(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of five engagements, one more than can be compared at once."""
    named = {f"works_{number}": GOOD.replace("amount: 1000", f"amount: {number}00") for number in range(5, 10)}
    root = workspace(tmp_path_factory.mktemp("five"), **named)
    build(root, root / "site")
    return root / "site"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    reason = "playwright is not installed (extra browser)"
    playwright = pytest.importorskip("playwright.sync_api", reason=reason, exc_type=ImportError)
    if not Path(CHROMIUM).is_file():
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], env=with_fonts())
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address of the site on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *_: Any) -> None:
        """Not to the terminal."""


@dataclass(slots=True)
class Heard:
    """What a page said to the console, and what it asked for beyond the site."""

    messages: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def listen(self, page: Any, home: str) -> None:
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(str(error)))
        page.on("request", lambda asked: self._asked(asked.url, home))

    def _asked(self, url: str, home: str) -> None:
        if not url.startswith((home, "data:")):
            self.outside.append(url)
