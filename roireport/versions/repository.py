"""The repository that a folder belongs to."""

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from roireport.versions.git import GitFailed, git

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository at the commit that is checked out, and a folder of its working tree.

    `folder` is the path of that folder within `top`, `""` or with a slash at its end. `head` is empty before the first
    commit. `cut` are the commits whose parents a shallow clone does not have.
    """

    top: Path
    folder: str
    head: str
    cut: frozenset[str]

    def trees(self, commits: Iterable[str]) -> dict[str, str]:
        """The id of the folder's tree in each commit; nothing for a commit without the folder."""
        return self.ids({commit: f"{commit}:{self.folder}" for commit in commits})

    def ids(self, names: Mapping[Key, str], kind: str = "tree") -> dict[Key, str]:
        """The id of each object of a kind by the key of its name (COMMIT:PATH); nothing for another name."""
        lines = "".join(f"{name}\n" for name in names.values())
        output = git(self.top, "cat-file", "--batch-check=%(objecttype) %(objectname)", given=os.fsencode(lines))
        answers = zip(names, output.decode("utf-8", "surrogateescape").splitlines(), strict=True)
        return {key: answer.split(" ")[1] for key, answer in answers if answer.startswith(f"{kind} ")}


def repository_of(folder: Path) -> Repository | None:
    """Find the repository of a folder; None where there is none.

    Raises:
        GitFailed: There is one, and git does not read it, or GIT_DIR names another.
    """
    folder = folder.resolve()
    nearest = next((parent for parent in (folder, *folder.parents) if _holds_repository(parent)), None)
    if nearest is None:
        _check_git_dir(())
        return None
    words = ("--show-toplevel", "--absolute-git-dir", "--git-common-dir")
    lines = os.fsdecode(git(nearest, "rev-parse", *words)).split("\n")
    top, own, common = (nearest / path for path in lines[:3])
    _check_git_dir((own, top / ".git"))
    if len(lines) != 4 or "\n" in str(folder) or not folder.is_relative_to(top.resolve()):
        raise GitFailed("git_failed", f"core.worktree: {top}")
    within = folder.relative_to(top.resolve()).as_posix()
    head = git(top, "rev-parse", "--verify", "--quiet", "HEAD^{commit}", accepted=(0, 1)).decode().strip()
    return Repository(top, "" if within == "." else f"{within}/", head, _cut(common / "shallow"))


def _check_git_dir(paths: Collection[Path]) -> None:
    """Raise GitFailed where GIT_DIR is set and is none of some paths."""
    named = os.environ.get("GIT_DIR")
    if named and not any(_is_same(Path(named), path) for path in paths):
        raise GitFailed("other_repository", f"GIT_DIR={named}")


def _holds_repository(folder: Path) -> bool:
    """Whether a folder is the top of a working tree; an empty folder named .git does not count."""
    path = folder / ".git"
    try:
        return os.path.lexists(path) and not (path.is_dir() and "HEAD" not in os.listdir(path))
    except OSError:  # it may not be looked into: git says why
        return True


def _is_same(first: Path, second: Path) -> bool:
    try:
        return first.samefile(second)
    except OSError:
        return False


def _cut(file: Path) -> frozenset[str]:
    try:
        return frozenset(file.read_text("ascii").split())
    except FileNotFoundError:
        return frozenset()
    except (OSError, ValueError) as fault:
        raise GitFailed("git_failed", f"shallow: {type(fault).__name__}") from None
