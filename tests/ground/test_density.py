"""The limits of complexity, length and arguments are measured."""

from pathlib import Path

import pytest

from tests.ground.density import LONGEST, MOST_ARGUMENTS, MOST_COMPLEX, density_faults, main

BRANCHES = "".join(f"    if x == {n}:\n        return {n}\n" for n in range(MOST_COMPLEX))
LINES = "    x = 1\n" * LONGEST
ARGUMENTS = ", ".join(f"a{n}" for n in range(MOST_ARGUMENTS + 1))


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        (f"def f(x):\n{BRANCHES}", "complexity 11"),
        (f"def f():\n{LINES}", "41 lines"),
        (f"def f({ARGUMENTS}):\n    pass\n", "7 arguments"),
    ],
    ids=["complexity", "lines", "arguments"],
)
def test_a_function_above_a_limit_is_found(source: str, fault: str) -> None:
    ((_, measured),) = density_faults(source)
    assert fault in measured


def test_a_function_at_the_limits_passes() -> None:
    arguments = ", ".join(f"a{n}" for n in range(MOST_ARGUMENTS))
    body = "        x = 1\n" * (LONGEST - 1)
    source = f"class C:\n    def f(self, {arguments}):\n{body}"
    assert list(density_faults(source)) == []


def test_a_click_command_may_take_an_argument_for_each_option() -> None:
    assert list(density_faults(f"@click.command()\ndef f({ARGUMENTS}):\n    pass\n")) == []


def test_the_check_fails_where_there_is_a_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 0
    (tmp_path / "long.py").write_text(f"def f():\n{LINES}", encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    assert "long.py:1: f has 41 lines" in capsys.readouterr().out
