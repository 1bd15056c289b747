"""`diff`: what changed since a revision, in four forms, and what it says where there is nothing to compare."""

import json
import os
import re
import shutil
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from roireport.cli import main
from tests.cli.workspaces import GOOD, workspace
from tests.versions.repositories import commit_all, git

Shell = pytest.CaptureFixture[str]
COSTLY = GOOD.replace("amount: 1000", "amount: 1250")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace of two engagements, of which one costs more in its second commit."""
    root = workspace(tmp_path / "ws", forge=GOOD, mill=GOOD)
    git(root, "init", "--quiet", "-b", "main")
    commit_all(root)
    git(root, "tag", "v1")
    (root / "engagements" / "forge" / "engagement.yaml").write_text(COSTLY)
    commit_all(root)
    return root


def run(root: Path, *words: str, code: int = 0) -> None:
    assert main(["diff", "-C", str(root), "--interface", "en", *words]) == code


def documents(root: Path, capsys: Shell, *words: str, code: int = 0) -> dict[str, dict[str, Any]]:
    """The engagements of the document, by id."""
    run(root, *words, "--format", "json", code=code)
    document = json.loads(capsys.readouterr().out, parse_float=Decimal)
    return {entry["id"]: entry for entry in document["engagements"]}


def test_the_printed_parts_add_up_to_the_printed_change(root: Path, capsys: Shell) -> None:
    file = root / "engagements" / "forge" / "engagement.yaml"
    file.write_text(COSTLY.replace("share: 60%", "share: 47%").replace("2025-12-31", "2025-11-30"))
    run(root, "v1", "forge")
    text = capsys.readouterr().out
    (roi,) = (line for line in text.splitlines() if line.strip().startswith("ROI  "))
    before, after, change, *parts = (Decimal(number.replace("−", "-")) for number in re.findall(r"[+−]?\d+\.\d", roi))
    assert len(parts) == 3
    assert after - before == change == sum(parts)
    assert change != 0


def test_the_document_has_parts_that_add_up_to_the_published_change(root: Path, capsys: Shell) -> None:
    forge = documents(root, capsys, "v1")["forge"]
    figures = {figure["path"]: figure for figure in forge["figures"]}
    roi = figures["financial.roi"]
    assert (roi["before"], roi["after"]) == (Decimal("0.44"), Decimal("0.152"))
    assert sum(roi["shares"].values()) == roi["difference"] == Decimal("-0.288")
    assert roi["shares"]["corrected"] == roi["difference"]
    (change,) = forge["changes"]
    assert change["path"] == "costs.fees.amount"
    assert change["place"] == "engagements/forge/engagement.yaml:8:53"
    assert change["line"]["commit"] == git(root, "rev-parse", "HEAD")


def test_two_revisions_are_compared_whatever_the_files_hold(root: Path, capsys: Shell) -> None:
    (root / "engagements" / "forge" / "engagement.yaml").write_text("broken: [")
    assert documents(root, capsys, "v1..main")["forge"]["state"] == "changed"
    assert documents(root, capsys, "v1..")["forge"]["state"] == "changed"
    assert documents(root, capsys, "..v1")["forge"]["state"] == "changed"
    assert documents(root, capsys, "main..main")["forge"]["state"] == "unchanged"


def test_the_exit_code_says_whether_something_differs_by_enough(root: Path) -> None:
    """The ROI falls by 28.8 points, the cost rises by 250."""
    run(root, "v1", "forge")
    run(root, "v1", "forge", "--exit-code", code=4)
    run(root, "v1", "mill", "--exit-code")
    for threshold, code in (("28.8pt", 4), ("28.9pt", 0), ("250", 4), ("251", 0)):
        run(root, "v1", "--exit-code", "--threshold", threshold, code=code)
    run(root, "v1", "--exit-code", "--threshold", "50pt", "--threshold", "100", code=4)
    for wrong in ("1%", "pt", "-1pt", "NaN"):
        run(root, "v1", "--threshold", wrong, code=2)


def test_renamed_new_and_removed_engagements_are_called_so(root: Path, capsys: Shell) -> None:
    engagements = root / "engagements"
    shutil.move(engagements / "forge", engagements / "smithy")
    shutil.rmtree(engagements / "mill")
    (engagements / "quarry").mkdir()
    other = "\n".join(f"# {n}" for n in range(40))
    (engagements / "quarry" / "engagement.yaml").write_text(GOOD.replace("Negotiation", "Other") + other)
    states = {id: (one["state"], one["renamed_from"]) for id, one in documents(root, capsys, "v1").items()}
    assert states == {"smithy": ("changed", "forge"), "mill": ("removed", None), "quarry": ("new", None)}
    run(root, "v1", "forge")
    assert "smithy (renamed, was forge)" in capsys.readouterr().out
    run(root, "v1", "mill", "--exit-code", code=4)


def test_a_line_that_is_gone_has_the_commit_that_took_it_out(root: Path, capsys: Shell) -> None:
    """Two go, in a folder that was renamed before: one on a branch that is merged, one in the working tree."""
    file = root / "engagements" / "forge" / "engagement.yaml"
    file.write_text(
        GOOD.replace("per_month: 200,", "per_month: 200, risk: 5%,") + "target_roi: 10%\nhorizon: 24 months\n"
    )
    commit_all(root)
    git(root, "tag", "v2")
    shutil.move(root / "engagements" / "forge", root / "engagements" / "smithy")
    commit_all(root)
    git(root, "checkout", "--quiet", "-b", "side")
    file = root / "engagements" / "smithy" / "engagement.yaml"
    file.write_text(file.read_text().replace("target_roi: 10%\n", ""))
    gone = commit_all(root)
    git(root, "checkout", "--quiet", "main")
    (root / "NOTES").write_text("x")
    commit_all(root)
    git(root, "merge", "--quiet", "--no-ff", "side", "-m", "merge")
    file.write_text(file.read_text().replace("horizon: 24 months\n", ""))
    smithy = documents(root, capsys, "v2", "smithy")["smithy"]
    changes = {change["path"]: change["line"] for change in smithy["changes"]}
    assert changes["target_roi"]["commit"] == gone
    (place,) = (change["place"] for change in smithy["changes"] if change["path"] == "target_roi")
    assert place == "v2:engagements/forge/engagement.yaml:11:13"
    assert changes["horizon"] == {"unknown": "this line is in no commit yet"}


def test_a_revision_that_cannot_be_read_is_named_with_its_problems(root: Path, capsys: Shell) -> None:
    file = root / "engagements" / "forge" / "engagement.yaml"
    file.write_text(GOOD.replace("per_month: 200", "per_month: 2oo"))
    commit_all(root)
    file.write_text(GOOD + "simulation: {draws: 10}\n")
    commit_all(root)
    file.write_text(GOOD)
    run(root, "HEAD~1", "forge", code=1)
    printed = capsys.readouterr()
    assert "there is nothing to compare with" in printed.out
    assert "2oo" in printed.err
    assert "HEAD~1:engagements/forge/engagement.yaml:10" in printed.err
    run(root, "HEAD", "forge", code=1)
    assert "earlier schema" in capsys.readouterr().out
    run(root, "HEAD..HEAD~2", "forge", code=1)
    run(root, "v1..HEAD", "forge", code=1)
    assert "cannot be read; the problems say why" in capsys.readouterr().out


def test_settings_of_each_side_are_its_own(root: Path, capsys: Shell) -> None:
    (root / "roireport.yaml").write_text("defaults: {horizon: 6 months}\nsite: {language: en}\n")
    mill = documents(root, capsys, "v1", "mill")["mill"]
    (change,) = mill["changes"]
    assert (change["group"], change["path"], change["place"]) == ("cut_off", "horizon", "roireport.yaml:1:21")
    (root / "roireport.yaml").write_text("firm: [\n")
    commit_all(root)
    (root / "roireport.yaml").write_text("firm: {name: Firm}\n")
    run(root, "HEAD", code=2)
    assert "E785" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["v9", "--output=x", "", "v1...main", "v1^{tree}", "HEAD:engagements", "a b\nc"])
def test_what_is_no_revision_is_an_error(root: Path, capsys: Shell, name: str) -> None:
    assert main(["diff", "-C", str(root), "--", name]) == 2
    assert "E780" in capsys.readouterr().err
    assert sorted(path.name for path in root.iterdir()) == [".git", "engagements", "roireport.yaml"]


def test_a_change_that_cannot_be_shared_out_says_why(root: Path, capsys: Shell) -> None:
    file = root / "engagements" / "forge" / "engagement.yaml"
    file.write_text(COSTLY.replace("currency: EUR", "currency: USD"))
    run(root, "v1", "forge")
    assert "The currency changed" in capsys.readouterr().out


def test_the_forms_are_complete_documents(root: Path, capsys: Shell) -> None:
    file = root / "engagements" / "forge" / "engagement.yaml"
    file.write_text(COSTLY.replace("label: Margin", 'label: "a|b <script>"').replace("share: 60%", "share: 50%"))
    run(root, "v1", "--format", "html")
    page = capsys.readouterr().out
    assert page.startswith("<!doctype html>")
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    run(root, "v1", "--format", "md")
    text = capsys.readouterr().out
    heads = [line for line in text.splitlines() if line.startswith("| Figure")]
    widths = {line.count(" | ") for line in text.splitlines() if line.startswith(("| ROI", "| Full cost", "| Figure"))}
    assert heads
    assert len(widths) == 1
    assert main(["diff", "-C", str(root), "--interface", "fr", "v1"]) == 0
    assert "Données modifiées" in capsys.readouterr().out


def test_links_of_a_revision_are_not_followed(root: Path, capsys: Shell) -> None:
    folder = root / "engagements" / "forge"
    (folder / "costs.yaml").symlink_to("/etc/passwd")
    commit_all(root)
    (folder / "costs.yaml").unlink()
    run(root, "HEAD", "forge", code=1)
    printed = capsys.readouterr()
    assert "engagements/forge/costs.yaml" in printed.err
    assert "root:" not in printed.out + printed.err


def test_where_git_gives_no_earlier_version_it_says_why(
    root: Path, tmp_path: Path, capsys: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(folder: Path, name: str, code: str) -> None:
        assert main(["diff", "-C", str(folder), name]) == 2
        assert code in capsys.readouterr().err

    git(tmp_path, "clone", "--quiet", "--depth", "1", root.as_uri(), "shallow")
    refused(tmp_path / "shallow", "HEAD~1", "E781")
    run(tmp_path / "shallow", "HEAD")
    refused(workspace(tmp_path / "plain", forge=GOOD), "HEAD", "E782")
    (root / "docs").mkdir()
    nested = workspace(root / "docs" / "nested", forge=GOOD)
    refused(nested, "HEAD", "E784")
    monkeypatch.setenv("PATH", str(tmp_path))
    refused(root, "HEAD", "E783")


def test_a_linked_worktree_is_compared_with_its_own_files(root: Path, capsys: Shell) -> None:
    git(root, "worktree", "add", "--quiet", "--detach", "../linked", "v1")
    linked = root.parent / "linked"
    assert documents(linked, capsys, "v1")["forge"]["state"] == "unchanged"
    assert documents(linked, capsys, "main")["forge"]["state"] == "changed"


def test_a_pointer_of_git_lfs_is_an_error(root: Path, capsys: Shell) -> None:
    file = root / "engagements" / "forge" / "engagement.yaml"
    file.write_text(f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 1\n")
    commit_all(root)
    file.write_text(GOOD)
    run(root, "HEAD", code=2)
    assert "LFS" in capsys.readouterr().err


def test_the_length_of_a_history_hardly_matters(root: Path, capsys: Shell) -> None:
    """10,000 commits between the two sides, each of which changes another file."""
    last = git(root, "rev-parse", "HEAD")
    lines = []
    for number in range(10_000):
        moment = f"T <t@example.org> {1_700_000_000 + number} +0000"
        origin = f"from {last}\n" if not number else ""
        file = f"M 644 inline NOTES\ndata <<.\n{number}\n.\n"
        lines.append(f"commit refs/heads/main\ncommitter {moment}\ndata 1\nx\n{origin}{file}")
    git(root, "fast-import", "--quiet", "--force", given="\n".join(lines))
    git(root, "reset", "--hard", "--quiet")
    started = time.perf_counter()
    forge = documents(root, capsys, "v1", "forge")["forge"]
    assert time.perf_counter() - started < 15
    (change,) = forge["changes"]
    assert change["line"]["commit"] == last


def test_nothing_is_left_behind(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    before = sorted(os.walk(root / "engagements"))
    run(root, "v1")
    run(root, "v1..main")
    assert list((tmp_path / "tmp").iterdir()) == []
    assert sorted(os.walk(root / "engagements")) == before
