"""What a workspace itself may bring: its templates, styles, logo, settings."""

import pytest

from tests.attacks.alone import ALONE
from tests.attacks.case import Case
from tests.attacks.stage import SOUND, heading, refusals
from tests.attacks.templates import OWN
from tests.attacks.worlds import Worlds


@pytest.mark.parametrize("case", OWN, ids=lambda case: case.id)
def test_a_template_that_wants_more_fails_its_report_alone(case: Case, worlds: Worlds) -> None:
    (stage,) = worlds.of("own").stages
    assert refusals(stage)[case.engagement] == case.refused
    assert not (stage.site / case.engagement).exists()
    assert (stage.site / SOUND / f"{SOUND}.en.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("case", ALONE, ids=lambda case: case.id)
def test_a_workspace_that_wants_more_is_not_built(case: Case, worlds: Worlds) -> None:
    world = worlds.of("alone")
    number = ALONE.index(case)
    run, stage = world.built.runs[number], world.stages[number]
    messages = [line for line in run.printed.splitlines() if line.startswith("E")]
    assert tuple(dict.fromkeys(map(heading, messages))) == case.refused
    assert run.code != 0
    assert not (stage.site / SOUND).exists()
