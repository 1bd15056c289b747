"""The line that says from which built-in template a workspace's own one was copied."""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

_COMMENTS: Final = {
    ".jinja": ("{# ", " #}"),
    ".css": ("/* ", " */"),
    ".js": ("// ", ""),
    ".yaml": ("# ", ""),
    ".md": ("# ", ""),
}
"""How a kind of file writes a comment of one line; a sheet's stands in its head, which is YAML."""
_HEAD: Final = b"---\n"
_STAMP: Final = re.compile(
    r"(?:\{# |/\* |// |# )ejected from roireport (?P<version>\S+) [\w./-]+ sha256:(?P<fingerprint>[0-9a-f]{16})"
    r"(?: #\}| \*/)?\r?\n",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Origin:
    """The version of roireport that a template was copied from, and the fingerprint of what it was then."""

    version: str
    fingerprint: str


def fingerprint(content: bytes) -> str:
    """The first 16 digits of its SHA-256: enough to tell a changed file, short enough for a line."""
    return sha256(content).hexdigest()[:16]


def with_origin(content: bytes, path: str, version: str) -> bytes:
    """The file below a line with its origin, a comment in its own syntax; not another byte is changed."""
    opening, closing = _COMMENTS[path[path.rindex(".") :]]
    line = f"{opening}ejected from roireport {version} {path} sha256:{fingerprint(content)}{closing}\n".encode()
    if path.endswith(".md") and content.startswith(_HEAD):
        return _HEAD + line + content.removeprefix(_HEAD)
    return line + content


def origin_of(text: str) -> Origin | None:
    """Where a file was copied from; None where it does not say."""
    line = _found(text)
    return Origin(line["version"], line["fingerprint"]) if line else None


def without_origin(text: str) -> str:
    """The file without that line."""
    line = _found(text)
    return text[: line.start()] + text[line.end() :] if line else text


def _found(text: str) -> re.Match[str] | None:
    """The line, where it is the first, or the first of a sheet's head."""
    start = len(_HEAD) if text.startswith(_HEAD.decode()) else 0
    return _STAMP.match(text, start)
