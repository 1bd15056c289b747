"""One report that never ends stops no other: the rest is as it would be without it, and the failure has a name."""

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from roireport.build import render_engagement as rendering
from roireport.build.jobs import EngagementJob
from roireport.build.output import EngagementOutput
from roireport.build.render_engagement import render_engagement
from roireport.cli import main
from roireport.posix import can_limit
from roireport.publish.render_tools import RenderTools
from roireport.workspace import OpenWorkspace
from tests.cli.workspaces import GOOD, workspace
from tests.contexts import ROOT

pytestmark = pytest.mark.skipif(not can_limit(), reason="needs fork and /proc")

ENDLESS = """\
{% if "Poison" in report.title %}
{% for a in range(90000) %}{% for b in range(90000) %}{% for c in range(90000) %}{% endfor %}{% endfor %}{% endfor %}
{% endif %}
{% include "sections/section.html.jinja" %}
"""


def pages(folder: Path, *ids: str) -> dict[str, bytes]:
    """The files of some engagements."""
    paths = (path for id in ids for path in (folder / id).rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_a_report_that_never_ends_is_given_up_and_named(
    jobs: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = workspace(tmp_path, alpha=GOOD, poisoned=GOOD.replace("Negotiation", "Poison"), zeta=GOOD)
    settings = "firm: {name: Firm}\nsite: {language: en}\nlimits: {seconds: 1}\n"
    (root / "roireport.yaml").write_text(settings)
    own = root / "templates" / "sections"
    own.mkdir(parents=True)
    (own / "roi.html.jinja").write_text(ENDLESS)
    assert main(["build", "--no-pdf", "--jobs", jobs, "-C", str(root)]) == 1
    messages = capsys.readouterr().err
    assert "E806" in messages
    assert "more than 1 seconds of processor time" in messages
    site = root / "site"
    assert not (site / "poisoned").exists()
    (failure,) = json.loads((site / "manifest.json").read_text())["failures"]
    assert failure["engagement"] == "poisoned"
    built = pages(site, "alpha", "zeta")
    assert len(built) == 10
    clean = workspace(tmp_path / "clean", alpha=GOOD, zeta=GOOD)
    (clean / "roireport.yaml").write_text(settings)
    (clean / "templates" / "sections").mkdir(parents=True)
    (clean / "templates" / "sections" / "roi.html.jinja").write_text(ENDLESS)
    assert main(["build", "--no-pdf", "-C", str(clean)]) == 0
    assert built == pages(clean / "site", "alpha", "zeta")


POISONS = {"endless": "E806", "huge": "E807", "crash": "E808", "unread": "E2", "template": "E9"}
"""What ten of forty engagements hold, two of each, and how the code of their problem begins."""
POISONED = """\
{% if "Endless" in report.title %}
{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}
{% endif %}
{% if "Huge" in report.title %}{% set all = "x" * 4000000000 %}{% endif %}
{% if "Template" in report.title %}{{ nothing.such }}{% endif %}
{% include "sections/section.html.jinja" %}
"""


def made_or_dead(opened: OpenWorkspace, tools: RenderTools, piece: EngagementJob) -> EngagementOutput:
    """The engagement; one that is to crash takes its worker with it."""
    if "crash" in piece.id:
        os.kill(os.getpid(), signal.SIGKILL)
    return render_engagement(opened, tools, piece)


def poisoned_workspace(folder: Path, **engagements: str) -> Path:
    root = workspace(folder, **engagements)
    (root / "roireport.yaml").write_text("firm: {name: Firm}\nsite: {language: en}\nlimits: {seconds: 1}\n")
    own = root / "templates" / "sections"
    own.mkdir(parents=True)
    (own / "roi.html.jinja").write_text(POISONED)
    return root


def poisoned_engagements() -> dict[str, str]:
    """Ten engagements by name, two with each poison."""
    bad = {f"good_{n}{n}_{kind}": GOOD.replace("Negotiation", kind.title()) for kind in POISONS for n in (3, 7)}
    return bad | {name: text.replace("1000", "1ooo") for name, text in bad.items() if "unread" in name}


def assert_each_has_its_code(failures: dict[str, list[str]], printed: str) -> None:
    """The manifest and the terminal name the code of each failure."""
    for id, messages in failures.items():
        code = POISONS[id.rpartition("-")[2]]
        assert code in " ".join(messages), id
        assert code in printed


def test_ten_of_forty_are_poisoned_and_thirty_are_as_without_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = {f"good_{number:02}": GOOD for number in range(30)}, poisoned_engagements()
    monkeypatch.setattr(rendering, "render_engagement", made_or_dead)
    root = poisoned_workspace(tmp_path / "poisoned", **good, **bad)
    assert main(["build", "-q", "--no-pdf", "--no-cache", "--jobs", "2", "-C", str(root)]) == 1
    printed, written = capsys.readouterr().err, json.loads((root / "site" / "manifest.json").read_text())
    failures = {failure["engagement"]: failure["messages"] for failure in written["failures"]}
    assert failures.keys() == {name.replace("_", "-") for name in bad}
    assert_each_has_its_code(failures, printed)
    clean = poisoned_workspace(tmp_path / "clean", **good)
    assert main(["build", "-q", "--no-pdf", "--no-cache", "-C", str(clean)]) == 0
    ids = [name.replace("_", "-") for name in good]
    assert len(pages(clean / "site", *ids)) == 5 * len(ids)
    assert pages(root / "site", *ids) == pages(clean / "site", *ids)


def test_an_engagement_that_lost_its_worker_is_tried_again_though_nothing_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = workspace(tmp_path, alpha=GOOD, crash=GOOD)
    monkeypatch.setattr(rendering, "render_engagement", made_or_dead)
    assert main(["build", "-q", "--no-pdf", "-C", str(root)]) == 1
    monkeypatch.setattr(rendering, "render_engagement", render_engagement)
    assert main(["build", "-q", "--no-pdf", "-C", str(root)]) == 0
    assert len(pages(root / "site", "crash")) == 5


def test_an_engagement_whose_second_writing_fails_leaves_none_of_its_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its neighbour could not be written, so it is written once more, without a link to there."""

    def dies(opened: OpenWorkspace, tools: RenderTools, piece: EngagementJob) -> EngagementOutput:
        if piece.id == "crash" or (piece.id == "alpha" and "crash" not in piece.neighbours):
            os.kill(os.getpid(), signal.SIGKILL)
        return render_engagement(opened, tools, piece)

    root = workspace(tmp_path, alpha=GOOD, crash=GOOD, zeta=GOOD)
    monkeypatch.setattr(rendering, "render_engagement", dies)
    assert main(["build", "-q", "--no-pdf", "-C", str(root)]) == 1
    assert {entry.name for entry in (root / "site").iterdir()}.isdisjoint({"alpha", "crash"})
    listed = json.loads((root / "site" / "manifest.json").read_text())
    assert {path.partition("/")[0] for path in listed["files"]} & {"alpha", "crash", "zeta"} == {"zeta"}
    assert {each["engagement"] for each in listed["failures"]} == {"alpha", "crash"}


def test_an_interrupt_ends_every_worker_and_leaves_the_old_site(tmp_path: Path) -> None:
    root = workspace(tmp_path, alpha=GOOD, beta=GOOD)
    assert main(["build", "-q", "--no-pdf", "-C", str(root)]) == 0
    old = pages(root / "site", "alpha", "beta")
    own = root / "templates" / "sections"
    own.mkdir(parents=True)
    (own / "roi.html.jinja").write_text(ENDLESS.replace('"Poison" in report.title', "true"))
    command = [sys.executable, "-m", "roireport", "build", "--no-pdf", "--jobs", "2", "-C", str(root)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a shell ignores it for what it runs beside itself
    build = subprocess.Popen(
        command, env=environment, start_new_session=True, stderr=subprocess.DEVNULL, preexec_fn=heard
    )
    deadline = time.monotonic() + 120
    while len(group(build.pid)) < 3 and time.monotonic() < deadline:  # the build and its two workers
        time.sleep(0.05)
    os.killpg(build.pid, signal.SIGINT)
    assert build.wait(timeout=120) == 130
    assert group(build.pid) == set()
    assert pages(root / "site", "alpha", "beta") == old
    assert not list(root.glob(".site.new-*"))


def group(leader: int) -> set[int]:
    """The processes of a group that still run."""
    processes = set()
    for entry in (each for each in os.listdir("/proc") if each.isdecimal()):
        try:
            stat = Path(f"/proc/{entry}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        fields = stat.rpartition(")")[2].split()
        if int(fields[2]) == leader and fields[0] != "Z":
            processes.add(int(entry))
    return processes
