"""Open an engagement's folder to change it: its files as far as they can be read."""

from dataclasses import dataclass
from pathlib import Path

from roireport.load.engagement import merged_tree, read_folder
from roireport.load.files import Reading
from roireport.load.schema import read_noun, without_faults
from roireport.load.snapshot import FolderSnapshot
from roireport.model.engagement import EngagementFiles
from roireport.model.grid import Grid
from roireport.problems.excerpts import with_excerpts
from roireport.problems.problem import Problem, Problems


@dataclass(frozen=True, slots=True)
class OpenFolder:
    """The folder of an engagement; `problems` are those of its YAML files, whose faulty items are left out."""

    folder: str
    snapshot: FolderSnapshot
    reading: Reading
    files: EngagementFiles
    problems: tuple[Problem, ...]

    @property
    def grid(self) -> Grid:
        """The grid that its series are read on."""
        return Grid.of(self.files)


def open_folder(root: Path, id: str) -> OpenFolder | Problems:
    """Open a folder; the problems where what the whole engagement needs cannot be read."""
    snapshot = read_folder(root, id)
    reading = Reading(root, snapshot)
    if snapshot.problems:
        return Problems(snapshot.problems)
    tree, _ = merged_tree(reading, snapshot.folder)
    files, faults = read_noun(EngagementFiles, tree)
    problems = with_excerpts([*reading.problems, *faults], reading.texts)
    if files is None:
        files, _ = read_noun(EngagementFiles, without_faults(EngagementFiles, tree))
    return OpenFolder(snapshot.folder, snapshot, reading, files, problems) if files else Problems(problems)
