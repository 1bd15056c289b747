"""The line of an own template that names the built-in template it was copied from."""

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
"""The comment signs of each kind of file; in a sheet the comment is in its YAML head."""
_HEAD: Final = b"---\n"
_STAMP: Final = re.compile(
    r"(?:\{# |/\* |// |# )ejected from roireport (?P<version>\S+) [\w./-]+ sha256:(?P<fingerprint>[0-9a-f]{16})"
    r"(?: #\}| \*/)?\r?\n",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Origin:
    """The version of roireport that a template was copied from, and the fingerprint of its content."""

    version: str
    fingerprint: str


def fingerprint(content: bytes) -> str:
    """The first 16 digits of the SHA-256: enough to detect a change, short enough for a line."""
    return sha256(content).hexdigest()[:16]


def with_origin(content: bytes, path: str, version: str) -> bytes:
    """Add a comment line with the origin to a file; no other byte changes."""
    opening, closing = _COMMENTS[path[path.rindex(".") :]]
    line = f"{opening}ejected from roireport {version} {path} sha256:{fingerprint(content)}{closing}\n".encode()
    if path.endswith(".md") and content.startswith(_HEAD):
        return _HEAD + line + content.removeprefix(_HEAD)
    return line + content


def origin_of(text: str) -> Origin | None:
    """Read the origin of a file; None where it names none."""
    line = _origin_line(text)
    return Origin(line["version"], line["fingerprint"]) if line else None


def without_origin(text: str) -> str:
    """Remove the line with the origin from a file."""
    line = _origin_line(text)
    return text[: line.start()] + text[line.end() :] if line else text


def _origin_line(text: str) -> re.Match[str] | None:
    """Match the line where it is the first, or the first of a sheet's head."""
    start = len(_HEAD) if text.startswith(_HEAD.decode()) else 0
    return _STAMP.match(text, start)
