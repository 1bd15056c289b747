"""What challenges and sheets cite can be looked up: each work in one way, each guiding principle under its number."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from roireport.assess.catalogue import RULES
from tests.handbook.handbooks import handbook

WORKS: dict[str, str] = yaml.safe_load((Path(__file__).parent / "works.yaml").read_text("utf-8"))

PRINCIPLES = {
    1: "collect data at the lower levels too",
    3: "use only the most credible sources",
    5: "isolate the effects",
    7: "adjust estimates for their potential error",
    8: "avoid extreme data items",
    9: "first-year benefits",
    10: "fully load all costs",
    11: "intangibles are purposely not converted to money",
}
"""Of the twelve guiding principles of the ROI Methodology those that are cited, by their number."""


def citations() -> Iterator[tuple[str, str]]:
    """Each work that a challenge or a sheet cites, with the challenge's or the sheet's id."""
    sources = [(rule.id, rule.source) for rule in RULES] + [(each.id, each.source) for each in handbook("en").sheets]
    return ((id, cited) for id, source in sources for cited in source.split("; "))


def work_of(cited: str) -> str | None:
    """The work of a citation: the longest whose name it begins with."""
    return max((work for work in WORKS if cited.startswith(work)), key=len, default=None)


def test_every_work_that_is_cited_has_its_whole_reference() -> None:
    assert [(id, cited) for id, cited in citations() if work_of(cited) is None] == []


def test_every_reference_is_of_a_work_that_is_cited() -> None:
    assert set(WORKS) - {work_of(cited) for _, cited in citations()} == set()


def test_a_guiding_principle_has_the_text_of_its_number() -> None:
    principles = [
        (id, match) for id, cited in citations() for match in re.findall(r"guiding principle (\d+): (.+)", cited)
    ]
    assert principles
    assert [(id, number) for id, (number, text) in principles if text != PRINCIPLES[int(number)]] == []
