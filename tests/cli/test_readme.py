"""What the README says of the command is what the command says."""

import re
from pathlib import Path

import pytest

from roireport.cli import main
from roireport.cli.group import VERBS


def test_every_verb_of_the_readme_exists_with_its_options(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = re.findall(r"^roireport (\w+)(.*)$", (repository / "README.md").read_text(), re.MULTILINE)
    assert {name for name, _ in told} == set(VERBS)
    for name, rest in told:
        assert main([name, "--help"]) == 0
        help_text = capsys.readouterr().out
        for option in re.findall(r"--[a-z-]+", rest):
            assert option in help_text, (name, option)
