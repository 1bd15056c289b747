"""What challenges and sheets cite can be looked up: each work in one way, each guiding principle under its number."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from roireport.assess import sources
from roireport.assess.catalogue import RULES
from tests.handbook.handbooks import handbook

WORKS: dict[str, str] = yaml.safe_load((Path(__file__).parent / "works.yaml").read_text("utf-8"))

PRINCIPLES = {
    1: "collect data at the lower levels too",
    3: "use only the most credible sources",
    4: "choose the most conservative alternative",
    5: "isolate the effects",
    7: "adjust estimates for their potential error",
    8: "avoid extreme data items and unsupported claims",
    9: "first-year benefits",
    10: "fully load all costs",
    11: "intangibles are purposely not converted to money",
    12: "communicate results to all stakeholders",
}
"""Of the twelve guiding principles of the ROI Methodology those that are cited, by their number."""

PARAGRAPHS = {
    "Methods of analysis": ("6.4", "6.4", ("social cost-effectiveness analysis",)),
    "Time horizon": ("6.9", "6.14", ("time horizon",)),
    "Classifying social costs and social benefits": (
        "6.23",
        "6.31",
        ("cash-releasing and non-cash-releasing benefits", "monetisable and unmonetisable benefits"),
    ),
    "Economic transfers": ("6.33", "6.40", ("economic transfers",)),
    "Discounting": ("6.52", "6.59", ("discounting",)),
    "Expressing uncertainty in quantitative terms": ("6.68", "6.73", ("range around a central estimate",)),
    "Advanced methods for analysing risk and uncertainty": (
        "6.74",
        "6.77",
        ("what-if questions", "Monte Carlo analysis"),
    ),
    "Optimism bias": ("6.78", "6.82", ("optimism bias", "adjustment reduced as risks are prevented")),
    "Summary metrics of social value": ("6.93", "6.95", ("benefit-cost ratio",)),
    "Sensitivity analysis and switching values": (
        "6.102",
        "6.105",
        ("sensitivity analysis", "switching values", "switching values of unmonetisable benefits"),
    ),
    "Place-based analysis": (
        "7.16",
        "7.20",
        ("deadweight", "deadweight and displacement", "additionality, deadweight and displacement"),
    ),
}
"""Sections of the Green Book (2026) that are cited: first and last paragraph, and the subjects cited from them."""


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


def number(paragraph: str) -> tuple[int, ...]:
    """The parts of a paragraph's number, to be compared."""
    return tuple(int(part) for part in paragraph.split("."))


def test_a_paragraph_of_the_green_book_is_in_the_section_on_its_subject() -> None:
    cited_paragraphs = [
        (id, match)
        for id, cited in citations()
        for match in re.findall(r"^HM Treasury, The Green Book \(2026\), § ([0-9.]+)(?:–([0-9.]+))?, (.+)", cited)
    ]
    assert len(cited_paragraphs) > 15
    sections = {subject: (first, last) for first, last, subjects in PARAGRAPHS.values() for subject in subjects}
    for id, (first, last, subject) in cited_paragraphs:
        start, end = map(number, sections[subject])
        assert start <= number(first) <= number(last or first) <= end, id


def test_a_rule_cites_the_works_by_their_constants() -> None:
    constants = [value for name, value in vars(sources).items() if name.isupper()]
    unnamed = [
        (rule.id, cited)
        for rule in RULES
        for cited in rule.source.split("; ")
        if not any(cited.startswith(work) for work in constants)
    ]
    assert unnamed == []


def test_a_guiding_principle_has_the_text_of_its_number() -> None:
    principles = [
        (id, match) for id, cited in citations() for match in re.findall(r"guiding principle (\d+): (.+)", cited)
    ]
    assert principles
    assert [(id, number) for id, (number, text) in principles if text != PRINCIPLES[int(number)]] == []
