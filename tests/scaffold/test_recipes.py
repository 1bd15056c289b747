"""The recipes of `init --ci`: valid for their services, and careful with rights."""

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

from roireport.cli import main
from roireport.model.language import LANGUAGES
from tests.contexts import ROOT
from tests.scaffold.recipes import FILES, HOOKS, loaded, recipe

SCHEMAS = {"github": "github-workflows.json", "gitlab": "gitlab-ci.json"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ci", FILES)
def test_a_recipe_is_valid_for_its_service(ci: str, language: str, tmp_path: Path) -> None:
    schema = json.loads((ROOT / "tests/schemas" / SCHEMAS[ci]).read_text())
    document = loaded(recipe(ci, tmp_path, language), ci)
    assert [error.message for error in Draft7Validator(schema).iter_errors(document)] == []


@pytest.mark.parametrize("ci", FILES)
def test_both_languages_do_the_same(ci: str, tmp_path: Path) -> None:
    """Their comments, names of steps and messages differ, nothing else."""

    def skeleton(language: str) -> str:
        document = loaded(recipe(ci, tmp_path, language), ci)
        text = json.dumps(document, ensure_ascii=False, sort_keys=True)
        text = re.sub(r'"(name|UNCHANGED|UNREAD|NO_TOKEN|REFUSED)": "[^"]*"', r'"\1"', text)
        return re.sub(r'"ROIREPORT_INTERFACE": "\w+"|# [^\\]*', "", text)

    assert skeleton("en") == skeleton("fr")
    for language in LANGUAGES:
        assert f"ROIREPORT_INTERFACE: {language}\n" in recipe(ci, tmp_path / "again", language)


def test_github_gives_each_job_the_rights_that_it_needs(tmp_path: Path) -> None:
    """Only a job without the files of the pull request may write, and no text of an event is part of a script."""
    document = loaded(recipe("github", tmp_path), "github")
    assert document["on"] == ["push", "pull_request"]
    assert document["permissions"] == {}
    rights = {name: job["permissions"] for name, job in document["jobs"].items()}
    assert rights == {
        "site": {"contents": "read"},
        "comment": {"pull-requests": "write"},
        "pages": {"pages": "write", "id-token": "write"},
    }
    for name, job in document["jobs"].items():
        actions = [step["uses"] for step in job["steps"] if "uses" in step]
        assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action) for action in actions)
        assert name == "site" or not any("checkout" in action for action in actions)
        assert not any("${{" in step.get("run", "") for step in job["steps"])
    assert document["jobs"]["site"]["steps"][0]["with"]["persist-credentials"] is False


@pytest.mark.parametrize("ci", FILES)
def test_pages_are_off_until_a_variable_says_private(ci: str, tmp_path: Path) -> None:
    document = yaml.safe_load(recipe(ci, tmp_path))
    if ci == "github":
        condition = document["jobs"]["pages"]["if"]
        assert "vars.ROIREPORT_PAGES == 'private'" in condition
        assert "github.event_name == 'push'" in condition
    else:
        (rule,) = document["pages"]["rules"]
        assert rule["if"] == '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $ROIREPORT_PAGES == "private"'


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workspace_with_a_recipe_has_a_hook(language: str, tmp_path: Path) -> None:
    for ci in ("github", "gitlab"):
        recipe(ci, tmp_path, language)
        assert (tmp_path / ci / language / HOOKS).is_file()
    assert main(["init", "-q", str(tmp_path / "none"), "--lang", language]) == 0
    assert not (tmp_path / "none" / HOOKS).exists()
