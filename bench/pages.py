"""Section html: the pages of many engagements, by a build without PDFs and by generators of sites."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from shutil import rmtree
from statistics import median

from bench.content import Page, page_of
from bench.markdown_page import markdown
from bench.own import asked, build
from bench.peers import Peers, program_version
from bench.peers_html import Text, generators, generators_left_out
from bench.results import Section
from bench.timing import Job, Times, in_turns, ratios, spread, turns_text
from bench.workspace import make_workspace, raise_cost

COLD = "roireport build --no-pdf, nothing kept"
CHANGED = "roireport build --no-pdf, one engagement changed"
ALONE = "roireport build --no-pdf, the engagement that changed in a workspace of its own"
GIVEN = "roireport: pages of given results"
LARGEST_GIVEN = 210
"""Engagements beyond which the pages of given results are no longer measured, but counted on."""
KINDS = {True: "words and charts", False: "words only"}
NOTES = (
    "A page is a report: as many Markdown files as roireport has pages of reports, with the same words and tables, "
    "every figure's link and anchor, and the same SVG charts as raw HTML; or without charts. Each generator has the "
    "plainest theme, no search, no feeds, and one page that lists the others.",
    "The build does more than the generators: it reads, computes and challenges every engagement, asks git for the "
    "commit of each, and writes results.json, the portfolio, the handbook and the manifest. Pages of given results are "
    "what a generator does with a text: timed in the workers of a build on up to "
    f"{LARGEST_GIVEN} engagements, scaled to all.",
    "Not matched: folds (the inputs of a figure stand open in their cell), tiles and columns side by side, links to "
    "the handbook, the sorting of tables.",
    "roireport has a worker for each processor, Hugo a thread; MkDocs and Pelican have one process.",
    "MkDocs --dirty and Pelican's cache are their own ways to spare what stands; Hugo always builds all.",
)


def pages(peers: Peers, scratch: Path, size: int, turns: int) -> Section:
    """Build everything in every way, in turns."""
    workspace, site = scratch / "workspace", scratch / "site"
    ids = make_workspace(workspace, size)
    build(workspace, site, scratch / "kept", "--no-pdf")
    contents = _contents(site, ids)
    jobs = [*_builds(workspace, site, scratch, ids, len(contents)), *_generators(peers, scratch, contents)]
    times = in_turns(jobs, turns)
    versions = {**peers.installed, "hugo": program_version("hugo", "version").split("+")[0]}
    left_out = generators_left_out(peers)
    bases = [name for kind in KINDS.values() if (name := f"MkDocs, {kind}") in times] or [COLD]
    return Section(
        title=f"Pages of {size:,} engagements",
        about=f"{len(contents):,} pages of reports, {turns_text(turns)},",
        head=("what", "turns", "seconds", "pages a second", *(f"times as fast as {base}" for base in bases)),
        rows=[_row(name, times, bases, len(contents)) for name in times if name != ALONE],
        notes=(
            *NOTES,
            _one_changed(times),
            *([f"Not installed, left out: {', '.join(left_out)}."] if left_out else []),
        ),
        measured={"engagements": size, "pages": len(contents), "seconds": times, "peers": versions},
    )


def _builds(workspace: Path, site: Path, scratch: Path, ids: Sequence[str], written: int) -> Iterator[Job]:
    """roireport with nothing kept, with nothing changed, with one engagement changed, and rendering alone."""
    kept, fresh, alone = scratch / "kept", scratch / "fresh", scratch / "alone"
    middle = len(ids) // 2
    changed, same = workspace / "engagements" / ids[middle], alone / "engagements" / ids[middle]
    make_workspace(alone, 1, first=middle)
    again = Job("roireport build --no-pdf, nothing changed", lambda: build(workspace, site, kept, "--no-pdf"))
    by_itself = Job(ALONE, lambda: build(alone, alone / "site", kept, "--no-pdf"), before=lambda: raise_cost(same, 1))
    by_itself.work()
    yield Job(
        COLD,
        lambda: build(workspace, fresh, kept, "--no-pdf", "--no-cache"),
        before=lambda: rmtree(fresh, ignore_errors=True),
    )
    yield again
    yield Job(CHANGED, again.work, before=lambda: raise_cost(changed, 1))
    yield by_itself
    yield Job(GIVEN, lambda: _given(workspace, min(len(ids), LARGEST_GIVEN), written))


def _one_changed(times: Times) -> str:
    """What the others cost where one has changed, in seconds."""
    more = [among - alone for among, alone in zip(times[CHANGED], times[ALONE], strict=True)]
    return (
        f"One engagement changed: a workspace that holds it and no other takes {spread(times[ALONE])} s to build again "
        f"after the same change; among all others it takes {spread(more)} s more."
    )


def _given(workspace: Path, size: int, written: int) -> float:
    """The seconds that all pages would take at the rate of the first ones."""
    workspaces, seconds = asked("given", str(workspace), str(size))
    return float(seconds) * written / int(workspaces)


def _generators(peers: Peers, scratch: Path, contents: Sequence[Page]) -> Iterator[Job]:
    for charts, kind in KINDS.items():
        texts = [Text(page.name, page.title, markdown(page, charts=charts)) for page in contents]
        for generator in generators(peers, scratch / kind.replace(" ", "-"), texts):
            yield Job(f"{generator.name}, {kind}", generator.build)
            if charts and generator.again:
                generator.prepare()
                yield Job(
                    f"{generator.name}, {kind}, one page changed ({generator.sparing})",
                    generator.again,
                    before=_numbered(generator.change),
                )


def _numbered(change: Callable[[str], object]) -> Callable[[], object]:
    """The change with other words each time."""
    numbers = count(1)
    return lambda: change(f"Changed: {next(numbers)}.")


def _contents(site: Path, ids: Sequence[str]) -> list[Page]:
    """The content of every page of a report."""
    files = [file for id in ids for file in sorted((site / id).glob("index*.html"))]
    # Forked from here, workers would inherit whatever threads run; each starts anew instead.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        return list(pool.map(_content, files, chunksize=10))


def _content(file: Path) -> Page:
    language = file.stem.partition(".")[2]
    return page_of("-".join(filter(None, (file.parent.name, language))), file.read_text(encoding="utf-8"))


def _row(name: str, times: Times, bases: Sequence[str], written: int) -> tuple[str, ...]:
    spent = times[name]
    faster = (spread(ratios(times, base, name)) for base in bases)
    return (name, str(len(spent)), spread(spent), f"{written / median(spent):,.1f}", *faster)
