"""What all processes of a run share: the first that asks makes it, the others wait for it."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def shared_folder(folders: pytest.TempPathFactory, name: str) -> Path:
    """A folder of the run; each process of pytest-xdist has a part of its own in it."""
    own = folders.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    folder.mkdir(exist_ok=True)
    return folder


def written_once(path: Path, write: Callable[[], object]) -> Path:
    """A file or folder; `write` is called where no process has finished it."""
    done = Path(f"{path}.done")
    with open(f"{path}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            write()
            done.touch()
    return path
