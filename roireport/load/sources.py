"""Read the bytes of the files of an engagement."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from roireport.load.engagement import READ_FILES
from roireport.load.files import LARGEST_FILE, names_in, read_bytes
from roireport.model.engagement import Engagement
from roireport.problems.problem import Problem


def read_sources(root: Path, engagement: Engagement) -> Mapping[str, bytes] | Problem:
    """Read section files, series and narratives by their path within the folder.

    Files that the engagement was not read from are left out: internal/, series that no KPI names.
    """
    contents: dict[str, bytes] = {}
    for name in source_names(root, engagement):
        content = read_bytes(root, f"{engagement.folder}/{name}", LARGEST_FILE)
        if isinstance(content, Problem):
            return content
        contents[name] = content
    return contents


def source_names(root: Path, engagement: Engagement) -> list[str]:
    """List the files that an engagement was read from, by their paths within its folder."""
    sections = [name for name in READ_FILES if name in names_in(root, engagement.folder)]
    series = {series.file for series in engagement.series.values()}
    narratives = {narrative.place.file for narrative in engagement.narratives}
    folder = PurePosixPath(engagement.folder)
    return [*sections, *(str(PurePosixPath(file).relative_to(folder)) for file in sorted(series | narratives))]
