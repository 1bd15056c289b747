"""One input tried: it is read, measured and assessed, or refused with a code in its place."""

import gc
import re
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from roireport.evaluate import evaluate
from roireport.load.engagement import load_engagement
from roireport.load.workspace import FILE as SETTINGS
from roireport.load.workspace import load_workspace
from roireport.model.engagement import Engagement
from roireport.present.report import SECTION_IDS
from roireport.problems.codes import CODES
from roireport.problems.problem import Problem, Problems
from roireport.problems.text import problem_text
from roireport.render.shown_source import shown_note
from roireport.workspace import OpenWorkspace, open_workspace
from tests.contexts import ROOT, words

ENGAGEMENTS: Final = ("future-tel", "halden-key-accounts")
"""Of this repository: a published case, and one that uses nearly every section."""
_WHOLE_FILE: Final = frozenset(("csv_no_rows", "file_too_large", "workbook_not_text"))
"""Problems of a file that has no line to point at."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The code of the first problem, else "read", and the processor time until it was known."""

    code: str
    seconds: float


@dataclass(frozen=True, slots=True)
class FuzzWorkspace:
    """A copy of the engagements in a folder, and the bytes of their files by path."""

    opened: OpenWorkspace
    files: dict[str, bytes]

    @staticmethod
    def at(folder: Path) -> "FuzzWorkspace":
        shutil.copy(ROOT / SETTINGS, folder)
        for id in ENGAGEMENTS:
            home = folder / "engagements" / id
            shutil.copytree(ROOT / "engagements" / id, home, ignore=shutil.ignore_patterns("internal"))
        opened = open_workspace(folder)
        assert not isinstance(opened, Problems)
        paths = (path for path in folder.rglob("*.*") if path.is_file())
        return FuzzWorkspace(opened, {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})

    def tried(self, name: str, raw: bytes) -> Outcome:
        """What becomes of a file of these bytes."""
        path = self.opened.root / name
        gc.disable()  # a pause for the thousands of values that the search keeps is no time of the input
        try:
            path.write_bytes(raw)
            started = time.process_time()
            read = self._read(name)
            seconds = time.process_time() - started
        finally:
            gc.enable()
            path.write_bytes(self.files[name])
        if isinstance(read, Engagement):
            read = evaluate(read, self.opened, commit=None).problems
        for series in read:
            _check(series, name, raw)
        return Outcome(CODES[read[0].key] if read else "read", seconds)

    def _read(self, name: str) -> Engagement | Sequence[Problem]:
        """The engagement that a file belongs to; its problems, or none where it is the workspace's and in order."""
        if name == SETTINGS:
            loaded = load_workspace(self.opened.root)
            return loaded.items if isinstance(loaded, Problems) else ()
        engagement = load_engagement(self.opened.root, name.split("/")[1], self.opened.settings)
        if isinstance(engagement, Problems):
            assert engagement.items
            return engagement.items
        shown = [shown_note(each, SECTION_IDS) for each in engagement.narratives]
        unfit = [wrong for wrong in shown if isinstance(wrong, Problem)]
        return unfit or engagement


def _check(problem: Problem, name: str, raw: bytes) -> None:
    """A problem has a code, its sentences, and a place that is there."""
    place = problem.place
    message = problem_text(problem, words("en"))
    assert message.startswith(f"{CODES[problem.key]} {place} "), message
    if place.file != name:
        return
    assert (place.line > 0 and place.column > 0) or problem.key in _WHOLE_FILE, message
    lines = re.split(r"\r\n|\r|\n", raw.decode("utf-8", "replace").removeprefix("\ufeff"))
    assert place.line <= len(lines), message
    assert not place.line or place.column <= len(lines[place.line - 1]) + 1, message
