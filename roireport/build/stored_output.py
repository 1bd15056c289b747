"""Outputs of engagements in the cache: a record for each, and its files under their digests."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from roireport.build.cache import Cache, key_of
from roireport.build.output import EngagementOutput
from roireport.build.records import load_record, record_key, store_record
from roireport.publish.output import Content, Stamp
from roireport.publish.output import stamp as stamp_of

_FASTEST: Final = 1


@dataclass(frozen=True, slots=True)
class OutputRecord:
    """The output of an engagement without its files, and their stamps by path."""

    output: EngagementOutput
    stamps: Mapping[str, Stamp]


def store_output(store: Cache, key: bytes, output: EngagementOutput, stamps: Mapping[str, Stamp]) -> None:
    """Store the output of a job; one with problems is rendered again each time."""
    if output.failures:
        return
    for path, content in output.files.items():
        store.store(_file_key(stamps[path]), zlib.compress(content, _FASTEST))
    store_record(store, record_key(key), OutputRecord(replace(output, files={}), stamps))


def load_output(
    store: Cache, folder: str, key: bytes, current: Mapping[str, Stamp]
) -> tuple[EngagementOutput, Mapping[str, Content]] | None:
    """The output of a key with its files; a stamp in place of a file that the current site has.

    `folder` is that of its files in the site; its last part is the engagement. None
    where something is missing, damaged, or not of this engagement.
    """
    record = load_record(store, record_key(key), OutputRecord)
    if record is None or record.output.id != folder.rpartition("/")[2]:
        return None
    if not all(is_inside(path, folder) for path in record.stamps):
        return None
    files: dict[str, Content] = {}
    for path, stamp in record.stamps.items():
        content = stamp if current.get(path) == stamp else _load_file(store, stamp)
        if content is None:
            return None
        files[path] = content
    return record.output, files


def is_inside(path: str, folder: str) -> bool:
    """Whether a path in the site leads to a file of that folder. A record is not trusted to say so."""
    below = path.removeprefix(f"{folder}/")
    return below != path and "\0" not in path and not {"", ".", ".."}.intersection(below.split("/"))


def _load_file(store: Cache, stamp: Stamp) -> bytes | None:
    packed = store.load(_file_key(stamp))
    if packed is None:
        return None
    try:
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(packed, stamp.size + 1)
    except zlib.error:
        return None
    return content if stamp_of(content) == stamp else None


def _file_key(stamp: Stamp) -> bytes:
    return key_of("file", stamp.sha256, str(stamp.size))
