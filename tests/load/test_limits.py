"""The limits of a workspace: the least ones are refused below, at the line, with the value to write."""

from pathlib import Path

import pytest

from roireport.cli import main
from roireport.load.workspace import LoadedWorkspace, load_workspace
from tests.cli.workspaces import GOOD, workspace

REFUSED = {
    "memory: 64 MiB": ("E740", "256 MiB"),
    "memory: 255 MiB": ("E740", "256 MiB"),
    "memory: plenty": ("E706", "512 MiB"),
    "seconds: 0": ("E741", "1"),
    "seconds: 0.99": ("E741", "1"),
    "seconds: -1": ("E741", "1"),
    "seconds: 86401": ("E741", "86400"),
    "seconds: 9000000000000": ("E741", "86400"),
}


@pytest.mark.parametrize("line", REFUSED)
def test_a_limit_out_of_range_is_refused_where_it_is_written(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = workspace(tmp_path, alpha=GOOD)
    (root / "roireport.yaml").write_text(f"firm: {{name: Firm}}\nlimits:\n  {line}\n")
    code, least = REFUSED[line]
    for language in ("en", "fr"):
        assert main(["build", "-C", str(root), "--interface", language]) == 2
        messages = capsys.readouterr().err
        assert messages.startswith(f"{code} roireport.yaml:3:{len(line.partition(' ')[0]) + 4} ")
        assert least in messages
    assert not (root / "site").exists()


@pytest.mark.parametrize("line", ["memory: 256 MiB", "memory: 256MiB", "seconds: 1", "seconds: 86400"])
def test_the_least_limits_are_accepted(line: str, tmp_path: Path) -> None:
    (tmp_path / "engagements").mkdir()
    (tmp_path / "roireport.yaml").write_text(f"limits: {{{line}}}\n")
    loaded = load_workspace(tmp_path)
    assert isinstance(loaded, LoadedWorkspace)
    assert loaded.workspace.limits.memory_bytes == (2**28 if "memory" in line else 2**30)
