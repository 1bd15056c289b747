"""The one function that runs git."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from roireport.model.commit import Reason
from roireport.text.characters import printable

_SECONDS: Final = 60
"""How long one call may take."""
_OPTIONS: Final = (
    "--no-pager",
    "--no-replace-objects",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "fetch.bundleURI="),
    *("-c", "safe.bareRepository=explicit"),
)
"""No monitor, no hook, and no repository made of the plain files of a folder, whose settings could run programs."""
_KEPT: Final = ("GIT_CONFIG", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH")
"""Prefixes of the variables that a user sets for all repositories; all others are dropped."""
_OURS: Final = {
    # A missing object is not fetched. git before 2.44 does not know the first variable; no protocol allows it either.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


class GitFailed(Exception):
    """git gave no answer: why, and its message as it can be printed."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = printable(detail)[:120]


def git(folder: Path, *arguments: str, given: bytes = b"", accepted: tuple[int, ...] = (0,)) -> bytes:
    """Run a plumbing command of git in a folder and return what it prints.

    Args:
        folder: Where it runs.
        arguments: The command and its arguments. Only commands that read objects and references: they start no
            program of the configuration, while those that hash files of the working tree, show differences of their
            contents or check signatures do.
        given: Its standard input.
        accepted: The exit codes that are no failure.

    Raises:
        GitFailed: git is not installed, refuses the repository, fails or takes too long.
    """
    program = shutil.which("git")
    if program is None:
        raise GitFailed("git_missing")
    try:
        run = subprocess.run(
            [program, *_OPTIONS, *arguments],
            cwd=folder,
            input=given,
            capture_output=True,
            timeout=_SECONDS,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise GitFailed("git_failed", f"git {arguments[0]}: {_SECONDS} s") from None
    except OSError as fault:
        raise GitFailed("git_failed", str(fault.strerror)) from None
    if run.returncode not in accepted:
        raise _failure(run.stderr)
    return run.stdout


def _environment() -> dict[str, str]:
    """The environment without what points git to other files or programs."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(_KEPT)}
    return kept | _OURS


def _failure(message: bytes) -> GitFailed:
    lines = message.decode("utf-8", "replace").splitlines() or [""]
    detail = next((line for line in lines if line.startswith("fatal:")), lines[0]).removeprefix("fatal: ")
    # "dubious ownership" since git 2.36, "unsafe repository" in the fixes of the versions before it.
    refused = "dubious ownership" in detail or "unsafe repository" in detail
    return GitFailed("other_owner" if refused else "git_failed", detail)
