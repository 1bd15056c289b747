"""Whatever is written in an engagement's files: it is refused in its place, or built and harmless."""

import re

import pytest

from tests.attacks.case import Case
from tests.attacks.corpus import READ
from tests.attacks.stage import SOUND, refusals
from tests.attacks.worlds import Worlds


@pytest.mark.parametrize("case", READ, ids=lambda case: case.id)
def test_an_attack_is_refused_in_its_place_or_harmless(case: Case, worlds: Worlds) -> None:
    stage, _ = worlds.of("read").stages
    assert refusals(stage).get(case.engagement, ()) == case.refused
    page = stage.site / case.engagement / "index.html"
    assert page.exists() == (not case.refused)
    if not case.refused:
        text = "".join(path.read_text("utf-8") for path in page.parent.glob("*.html"))
        assert [kept for kept in case.kept if kept not in text] == []
        assert [gone for gone in case.gone if gone in text.lower()] == []


def alone(page: str) -> str:
    """A page without the way to the engagements before and after it: those that were harmless are published too."""
    return re.sub(r'<nav class="turn".*?</nav>\n', "", page, flags=re.DOTALL)


def test_good_ones_are_published_as_if_they_were_alone(worlds: Worlds) -> None:
    stage, clean = worlds.of("read").stages
    files = sorted(path.name for path in (clean.site / SOUND).iterdir())
    assert files == ["appendices.html", "index.html", "results.json", "trace.csv", "trace.html"]
    for name in files:
        assert alone((stage.site / SOUND / name).read_text("utf-8")) == (clean.site / SOUND / name).read_text("utf-8")
    assert [run.code for run in worlds.of("read").built.runs] == [1, 0]
