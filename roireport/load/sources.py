"""Read the bytes of the files of an engagement."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from roireport.load.engagement import READ_FILES
from roireport.load.narrative import picture_files
from roireport.load.snapshot import FolderSnapshot
from roireport.model.engagement import Engagement


def sources_of(snapshot: FolderSnapshot, engagement: Engagement) -> Mapping[str, bytes]:
    """Section files, series, narratives and pictures by their path in the folder, from the bytes that were loaded.

    Left out are files that were not loaded: internal/, files beside, series that no KPI names.
    """
    contents = {name: snapshot.content(f"{snapshot.folder}/{name}") for name in source_names(snapshot, engagement)}
    return {name: content for name, content in contents.items() if isinstance(content, bytes)}


def source_names(snapshot: FolderSnapshot, engagement: Engagement) -> list[str]:
    """The files that an engagement was read from, by their paths within its folder."""
    present = snapshot.names(snapshot.folder)
    series = {series.file for series in engagement.series.values()}
    narratives = {narrative.place.file for narrative in engagement.narratives}
    pictures = {file for narrative in engagement.narratives for file in picture_files(narrative)}
    folder = PurePosixPath(engagement.folder)
    within = (str(PurePosixPath(file).relative_to(folder)) for file in sorted(series | narratives | pictures))
    return [*(name for name in READ_FILES if name in present), *within]
