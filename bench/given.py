"""How long pages take once their results are known: sentences, tables, charts, HTML, and no reading or computing.

    python -m bench.given WORKSPACE N

In this one process, of the first N engagements of a workspace; prints pages and seconds as JSON. This is the part of a
build that a generator of sites does with pages that someone has written.
"""

import json
import sys
from pathlib import Path
from time import perf_counter

from roireport.appraisal import appraise_folder
from roireport.opening import open_workspace
from roireport.present.method_pages import measure_addresses
from roireport.present.report import report
from roireport.problems.problem import Problems
from roireport.publish.report_files import frame_of
from roireport.publish.workshop import workshop
from roireport.render.site_pages import engagement_page


def rendered(root: Path, size: int) -> tuple[int, float]:
    """The number of pages, and the seconds they took; what comes before a page is not counted."""
    opened = open_workspace(root)
    assert not isinstance(opened, Problems)
    shop = workshop(opened.root, opened.workspace, opened.words, pdf=False)
    methods = {id: f"../method/{href}" for id, href in measure_addresses(shop.handbook).items()}
    pages, seconds = 0, 0.0
    for id in opened.engagements[:size]:
        appraised = appraise_folder(opened, id)
        assert not isinstance(appraised, Problems)
        start = perf_counter()
        for desk in appraised.desks:
            frame = frame_of(shop, desk.words.language, root="../")
            engagement_page(report(desk), shop.templates, desk.words, frame, methods=methods).encode()
        seconds += perf_counter() - start
        pages += len(appraised.desks)
    return pages, seconds


if __name__ == "__main__":
    print(json.dumps(rendered(Path(sys.argv[1]), int(sys.argv[2]))))
