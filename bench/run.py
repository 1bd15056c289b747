"""Times a whole build against a naive WeasyPrint loop over the same reports, in turns.

The build reads, computes and challenges every engagement, then writes the site and the PDFs. The naive loop
is given the finished web page of each report and only prints it, one after the other, with
`HTML(page).write_pdf()`. The two lay the same content out on different numbers of pages, so seconds a page
are said beside seconds a report.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import pikepdf

ROUNDS = 3
REPOSITORY = Path(__file__).resolve().parent.parent
NAIVE_LOOP = """
import sys
from weasyprint import HTML
for page in sys.argv[2:]:
    HTML(page).write_pdf(sys.argv[1] + "/" + page.replace("/", "_") + ".pdf")
"""


def build(site: Path) -> None:
    """The site and every PDF, from the engagements' files."""
    command = ["-m", "roireport", "build", "-q", "-C", str(REPOSITORY), "--site", str(site)]
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)


def print_pages(pages: list[Path], folder: Path) -> None:
    """The naive loop, in a process of its own as the build is."""
    command = [sys.executable, "-c", NAIVE_LOOP, str(folder), *map(str, pages)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def seconds(job: Callable[[], None]) -> float:
    """The time that a job takes."""
    start = perf_counter()
    job()
    return perf_counter() - start


def page_count(files: list[Path]) -> int:
    """The pages of several PDFs together."""
    total = 0
    for file in files:
        with pikepdf.open(file) as pdf:
            total += len(pdf.pages)
    return total


def main() -> None:
    """Two columns, and how many times faster the build is."""
    with tempfile.TemporaryDirectory() as scratch:
        site, naive = Path(scratch, "site"), Path(scratch, "naive")
        naive.mkdir()
        build(site)
        pdfs = sorted(site.glob("*/*.pdf"))
        pages = sorted(page for folder in {pdf.parent for pdf in pdfs} for page in folder.glob("index*.html"))
        turns = [(seconds(lambda: build(site)), seconds(lambda: print_pages(pages, naive))) for _ in range(ROUNDS)]
        rows = [
            ("roireport build", median(ours for ours, _ in turns), len(pdfs), page_count(pdfs)),
            (
                "naive loop",
                median(theirs for _, theirs in turns),
                len(pages),
                page_count(list(naive.glob("*.pdf"))),
            ),
        ]
    print(f"{'':16}{'seconds':>9}{'reports':>9}{'a report':>10}{'pages':>7}{'a page':>9}")
    for name, spent, reports, sheets in rows:
        print(f"{name:16}{spent:9.2f}{reports:9}{spent / reports:10.3f}{sheets:7}{spent / sheets:9.3f}")
    print(f"The build takes {rows[0][1] / rows[1][1]:.2f} times the naive loop (median of {ROUNDS} turns).")


if __name__ == "__main__":
    main()
