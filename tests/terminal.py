"""A run at a terminal, with lines typed into it."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contexts import ROOT


def typed(root: Path, words: tuple[str, ...], lines: tuple[str, ...], code: int = 0) -> str:
    """What a terminal shows of a run, with these lines typed."""
    try:
        ours, theirs = pty.openpty()
    except OSError as lacking:
        pytest.skip(f"no pseudo-terminal: {lacking}")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "roireport", *words, "-C", str(root)]
    run = subprocess.Popen(command, env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    os.write(ours, "".join(line if line == "\x04" else f"{line}\n" for line in lines).encode())
    shown = b""
    while part := _read(ours):
        shown += part
    os.close(ours)
    assert run.wait(timeout=60) == code, shown
    return shown.decode()


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:
        return b""
