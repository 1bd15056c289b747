"""Runs verbs where a system lacks something: every process of such a run begins with a module that takes it away."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from roireport.model.language import Language
from roireport.workspace import built_in_words
from tests.contexts import ROOT

SYSTEMS = ("Debian", "Fedora", "macOS", "Windows")
_RUN_ALL = """\
import json, sys
from roireport.cli import main
codes = {}
for name, words in json.loads(sys.argv[1]).items():
    for stream in (sys.stdout, sys.stderr):
        print(f"\\f{name}", file=stream, flush=True)
    codes[name] = main(words)
print(f"\\f{json.dumps(codes)}", flush=True)
"""


def install_commands(language: Language = "en") -> dict[str, str]:
    """The commands that a message names for a missing library, by system."""
    text = str(built_in_words(language)["problems.pango_missing.mend"])
    commands = re.findall(r"`((?:sudo|brew|python) [^`]+)`", text)
    return dict(zip(SYSTEMS, commands, strict=True))


@dataclass(frozen=True, slots=True)
class Ended:
    """What a verb came to."""

    code: int
    output: str
    messages: str


def variables_without(folder: Path, taking: str) -> dict[str, str]:
    """The environment of processes that begin with the statements `taking`."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(taking)
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(folder), str(ROOT)))}


def run_verbs(root: Path, variables: dict[str, str], verbs: Mapping[str, tuple[str, ...]]) -> dict[str, Ended]:
    """Run verbs in a workspace one after the other, in one process: importing everything takes the most time."""
    words = {name: [*verb, "-C", str(root), "--interface", "en"] for name, verb in verbs.items()}
    command = [sys.executable, "-c", _RUN_ALL, json.dumps(words)]
    ended = subprocess.run(command, cwd=root, env=variables, capture_output=True, text=True, check=False)
    *outputs, codes = ended.stdout.split("\f")[1:] or ["{}"]
    messages = ended.stderr.split("\f")[1:]
    assert ended.returncode == 0, ended.stderr
    assert len(outputs) == len(messages) == len(verbs)
    return {
        name: Ended(code, output.partition("\n")[2], message.partition("\n")[2])
        for (name, code), output, message in zip(json.loads(codes).items(), outputs, messages, strict=True)
    }
