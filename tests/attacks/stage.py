"""Workspaces of attacks in a folder, built under guard in a process of their own."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.attacks.case import Case, Link, Pipe, Put
from tests.attacks.guard import Plan, Run
from tests.attacks.sound import FILES, SETTINGS
from tests.contexts import ROOT

SECRET: Final = "the-secret-of-another-client"
"""Written into files outside the workspace; nothing that a build writes may hold it."""
SOUND: Final = "sound"
"""The neighbour of all attacks."""
_HEADING: Final = re.compile(r"(?P<code>E\d{3}) (?P<file>.*?)(?::(?P<line>\d+):\d+)? ")


@dataclass(frozen=True, slots=True)
class Stage:
    """A workspace, the file that nobody may read, and the site that was built of it."""

    root: Path
    outside: Path

    @staticmethod
    def at(folder: Path, settings: str = SETTINGS, *, sound: bool = True) -> "Stage":
        """A workspace with one sound engagement or none, and a secret beside it."""
        stage = Stage(folder / "workspace", folder / "outside")
        stage.outside.mkdir(parents=True)
        for name in ("secret.csv", "rate.csv", "summary.md", "engagement.yaml"):
            (stage.outside / name).write_text(f"{SECRET}\n", encoding="utf-8")
        stage.put(stage.root, {"roireport.yaml": settings})
        if sound:
            stage.engagement(SOUND, {})
        return stage

    @property
    def site(self) -> Path:
        return self.root / "site"

    def engagement(self, folder: str | bytes, puts: Mapping[str, Put]) -> None:
        """An engagement with files of an attack in place of the sound ones."""
        home = self.root / "engagements" / os.fsdecode(folder)
        if "" in puts:
            self._put(home, puts[""])
            return
        self.put(home, {name: text for name, text in FILES.items() if not _replaced(name, puts)})
        self.put(home, puts)

    def attacked(self, cases: Iterable[Case]) -> "Stage":
        """With an engagement for every case."""
        for case in cases:
            self.engagement(case.folder or case.id, case.put)
        return self

    def put(self, home: Path, puts: Mapping[str, Put]) -> None:
        for name, content in puts.items():
            (home / name).unlink(missing_ok=True)
            self._put(home / name, content)

    def _put(self, path: Path, content: Put) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Link):
            target = content.target.format(secret=self.outside / "secret.csv", outside=self.outside)
            path.symlink_to(target)
        elif isinstance(content, Pipe):
            os.mkfifo(path)
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))


def _replaced(name: str, puts: Mapping[str, Put]) -> bool:
    return any(name == put or name.startswith(f"{put}/") for put in puts)


@dataclass(frozen=True, slots=True)
class Built:
    """What came of guarded runs, and what was tried in them that no build may do."""

    runs: tuple[Run, ...]
    tried: tuple[str, ...]


def guarded(stages: Iterable[Stage], *arguments: str, cache: Path | None = None) -> Built:
    """Run a verb on each workspace, in one process of its own; a cache makes fonts ready once for several runs."""
    stages = tuple(stages)
    home = stages[0].root.parent
    shared = cache or home.parent / "XDG_CACHE_HOME"
    own = {"TMPDIR": str(home / "TMPDIR"), "XDG_CACHE_HOME": str(shared)}
    for folder in own.values():
        os.makedirs(folder, exist_ok=True)
    roots, record = tuple(str(stage.root) for stage in stages), home / "tried"
    plan = Plan(tuple(Run((*arguments, "-C", root)) for root in roots), (*roots, *own.values()), str(record))
    environment = {**os.environ, **own, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "tests.attacks.guard"]
    child = subprocess.run(
        command, input=plan.written(), cwd=stages[0].root, env=environment, capture_output=True, text=True, check=False
    )
    assert child.returncode == 0, child.stderr
    runs = tuple(Run(tuple(each["arguments"]), each["code"], each["printed"]) for each in json.loads(child.stdout))
    return Built(runs, tuple(record.read_text("utf-8").splitlines()) if record.exists() else ())


def refusals(stage: Stage) -> Mapping[str, tuple[str, ...]]:
    """The problems by engagement as the manifest of the site tells them: `CODE file:line`, each once."""
    failures = json.loads((stage.site / "manifest.json").read_text("utf-8"))["failures"]
    return {each["engagement"]: tuple(dict.fromkeys(map(heading, each["messages"]))) for each in failures}


def heading(message: str) -> str:
    """The code, the file and the line of a message, the folder of an engagement left out."""
    heading = _HEADING.match(message)
    assert heading, message
    file = re.sub(r"^engagements/[^/]*/?", "", heading["file"])
    return f"{heading['code']} {file}" + (f":{heading['line']}" if heading["line"] else "")
