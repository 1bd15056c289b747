"""What is in the repository names no machine, and nothing unfinished is silenced."""

import re
import subprocess
from pathlib import Path

import pytest

# Spelled in parts, so that this file does not find itself.
PRIVATE = re.compile("|".join(["/" + "work/", "/" + "root/", "/" + "home/", "/" + "Users/", r"\.\./" + "shared"]))
SILENCED = re.compile("|".join(["# " + "type: ignore", "# " + "noqa", r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b"]))


@pytest.fixture(scope="module")
def texts(repository: Path) -> dict[str, str]:
    """Every file that is or would be committed and is a text."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=repository, check=True, capture_output=True, text=True).stdout
    paths = [path for path in listed.split("\0") if path and (repository / path).is_file()]
    contents = {path: (repository / path).read_bytes() for path in paths}
    return {path: raw.decode(errors="replace") for path, raw in contents.items() if b"\0" not in raw}


@pytest.mark.parametrize(
    ("pattern", "specimen"),
    [(PRIVATE, "see /" + "home/someone/notes"), (SILENCED, "x = 1  # " + "noqa")],
    ids=["private paths", "silenced tools"],
)
def test_no_file_holds(texts: dict[str, str], pattern: re.Pattern[str], specimen: str) -> None:
    assert pattern.search(specimen)
    assert {"Makefile", "pyproject.toml"} <= set(texts)
    assert [path for path, text in texts.items() if pattern.search(text)] == []


def test_every_python_file_opens_with_a_docstring(texts: dict[str, str]) -> None:
    modules = {path: text for path, text in texts.items() if path.endswith(".py")}
    assert len(modules) > 20
    assert [path for path, text in modules.items() if not text.startswith(('"""', 'r"""'))] == []


def test_what_a_build_writes_is_not_committed(texts: dict[str, str]) -> None:
    assert [path for path in texts if path.startswith("site/")] == ["site/.gitignore"]
