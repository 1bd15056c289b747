"""Recipes as `init` writes them, and what runs their scripts."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import yaml

from roireport.cli import main
from tests.contexts import ROOT
from tests.scaffold.stand_ins import CURL, GH

FILES: Final = {"github": ".github/workflows/roireport.yml", "gitlab": ".gitlab-ci.yml"}
HOOKS: Final = ".pre-commit-config.yaml"
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


def recipe(ci: str, folder: Path, language: str = "en") -> str:
    """The text of a recipe, as `init` writes it."""
    assert main(["init", "-q", str(folder / ci / language), "--lang", language, "--ci", ci]) == 0
    return (folder / ci / language / FILES[ci]).read_text()


def loaded(text: str, ci: str) -> dict[str, Any]:
    """A recipe as its service reads it: the key `on` of a workflow is no truth value."""
    document = yaml.safe_load(text)
    if ci == "github":
        document["on"] = document.pop(True)
    assert isinstance(document, dict)
    return document


@dataclass(frozen=True)
class Runner:
    """Runs scripts as a service does: in a checkout, with stand-ins for `gh` and `curl` that keep a service's state."""

    folder: Path
    checkout: Path

    @classmethod
    def start(cls, folder: Path, checkout: Path) -> "Runner":
        """Install the stand-ins beside the real roireport."""
        programs = folder / "bin"
        programs.mkdir(parents=True)
        for name, text in (("gh", GH), ("curl", CURL)):
            (programs / name).write_text(f"#!{sys.executable}\n{text}")
            (programs / name).chmod(0o755)
        (programs / "python").symlink_to(sys.executable)
        (programs / "roireport").write_text(f'#!/bin/sh\nexec {sys.executable} -m roireport "$@"\n')
        (programs / "roireport").chmod(0o755)
        runner = cls(folder, checkout)
        runner.write([])
        return runner

    def write(self, comments: list[dict[str, Any]], **more: str) -> None:
        """Set what the service holds."""
        (self.folder / "state.json").write_text(json.dumps({"comments": comments, "calls": [], **more}))

    @property
    def state(self) -> dict[str, Any]:
        """What the service holds, and how it was called."""
        document = json.loads((self.folder / "state.json").read_text())
        assert isinstance(document, dict)
        return document

    def bodies(self) -> list[str]:
        return [comment["body"] for comment in self.state["comments"]]

    def run(self, script: str, variables: Mapping[str, str] = NOTHING, code: int = 0) -> str:
        """Run a script and return what it prints."""
        kept = {name: os.environ[name] for name in ("HOME", "LANG", "XDG_CACHE_HOME") if name in os.environ}
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        environment = {**kept, "PATH": path, "PYTHONPATH": str(ROOT), "STATE": str(self.folder / "state.json")}
        (self.folder / "script.sh").write_text(script)
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(self.folder / "script.sh")]
        done = subprocess.run(
            command, cwd=self.checkout, env={**environment, **variables}, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr
