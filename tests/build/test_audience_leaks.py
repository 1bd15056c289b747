"""What would leak to a client is withheld from that one alone; each problem names its place."""

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from roireport.build import render_engagement as rendering
from roireport.build.audience_view import evaluate_view
from roireport.build.jobs import EngagementJob
from roireport.evaluate import Evaluation
from roireport.problems.problem import Problems
from roireport.workspace import OpenWorkspace
from tests.build.audiences import build, text_of
from tests.cli.workspaces import BROKEN, workspace
from tests.publish.published import tree

SECRET: Final = "The rebate of spring was never told"


@pytest.fixture
def leaking(tmp_path: Path) -> Path:
    """Two engagements, of which nothing leaks yet."""
    return workspace(tmp_path / "work", mill=text_of("mill"), dairy=text_of("dairy"))


def published(root: Path) -> set[str]:
    return {folder.name for folder in (root / "site" / "client").iterdir()}


def test_what_a_template_gives_away_is_named_by_place(leaking: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mill = leaking / "engagements" / "mill" / "engagement.yaml"
    mill.write_text(mill.read_text() + f"internal: {{notes: {SECRET}}}\n")
    words = leaking / "templates" / "words" / "en"
    words.mkdir(parents=True)
    (words / "site.yaml").write_text(f"report: {SECRET}\n")
    for _ in range(2):  # the second build has nothing to do, and says the same
        assert build(leaking, "--no-pdf", "mill") == 5
        message = capsys.readouterr().err
        assert "E850 client/mill/index.html" in message
        assert "engagements/mill/engagement.yaml:12:19" in message
        assert SECRET not in message
        assert not (leaking / "site" / "client").exists()
    listed = (leaking / "site" / "manifest.json").read_text()
    assert '"client/mill"' in listed
    assert SECRET not in listed


def test_a_leak_and_a_fault_withhold_two_clients_and_no_third(
    leaking: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = leaking / "engagements" / "mill" / "narrative" / "summary.md"
    note.parent.mkdir()
    note.write_text("As we did with Dairy Brothers in March.\n")
    broken = leaking / "engagements" / "tannery" / "engagement.yaml"
    broken.parent.mkdir()
    broken.write_text(BROKEN)
    assert build(leaking, "--no-pdf") == 5
    message = capsys.readouterr().err
    assert "E850 client/mill/index.html" in message
    assert "engagements/dairy/engagement.yaml:2:16" in message
    assert "Dairy" not in message
    assert "engagements/tannery/engagement.yaml:10:" in message
    assert published(leaking) == {"dairy"}
    failures = json.loads((leaking / "site" / "manifest.json").read_text())["failures"]
    assert [failure["engagement"] for failure in failures] == ["client/mill", "client/tannery"]


def test_a_new_client_is_searched_for_in_what_was_made_before(
    leaking: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mill = leaking / "engagements" / "mill" / "engagement.yaml"
    mill.write_text(mill.read_text().replace("label: Fees", "label: Fees with Tannery Brothers"))
    assert build(leaking, "--no-pdf", "--jobs", "1") == 0
    folder = leaking / "engagements" / "tannery"
    folder.mkdir()
    (folder / "engagement.yaml").write_text(text_of("tannery"))
    rendered: list[str] = []

    def render(opened: OpenWorkspace, job: EngagementJob) -> Evaluation | Problems:
        rendered.append(job.id)
        return evaluate_view(opened, job)

    monkeypatch.setattr(rendering, "evaluate_view", render)
    capsys.readouterr()
    assert build(leaking, "--no-pdf", "--jobs", "1") == 5
    assert "E850 client/mill/" in capsys.readouterr().err
    assert published(leaking) == {"dairy", "tannery"}
    assert "mill" not in rendered


def test_an_unknown_audience_is_a_problem_of_the_settings(leaking: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(leaking, audience="cleint") == 2
    assert re.search(r"E752 roireport\.yaml .*`cleint`", capsys.readouterr().err)
    assert not (leaking / "site").exists()


def test_a_broken_total_is_at_a_line_of_the_view(leaking: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mill = leaking / "engagements" / "mill" / "engagement.yaml"
    mill.write_text(mill.read_text() + "assert: {financial.cost: {equals: 999}}\n")
    assert build(leaking, "--no-pdf", "mill") == 1
    message = capsys.readouterr().err
    place = re.search(r"client/mill/inputs/engagement\.yaml:(\d+):", message)
    assert place
    view = (leaking / "site" / "client" / "mill" / "inputs" / "engagement.yaml").read_text().splitlines()
    assert "equals" in view[int(place[1]) - 1]


def test_the_bytes_are_the_same_whatever_was_kept(leaking: Path) -> None:
    def files(*more: str) -> Mapping[str, bytes]:
        assert build(leaking, "--no-pdf", *more) == 0
        return tree(leaking / "site")

    cold = files("--no-cache")
    assert files() == cold
    shutil.rmtree(leaking / "site")
    assert files() == cold
