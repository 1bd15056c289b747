"""The import contracts hold, and would say so if they were broken."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def copy(repository: Path, tmp_path: Path) -> Path:
    """A copy of the package and its contracts, to be broken."""
    shutil.copytree(repository / "roireport", tmp_path / "roireport", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(repository / "pyproject.toml", tmp_path)
    return tmp_path


def broken_contracts(folder: Path) -> set[str]:
    """The names of the contracts that do not hold; fails where they cannot be read."""
    program = Path(sys.executable).with_name("lint-imports")
    command = [str(program), "--no-cache"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, env={"NO_COLOR": "1"})
    lines = run.stdout.splitlines()
    assert any(line.startswith("Contracts:") for line in lines), run.stdout + run.stderr
    return {line.removesuffix(" BROKEN") for line in lines if line.endswith(" BROKEN")}


def test_the_contracts_hold(copy: Path) -> None:
    assert broken_contracts(copy) == set()


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("roireport/model/place.py", "import roireport.load", "Data flows one way"),
        ("roireport/chart/scale.py", "import roireport.trace", "Data flows one way"),
        ("roireport/drawer.py", "import json", "Data flows one way"),
        (
            "roireport/measure/results.py",
            "import os.path",
            "The core touches no file, clock, network or locale",
        ),
        (
            "roireport/present/__init__.py",
            "import time",
            "The core touches no file, clock, network or locale",
        ),
        ("roireport/assess/__init__.py", "import babel.numbers", "Only pages speak a language"),
        ("roireport/chart/scale.py", "import roireport.model.place", "A chart is pure geometry"),
    ],
    ids=["upwards", "sibling", "drawer", "file", "clock", "language", "chart"],
)
def test_a_break_is_named(copy: Path, module: str, line: str, contract: str) -> None:
    file = copy / module
    file.write_text((file.read_text() if file.exists() else "") + f"\n{line}\n")
    assert contract in broken_contracts(copy)


def test_a_cycle_of_siblings_is_named(copy: Path) -> None:
    for here, there in [("ebb", "flood"), ("flood", "ebb")]:
        (copy / "roireport" / "chart" / f"{here}.py").write_text(f"import roireport.chart.{there}\n")
    assert broken_contracts(copy) == {"No module depends on a sibling that depends on it"}
