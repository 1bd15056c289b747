"""The commands that the README and the Makefile promise."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest


def recipe(repository: Path, target: str) -> str:
    """What `make TARGET` would run; fails where there is no such target."""
    command = ["make", "--dry-run", "--always-make", target]
    return subprocess.run(command, cwd=repository, check=True, capture_output=True, text=True).stdout


def test_the_commands_of_the_readme_are_targets_of_make(repository: Path) -> None:
    documented = set(re.findall(r"^\s*make (\w+)", (repository / "README.md").read_text(), re.MULTILINE))
    assert {"site", "test"} <= documented
    for target in documented:
        assert recipe(repository, target)


@pytest.mark.parametrize(
    ("target", "commands"),
    [
        ("setup", [".ci/hooks"]),
        ("site", ["roireport build"]),
        ("test", ["pytest"]),
        ("oracle", ["ROIREPORT_ORACLE_CASES=10000", "pytest", "tests/oracle"]),
        ("mutants", ["bench/mutants.py"]),
        ("check", ["ruff check", "ruff format --check", "mypy", "lint-imports"]),
        ("decisions", ["tests.ground.decisions"]),
        ("bench", ["bench/run.py"]),
    ],
)
def test_a_target_runs_what_it_is_named_for(repository: Path, target: str, commands: list[str]) -> None:
    run = recipe(repository, target)
    assert [command for command in commands if command not in run] == []


def test_the_bench_is_part_of_the_repository(repository: Path) -> None:
    assert (repository / "bench" / "run.py").is_file()


def test_the_tools_of_check_are_strict(repository: Path) -> None:
    tools = tomllib.loads((repository / "pyproject.toml").read_text())["tool"]
    assert tools["mypy"]["strict"] is True
    assert {"roireport", "tests"} <= set(tools["mypy"]["files"])
    assert tools["pytest"]["filterwarnings"] == ["error"]
    assert tools["pytest"]["strict"] is True
    assert {"E", "F", "ANN", "C901", "PLR0915"} <= set(tools["ruff"]["lint"]["select"])
