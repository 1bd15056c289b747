"""Whether a logo is the picture that its name says, and no more: it is published with the site as it stands."""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree

_BEGINNINGS: Final = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff"}
_ENTITY: Final = re.compile(rb"<!ENTITY", re.IGNORECASE)
_ACTIVE: Final = frozenset(("script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler"))
_WITHIN: Final = re.compile(r"#|data:image/(png|jpeg);", re.IGNORECASE)
"""What a drawing may refer to: its own parts, and pictures that it holds."""
_LOADED: Final = re.compile(r"@import|url\(\s*[\"']?(?!\s*#)|\\", re.IGNORECASE)
"""What a style would fetch; a backslash could hide it."""


def is_plain_picture(content: bytes, suffix: str) -> bool:
    """Whether bytes are a picture of that kind; a drawing holds no script, entity or reference to elsewhere."""
    if suffix in _BEGINNINGS:
        return content.startswith(_BEGINNINGS[suffix])
    if _ENTITY.search(content) or content.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 would hide an entity
        return False
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError):
        return False
    return _local(root.tag) == "svg" and not any(_faults(root))


def _faults(root: ElementTree.Element) -> Iterator[str]:
    """What of a drawing runs or leads elsewhere."""
    for element in root.iter():
        name = _local(element.tag)
        if name in _ACTIVE or (name == "style" and _LOADED.search(element.text or "")):
            yield name
        for key, value in element.attrib.items():
            attribute = _local(key)
            led = attribute in ("href", "src") and not _WITHIN.match(value.strip())
            animated = attribute == "attributename" and _local(value).endswith("href")
            if attribute.startswith("on") or led or animated or _LOADED.search(value):
                yield attribute


def _local(tag: object) -> str:
    """A name without its namespace, in small letters; nothing for a comment."""
    return re.split(r"[}:]", tag)[-1].lower() if isinstance(tag, str) else ""
