"""Section pdf: the reports of a few engagements as PDFs, by a build and by its peers."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.own import build
from bench.peers import Peers
from bench.peers_pdf import NAIVE, printers, printers_left_out
from bench.results import Section
from bench.timing import REPOSITORY, Job, Times, in_turns, ratios, spread, turns_text
from bench.typst_page import LEFT_OUT
from bench.workspace import make_workspace
from roireport.evaluate import evaluate_folder
from roireport.present.report import report
from roireport.problems.problem import Problems
from roireport.publish.render_tools import render_tools
from roireport.render.fonts import font_face_rules
from roireport.render.report import print_html
from roireport.render.sheets import print_sheet
from roireport.resources import font_files
from roireport.workspace import open_workspace

BUILD = "roireport build"
TIMES = 3
"""How often each engagement of the repository is built: so many that what a build does once is not all of it."""
NOTES = (
    "WeasyPrint and Chromium print the HTML that the build prints from, with its style sheet and faces; the naive loop "
    "also with a sheet of the same look that uses flex and balanced columns, as one would write it. The build does "
    "more: it reads, computes and challenges every engagement, writes the site, and finishes each PDF for PDF/A-3a and "
    "PDF/UA-1 with its attachments.",
    f"Typst has the same words, tables and charts. Not matched: {LEFT_OUT}.",
    "Typst and Chromium run threads of their own beside their one process; the naive loop has one.",
)


def printing(peers: Peers, scratch: Path, turns: int) -> Section:
    """Print everything in every way, in turns."""
    workspace = scratch / "workspace"
    make_workspace(workspace, TIMES * len(list(REPOSITORY.glob("engagements/*/engagement.yaml"))))
    pages = list(_pages(workspace, scratch))
    jobs = [*_builds(workspace, scratch), *printers(peers, pages, scratch)]
    times = in_turns(jobs, turns)
    left_out = printers_left_out(peers)
    return Section(
        title="PDFs",
        about=f"{len(pages)} reports, {turns_text(turns)},",
        head=("what", "turns", "seconds", "seconds a report", "times the build", "times the naive loop"),
        rows=[_row(name, times, len(pages)) for name in times],
        notes=(*NOTES, *([f"Not installed, left out: {', '.join(left_out)}."] if left_out else [])),
        measured={"reports": len(pages), "seconds": times, "peers": peers.installed},
    )


def _pages(workspace: Path, folder: Path) -> Iterator[Path]:
    """Every report as one HTML file with its sheet and faces."""
    opened = open_workspace(workspace)
    assert not isinstance(opened, Problems)
    tools = render_tools(opened.root, opened.settings, opened.words, pdf=False)
    faces = font_face_rules(lambda face: font_files()[face.stem].as_uri())
    style = f"<style>{faces}{print_sheet()}{tools.brand.print_sheet}</style></head>"
    for id in opened.engagements:
        appraised = evaluate_folder(opened, id)
        assert not isinstance(appraised, Problems)
        for ctx in appraised.contexts:
            page = folder / f"{id}.{ctx.words.language}.html"
            html = print_html(report(ctx), tools.templates, ctx.words, tools.brand)
            page.write_text(html.replace("</head>", style), encoding="utf-8")
            yield page


def _builds(workspace: Path, scratch: Path) -> Iterator[Job]:
    """The build itself, with all workers, with one, and where nothing has changed since the last."""
    site, kept = scratch / "site", scratch / "kept"
    yield Job(BUILD, lambda: build(workspace, site, kept, "--no-cache"))
    yield Job(f"{BUILD}, one worker", lambda: build(workspace, site, kept, "--no-cache", "--jobs", "1"))
    build(workspace, site, kept)
    yield Job(f"{BUILD}, nothing changed", lambda: build(workspace, site, kept))


def _row(name: str, times: Times, reports: int) -> tuple[str, ...]:
    spent = times[name]
    per_report = f"{median(spent) / reports:.2f}"
    against = (spread(ratios(times, name, base)) for base in (BUILD, NAIVE))
    return (name, str(len(spent)), spread(spent, 1), per_report, *against)
