"""The wheel and the source archive, made once for all tests of this folder."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shipped(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a wheel and a source archive made from the repository."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
    subprocess.run(command, cwd=repository, check=True, capture_output=True)
    return folder
