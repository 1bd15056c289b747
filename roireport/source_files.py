"""Write source files, such as those of an engagement: new ones, and new content of old ones; all of it, or nothing."""

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path, PurePosixPath

from roireport.load.files import is_missing, stands_inside
from roireport.model.place import Place
from roireport.problems.problem import Problem, Problems, Refused, at_stage, problem
from roireport.text.characters import printable


def write_files(root: Path, new: Mapping[str, bytes], changed: Mapping[str, tuple[bytes, bytes]]) -> Problems | None:
    """Write files below a folder, which is made where it is missing.

    A new folder appears with everything in it at once. Where a write fails, what was written before is taken back.

    Args:
        root: The folder.
        new: The content of files that do not exist, by path.
        changed: The content before and after of files that exist, by path.

    Returns:
        The problems because of which nothing was written.

    Raises:
        Refused: a write failed; nothing is left of it.
    """
    base = next(folder for folder in (root, *root.absolute().parents) if not is_missing(folder))
    try:
        if not base.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        if faults := _faults(root, new, changed):
            return Problems(faults)
        _write(root, base, new, changed)
    except OSError as failed:
        why = problem("files_not_written", Place(printable(str(base))), why=failed.strerror or str(failed))
        raise Refused(at_stage("render", [why])) from None
    return None


def _write(root: Path, base: Path, new: Mapping[str, bytes], changed: Mapping[str, tuple[bytes, bytes]]) -> None:
    """Write files below a folder that exists; an OSError takes back what was written before it."""
    with ExitStack() as cleaning:
        stage = Path(tempfile.mkdtemp(prefix=".roireport-", dir=base))
        cleaning.callback(shutil.rmtree, stage, ignore_errors=True)
        with ExitStack() as undoing:
            _create(base, stage / "new", [(root.absolute() / path, new[path]) for path in new], undoing)
            for path, (before, after) in changed.items():
                _replace(root / path, stage, before, after, undoing)
            undoing.pop_all()


def replace_file(target: Path, content: bytes) -> None:
    """Write one file; what was there stays until the new one is whole. Its permissions follow the umask.

    Raises:
        OSError: it failed, and nothing is left of it.
    """
    with tempfile.TemporaryDirectory(prefix=".roireport-", dir=target.parent) as stage:
        aside = Path(stage, target.name)
        aside.write_bytes(content)
        os.replace(aside, target)


def write_fault(root: Path, path: str) -> Problem | None:
    """Report a file that may not be written: a link, one behind a link, or no plain file."""
    target = root / path
    above = next((folder for folder in target.parents if not is_missing(folder)), root)
    is_reached = above.is_dir() and (not above.is_relative_to(root) or stands_inside(root, above))
    is_plain = is_missing(target) or (target.is_file() and not target.is_symlink())
    return None if is_reached and is_plain else problem("not_a_regular_file", Place(path))


def _faults(root: Path, new: Iterable[str], changed: Iterable[str]) -> list[Problem]:
    """Report each file that may not be written, and each new one that exists."""
    faults = [write_fault(root, path) or _exists(root, path) for path in new]
    faults += [write_fault(root, path) for path in changed]
    return [fault for fault in faults if fault]


def _exists(root: Path, path: str) -> Problem | None:
    return None if is_missing(root / path) else problem("file_exists", Place(path))


def _create(base: Path, stage: Path, files: Sequence[tuple[Path, bytes]], undoing: ExitStack) -> None:
    """Write files into `stage`, then move each to its place below `base`: a missing folder goes with all it holds."""
    base = base.absolute()
    paths = [PurePosixPath(target.relative_to(base).as_posix()) for target, _ in files]
    for path, (_, content) in zip(paths, files, strict=True):
        (stage / path).parent.mkdir(parents=True, exist_ok=True)
        (stage / path).write_bytes(content)
    for unit in dict.fromkeys(_first_missing(base, path) for path in paths):
        _move(stage / unit, base / unit)
        undoing.callback(os.rename, base / unit, stage / unit)


def _first_missing(base: Path, path: PurePosixPath) -> PurePosixPath:
    """The highest folder of a path that does not exist yet, or the path itself."""
    *above, _ = reversed([path, *path.parents])
    return next((folder for folder in (*above[1:], path) if is_missing(base / folder)), path)


def _move(source: Path, target: Path) -> None:
    """Move a file or a folder to a place where nothing is.

    Raises FileExistsError where there is something by now.
    """
    if not is_missing(target):
        raise FileExistsError(f"{target.name} exists")
    os.rename(source, target)


def _replace(target: Path, stage: Path, before: bytes, after: bytes, undoing: ExitStack) -> None:
    """Put new content in the place of a file's, unless somebody has written to it since it was read."""
    if target.read_bytes() != before:
        raise FileExistsError(f"{target.name} was changed by another program")
    mode = stat.S_IMODE(target.stat().st_mode)
    for name, content in (("before", before), ("after", after)):
        aside = stage / f"{target.name}.{name}"
        aside.write_bytes(content)
        aside.chmod(mode)
    os.replace(stage / f"{target.name}.after", target)
    undoing.callback(os.replace, stage / f"{target.name}.before", target)
