"""How long pages take once their results are known: sentences, tables, charts, HTML, and no reading or computing.

    python -m bench.given WORKSPACE N

Of N engagements of a workspace at most, evenly chosen, in the workers of a build; prints pages and seconds as JSON.
This is the part of a build that a generator of sites does with pages that someone has written.
"""

import json
import sys
from functools import partial
from pathlib import Path
from time import perf_counter

from roireport.build.limits import JobLimits, Lost
from roireport.build.workers import in_workers
from roireport.evaluate import Evaluation, evaluate_folders
from roireport.posix import processor_count
from roireport.present.method_pages import measure_addresses
from roireport.present.report import report
from roireport.problems.problem import Problems
from roireport.publish.page_frame import page_frame
from roireport.publish.render_tools import RenderTools, render_tools
from roireport.render.engagement_pages import EngagementLinks, engagement_page
from roireport.workspace import open_workspace

UNBOUND = JobLimits(3600.0, 2**40)


def rendered(root: Path, size: int) -> tuple[int, float]:
    """The number of pages, and the seconds they took; what comes before a page is not counted."""
    opened = open_workspace(root)
    assert not isinstance(opened, Problems)
    tools = render_tools(opened.root, opened.settings, opened.words, pdf=False)
    chosen = opened.engagements[:: -(-len(opened.engagements) // size)]
    appraised = [found for _, found in evaluate_folders(opened, chosen)]
    evaluated = [each for each in appraised if not isinstance(each, Problems)]
    assert len(evaluated) == len(chosen)
    start = perf_counter()
    printed = [
        pages for _, pages in in_workers(evaluated, partial(_pages, tools), workers=processor_count(), limits=UNBOUND)
    ]
    seconds = perf_counter() - start
    return sum(len(pages) for pages in printed if not isinstance(pages, Lost)), seconds


def _pages(tools: RenderTools, appraised: Evaluation) -> list[bytes]:
    methods = {id: f"../method/{href}" for id, href in measure_addresses(tools.handbook).items()}
    pages = []
    for ctx in appraised.contexts:
        frame = page_frame(tools, ctx.words.language, root="../")
        pages.append(
            engagement_page(report(ctx), tools.templates, ctx.words, frame, EngagementLinks(methods=methods)).encode()
        )
    return pages


if __name__ == "__main__":
    print(json.dumps(rendered(Path(sys.argv[1]), int(sys.argv[2]))))
