"""Where a verb works, and what helps to type it."""

from pathlib import Path

import pytest

from roireport.cli import main
from tests.cli.workspaces import GOOD, workspace


def test_the_workspace_may_be_named_before_the_verb(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    single = workspace(tmp_path / "one", first=GOOD)
    two = workspace(tmp_path / "two", second=GOOD)
    assert main(["-C", str(single), "list"]) == 0
    assert "first" in capsys.readouterr().out
    assert main(["-C", str(single), "list", "-C", str(two)]) == 0
    assert "second" in capsys.readouterr().out, "the one after the verb is the nearer"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_completion(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    assert f"_ROIREPORT_COMPLETE={shell}_complete" in capsys.readouterr().out
