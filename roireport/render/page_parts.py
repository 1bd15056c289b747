"""Parts that a page may not hold: a build refuses some, the policy of the site blocks others."""

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
    """A forbidden part of a page: the key of its problem, its text and its offset."""

    key: str
    text: str
    offset: int


def refused_parts(html: str) -> Iterator[Part]:
    """Yield the parts of a page that no policy restrains.

    These are redirects, `<base>`, connections ahead and scripts that are not the site's. A tag that could be read in
    two ways counts too, and one inside a comment: so nothing is hidden from this function that a browser would see.
    """
    for tag in _TAG.finditer(html):
        attributes, end = _attributes(html, tag.end())
        text = html[tag.start() : end + 1]
        if key := _refused(tag["name"].lower(), attributes, html[end:]):
            yield Part(key, " ".join(text.split())[:80], tag.start())


def _attributes(html: str, start: int) -> tuple[dict[str, str] | None, int]:
    """Read a tag's attributes by lower-case name, and where the tag ends.

    The first of a name counts. None where the attributes are not written plainly.
    """
    attributes: dict[str, str] = {}
    at = start
    while attribute := _ATTRIBUTE.match(html, at):
        value = next((each for each in attribute.groups()[1:] if each is not None), "")
        attributes.setdefault(attribute["name"].lower(), unescape(value))
        at = attribute.end()
    rest = _END.match(html, at)
    return (attributes, rest.end() - 1) if rest else (None, min(at + 40, len(html)))


def _refused(name: str, attributes: dict[str, str] | None, rest: str) -> str:
    """Return the problem key of a tag; empty where the tag is allowed."""
    match name:
        case "base":
            return "template_base"
        case "script":
            return "" if _is_site_script(attributes, rest) else "template_script"
        case "link":
            is_plain = attributes is not None and _are_plain(attributes.get("rel", ""))
            return "" if is_plain else "external_reference"
        case _:
            return "" if _is_plain_header(attributes) else "template_redirect"


def _is_site_script(attributes: dict[str, str] | None, rest: str) -> bool:
    """Whether a script tag loads a script of the site and holds no code."""
    if attributes is None or not attributes.keys() <= {"src", "defer"}:
        return False
    return _SITE_SCRIPT.fullmatch(attributes.get("src", "")) is not None and rest.startswith("></script>")


def _is_plain_header(attributes: dict[str, str] | None) -> bool:
    """Whether a meta tag has no `http-equiv`, or one that does no harm."""
    return attributes is not None and attributes.get("http-equiv", "content-type").strip().lower() in _HEADERS


def _are_plain(relations: str) -> bool:
    return _RELATIONS.issuperset(relations.lower().split())


def blocked_parts(html: str, *, styled: bool = False) -> tuple[Part, ...]:
    """List what the policy of the site blocks; `styled` allows styles within the page, as in print."""
    reader = _Blocked(html, styled)
    reader.feed(html)
    reader.close()
    return tuple(reader.found)


class _Blocked(HTMLParser):
    """Collects the parts of a page that the policy of the site blocks."""

    def __init__(self, html: str, styled: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Part] = []
        self._lines = (0, *accumulate(len(line) + 1 for line in html.split("\n")))
        self._styled = styled

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if _is_refused(tag, dict(attrs)):
            return
        source = self.get_starttag_text() or ""
        keys = [self._add_blocked(tag, name, (value or "").strip(), source) for name, value in attrs]
        if tag in _EMBEDDING and "external_reference" not in keys:
            self._add("template_blocked", f"<{tag}>", 0)
        if tag == "style" and not self._styled:
            self._add("template_inline_style", "<style>", 0)

    def _add_blocked(self, tag: str, name: str, value: str, source: str) -> str:
        """Add an attribute if it is blocked, and return the key of its problem."""
        key, part = self._blocked(tag, name, value)
        if key:
            self._add(key, part, max(0, source.find(value)))
        return key

    def _add(self, key: str, part: str, within: int) -> None:
        line, column = self.getpos()
        self.found.append(Part(key, part[:80], self._lines[line - 1] + column + within))

    def _blocked(self, tag: str, name: str, value: str) -> tuple[str, str]:
        """Return the problem key of an attribute and the blocked part; empty where there is none."""
        if name == "style":
            return ("", "") if self._styled else ("template_inline_style", f'style="{value}"')
        if name.startswith("on"):
            return "template_script", f'{name}="{value}"'
        if _CONTROLS.sub("", value).lower().startswith(("javascript:", "vbscript:")):
            return "template_script", value
        return _blocked_address(tag, name, value)


def _is_refused(tag: str, attributes: dict[str, str | None]) -> bool:
    """Whether `refused_parts` reports a tag already."""
    return (
        tag in ("base", "meta")
        or (tag == "script" and not _SITE_SCRIPT.fullmatch(attributes.get("src") or ""))
        or (tag == "link" and not _are_plain(attributes.get("rel") or ""))
    )


def _blocked_address(tag: str, name: str, value: str) -> tuple[str, str]:
    """Return the problem key of an attribute with a blocked address, and the address."""
    loads = name in _LOADING or (name in ("href", "xlink:href") and tag not in ("a", "area"))
    outside = next((address for address in value.split(",") if _leads_elsewhere(address)), "")
    if loads and outside and not value.startswith("data:"):
        return "external_reference", outside.split()[0]
    if name in _FORM_TARGETS and _leads_elsewhere(value):
        return "template_blocked", f'{name}="{value}"'
    return "", ""


def _leads_elsewhere(address: str) -> bool:
    """Whether an address has a scheme or a host; a picture written as data: has neither."""
    plain = _CONTROLS.sub("", address)
    return bool(_ELSEWHERE.match(plain)) and not plain.lower().startswith("data:")
