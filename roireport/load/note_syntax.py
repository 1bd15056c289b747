"""Find Markdown that a report cannot show, with its place: a narrative never loses a part silently."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from roireport.model.workspace import SECTIONS
from roireport.problems.problem import Problem, problem
from roireport.text.characters import place_of

_FRONT_MATTER: Final = re.compile(r"\A---[ \t]*\n(?:[^\n]*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_KEY: Final = re.compile(r"^[\w-]+[ \t]*:", re.MULTILINE)
_FENCE: Final = re.compile(r"^(?P<before>[ \t>]*)(?P<sign>`{3,}|~{3,})[^`\n]*$", re.MULTILINE)
_UNSEEN: Final = re.compile(r"<!--(?:(?!<!--).)*?-->|(?P<ticks>(?<!`)`+(?!`)).+?(?<!`)(?P=ticks)(?!`)", re.DOTALL)
_TEXT: Final = r"(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)"
_TITLE: Final = r"(?:[ \t\n]+(?:\"[^\"]*\"|'[^']*'))?"
_LINK: Final = re.compile(
    rf"(?P<picture>!?)\[{_TEXT}\]"
    rf"(?:\([ \t]*(?P<target><[^<>\n]*>|(?:[^\s()]|\([^\s()]*\))*){_TITLE}[ \t]*\)|\[(?P<id>[^\]\n]*)\])?"
)
_DEFINITION: Final = re.compile(r"^ {0,3}\[(?P<id>[^\]^][^\]]*)\]:[ \t]*<?(?P<target>[^\s>]+)>?", re.MULTILINE)
_NOTE: Final = re.compile(r"\[\^(?P<id>[^\[\]\s]{1,80})\](?P<defined>:)?")
_DASHES: Final = re.compile(r"^[ >]*\|?[ :]*-[ :-]*\|[ :|-]*$", re.MULTILINE)
MOST_COLUMNS: Final = 13
"""Columns of a table: a name and twelve months fit on a page."""
_SEEN_LINKS: Final = ("https://", "mailto:")


@dataclass(frozen=True, slots=True)
class PictureLink:
    """A picture in a narrative: `![alternative](target)`, at an offset of the text."""

    offset: int
    alternative: str
    target: str


def without_code(text: str) -> str:
    """Blank out comments and code, so that offsets stay."""
    spans = [*_fenced(text)]
    for start, end in spans:
        text = text[:start] + _blank(text[start:end]) + text[end:]
    return _UNSEEN.sub(lambda match: _blank(match[0]), text)


def pictures_in(text: str) -> tuple[PictureLink, ...]:
    """List the pictures of a narrative whose address is written beside them."""
    return tuple(
        PictureLink(match.start(), match["text"].strip(), match["target"].strip("<>"))
        for match in _LINK.finditer(without_code(text))
        if match["picture"] and match["target"] is not None
    )


def syntax_faults(text: str, file: str) -> Iterator[Problem]:
    """Yield what a narrative holds and no report can show: front matter, open fences, dead links and footnotes."""
    matter = _FRONT_MATTER.match(text)
    if matter and _KEY.search(matter[0]):
        yield problem("narrative_front_matter", place_of(text, 0, file))
    yield from _fence_faults(text, file)
    plain = without_code(text)
    for dashes in _DASHES.finditer(plain):
        columns = dashes[0].strip(" |").count("|") + 1
        if columns > MOST_COLUMNS:
            yield problem(
                "table_too_wide", place_of(text, dashes.start(), file), n=str(columns), limit=str(MOST_COLUMNS)
            )
    yield from _link_faults(plain, file)
    yield from _footnote_faults(plain, file)


def _fence_faults(text: str, file: str) -> Iterator[Problem]:
    for start, end in _fenced(text):
        first = _FENCE.match(text, start)
        if first and first["before"]:
            yield problem("fence_indented", place_of(text, first.start("sign"), file))
        elif first and end == len(text) and not _closes(text[start:end], first["sign"]):
            yield problem("fence_open", place_of(text, start, file), fence=first["sign"])


def _link_faults(plain: str, file: str) -> Iterator[Problem]:
    pictures, links = list[re.Match[str]](), list[re.Match[str]]()
    for match in _LINK.finditer(plain):
        (pictures if match["picture"] else links).append(match)
    for match in pictures:
        if match["id"] is not None:
            yield problem("picture_by_reference", place_of(plain, match.start(), file))
    for match in (*links, *_definitions(plain, links)):
        target = (match["target"] or "").strip("<>")
        if target and not _is_seen(target):
            yield problem("link_not_shown", place_of(plain, match.start(), file), target=target[:60])


def _definitions(plain: str, links: Sequence[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield the addresses that links refer to by a label."""
    defined = {match.start("id") for match in _DEFINITION.finditer(plain)}
    used = [link for link in links if link.start("text") not in defined]
    labels = {str(link[name]).casefold() for link in used for name in ("id", "text")}
    return (match for match in _DEFINITION.finditer(plain) if match["id"].casefold() in labels)


def _is_seen(target: str) -> bool:
    """Whether a link keeps its target: to the web, to a mailbox or to a section."""
    return target.lower().startswith(_SEEN_LINKS) or (target.startswith("#") and target[1:] in SECTIONS)


def _footnote_faults(plain: str, file: str) -> Iterator[Problem]:
    """Yield references without a footnote, and footnotes without a reference."""
    matches = list(_NOTE.finditer(plain))
    defined = {match["id"] for match in matches if _defines(plain, match)}
    used = {match["id"] for match in matches if not _defines(plain, match)}
    for match in matches:
        defines = _defines(plain, match)
        if match["id"] not in (used if defines else defined):
            key = "footnote_unused" if defines else "footnote_missing"
            yield problem(key, place_of(plain, match.start(), file), id=match["id"][:60])


def _defines(plain: str, match: re.Match[str]) -> bool:
    """Whether `[^id]:` begins a line, which makes it the footnote itself."""
    before = plain[plain.rfind("\n", 0, match.start()) + 1 : match.start()]
    return match["defined"] is not None and not before.strip()


def _fenced(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each block of fenced code; one that is never closed reaches to the end."""
    at = 0
    while first := _FENCE.search(text, at):
        closing = re.compile(rf"^[ \t>]*{first['sign']}{first['sign'][0]}*[ \t]*$", re.MULTILINE)
        last = closing.search(text, first.end())
        at = last.end() if last else len(text)
        yield first.start(), at


def _closes(code: str, sign: str) -> bool:
    return len(lines := code.rstrip().splitlines()) > 1 and lines[-1].strip().startswith(sign)


def _blank(text: str) -> str:
    """Replace every character but ends of lines by a space."""
    return re.sub(r"[^\r\n]", " ", text)
