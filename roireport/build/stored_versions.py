"""The versions of all engagements; while nothing is committed or tagged, they are not looked for again."""

from collections.abc import Mapping
from pathlib import Path

from roireport.build.cache import Cache, key_of
from roireport.build.records import load_record, store_record
from roireport.model.engagement import ENGAGEMENTS
from roireport.versions.folder_states import MAIN, version_of
from roireport.versions.version_commits import EngagementVersions, history_state, version_commits


def stored_versions(cache: Cache, root: Path, contents: Mapping[str, Mapping[str, bytes]]) -> EngagementVersions:
    """The versions of each engagement before the one that it has now, where git knows any.

    Args:
        contents: The files of each engagement as they were read, by path.
    """
    mains = {id: files[MAIN] for id, files in contents.items() if MAIN in files}
    state = history_state(root / ENGAGEMENTS)
    if not state or not mains:
        return version_commits(root / ENGAGEMENTS, mains)
    key = key_of("versions", str(root), state, *(f"{id} {version_of(content)}" for id, content in mains.items()))
    stored = load_record(cache, key, EngagementVersions)
    if stored is None:
        stored = version_commits(root / ENGAGEMENTS, mains)
        store_record(cache, key, stored)
    return stored
