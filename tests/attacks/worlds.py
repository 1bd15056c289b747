"""The workspaces of all attacks, each built once a run, whichever process asks first."""

import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.attacks.alone import ALONE
from tests.attacks.corpus import ATTACHED, EVERY_NOTE, LEAKS, READ
from tests.attacks.sound import SETTINGS
from tests.attacks.stage import Built, Stage, guarded
from tests.attacks.templates import LAYOUT, OWN, SHORT, TEMPLATE
from tests.attacks.texts import EVERY_TEXT
from tests.shared import written_once


@dataclass(frozen=True, slots=True)
class World:
    """Workspaces of attacks, and what came of building them."""

    stages: tuple[Stage, ...]
    built: Built


def _read(folder: Path) -> World:
    """Every attack on what is read, as an engagement beside a sound one; and the sound one alone."""
    stages = Stage.at(folder / "attacked").attacked(READ), Stage.at(folder / "clean")
    return World(stages, guarded(stages, "build", "--no-pdf", cache=folder.parent / "XDG_CACHE_HOME"))


def _printed(folder: Path) -> World:
    """Every text and every note that can be set, as PDFs too."""
    stage = Stage.at(folder, sound=False).attacked((*ATTACHED, *LEAKS))
    stage.engagement(EVERY_TEXT.id, {**EVERY_TEXT.put, "narrative/summary.md": EVERY_NOTE})
    return World((stage,), guarded([stage], "build"))


def _own(folder: Path) -> World:
    """A template of the workspace's own, in the report of one engagement after the other."""
    stage = Stage.at(folder, f"{SETTINGS}limits: {{seconds: 3, memory: 512 MiB}}\n").attacked(OWN)
    stage.put(stage.root, {LAYOUT: TEMPLATE})
    return World((stage,), guarded([stage], "build"))


def _alone(folder: Path) -> World:
    """Attacks on whole workspaces, whose builds end before a page is made."""
    stages = tuple(Stage.at(folder / case.id) for case in ALONE)
    for stage, case in zip(stages, ALONE, strict=True):
        (stage.outside / "secret.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
        stage.put(stage.root, {LAYOUT: SHORT, **case.put})
    return World(stages, guarded(stages, "build", cache=folder.parent / "XDG_CACHE_HOME"))


WORLDS: Final[Mapping[str, Callable[[Path], World]]] = {
    "read": _read,
    "printed": _printed,
    "own": _own,
    "alone": _alone,
}


@dataclass(frozen=True, slots=True)
class Worlds:
    """A folder that all processes of a run share."""

    folder: Path

    def of(self, name: str) -> World:
        """A world by its name."""
        path = self.folder / f"{name}.world"
        written_once(path, lambda: path.write_bytes(pickle.dumps(WORLDS[name](self.folder / name))))
        world = pickle.loads(path.read_bytes())
        assert isinstance(world, World)
        return world
