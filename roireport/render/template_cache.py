"""Compiled templates in the cache."""

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from roireport.render.cache import Cache, key_of


class TemplateCache(BytecodeCache):
    """Caches compiled templates while their text and path, the tool, Jinja and Python stay the same.

    `tool` is the digest of our code: Jinja computes constants with our filters while it compiles.
    """

    def __init__(self, cache: Cache, tool: bytes) -> None:
        self._cache, self._tool = cache, tool

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket from the cache."""
        if (bytecode := self._cache.get(self._key(bucket))) is not None:
            bucket.bytecode_from_string(bytecode)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store the compiled template."""
        self._cache.put(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> bytes:
        # A sandbox compiles in another way: it checks every call and attribute.
        kind = type(bucket.environment).__name__
        return key_of("template", self._tool, kind, bucket.key, bucket.checksum)
