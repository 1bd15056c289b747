"""What was made of an engagement before, and is the same again: it is neither read nor written anew.

A key is the digest of all that the pages depend on; what is kept under it is this user's own, as compiled code is.
"""

import pickle
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from roireport.making import Made
from roireport.publish.output import Content, Stamp, stamp
from roireport.render.cache import Cache, key_of

_FASTEST: Final = 1


@dataclass(frozen=True, slots=True)
class Remembered:
    """An engagement as it was made, with the files of the site that are to stay and the content of the others."""

    made: Made
    files: Mapping[str, Content]


def keep(cache: Cache, key: bytes, made: Made) -> None:
    """Keep what was made; what could not be made is tried again each time."""
    if made.unread or made.unrendered:
        return
    stamps = {path: stamp(content) for path, content in made.files.items()}
    cache.put(_part(key, "files"), zlib.compress(pickle.dumps(dict(made.files)), _FASTEST))
    cache.put(_part(key, "made"), pickle.dumps((replace(made, files={}), stamps)))


def remembered(cache: Cache, keys: Mapping[str, bytes], standing: Mapping[str, Stamp]) -> dict[str, Remembered]:
    """What was made of each engagement before under its key, by its id, as far as it was kept."""
    found = {id: _recalled(cache, key, standing) for id, key in keys.items()}
    return {id: each for id, each in found.items() if each}


def _recalled(cache: Cache, key: bytes, standing: Mapping[str, Stamp]) -> Remembered | None:
    """What was made under a key; its files come from the site where they stand there, else from the cache."""
    kept = cache.get(_part(key, "made"))
    if kept is None:
        return None
    made, stamps = pickle.loads(kept)
    if all(standing.get(path) == each for path, each in stamps.items()):
        return Remembered(made, stamps)
    files = cache.get(_part(key, "files"))
    return None if files is None else Remembered(made, pickle.loads(zlib.decompress(files)))


def _part(key: bytes, name: str) -> bytes:
    return key_of(key, name)
