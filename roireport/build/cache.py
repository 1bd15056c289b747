"""What was made of an engagement before, and is the same again: it is neither read nor written anew.

A key is the digest of all that the pages depend on; what is kept under it is this user's own, as compiled code is.
"""

import pickle
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from roireport.build.fingerprint import folder_fingerprint, tool_fingerprint, workspace_fingerprint
from roireport.build.jobs import EngagementJob
from roireport.build.options import BuildOptions
from roireport.build.output import EngagementOutput
from roireport.load.workspace import ENGAGEMENTS
from roireport.publish.output import Content, Stamp
from roireport.render.cache import Cache, key_of
from roireport.render.versions import pdf_versions
from roireport.workspace import OpenWorkspace

_FASTEST: Final = 1


def keep(cache: Cache, key: bytes, made: EngagementOutput, stamps: Mapping[str, Stamp]) -> None:
    """Keep what was made, with the stamps of its files; what could not be made is tried again each time."""
    if made.unread or made.unrendered:
        return
    cache.put(_part(key, "files"), zlib.compress(pickle.dumps(dict(made.files)), _FASTEST))
    cache.put(_part(key, "made"), pickle.dumps((replace(made, files={}), stamps)))


def held(cache: Cache, keys: Mapping[str, bytes]) -> frozenset[str]:
    """The ids of what is there; whether it is whole shows when it is recalled."""
    names = cache.names()
    return frozenset(id for id, key in keys.items() if _part(key, "made").hex() in names)


def recalled(
    cache: Cache, key: bytes, standing: Mapping[str, Stamp]
) -> tuple[EngagementOutput, Mapping[str, Content]] | None:
    """What was made under a key, and its files: from the site where all of them stand there, else from the cache."""
    kept = cache.get(_part(key, "made"))
    if kept is None:
        return None
    made, stamps = pickle.loads(kept)
    if all(standing.get(path) == each for path, each in stamps.items()):
        return made, stamps
    files = cache.get(_part(key, "files"))
    return None if files is None else (made, pickle.loads(zlib.decompress(files)))


def _part(key: bytes, name: str) -> bytes:
    return key_of(key, name)


def folder_keys(opened: OpenWorkspace, around: bytes | None, ids: Sequence[str]) -> Mapping[str, bytes]:
    """The digest of each engagement's folder and of all around it, by id; nothing of what its bytes do not tell apart.

    `around` is the workspace's key.
    """
    if around is None:
        return {}
    folders = ((id, folder_fingerprint(opened.root / ENGAGEMENTS / id)) for id in ids)
    return {id: key_of(around, folder) for id, folder in folders if folder}


def keys_of(folders: Mapping[str, bytes], pieces: Sequence[EngagementJob]) -> Mapping[str, bytes]:
    """Under what each piece is kept, by its id."""
    return {piece.id: key_of(folders[piece.id], repr(piece)) for piece in pieces if piece.id in folders}


def workspace_key(opened: OpenWorkspace, request: BuildOptions) -> bytes | None:
    """What every page depends on: tool, settings, templates; nothing where nothing is kept, or one is no plain file."""
    workspace = workspace_fingerprint(opened.root, opened.settings.firm.logo)
    if request.cache.folder is None or workspace is None:
        return None
    # The settings both as they were read and as they stand now: where they were edited between, no key recurs.
    settings = repr(opened.settings)
    return key_of(tool_fingerprint(), workspace, settings, pdf_versions() if request.pdf else "")


def site_key(request: BuildOptions, pieces: Sequence[EngagementJob], keys: Mapping[str, bytes]) -> bytes | None:
    """Under what the whole site is kept; nothing where a part of it is always made anew."""
    if request.ids or not pieces or len(keys) < len(pieces):
        return None
    return key_of("site", str(request.today), *(keys[piece.id] for piece in pieces))
