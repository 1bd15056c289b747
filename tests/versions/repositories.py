"""Repositories of git for tests, with nothing of the machine's own settings."""

import subprocess
from pathlib import Path

from roireport.model.commit import Commit, CommitUnknown, Version

_SETTINGS = ("user.name=T", "user.email=t@example.org", "commit.gpgsign=false", "core.autocrlf=false")


def git(folder: Path, *words: str, given: str | None = None) -> str:
    """Run git with an identity of its own."""
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    command = ["git", *settings, *words]
    run = subprocess.run(command, cwd=folder, input=given, check=True, capture_output=True, text=True, timeout=60)
    return run.stdout.strip()


def commit_all(folder: Path, message: str = "change") -> str:
    """Commit everything and return the hash."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def repository(folder: Path, *names: str, init: tuple[str, ...] = ()) -> Path:
    """Make a repository with a commit for each of some folders, which hold engagement.yaml and data/kpi.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", *init)
    for name in names:
        (folder / name / "data").mkdir(parents=True)
        (folder / name / "engagement.yaml").write_bytes(b"title: T\nas_of: 2025-01-01\n")
        (folder / name / "data" / "kpi.csv").write_bytes(b"period,value\n2025-01,1\n")
        commit_all(folder, name)
    return folder


def known(version: Version) -> Commit:
    """The commit, which must be known."""
    assert isinstance(version, Commit), version
    return version


def reason(version: Version) -> str:
    """Why a commit is not known, which it must not be."""
    assert isinstance(version, CommitUnknown), version
    return version.reason
