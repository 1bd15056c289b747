"""Section browser: what a reader of a large site waits for, in Chromium without a window."""

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from bench.own import build
from bench.results import Section
from bench.timing import spread
from bench.workspace import make_workspace

CHROMIUM = "/usr/bin/chromium"
WIDTH, HEIGHT = 1280, 900
PAGES = ("index.html", "open-challenges.html", "compare.html", "search.html")
OPENED = """() => new Promise(done => {
  const first = () => performance.getEntriesByName("first-contentful-paint")[0];
  const ready = () => performance.getEntriesByType("navigation")[0].loadEventEnd;
  const look = () => first() && ready() ? done([first().startTime, ready()]) : setTimeout(look, 20);
  look();
})"""
"""Milliseconds from the opening of a page to its first painted content, and to the end of its scripts."""
ACTED = """() => new Promise(done => requestAnimationFrame(() => setTimeout(() => {
  const begun = performance.now();
  %s
  document.body.getBoundingClientRect();
  const laid = performance.now();
  requestAnimationFrame(() => setTimeout(() => done([laid - begun, performance.now() - begun])));
})))"""
"""Milliseconds from what a reader does to the page laid out again, and to the frame after it."""
TYPED = """
const field = document.querySelector(".tools input[type=search]");
field.value = "%s";
field.dispatchEvent(new Event("input"));
"""
CHOSEN = """
const list = document.querySelector(".tools select");
list.selectedIndex = %d;
list.dispatchEvent(new Event("change"));
"""
ACTIONS = {
    "search: one letter": TYPED % "a",
    "search: a word": TYPED % "acier",
    "search: emptied": TYPED % "",
    "filter: the first of its choices": CHOSEN % 1,
    "filter: all": CHOSEN % 0,
    "sort by the first column": "document.querySelector('#engagements button.sort').click();",
}
GOALS = {"opened": 1000.0, "acted": 50.0}
"""Milliseconds: the first paint of a page, a search or filter laid out."""


def browser(scratch: Path, size: int, turns: int) -> Section:
    """A site of so many engagements, opened from its folder; a new browser each turn."""
    from playwright.sync_api import sync_playwright

    workspace, site = scratch / "workspace", scratch / "site"
    make_workspace(workspace, size)
    build(workspace, site, scratch / "kept", "--no-pdf")
    seconds_by_pages: dict[str, list[Sequence[float]]] = {}
    with sync_playwright() as driver:
        for _ in range(turns):
            launched = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for name, times in _turn(launched.new_page(viewport={"width": WIDTH, "height": HEIGHT}), site):
                seconds_by_pages.setdefault(name, []).append(times)
            launched.close()
    return Section(
        title=f"A site of {size:,} engagements in the browser",
        about=f"Chromium without a window, {WIDTH:,} pixels wide, from file://, {turns} turns,",
        head=("what", "milliseconds", "until all is done"),
        rows=[
            (name, *(spread(column, 0) for column in zip(*times, strict=True)))
            for name, times in seconds_by_pages.items()
        ],
        notes=(
            "A page: until its first paint; all is done when its scripts have run.",
            "Search, filter and sort, on the portfolio: until the script is done and the page laid out; all is done at "
            "the frame after it.",
            _verdict(seconds_by_pages),
        ),
        measured={"engagements": size, "milliseconds": seconds_by_pages},
    )


def _turn(page: Any, site: Path) -> list[tuple[str, Sequence[float]]]:
    """Every page opened, then the portfolio used."""
    rows: list[tuple[str, Sequence[float]]] = []
    for name in (*PAGES[1:], PAGES[0]):
        page.goto((site / name).as_uri())
        rows.append((name, page.evaluate(OPENED)))
    return rows + [(name, page.evaluate(ACTED % action)) for name, action in ACTIONS.items()]


def _verdict(seconds_by_pages: dict[str, list[Sequence[float]]]) -> str:
    """The slowest of what has a goal, beside it."""
    slowest = {
        kind: max((median(each[0] for each in seconds_by_pages[name]), name) for name in names)
        for kind, names in (("opened", PAGES), ("acted", [name for name in ACTIONS if not name.startswith("sort")]))
    }
    (opened, page), (acted, action) = slowest["opened"], slowest["acted"]
    return (
        f"Slowest: {page}, {opened:,.0f} ms of {GOALS['opened']:,.0f}; {action}, {acted:,.0f} ms of "
        f"{GOALS['acted']:,.0f}."
    )
