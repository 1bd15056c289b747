"""Templates that were compiled before."""

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from roireport.render.cache import Cache, key_of


class TemplateCache(BytecodeCache):
    """Kept between builds as long as the text of a template, where it stands, the tool, Jinja and Python are the same.

    `tool` is the digest of our code: Jinja works out constants while it compiles, with our filters.
    """

    def __init__(self, cache: Cache, tool: bytes) -> None:
        self._cache, self._tool = cache, tool

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, where its template was kept."""
        if (bytecode := self._cache.get(self._key(bucket))) is not None:
            bucket.bytecode_from_string(bytecode)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._cache.put(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> bytes:
        # A sandbox compiles otherwise: every call and attribute is asked about.
        kind = type(bucket.environment).__name__
        return key_of("template", self._tool, kind, bucket.key, bucket.checksum)
