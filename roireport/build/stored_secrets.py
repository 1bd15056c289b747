"""The secrets of every engagement, from the cache where its folder has not changed."""

from collections.abc import Mapping

from roireport.audience.secrets import EngagementSecrets, secrets_of
from roireport.build.cache import Cache, key_of
from roireport.build.keys import tool_fingerprint
from roireport.build.records import load_record, store_record
from roireport.load.snapshot import FolderSnapshot


def stored_secrets(cache: Cache, snapshots: Mapping[str, FolderSnapshot]) -> dict[str, EngagementSecrets]:
    """What must not leave the firm, by engagement; `snapshots` are their folders."""
    return {id: _stored(cache, snapshot) for id, snapshot in snapshots.items()}


def _stored(cache: Cache, snapshot: FolderSnapshot) -> EngagementSecrets:
    if cache.folder is None:
        return secrets_of(snapshot)
    key = key_of("secrets", tool_fingerprint(), snapshot.folder, snapshot.digest())
    secrets = load_record(cache, key, EngagementSecrets)
    if secrets is None:
        secrets = secrets_of(snapshot)
        store_record(cache, key, secrets)
    return secrets
