"""The earlier versions of all engagements; while nothing is committed or tagged, they are not looked for again."""

from collections.abc import Mapping
from pathlib import Path

from roireport.build.cache import Cache, key_of
from roireport.build.records import load_record, store_record
from roireport.model.engagement import ENGAGEMENTS
from roireport.versions.earlier import MAIN, EarlierCommit, earlier_commits, history_state, version_of

Earlier = dict[str, EarlierCommit]


def stored_earlier(cache: Cache, root: Path, contents: Mapping[str, Mapping[str, bytes]]) -> Earlier:
    """The commit of the version before this one, by the id of the engagement, where git knows one.

    Args:
        contents: The files of each engagement as they were read, by path.
    """
    mains = {id: files[MAIN] for id, files in contents.items() if MAIN in files}
    state = history_state(root / ENGAGEMENTS) if mains else ""
    if not state:
        return {}
    key = key_of("earlier", str(root), state, *(f"{id} {version_of(content)}" for id, content in mains.items()))
    stored = load_record(cache, key, Earlier)
    if stored is None:
        stored = dict(earlier_commits(root / ENGAGEMENTS, mains))
        store_record(cache, key, stored)
    return stored
