"""Times roireport against its peers, in turns, and writes bench/results.md and bench/results.json.

    make bench
    make bench BENCH="html scale --engagements 1000"

A section is a question: pdf, html, scale, memory, commands, browser. bench/README.md says how to read the answers.
"""

import tempfile
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from pathlib import Path

from bench.browser import browser
from bench.commands import commands
from bench.pages import pages
from bench.peers import PACKAGES, Peers, installed_peers
from bench.printing import printing
from bench.results import ORDER, Section, keep
from bench.scale import memory, scale

UNLESS_NAMED = tuple(section for section in ORDER if section != "memory")
"""What is measured where no section is named: the worker's memory takes as long as all others."""
NEEDED = {"pdf": ("typst",), "html": ("mkdocs", "pelican")}
MANY = 5000


def main(words: Sequence[str] | None = None) -> None:
    """Measure the sections that are named, one after the other, each with a folder of its own."""
    parser = _parser()
    options = parser.parse_args(words)
    if unknown := [section for section in options.sections if section not in ORDER]:
        parser.error(f"no such section: {', '.join(unknown)}; there are {', '.join(ORDER)}")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for section in options.sections or UNLESS_NAMED:
            scratch = Path(folder) / section
            scratch.mkdir()
            print(keep(section, _measured(section, scratch, options)), flush=True)


def _measured(section: str, scratch: Path, options: Namespace) -> Section:
    if section == "pdf":
        return printing(_peers(section, scratch, options), scratch, options.turns)
    if section == "html":
        return pages(_peers(section, scratch, options), scratch, options.engagements, options.turns)
    if section == "scale":
        sizes = (10, 100, options.engagements, *((MANY,) if options.many else ()))
        return scale(scratch, sizes, options.turns)
    if section == "browser":
        return browser(scratch, options.engagements, options.turns)
    return memory(options.reports) if section == "memory" else commands(scratch, options.turns)


def _peers(section: str, scratch: Path, options: Namespace) -> Peers:
    needed = [name for name in PACKAGES if name in NEEDED[section]]
    return installed_peers(options.peers or scratch / "peers", tuple(needed))


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m bench.run", description=__doc__, formatter_class=RawDescriptionHelpFormatter
    )
    say = parser.add_argument
    say("sections", nargs="*", metavar="SECTION", help=f"what to measure; else {', '.join(UNLESS_NAMED)}")
    say("--engagements", type=int, default=300, metavar="N", help="the size of the site (300)")
    say("--turns", type=int, default=3, metavar="N", help="how often each job is done (3)")
    say("--reports", type=int, nargs="+", default=[25, 200], metavar="N", help="for memory: look after so many PDFs")
    say("--many", action="store_true", help=f"for scale: also a workspace of {MANY:,} engagements")
    say("--peers", type=Path, metavar="DIR", help="a virtual environment to keep MkDocs, Pelican and Typst in")
    return parser


if __name__ == "__main__":
    main()
