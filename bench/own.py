"""The roireport beside this folder, in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.timing import REPOSITORY, run


def roireport(*words: str, cache: Path) -> None:
    """A verb, silent, with what it keeps in a folder of the bench's."""
    run(sys.executable, "-m", "roireport", *words, XDG_CACHE_HOME=str(cache))


def build(workspace: Path, site: Path, cache: Path, *options: str) -> None:
    """`roireport build`."""
    roireport("build", "-q", "-C", str(workspace), "--site", str(site), *options, cache=cache)


def asked(module: str, *words: str) -> Any:
    """What a module of the bench measures in a process of its own, and prints as JSON."""
    command = [sys.executable, "-m", f"bench.{module}", *words]
    return json.loads(subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, text=True).stdout)
