"""What a build writes: files by their path in the site."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MANIFEST = "manifest.json"
SCHEMA = "roireport/manifest/1"


@dataclass(frozen=True, slots=True)
class Failure:
    """An engagement that could not be built, and the messages that say why."""

    engagement: str
    messages: tuple[str, ...]


def json_bytes(document: Any) -> bytes:
    """JSON as it is published: UTF-8, indented, no NaN, a final newline."""
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def manifest(files: Mapping[str, bytes], failures: Sequence[Failure]) -> bytes:
    """Every file of the site with its SHA-256 and size, and the failures."""
    entries = {
        path: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        for path, content in sorted(files.items())
    }
    failed = [{"engagement": failure.engagement, "messages": list(failure.messages)} for failure in failures]
    return json_bytes({"schema": SCHEMA, "files": entries, "failures": failed})
