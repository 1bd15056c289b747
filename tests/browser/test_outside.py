"""Nothing that a firm may publish makes a browser ask for an address elsewhere."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from roireport.cli import main
from roireport.load.logo import logo_faults
from roireport.render.policy import with_policy
from roireport.resources import templates_folder
from tests.cli.workspaces import GOOD, workspace
from tests.load.test_logo import HEAD, ILLUSTRATOR, INKSCAPE

CHANNELS = {
    "picture": "<img src='{url}'>",
    "set of pictures": "<img srcset='{url} 1x'>",
    "sheet": "<link rel='stylesheet' href='{url}'>",
    "sheet ahead": "<link rel='preload' as='style' href='{url}'>",
    "icon": "<link rel='icon' href='{url}'><link rel='apple-touch-icon' href='{url}'><img src='{url}'>",
    "import": "<style>@import '{url}';</style>",
    "background": "<p style='background: url({url})'>x</p>",
    "face": "<style>@font-face {{ font-family: X; src: url({url}) }} p {{ font-family: X }}</style><p>x</p>",
    "frame": "<iframe src='{url}'></iframe>",
    "object": "<object data='{url}'></object>",
    "sound": "<audio src='{url}' autoplay></audio>",
    "picture in a drawing": "<svg><image href='{url}' width='9' height='9'/></svg>",
    "script": "<script src='{url}'></script>",
    "script within": "<script>new Image().src = '{url}'</script>",
    "handler": "<img src='data:,' onerror=\"fetch('{url}', {{mode: 'no-cors'}})\">",
    "form": "<form action='{url}'><button autofocus>x</button></form>",
    "base": "<base href='{url}/'><img src='a.png'>",
}
BEGINNINGS = {
    "usual": '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n{channel}</head><body></body></html>',
    "before the head": "<!doctype html>{channel}<html><head><title>x</title></head><body>x</body></html>",
    "after a comment": "<!-->{channel}<!-- -->",
    "no page at all": "{channel}",
}
LOGOS = {
    "sheet before it": "<?xml-stylesheet href='{url}'?>" + HEAD + "</svg>",
    "import": HEAD + "<style>@import '{url}';</style></svg>",
    "face": HEAD + "<style>@font-face {{ font-family: X; src: url({url}) }} text {{ font-family: X }}</style>"
    "<text y='9'>x</text></svg>",
    "set of pictures": HEAD + "<style>rect {{ mask-image: image-set('{url}' 1x) }}</style>"
    "<rect width='9' height='9'/></svg>",
    "picture": HEAD + "<image href='{url}' width='9' height='9'/></svg>",
    "script": HEAD + "<script href='{url}'/></svg>",
    "handler": HEAD.replace("<svg", "<svg onload=\"fetch('{url}', {{mode: 'no-cors'}})\"", 1) + "</svg>",
    "page": HEAD + "<foreignObject><img xmlns='http://www.w3.org/1999/xhtml' src='{url}'/></foreignObject></svg>",
}


class Elsewhere(ThreadingHTTPServer):
    """A server that no page may ask; `asked` are the paths that were asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.asked: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}/leak"


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Elsewhere)
        self.server.asked.append(self.path)
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *_: Any) -> None:
        """Not to the terminal."""


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    server = Elsewhere()
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def asked(browser: Any, elsewhere: Elsewhere, file: Path) -> set[str]:
    """The paths that the server was asked for while a file was open, its form sent."""
    elsewhere.asked.clear()
    page = browser.new_page()
    page.goto(file.as_uri())
    page.wait_for_timeout(100)
    page.evaluate("document.forms && document.forms[0] && document.forms[0].submit()")
    page.wait_for_timeout(100)
    page.close()
    return set(elsewhere.asked)


def every_channel(elsewhere: Elsewhere) -> str:
    """All of them, each with a path of its own."""
    return "".join(html.format(url=f"{elsewhere.url}/{name}".replace(" ", "-")) for name, html in CHANNELS.items())


def test_every_channel_asks_where_there_is_no_policy(tmp_path: Path, browser: Any, elsewhere: Elsewhere) -> None:
    page = tmp_path / "open.html"
    page.write_text(BEGINNINGS["usual"].format(channel=every_channel(elsewhere)), encoding="utf-8")
    paths = asked(browser, elsewhere, page)
    assert {path.split("/")[2].rstrip("?") for path in paths} == {name.replace(" ", "-") for name in CHANNELS}


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_the_policy_closes_every_channel_however_the_page_begins(
    beginning: str, tmp_path: Path, browser: Any, elsewhere: Elsewhere
) -> None:
    page = tmp_path / "closed.html"
    page.write_text(with_policy(BEGINNINGS[beginning].format(channel=every_channel(elsewhere))), encoding="utf-8")
    assert asked(browser, elsewhere, page) == set()


@pytest.mark.parametrize("kind", LOGOS)
def test_a_logo_that_would_ask_for_more_is_refused(
    kind: str, tmp_path: Path, browser: Any, elsewhere: Elsewhere
) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text(LOGOS[kind].format(url=elsewhere.url), encoding="utf-8")
    assert asked(browser, elsewhere, logo) != set()
    assert logo_faults(logo.read_bytes(), ".svg") != ()


def test_a_site_with_templates_and_a_logo_of_its_own_asks_for_nothing(
    tmp_path: Path, browser: Any, elsewhere: Elsewhere
) -> None:
    root = workspace(tmp_path, good=GOOD)
    (root / "roireport.yaml").write_text("firm: {name: Firm, logo: logo.svg}\n")
    (root / "logo.svg").write_text(f"{HEAD}{ILLUSTRATOR}{INKSCAPE}</svg>", encoding="utf-8")
    page = (templates_folder() / "layout/page.html.jinja").read_text(encoding="utf-8")
    channels = "".join(CHANNELS[name].format(url=elsewhere.url) for name in ("picture", "sheet", "import", "frame"))
    own = root / "templates/layout/page.html.jinja"
    own.parent.mkdir(parents=True)
    own.write_text(page.replace("</head>", f"{channels}</head>"), encoding="utf-8")
    assert main(["build", "-q", "--no-pdf", "-C", str(root)]) == 0
    for name in ("index.html", "good/index.html", "search.html", "404.html", "assets/logo.svg"):
        assert asked(browser, elsewhere, root / "site" / name) == set()
