"""Workspaces of any size: the repository's engagements over and over, each copy with a client and a cost of its own.

    python -m bench.workspace DIR N

The same N gives the same bytes. A copy is a whole engagement: nothing of it is shared with another, and the folder is a
git repository with one commit, as a consultant's would be, since a build asks git for the commit of every engagement.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
ASSERTIONS = re.compile(r"^assert:\n(?:[ #].*\n|\n(?= ))*", re.MULTILINE)
CLIENT = re.compile(r"(?<=^client:\n  name: )[^#\n]*[^#\s]", re.MULTILINE)
COST = re.compile(r"(?:amount: |flows: \{[^:]*: )(\d+)")
AS_MADE = ("-c", "user.name=bench", "-c", "user.email=bench@example.org", "-c", "commit.gpgsign=false")
DAY = "2026-01-01T00:00:00Z"


def make_workspace(folder: Path, size: int, first: int = 0) -> list[str]:
    """Write a workspace of so many engagements, counted from the first's number, and give their ids in order."""
    originals = sorted(path.parent for path in REPOSITORY.glob("engagements/*/engagement.yaml"))
    folder.mkdir(parents=True)
    shutil.copy(REPOSITORY / "roireport.yaml", folder)
    ids = []
    for number in range(first, first + size):
        original = originals[number % len(originals)]
        ids.append(f"{original.name}-{number:05}")
        _copy(original, folder / "engagements" / ids[-1], number)
    _commit(folder)
    return ids


def _copy(original: Path, copy: Path, number: int) -> None:
    """The same engagement for another client, who paid a little more."""
    shutil.copytree(original, copy)
    about = copy / "engagement.yaml"
    text = about.read_text(encoding="utf-8")
    # What the original says its sums must be no longer holds.
    text = ASSERTIONS.sub("", text)
    about.write_text(CLIENT.sub(lambda found: f"{found[0]} {number:05}", text, count=1), encoding="utf-8")
    raise_cost(copy, number)


def raise_cost(engagement: Path, more: int) -> None:
    """Add so much to the first cost of an engagement."""
    costs = engagement / "costs.yaml"
    text = costs.read_text(encoding="utf-8")
    match = COST.search(text)
    assert match, f"no amount in {costs.name} of {engagement.name}"
    amount = str(int(match[1]) + more)
    costs.write_text(text[: match.start(1)] + amount + text[match.end(1) :], encoding="utf-8")


def _commit(folder: Path) -> None:
    """One commit of everything; without git, engagements name none."""
    if not shutil.which("git"):
        return
    dates = {"GIT_AUTHOR_DATE": DAY, "GIT_COMMITTER_DATE": DAY}
    for words in (("init", "--quiet"), ("add", "."), (*AS_MADE, "commit", "--quiet", "-m", "Add engagements")):
        subprocess.run(["git", *words], cwd=folder, check=True, env={**os.environ, **dates})


if __name__ == "__main__":
    make_workspace(Path(sys.argv[1]), int(sys.argv[2]))
