"""The scripts of the recipes, and the hook, run with stand-ins for the services."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.workspaces import GOOD, workspace
from tests.contexts import ROOT
from tests.scaffold.recipes import HOOKS, Runner, recipe
from tests.versions.repositories import commit_all, git

pytestmark = pytest.mark.needs("bash", "git")
UNCHANGED = "No figure changes any more."


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository whose last commit changes no figure."""
    root = workspace(tmp_path / "ws", works=GOOD)
    git(root, "init", "--quiet", "-b", "main")
    commit_all(root)
    (root / "notes.txt").write_text("mine\n")
    commit_all(root)
    return root


def change(checkout: Path) -> None:
    """Change a cost in the last commit."""
    file = checkout / "engagements/works/engagement.yaml"
    file.write_text(file.read_text().replace("amount: 1000", "amount: 1250"))
    git(checkout, "add", "--all")
    git(checkout, "commit", "--quiet", "--amend", "--no-edit")


def step(job: str, name: str, folder: Path) -> dict[str, Any]:
    """A step of the recipe for GitHub with a script, by its id or by the beginning of its name."""
    steps = yaml.safe_load(recipe("github", folder))["jobs"][job]["steps"]
    (script,) = [one for one in steps if one.get("id") == name or one.get("name", "").startswith(name)]
    assert isinstance(script, dict)
    return script


@pytest.mark.parametrize(("changed", "written"), [(False, "false"), (True, "true"), (None, "unknown")])
def test_github_compares_with_the_target_branch(
    changed: bool | None, written: str, checkout: Path, tmp_path: Path
) -> None:
    if changed:
        change(checkout)
    if changed is None:
        (checkout / "engagements/works/engagement.yaml").write_text("title: [")
    runner = Runner.start(tmp_path / "runner", checkout)
    output, summary = tmp_path / "output", tmp_path / "summary"
    script = step("site", "diff", tmp_path)["run"]
    files = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary)}
    runner.run(script, {**files, "ROIREPORT_INTERFACE": "en"})
    assert output.read_text() == f"changed={written}\n"
    assert ("€1,000 → €1,250" in summary.read_text()) == bool(changed)


OURS = {"id": 7, "user": {"login": "github-actions[bot]"}, "body": "<!-- roireport -->\nearlier"}
FOREIGN = {"id": 6, "user": {"login": "somebody"}, "body": "<!-- roireport -->\nnot ours"}
OTHER = {"id": 5, "user": {"login": "github-actions[bot]"}, "body": "of another workflow"}


@pytest.mark.parametrize(
    ("before", "changed", "after"),
    [
        ([], "true", ["<!-- roireport -->\nnew\n"]),
        ([OTHER, OURS], "true", [OTHER["body"], "<!-- roireport -->\nnew\n"]),
        ([FOREIGN], "true", [FOREIGN["body"], "<!-- roireport -->\nnew\n"]),
        ([], "false", []),
        ([OTHER], "false", [OTHER["body"]]),
        ([OURS], "false", [f"<!-- roireport -->\n{UNCHANGED}\n"]),
        ([OURS], "unknown", [OURS["body"]]),
    ],
)
def test_github_has_one_comment_and_updates_it(
    before: list[dict[str, Any]], changed: str, after: list[str], tmp_path: Path
) -> None:
    runner = Runner.start(tmp_path / "runner", tmp_path)
    runner.write(before)
    (tmp_path / "diff.md").write_text("new\n")
    comment = step("comment", "Comment", tmp_path)
    variables = {name: value for name, value in comment["env"].items() if "${{" not in value}
    given = {"GITHUB_REPOSITORY": "firm/roi", "PULL_REQUEST": "12", "CHANGED": changed, "GH_TOKEN": "t"}
    runner.run(comment["run"], variables | given)
    assert runner.bodies() == after
    assert {path.partition("?")[0] for _, path in runner.state["calls"]} <= {
        "repos/firm/roi/issues/12/comments",
        "repos/firm/roi/issues/comments/7",
    }


@pytest.mark.parametrize(("public", "code"), [("false", 0), ("true", 1), ("", 1)])
def test_github_publishes_nothing_where_pages_are_public_or_unknown(public: str, code: int, tmp_path: Path) -> None:
    runner = Runner.start(tmp_path / "runner", tmp_path)
    runner.write([], public=public)
    refuse = step("pages", "Refuse", tmp_path)
    variables = {"GITHUB_REPOSITORY": "firm/roi", "REFUSED": refuse["env"]["REFUSED"]}
    output = runner.run(refuse["run"], variables, code)
    assert ("nothing is published" in output) == bool(code)


def gitlab(job: str, folder: Path) -> tuple[str, dict[str, str]]:
    """The script of a job for GitLab, and its variables with those that GitLab sets."""
    document = yaml.safe_load(recipe("gitlab", folder))
    server = {
        "CI_API_V4_URL": "https://gitlab.example.org/api/v4",
        "CI_PROJECT_ID": "3",
        "CI_MERGE_REQUEST_IID": "12",
        "ROIREPORT_INTERFACE": "en",
        "ROIREPORT_TOKEN": "secret",
    }
    return "\n".join(document[job]["script"]), document[job].get("variables", {}) | server


def test_gitlab_has_one_note_and_updates_it(checkout: Path, tmp_path: Path) -> None:
    """No note without a change; then one, which later runs update, though a hundred others were written before it."""
    script, variables = gitlab("comment", tmp_path)
    runner = Runner.start(tmp_path / "runner", checkout)
    others = [{"id": number, "body": f"note {number}"} for number in range(150)]
    runner.write(others)
    variables["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = git(checkout, "rev-parse", "HEAD^1")
    runner.run(script, variables)
    assert len(runner.bodies()) == 150
    change(checkout)
    for _ in range(2):
        runner.run(script, variables)
        (ours,) = runner.bodies()[150:]
        assert ours.startswith("<!-- roireport -->\n## What changed")
        assert "€1,000 → €1,250" in ours
    variables["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = git(checkout, "rev-parse", "HEAD")
    runner.run(script, variables)
    assert runner.bodies()[150:] == [f"<!-- roireport -->\n{UNCHANGED}\n"]
    assert {token for token, _ in runner.state["calls"]} == {"PRIVATE-TOKEN: secret"}


@pytest.mark.parametrize("broken", [False, True])
def test_gitlab_says_why_there_is_no_note(broken: bool, checkout: Path, tmp_path: Path) -> None:
    script, variables = gitlab("comment", tmp_path)
    runner = Runner.start(tmp_path / "runner", checkout)
    change(checkout)
    variables["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = git(checkout, "rev-parse", "HEAD^1")
    if broken:
        (checkout / "engagements/works/engagement.yaml").write_text("title: [")
    else:
        del variables["ROIREPORT_TOKEN"]
    output = runner.run(script, variables)
    assert variables["UNREAD" if broken else "NO_TOKEN"] in output
    assert runner.state["calls"] == []


@pytest.mark.parametrize(("level", "code"), [("private", 0), ("enabled", 1), ("", 1)])
def test_gitlab_publishes_nothing_where_pages_are_public_or_unknown(level: str, code: int, tmp_path: Path) -> None:
    script, variables = gitlab("pages", tmp_path)
    runner = Runner.start(tmp_path / "runner", tmp_path)
    runner.write([], pages_access_level=level)
    (tmp_path / "site").mkdir()
    output = runner.run(script, variables, code)
    assert ("nothing is published" in output) == bool(code)
    assert (tmp_path / "public").exists() == (not code)


@pytest.mark.parametrize("source", ["workspace", "repository"])
def test_the_hook_refuses_a_commit_that_cannot_be_read(source: str, checkout: Path, tmp_path: Path) -> None:
    """Its command as pre-commit runs it, for the files that its pattern names."""
    recipe("github", tmp_path)
    hooks = {
        "workspace": yaml.safe_load((tmp_path / "github/en" / HOOKS).read_text())["repos"][0]["hooks"],
        "repository": yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text()),
    }
    (hook,) = hooks[source]
    assert hook["pass_filenames"] is False
    names = (
        "roireport.yaml",
        "engagements/works/data/k.csv",
        "templates/words/fr/roi.yaml",
        "notes.txt",
        "site/a.html",
    )
    assert [bool(re.search(hook["files"], name)) for name in names] == [True, True, True, False, False]
    runner = Runner.start(tmp_path / "runner", checkout)
    runner.run(hook["entry"])
    (checkout / "engagements/works/engagement.yaml").write_text("title: [")
    assert "engagements/works/engagement.yaml" in runner.run(hook["entry"], code=1)
