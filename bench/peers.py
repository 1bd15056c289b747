"""The peers that come from PyPI, in a virtual environment of their own: none of them is a dependency of roireport."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PACKAGES = {"mkdocs": "mkdocs", "pelican": "pelican[markdown]", "typst": "typst"}
VERSION = "import importlib.metadata as known; print(known.version({!r}))"


@dataclass(frozen=True, slots=True)
class Peers:
    """The interpreter that has them, and the version of each that could be installed."""

    python: Path
    installed: dict[str, str]


def installed_peers(folder: Path, names: tuple[str, ...]) -> Peers:
    """Install what is not there yet; what cannot be is left out."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    return Peers(python, {name: version for name in names if (version := _version(python, name))})


def _version(python: Path, name: str) -> str:
    """The version of a peer, installed if need be; empty where it cannot be."""
    command = [str(python), "-c", VERSION.format(name)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PACKAGES[name]]
        subprocess.run(install, capture_output=True, check=False)
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def program_version(program: str, *words: str) -> str:
    """The first line that a program says of its version; empty where there is no such program."""
    if not shutil.which(program):
        return ""
    printed = subprocess.run([program, *words], capture_output=True, text=True, check=False).stdout
    return printed.splitlines()[0].strip() if printed else ""
