"""A history agrees with the reports built at its commits, is computed once, and says what git does not know."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from roireport.build.workers import in_workers
from roireport.cli import main
from tests.cli.workspaces import GOOD, workspace
from tests.revisions.story import ID, STEPS, make_story, write
from tests.versions.repositories import commit_all, git

Shell = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story over six commits and two merges, from version 1.0 to 1.1, and two versions more."""
    root = tmp_path_factory.mktemp("story") / "workspace"
    make_story(root)
    file = root / "engagements" / ID / "engagement.yaml"
    file.write_text(file.read_text().replace("status: interim", "status: final"))
    commit_all(root)
    for day, version, undone in (("2026-07-10", "1.2", "correction"), ("2026-08-10", "2.0", "share")):
        write(root, STEPS - {undone})
        file.write_text(file.read_text().replace('version: "1.1"', f'version: "{version}"'))
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "-m", version, "--date", f"{day}T12:00:00")
    return root


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def documents(root: Path, capsys: Shell, *words: str, code: int = 0) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["history", "-C", str(root), "--format", "json", *words]) == code
    engagements: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["engagements"]
    return engagements


def test_it_agrees_with_the_reports_built_at_those_commits(root: Path, tmp_path: Path, capsys: Shell) -> None:
    (history,) = documents(root, capsys, ID)
    versions = history["versions"]
    assert [version["version"] for version in versions] == ["2.0", "1.2", "1.1", "1.0"]
    for number, version in enumerate(versions):
        clone = tmp_path / f"clone{number}"
        git(tmp_path, "clone", "--quiet", root.as_uri(), clone.name)
        git(clone, "checkout", "--quiet", version["commit"])
        assert main(["build", "-q", "--no-pdf", "-C", str(clone)]) == 0
        results = json.loads((clone / "site" / ID / "results.json").read_text("utf-8"))
        for path, value in version["figures"].items():
            here = results
            for key in path.split("."):
                here = here[key]
            assert value == here, (version["version"], path)
        assert version["as_of"] == results["engagement"]["as_of"]
        assert version["established"] == results["financial"]["established"]


def test_parts_of_each_step_add_up_to_the_change_of_the_published_figures(root: Path, capsys: Shell) -> None:
    (history,) = documents(root, capsys, ID)
    steps = list(zip(history["versions"], history["versions"][1:], strict=False))
    assert len(steps) == 3
    for now, before in steps:
        for path, parts in now["shares"].items():
            change = now["figures"][path] - before["figures"][path]
            assert sum(parts.values()) == pytest.approx(change, abs=1e-7), path
    assert steps[1][0]["shares"]["financial.roi"]["corrected"] > 0, "version 1.2 undoes a correction"
    assert steps[1][0]["cause"] == "corrected"


def count_jobs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the tasks of each run."""
    counts: list[int] = []
    run: Callable[..., Any] = in_workers

    def counted(jobs: list[Any], *words: Any, **options: Any) -> Any:
        counts.append(sum(len(job.wanted) for job in jobs))
        return run(jobs, *words, **options)

    monkeypatch.setattr("roireport.build.stored_history.in_workers", counted)
    return counts


def test_each_version_is_computed_once(root: Path, capsys: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = count_jobs(monkeypatch)
    first = documents(root, capsys, ID)
    assert documents(root, capsys, ID) == first
    git(root, "tag", "early", "HEAD~3")
    try:
        documents(root, capsys, ID)
    finally:
        git(root, "tag", "-d", "early")
    file = root / "engagements" / ID / "costs.yaml"
    text = file.read_text()
    file.write_text(text.replace("6000", "7000"))
    changed = documents(root, capsys, ID)
    file.write_text(text)
    assert changed[0]["versions"][0]["modified"]
    assert changed[0]["versions"][0]["date"] is None
    documents(root, capsys, ID, "--no-cache")
    assert counts[:2] == [4, 0]
    assert counts[2] == 2, "the tagged version, and the step after it"
    assert counts[3:] == [1, 4], "the present state alone; everything without a cache"


def test_the_site_has_a_page_of_the_engagement_and_one_of_the_portfolio(root: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert main(["build", "-q", "--no-pdf", "-C", str(root), "--site", str(site), "--today", "2026-08-15"]) == 0
    page = (site / ID / "history.html").read_text("utf-8")
    assert re.search(r"<h1>The ROI has moved from 56% to \d+% over four versions", page)
    assert page.count("<tr>") == 5
    assert 'href="history.html">History</a>' in (site / ID / "index.html").read_text("utf-8")
    quarter = (site / "history.html").read_text("utf-8")
    assert f'href="{ID}/history.html"' in quarter
    assert "<h1>The ROI of Works has moved this quarter, from " in quarter
    assert 'aria-current="page">History</a>' in quarter
    assert main(["build", "-q", "--no-pdf", "-C", str(root), "--site", str(site), "--today", "2026-12-31"]) == 0
    later = (site / "history.html").read_text("utf-8")
    assert f'href="{ID}/history.html"' in later, "the history of an engagement that is cached"
    assert "The ROI of one engagement has not moved this quarter" in later
    assert main(["build", "-q", "--no-pdf", "-C", str(root), "--site", str(site), "--audience", "client"]) == 0
    client = site / "client" / ID
    assert not (client / "history.html").exists()
    assert not any("history.html" in page.read_text("utf-8") for page in client.rglob("*.html"))


def test_an_engagement_with_one_version_has_no_page_and_is_named(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path / "ws", forge=GOOD + 'version: "1.0"\n')
    git(root, "init", "--quiet")
    commit_all(root)
    assert main(["build", "-q", "--no-pdf", "-C", str(root)]) == 0
    assert not (root / "site" / "forge" / "history.html").exists()
    page = (root / "site" / "forge" / "index.html").read_text("utf-8")
    assert 'href="history.html"' not in page
    assert 'href="../history.html"' in page, "that of the portfolio"
    assert main(["history", "-C", str(root), "forge"]) == 0
    printed = capsys.readouterr().out
    assert "first version known" in printed
    assert "Only one version is known" in printed
    assert main(["history", "-C", str(root), "--interface", "fr"]) == 0
    assert "Sans version antérieure\u00a0: forge." in capsys.readouterr().out


def test_a_version_that_does_not_load_is_a_row(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path / "ws", forge=GOOD + 'version: "1.0"\n')
    git(root, "init", "--quiet")
    commit_all(root)
    file = root / "engagements" / "forge" / "engagement.yaml"
    file.write_text(GOOD + 'version: "1.1"\nsimulation: {draws: 10}\n')
    commit_all(root)
    file.write_text(GOOD.replace("per_month: 200", "per_month: 2oo") + 'version: "1.2"\n')
    commit_all(root)
    file.write_text(GOOD + 'version: "1.3"\n')
    (history,) = documents(root, capsys, "forge")
    assert [version["fault"] for version in history["versions"]] == [None, "not_loaded", "schema", None]
    assert main(["history", "-C", str(root), "forge"]) == 0
    assert "earlier schema" in capsys.readouterr().out
    assert main(["build", "-q", "--no-pdf", "-C", str(root)]) == 0
    assert "not readable by this version" in (root / "site" / "forge" / "history.html").read_text("utf-8")
    file.write_text(GOOD.replace("per_month: 200", "per_month: 2oo") + 'version: "1.3"\n')
    assert main(["history", "-C", str(root), "forge"]) == 1
    assert "E203 engagements/forge/engagement.yaml:" in capsys.readouterr().err


def test_where_git_knows_less_it_says_why(
    root: Path, tmp_path: Path, capsys: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "4", root.as_uri(), "shallow")
    (history,) = documents(tmp_path / "shallow", capsys, ID)
    assert history["limit"] == "history_cut"
    assert len(history["versions"]) == 3, "one of 1.1 is there"
    assert main(["history", "-C", str(tmp_path / "shallow"), ID]) == 0
    assert "git fetch --unshallow" in capsys.readouterr().out
    git(root, "worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"))
    assert len(documents(tmp_path / "linked", capsys, ID)[0]["versions"]) == 4
    git(root, "worktree", "remove", "--force", str(tmp_path / "linked"))
    plain = workspace(tmp_path / "plain", forge=GOOD)
    assert main(["history", "-C", str(plain)]) == 2
    assert "E782" in capsys.readouterr().err
    assert main(["build", "-q", "--no-pdf", "-C", str(plain)]) == 0
    assert "in no git repository" in (plain / "site" / "history.html").read_text("utf-8")
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    assert main(["history", "-C", str(root)]) == 2
    assert "E783" in capsys.readouterr().err


def test_the_forms_are_complete_in_both_languages(root: Path, capsys: Shell) -> None:
    assert main(["history", "-C", str(root), ID, "--format", "md", "--interface", "fr"]) == 0
    table = [line for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
    assert len(table) == 6
    assert len({line.count(" | ") for line in table}) == 1
    assert "corrections de mesures antérieures" in table[3]
    assert main(["history", "-C", str(root), "--today", "2099-01-01"]) == 0
    assert "has not moved this quarter" in capsys.readouterr().out
