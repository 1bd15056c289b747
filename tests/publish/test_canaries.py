"""Nothing internal leaves: canaries are planted everywhere, and looked for in all that a build writes or sends."""

import pickle
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from roireport.build.job_server import render_parcel
from roireport.build.jobs import EngagementJob
from roireport.build.limits import Lost
from roireport.build.parcels import parcel_of, workspace_files
from roireport.build.render_engagement import render_engagement
from roireport.cli import main
from roireport.publish.render_tools import render_tools
from tests.audience.test_allow_list import schema
from tests.contexts import ROOT
from tests.publish.canaries import CANARY, parts_of_pdf, plant, traces_in
from tests.publish.test_attachments import opened_at

HALDEN = "halden-key-accounts"
SHOWN = "Halden Robotics BV"
"""What every place that is looked through must hold: a search that finds nothing proves nothing."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with an engagement of this repository, full of canaries, and one that cannot be read."""
    root = tmp_path_factory.mktemp("canaries")
    shutil.copytree(ROOT / "engagements" / HALDEN, root / "engagements" / HALDEN)
    paths = plant(root / "engagements" / HALDEN)
    internal = {name for name, field in schema() if name.startswith("Internal.")}
    assert {path.removeprefix(".internal") for path in paths} == {name.removeprefix("Internal") for name in internal}
    settings = (ROOT / "roireport.yaml").read_text("utf-8")
    (root / "roireport.yaml").write_text(f"# {CANARY}\n{settings}\n# {CANARY}\n", "utf-8")
    broken = root / "engagements" / "broken"
    shutil.copytree(root / "engagements" / HALDEN, broken)
    text = (broken / "engagement.yaml").read_text("utf-8")
    (broken / "engagement.yaml").write_text(text.replace("status: interim", f"status: interm # {CANARY}"), "utf-8")
    return root


@pytest.fixture(scope="module")
def site(root: Path) -> Path:
    assert main(["build", "-q", "--no-cache", "-C", str(root)]) == 1
    return root / "site"


def test_no_file_of_the_site_holds_a_canary(site: Path) -> None:
    files = [path for path in site.rglob("*") if path.is_file()]
    assert {path: traces_in(path.read_bytes()) for path in files if traces_in(path.read_bytes())} == {}
    assert [path.name for path in files if CANARY in path.name] == []
    for name in (f"{HALDEN}/index.html", f"{HALDEN}/results.json", "assets/search-index.js", "index.html"):
        assert SHOWN in (site / name).read_text("utf-8"), name
    assert "E2" in (site / "manifest.json").read_text("utf-8")


def test_no_object_of_a_pdf_holds_a_canary(site: Path) -> None:
    (pdf,) = site.rglob("*.pdf")
    parts = list(parts_of_pdf(pdf.read_bytes()))
    assert [traces_in(part) for part in parts if traces_in(part)] == []
    assert any(f"name: {SHOWN}".encode() in part for part in parts)
    assert any(SHOWN.encode("utf-16-be") in part or SHOWN.encode() in part for part in parts)


def test_no_part_of_a_workbook_holds_a_canary(site: Path) -> None:
    (workbook,) = site.rglob("*.xlsx")
    with zipfile.ZipFile(workbook) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    assert [traces_in(part) for part in parts if traces_in(part)] == []
    assert any(SHOWN.encode() in part for part in parts)


@pytest.mark.needs("pdftotext")
def test_no_page_of_a_pdf_shows_a_canary(site: Path) -> None:
    (pdf,) = site.rglob("*.pdf")
    text = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True).stdout
    assert traces_in(text) == []
    assert SHOWN.encode() in text


def test_a_parcel_holds_redacted_sources_and_comes_to_the_same_bytes(root: Path) -> None:
    opened = opened_at(root)
    shared, job = workspace_files(opened), EngagementJob(HALDEN, None)
    assert shared is not None
    parcel = parcel_of(opened, shared, job, pdf=False)
    assert parcel is not None
    assert traces_in(pickle.dumps(parcel)) == []
    folder = ROOT / "engagements" / HALDEN
    read = {path.relative_to(ROOT).as_posix() for path in folder.rglob("*.*") if path.parent.name != "internal"}
    assert {name for name, _ in (parcel.job.snapshot.files.items() if parcel.job.snapshot else ())} == read
    there = render_parcel(parcel)
    assert not isinstance(there, Lost)
    here = render_engagement(opened, render_tools(root, opened.settings, opened.words, pdf=False), job)
    assert here.files
    assert (there.files, there.findable, there.entry) == (here.files, here.findable, here.entry)


def test_what_cannot_be_read_is_not_sent(root: Path) -> None:
    opened = opened_at(root)
    shared = workspace_files(opened)
    assert shared is not None
    assert parcel_of(opened, shared, EngagementJob("broken", None), pdf=False) is None
