"""The formats of published files, and their manifest."""

import csv
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from typing import Any, TypeAlias

import yaml

from roireport.text.json_text import json_text

MANIFEST = "manifest.json"
SCHEMA = "roireport/manifest/1"


@dataclass(frozen=True, slots=True)
class Stamp:
    """The identity of a file: its SHA-256, and its size in bytes."""

    sha256: str
    size: int


Content: TypeAlias = bytes | Stamp
"""The content of a file of the site; a stamp where the old site has the same content."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An engagement that could not be built, and the messages that say why."""

    engagement: str
    messages: tuple[str, ...]


def json_bytes(document: Any) -> bytes:
    """JSON as it is published: UTF-8, indented, decimals exact, no NaN, a final newline."""
    return f"{json_text(document)}\n".encode()


def yaml_bytes(document: Any) -> bytes:
    """YAML as it is published: UTF-8, keys in their order, decimals exact, no anchors, no tags."""
    text = yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)
    return text.encode()


class _Dumper(yaml.SafeDumper):
    """Writes decimals digit by digit, and repeats what occurs twice instead of referring to it."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    text = f"{value:f}"
    return dumper.represent_scalar("tag:yaml.org,2002:float" if "." in text else "tag:yaml.org,2002:int", text)


_Dumper.add_representer(Decimal, _decimal)


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """CSV as it is published: UTF-8, commas, a line feed after each row."""
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def stamp(content: bytes) -> Stamp:
    """Compute the stamp of a content."""
    return Stamp(hashlib.sha256(content).hexdigest(), len(content))


def manifest(files: Mapping[str, Stamp], failures: Sequence[Failure]) -> bytes:
    """Write the manifest: every file of the site with its SHA-256 and size, and the failures."""
    entries = {path: {"sha256": file.sha256, "bytes": file.size} for path, file in sorted(files.items())}
    failed = [{"engagement": failure.engagement, "messages": list(failure.messages)} for failure in failures]
    return json_bytes({"schema": SCHEMA, "files": entries, "failures": failed})
