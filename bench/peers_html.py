"""Generators of sites that build the same pages from Markdown: MkDocs, Pelican, Hugo.

Each is set up to do as little as it can: the plainest theme, no search, no feeds, no tags, no list of all pages on
every page, which would cost time that grows with their square. One page lists them all, as roireport's portfolio does.
"""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.peers import Peers
from bench.timing import run


@dataclass(frozen=True, slots=True)
class Text:
    """A page to be built: its name, title and Markdown."""

    name: str
    title: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Generator:
    """A peer with its pages laid out; `change` writes one page again, `again` builds what changed."""

    name: str
    build: Callable[[], None]
    change: Callable[[str], object]
    again: Callable[[], None] | None = None
    sparing: str = ""
    """What it is called that `again` does."""
    prepare: Callable[[], None] = lambda: None
    """Done once, so that `again` finds what stands; a build alone leaves it where nothing is said."""


def generators(peers: Peers, folder: Path, texts: Sequence[Text]) -> list[Generator]:
    """Every peer that is there, its pages laid out in a folder of its own."""
    generators: list[Generator] = []
    if "mkdocs" in peers.installed:
        generators.append(_mkdocs(peers, folder / "mkdocs", texts))
    if "pelican" in peers.installed:
        generators.append(_pelican(peers, folder / "pelican", texts))
    if hugo := shutil.which("hugo"):
        generators.append(_hugo(hugo, folder / "hugo", texts))
    return generators


def generators_left_out(peers: Peers) -> list[str]:
    """The generators that are not there."""
    there = {
        "MkDocs": "mkdocs" in peers.installed,
        "Pelican": "pelican" in peers.installed,
        "Hugo": shutil.which("hugo"),
    }
    return [name for name, is_there in there.items() if not is_there]


def _lay(folder: Path, texts: Sequence[Text], head: Callable[[Text], str]) -> Callable[[str], object]:
    """A file a page, and what changes the first of them."""
    folder.mkdir(parents=True)
    for text in texts:
        (folder / f"{text.name}.md").write_text(head(text) + text.markdown, encoding="utf-8")
    first, written = folder / f"{texts[0].name}.md", head(texts[0]) + texts[0].markdown
    return lambda more: first.write_text(f"{written}\n{more}\n", encoding="utf-8")


def _mkdocs(peers: Peers, folder: Path, texts: Sequence[Text]) -> Generator:
    change = _lay(folder / "docs", texts, lambda text: "")
    (folder / "docs" / "index.md").write_text(_index(texts, "{}.md"), encoding="utf-8")
    settings = {"site_name": "Bench", "plugins": [], "nav": [{"Home": "index.md"}]}
    (folder / "mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")
    command = (str(peers.python), "-I", "-m", "mkdocs", "build", "--quiet")
    dirty = (*command, "--dirty")
    return Generator("MkDocs", lambda: run(*command, cwd=folder), change, lambda: run(*dirty, cwd=folder), "--dirty")


def _pelican(peers: Peers, folder: Path, texts: Sequence[Text]) -> Generator:
    change = _lay(folder / "content" / "pages", texts, lambda text: f"Title: {text.title}\nSlug: {text.name}\n\n")
    index = f"Title: Bench\nSlug: all\n\n{_index(texts, '{}.html')}"
    (folder / "content" / "pages" / "all.md").write_text(index, encoding="utf-8")
    settings = {
        "SITENAME": "Bench", "SITEURL": "", "PATH": "content", "THEME": "simple", "TIMEZONE": "UTC",
        "DEFAULT_LANG": "fr", "DISPLAY_PAGES_ON_MENU": False, "DISPLAY_CATEGORIES_ON_MENU": False,
        "FEED_ALL_ATOM": None, "CATEGORY_FEED_ATOM": None, "TRANSLATION_FEED_ATOM": None, "AUTHOR_FEED_ATOM": None,
        "AUTHOR_FEED_RSS": None, "DIRECT_TEMPLATES": [],
    }  # fmt: skip
    (folder / "pelicanconf.py").write_text("\n".join(f"{key} = {value!r}" for key, value in settings.items()))
    command = (str(peers.python), "-I", "-m", "pelican", "--quiet", "-s", "pelicanconf.py")
    kept = (*command, "-e", "CACHE_CONTENT=true", "LOAD_CONTENT_CACHE=true", 'CHECK_MODIFIED_METHOD="mtime"')

    def again() -> None:
        run(*kept, cwd=folder)

    return Generator("Pelican", lambda: run(*command, cwd=folder), change, again, "its cache", prepare=again)


HUGO_SETTINGS = """
baseURL = "/"
title = "Bench"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "404"]
[markup.goldmark.renderer]
unsafe = true
"""
HUGO_PAGE = (
    '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>'
    "<body><main>{{ .Content }}</main></body></html>\n"
)


def _hugo(program: str, folder: Path, texts: Sequence[Text]) -> Generator:
    change = _lay(folder / "content", texts, lambda text: json.dumps({"title": text.title}) + "\n\n")
    home = json.dumps({"title": "Bench"}) + f"\n\n{_index(texts, '{}/')}"
    (folder / "content" / "_index.md").write_text(home, encoding="utf-8")
    (folder / "config.toml").write_text(HUGO_SETTINGS, encoding="utf-8")
    (folder / "layouts" / "_default").mkdir(parents=True)
    for layout in ("single", "list"):
        (folder / "layouts" / "_default" / f"{layout}.html").write_text(HUGO_PAGE, encoding="utf-8")
    return Generator("Hugo", lambda: run(program, "--quiet", cwd=folder), change)


def _index(texts: Sequence[Text], address: str) -> str:
    """The page that leads to all others."""
    return "# Bench\n\n" + "".join(f"- [{text.name}]({address.format(text.name)})\n" for text in texts)
