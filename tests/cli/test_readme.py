"""What the manual says of the command is what the command says."""

import re
from pathlib import Path

import pytest

from roireport.cli import main
from roireport.cli.group import verbs_of


def test_every_verb_of_the_manual_exists_with_its_options(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manual = (repository / "docs" / "manual.md").read_text()
    listed = re.findall(r"^roireport (template \w+|\w+)(?= .* {2,})(.*)$", manual, re.MULTILINE)
    assert {name.split()[0] for name, _ in listed} == set(verbs_of())
    assert {name.split()[1] for name, _ in listed if " " in name} == set(verbs_of("template"))
    for name, rest in listed:
        assert main([*name.split(), "--help"]) == 0
        help_text = capsys.readouterr().out
        for option in re.findall(r"--[a-z-]+", rest):
            assert option in help_text, (name, option)
