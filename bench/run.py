"""Times a build against its peers on the same reports, in turns, and writes bench/results.md and bench/results.json.

All print the same HTML with the same style sheet. The build does more: it reads, computes and challenges every
engagement, writes the site, and finishes each PDF for PDF/A-3a and PDF/UA-1 with its attachments. A ratio above 1 says
how many times longer than the build a peer takes; the spread of the turns says how far to trust its second digit.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from time import perf_counter

from roireport.appraisal import appraise_folder
from roireport.assets import font_files
from roireport.opening import open_workspace
from roireport.present.report import report
from roireport.problems.problem import Problems
from roireport.publish.workers import processors
from roireport.publish.workshop import workshop
from roireport.render.fonts import font_face_rules
from roireport.render.report import print_html
from roireport.render.sheets import print_sheet

ROUNDS = 3
REPOSITORY = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).parent
NAIVE_LOOP = """
import sys
from weasyprint import HTML
for page in sys.argv[1:]:
    HTML(page).write_pdf(page + ".pdf")
"""
GIBIBYTE = 2**30

Job = Callable[[], None]


def run(*command: str, **environment: str) -> None:
    """A program to its end, in silence."""
    known = {**os.environ, **environment}
    subprocess.run(command, check=True, env=known, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def written(folder: Path) -> list[str]:
    """Every report as one HTML file with its sheet and faces, and the paths of them all."""
    opened = open_workspace(REPOSITORY)
    assert not isinstance(opened, Problems)
    shop = workshop(opened.root, opened.workspace, opened.words, pdf=False)
    faces = font_face_rules(lambda face: font_files()[face.stem].as_uri())
    style = f"<style>{faces}{print_sheet()}{shop.brand.print_sheet}</style></head>"
    pages = []
    for id in opened.engagements:
        appraised = appraise_folder(opened, id)
        assert not isinstance(appraised, Problems)
        for desk in appraised.desks:
            page = folder / f"{id}.{desk.words.language}.html"
            html = print_html(report(desk), shop.templates, desk.words, shop.brand)
            page.write_text(html.replace("</head>", style), encoding="utf-8")
            pages.append(str(page))
    return pages


def peers(pages: list[str], scratch: Path) -> Mapping[str, Job]:
    """What is timed, by name, the build first; a peer that is not installed is left out."""
    site, kept = str(scratch / "site"), str(scratch / "kept")
    build = (sys.executable, "-m", "roireport", "build", "-q", "-C", str(REPOSITORY), "--site", site)
    jobs: dict[str, Job] = {
        "roireport build": lambda: run(*build, "--no-cache"),
        "roireport build, one worker": lambda: run(*build, "--no-cache", "--jobs", "1"),
        "roireport build, nothing changed": lambda: run(*build, XDG_CACHE_HOME=kept),
        "naive loop: HTML(page).write_pdf()": lambda: run(sys.executable, "-c", NAIVE_LOOP, *pages),
        "weasyprint, a process a report": lambda: _each(
            pages, lambda page: run(sys.executable, "-m", "weasyprint", page, f"{page}.pdf")
        ),
    }
    if chromium := shutil.which("chromium"):
        flags = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={scratch / 'profile'}")
        jobs["chromium, a process a report"] = lambda: _each(
            pages, lambda page: run(chromium, *flags, f"--print-to-pdf={page}.pdf", f"file://{page}")
        )
    return jobs


def _each(pages: list[str], work: Callable[[str], None]) -> None:
    for page in pages:
        work(page)


def seconds(job: Job) -> float:
    """The time that a job takes."""
    start = perf_counter()
    job()
    return perf_counter() - start


def table(times: Mapping[str, list[float]], reports: int) -> str:
    """The times as Markdown, each beside the build's."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIBIBYTE
    base = median(next(iter(times.values())))
    lines = [
        "# Builds timed against their peers",
        "",
        f"{reports} reports, {ROUNDS} turns of all, {processors()} processors, {memory:.0f} GiB of memory.",
        "",
        "| what | seconds (median) | least to most | seconds a report | times the build |",
        "|---|---:|---:|---:|---:|",
    ]
    for name, spent in times.items():
        middle, ends = median(spent), f"{min(spent):.1f} to {max(spent):.1f}"
        lines.append(f"| {name} | {middle:.1f} | {ends} | {middle / reports:.2f} | {middle / base:.2f} |")
    return "\n".join((*lines, "", *(__doc__ or "").strip().splitlines()[2:], ""))


def main() -> None:
    """Run each job once a turn, and write what they took."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        pages = written(scratch)
        jobs = peers(pages, scratch)
        jobs["roireport build, nothing changed"]()  # fills its cache
        times: dict[str, list[float]] = {name: [] for name in jobs}
        for _ in range(ROUNDS):
            for name, job in jobs.items():
                times[name].append(seconds(job))
    told = table(times, len(pages))
    (RESULTS / "results.md").write_text(told, encoding="utf-8")
    document = {"reports": len(pages), "processors": processors(), "seconds": times}
    (RESULTS / "results.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    print(told)


if __name__ == "__main__":
    main()
