"""Programs that print the same reports, in one process for all or one for each; what is not installed is left out.

WeasyPrint and Chromium are given the very HTML that roireport prints from, with its style sheet and its faces. Typst is
given the words, tables and charts of it. None of them finishes its files for PDF/A-3a and PDF/UA-1 with attachments.
"""

import importlib.util
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.content import page_of
from bench.peers import Peers
from bench.timing import Job, run
from bench.typst_page import typst_page
from roireport.resources import font_files

NAIVE_LOOP = """
import sys
from weasyprint import HTML
for page in sys.argv[1:]:
    HTML(page).write_pdf(page + ".pdf")
"""
ORDINARY = """
@page {
  @top-left { width: auto; } @top-right { width: auto; } @bottom-left { width: auto; } @bottom-right { width: auto; }
}
.side { display: flex; column-gap: 8mm; }
.side > div, .side > div + div { display: block; padding: 0; }
.trace { display: block; columns: 2; column-gap: 7mm; column-rule: .25mm solid var(--rule); }
.band, .band > div { display: block; }
.band > div, .band > div:first-child { padding: 0; border: 0; }
.columns { display: block; columns: 3; column-gap: 6mm; }
.columns > div, .columns > div:first-child, .columns > div:last-child { display: block; padding: 0; }
.columns > div + div { margin-top: 2.4mm; }
.contents { display: block; columns: 3; column-gap: 7mm; }
.contents ul { display: block; padding: 0; }
"""
"""What our sheet would say of headers, columns and appendix B if it did not spare the layout: the same look."""
CHROMIUM_KEPT_OPEN = """
import sys
from playwright.sync_api import sync_playwright
program, *pages = sys.argv[1:]
with sync_playwright() as driver:
    browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
    tab = browser.new_page()
    for page in pages:
        tab.goto("file://" + page)
        tab.pdf(path=page + ".pdf", prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    browser.close()
"""
TYPST_IN_PROCESS = """
import sys
import typst
root, *pages = sys.argv[1:]
compiler = typst.Compiler(root=root, font_paths=[root], ignore_system_fonts=True)
for page in pages:
    compiler.compile(page, output=page + ".pdf")
"""
OUTLINE = "--generate-pdf-document-outline"
FACES = ("SourceSansPro-Regular", "SourceSansPro-Semibold", "SourceSansPro-It", "SourceSansPro-Light")
NAIVE = "naive loop: HTML(page).write_pdf()"


def printers(peers: Peers, pages: Sequence[Path], scratch: Path) -> list[Job]:
    """A job for each printer that is there; the naive loop is the first."""
    paths, ordinary = [str(page) for page in pages], [str(_ordinary(page)) for page in pages]
    jobs = [
        Job(NAIVE, lambda: run(sys.executable, "-c", NAIVE_LOOP, *ordinary)),
        Job("naive loop, our lean sheet", lambda: run(sys.executable, "-c", NAIVE_LOOP, *paths)),
        Job("weasyprint, a process a report", lambda: _each(paths, _weasyprint)),
    ]
    if chromium := shutil.which("chromium"):
        flags = ("--headless", "--no-sandbox", "--disable-gpu", OUTLINE, f"--user-data-dir={scratch / 'profile'}")
        jobs.append(
            Job(
                "Chromium, a process a report",
                lambda: _each(
                    paths, lambda page: run(chromium, *flags, f"--print-to-pdf={page}.pdf", f"file://{page}")
                ),
            )
        )
        if importlib.util.find_spec("playwright"):
            kept = (sys.executable, "-c", CHROMIUM_KEPT_OPEN, chromium)
            jobs.append(Job("Chromium kept open (Playwright)", lambda: run(*kept, *paths)))
    if "typst" in peers.installed:
        jobs.append(_typst(peers, pages, scratch / "typst"))
    return jobs


def printers_left_out(peers: Peers) -> list[str]:
    """The printers that are not there."""
    lacking = {
        "Chromium": not shutil.which("chromium"),
        "Chromium kept open (Playwright)": not (shutil.which("chromium") and importlib.util.find_spec("playwright")),
        "Typst": "typst" not in peers.installed,
    }
    return [name for name, lacks in lacking.items() if lacks]


def _ordinary(page: Path) -> Path:
    """The page with a sheet that spares nothing."""
    other = page.with_name(f"ordinary-{page.name}")
    text = page.read_text(encoding="utf-8")
    other.write_text(text.replace("</style></head>", f"{ORDINARY}</style></head>"), encoding="utf-8")
    return other


def _each(pages: Sequence[str], work: Callable[[str], None]) -> None:
    for page in pages:
        work(page)


def _weasyprint(page: str) -> None:
    run(sys.executable, "-m", "weasyprint", page, f"{page}.pdf")


def _typst(peers: Peers, pages: Sequence[Path], folder: Path) -> Job:
    """All documents in one process, which looks for fonts once."""
    folder.mkdir()
    for face in FACES:
        shutil.copy(font_files()[face], folder)
    documents = []
    for page in pages:
        content = page_of(page.stem, page.read_text(encoding="utf-8"), "body")
        documents.append(str(typst_page(content, page.stem.rpartition(".")[2], folder)))
    command = (str(peers.python), "-I", "-c", TYPST_IN_PROCESS, str(folder))
    return Job("Typst in one process", lambda: run(*command, *documents))
