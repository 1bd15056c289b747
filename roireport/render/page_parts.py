"""What a page may not hold: parts that no policy restrains, which a build refuses, and parts that the policy blocks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from itertools import accumulate
from typing import Final

_TAG: Final = re.compile(r"<(?P<name>base|link|meta|script)(?=[\s/>])", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(
    r"[ \t\n\r\f]+(?P<name>[a-zA-Z0-9_:.-]+)(?:[ \t\n\r\f]*=[ \t\n\r\f]*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?"
)
_SITE_SCRIPT: Final = re.compile(r"[^\s\"'<>?#]*assets/(?:site|search-index)\.js")
_HEADERS: Final = frozenset(("content-security-policy", "content-type"))
_RELATIONS: Final = frozenset(
    ("stylesheet", "icon", "shortcut", "apple-touch-icon", "alternate", "canonical", "author", "license", "help",
     "next", "prev")
)  # fmt: skip
"""Relations of a link that open no connection by themselves, or only one that the policy restrains."""
_ELSEWHERE: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)
_LOADING: Final = frozenset(("src", "srcset", "imagesrcset", "data", "poster", "background", "ping"))
_FORM_TARGETS: Final = frozenset(("action", "formaction"))
_EMBEDDING: Final = frozenset(
    ("iframe", "frame", "object", "embed", "applet", "portal", "fencedframe", "audio", "video")
)
_END: Final = re.compile(r"[ \t\n\r\f]*/?>")
_CONTROLS: Final = re.compile(r"[\x00-\x20]")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page that may not be there: the key of its problem, its text, and where it begins."""

    key: str
    text: str
    offset: int


def refused_parts(html: str) -> Iterator[Part]:
    """Yield what sends a reader elsewhere, opens connections or runs, whatever the policy says.

    These are redirects, `<base>`, connections ahead and scripts that are not the site's. A tag that could be read in
    two ways counts too, and one inside a comment: so nothing is hidden from this function that a browser would see.
    """
    for found in _TAG.finditer(html):
        attributes, end = _attributes(html, found.end())
        text = html[found.start() : end + 1]
        if key := _refused(found["name"].lower(), attributes, html[end:]):
            yield Part(key, " ".join(text.split())[:80], found.start())


def _attributes(html: str, start: int) -> tuple[dict[str, str] | None, int]:
    """Read a tag's attributes: by small name, the first of a name; None where they are not written plainly."""
    attributes: dict[str, str] = {}
    at = start
    while found := _ATTRIBUTE.match(html, at):
        value = next((each for each in found.groups()[1:] if each is not None), "")
        attributes.setdefault(found["name"].lower(), unescape(value))
        at = found.end()
    rest = _END.match(html, at)
    return (attributes, rest.end() - 1) if rest else (None, min(at + 40, len(html)))


def _refused(name: str, attributes: dict[str, str] | None, rest: str) -> str:
    """The key of the problem of a tag; empty where it may be there."""
    if name == "base":
        return "template_base"
    if name == "script":
        is_ours = (
            attributes is not None
            and attributes.keys() <= {"src", "defer"}
            and _SITE_SCRIPT.fullmatch(attributes.get("src", ""))
        )
        return "" if is_ours and rest.startswith("></script>") else "template_script"
    if name == "link":
        is_plain = attributes is not None and _are_plain(attributes.get("rel", ""))
        return "" if is_plain else "external_reference"
    header = None if attributes is None else attributes.get("http-equiv", "content-type")
    return "" if header is not None and header.strip().lower() in _HEADERS else "template_redirect"


def _are_plain(relations: str) -> bool:
    return _RELATIONS.issuperset(relations.lower().split())


def blocked_parts(html: str, *, styled: bool = False) -> tuple[Part, ...]:
    """List what the policy of the site blocks; `styled` where styles within the page are fine, as in print."""
    reader = _Blocked(html, styled)
    reader.feed(html)
    reader.close()
    return tuple(reader.found)


class _Blocked(HTMLParser):
    """Collects the parts of a page that would be without effect on the site."""

    def __init__(self, html: str, styled: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Part] = []
        self._lines = (0, *accumulate(len(line) + 1 for line in html.split("\n")))
        self._styled = styled

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if (
            tag in ("base", "meta")
            or (tag == "script" and not _SITE_SCRIPT.fullmatch(given.get("src") or ""))
            or (tag == "link" and not _are_plain(given.get("rel") or ""))
        ):
            return  # refused_parts names these
        written = self.get_starttag_text() or ""
        loaded = False
        for name, value in attrs:
            text = (value or "").strip()
            key, part = self._blocked(tag, name, text)
            loaded = loaded or key == "external_reference"
            if key:
                self._add(key, part, written.find(text) if text and text in written else 0)
        if tag in _EMBEDDING and not loaded:
            self._add("template_blocked", f"<{tag}>", 0)
        if tag == "style" and not self._styled:
            self._add("template_inline_style", "<style>", 0)

    def _add(self, key: str, part: str, within: int) -> None:
        line, column = self.getpos()
        self.found.append(Part(key, part[:80], self._lines[line - 1] + column + within))

    def _blocked(self, tag: str, name: str, value: str) -> tuple[str, str]:
        """The key of the problem of an attribute, and what it names; empty where there is none."""
        if name.startswith("on"):
            return "template_script", f'{name}="{value}"'
        if name == "style":
            return ("", "") if self._styled else ("template_inline_style", f'style="{value}"')
        if _CONTROLS.sub("", value).lower().startswith(("javascript:", "vbscript:")):
            return "template_script", value
        loads = name in _LOADING or (name in ("href", "xlink:href") and tag not in ("a", "area"))
        outside = next((one for one in value.split(",") if _leads_elsewhere(one)), "")
        if loads and outside and not value.startswith("data:"):
            return "external_reference", outside.split()[0]
        if name in _FORM_TARGETS and _leads_elsewhere(value):
            return "template_blocked", f'{name}="{value}"'
        return "", ""


def _leads_elsewhere(address: str) -> bool:
    """Whether an address has a scheme or a host; a picture written as data: has neither."""
    plain = _CONTROLS.sub("", address)
    return bool(_ELSEWHERE.match(plain)) and not plain.lower().startswith("data:")
