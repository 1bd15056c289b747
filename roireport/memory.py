"""What was made of an engagement before, and is the same again: it is neither read nor written anew.

A key is the digest of all that the pages depend on; what is kept under it is this user's own, as compiled code is.
"""

import pickle
import zlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from roireport.made import Made
from roireport.publish.output import Content, Stamp
from roireport.render.cache import Cache, key_of

_FASTEST: Final = 1


def keep(cache: Cache, key: bytes, made: Made, stamps: Mapping[str, Stamp]) -> None:
    """Keep what was made, with the stamps of its files; what could not be made is tried again each time."""
    if made.unread or made.unrendered:
        return
    cache.put(_part(key, "files"), zlib.compress(pickle.dumps(dict(made.files)), _FASTEST))
    cache.put(_part(key, "made"), pickle.dumps((replace(made, files={}), stamps)))


def held(cache: Cache, keys: Mapping[str, bytes]) -> frozenset[str]:
    """The ids of what is there; whether it is whole shows when it is recalled."""
    names = cache.names()
    return frozenset(id for id, key in keys.items() if _part(key, "made").hex() in names)


def recalled(cache: Cache, key: bytes, standing: Mapping[str, Stamp]) -> tuple[Made, Mapping[str, Content]] | None:
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
