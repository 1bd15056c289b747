"""The supported Pythons are the same wherever they are named, and no variable of a machine reaches the proof."""

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def pyproject() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())


def versions(pyproject: dict[str, Any]) -> list[str]:
    """The minor versions that the classifiers name, in their order."""
    return [line.rpartition(" ")[2] for line in pyproject["project"]["classifiers"]]


def test_the_oldest_python_is_the_one_that_style_and_types_are_checked_for(pyproject: dict[str, Any]) -> None:
    oldest = versions(pyproject)[0]
    assert pyproject["project"]["requires-python"] == f">={oldest}"
    assert pyproject["tool"]["ruff"]["target-version"] == f"py{oldest.replace('.', '')}"
    assert pyproject["tool"]["mypy"]["python_version"] == oldest


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_a_newcomer_reads_which_pythons_are_supported(
    repository: Path, pyproject: dict[str, Any], document: str
) -> None:
    *others, newest = versions(pyproject)
    assert f"Python {', '.join(others)} or {newest}" in (repository / document).read_text()


def test_the_pythons_that_are_tried_are_the_supported_ones(repository: Path, pyproject: dict[str, Any]) -> None:
    listing = re.search(r"^supported=\$\((.*)\)$", (repository / ".ci" / "pythons").read_text(), re.MULTILINE)
    assert listing
    listed = subprocess.run(["sh", "-c", listing[1]], cwd=repository, capture_output=True, text=True, check=True)
    assert listed.stdout.split() == versions(pyproject)


def test_a_clean_environment_keeps_what_finds_packages_and_nothing_else(repository: Path) -> None:
    given = {
        "PATH": "/usr/bin:/bin",
        "HOME": "/of somebody",
        "PIP_INDEX_URL": "https://packages.example/a b",
        "https_proxy": "http://proxy.example:3128",
        "ROIREPORT_REQUIRE_ALL": "1",
        "PYTHONUNBUFFERED": "1",
        "ROIREPORT_JOBS": "3",
        "GIT_DIR": "/elsewhere",
        "NOTE": "two lines\nPYTHONPATH=/elsewhere",
    }
    command = [str(repository / ".ci" / "clean-environment"), "env"]
    seen = subprocess.run(command, env=given, capture_output=True, text=True, check=True).stdout.splitlines()
    dropped = {"PYTHONUNBUFFERED", "ROIREPORT_JOBS", "GIT_DIR", "NOTE"}
    kept = {f"{name}={value}" for name, value in given.items() if name not in dropped}
    assert set(seen) == kept | {"LANG=C.UTF-8"}


def test_everything_in_the_proof_that_proves_runs_in_a_clean_environment(repository: Path) -> None:
    run = (repository / ".ci" / "run").read_text().splitlines()
    commands = [line for line in run if re.search(r"\bmake |/pythons|/prepare|/checkers", line)]
    assert len(commands) >= 5
    assert [line for line in commands if not line.startswith(".ci/clean-environment ")] == []
