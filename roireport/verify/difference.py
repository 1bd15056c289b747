"""Where a PDF differs from the one that is made from its data."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final, Literal

from roireport.render.pdf_contents import Attached, PdfContents, PdfPage

Kind = Literal[
    "figure",
    "text",
    "page_moved",
    "page_missing",
    "page_added",
    "drawing",
    "checksum",
    "attachment",
    "attachment_missing",
    "attachment_added",
    "metadata",
    "file",
]
SAME_PAGE: Final = 0.5
"""The part of its texts that an altered page shares with the page that it was."""
_FIGURE: Final = re.compile(r"[−+-]?\d(?:[\d.,\u202f\u00a0 /:-]*\d)?(?:[\u202f\u00a0]?[%€$£])?")
_NO_LEAF: Final = object()


@dataclass(frozen=True, slots=True)
class PdfDifference:
    """One difference: on a page (from 1), or in a named part; what the file has, and what was computed.

    The texts come from a file that anybody may have written: whoever prints them cleans them.
    """

    kind: Kind
    page: int | None = None
    part: str = ""
    given: str = ""
    computed: str = ""


def differences(given: PdfContents, computed: PdfContents, *, ignored: frozenset[str]) -> tuple[PdfDifference, ...]:
    """Compare two PDFs part by part.

    Args:
        given: The file to verify.
        computed: The one that was made from its data.
        ignored: Attachments that may differ.
    """
    return (
        *_of_pages(given.pages, computed.pages),
        *_of_attachments(given.attachments, computed.attachments, ignored),
        *_of_metadata(given.metadata, computed.metadata),
    )


def broken_checksums(attachments: Mapping[str, Attached]) -> tuple[PdfDifference, ...]:
    """The attachments that were changed in place: the PDF has another checksum for them."""
    return tuple(PdfDifference("checksum", part=name) for name, file in sorted(attachments.items()) if not file.intact)


# ── Pages ───────────────────────────────────────────────────────────────────


def _of_pages(given: Sequence[PdfPage], computed: Sequence[PdfPage]) -> Iterator[PdfDifference]:
    partners = _partners(given, computed)
    for index, page in enumerate(given):
        partner = partners.get(index)
        if partner is None:
            yield PdfDifference("page_added", index + 1, given=_first_text(page))
            continue
        yield from _of_texts(index + 1, page.runs, computed[partner].runs)
        if page.runs == computed[partner].runs and page.drawing != computed[partner].drawing:
            yield PdfDifference("drawing", index + 1)
    missing = sorted(set(range(len(computed))) - set(partners.values()))
    yield from (PdfDifference("page_missing", index + 1, computed=_first_text(computed[index])) for index in missing)
    yield from _moved(partners)


def _partners(given: Sequence[PdfPage], computed: Sequence[PdfPage]) -> dict[int, int]:
    """The page that each page of a file is, by their indices: by the same texts, else by most of them."""
    partners: dict[int, int] = {}
    free = dict(enumerate(computed))
    for find in (_same_page, _likest_page):
        for index, page in enumerate(given):
            partner = find(index, page, free) if index not in partners else None
            if partner is not None:
                partners[index] = partner
                del free[partner]
    return dict(sorted(partners.items()))


def _same_page(index: int, page: PdfPage, free: Mapping[int, PdfPage]) -> int | None:
    """The nearest page with the same texts."""
    same = [other for other, candidate in free.items() if candidate.runs == page.runs]
    return min(same, key=lambda other: abs(other - index), default=None)


def _likest_page(index: int, page: PdfPage, free: Mapping[int, PdfPage]) -> int | None:
    """The page with most of the same texts; None where no page has enough of them, and another stands here."""
    likeness = {other: _likeness(page.runs, candidate.runs) for other, candidate in free.items()}
    best = max(likeness, key=lambda other: (likeness[other], other == index), default=None)
    return best if best is not None and likeness[best] >= SAME_PAGE else None


def _likeness(first: Sequence[str], second: Sequence[str]) -> float:
    """The part of the texts that two pages share, from 0 to 1."""
    shared = (Counter(first) & Counter(second)).total()
    return 2 * shared / max(1, len(first) + len(second))


def _moved(partners: Mapping[int, int]) -> Iterator[PdfDifference]:
    """The pages that are not in their order, whatever was taken out or added between them."""
    for (index, partner), in_order in zip(partners.items(), sorted(partners.values()), strict=True):
        if partner != in_order:
            yield PdfDifference("page_moved", index + 1, computed=str(partner + 1))


def _of_texts(page: int, given: Sequence[str], computed: Sequence[str]) -> Iterator[PdfDifference]:
    """The texts of a page that differ: the figures in them where only these differ."""
    if given == computed:
        return
    for kind, start, end, other_start, other_end in SequenceMatcher(
        None, given, computed, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            continue
        pair = " ".join(given[start:end]), " ".join(computed[other_start:other_end])
        yield from _figures(page, *pair)


def _figures(page: int, given: str, computed: str) -> Iterator[PdfDifference]:
    """The figures in which two texts differ, beside the words around them; else the texts."""
    if _FIGURE.sub("#", given) != _FIGURE.sub("#", computed):
        yield PdfDifference("text", page, given=given, computed=computed)
        return
    pairs = zip(_FIGURE.findall(given), _FIGURE.findall(computed), strict=True)
    for printed, figure in pairs:
        if printed != figure:
            yield PdfDifference("figure", page, part=computed, given=printed, computed=figure)


def _first_text(page: PdfPage) -> str:
    return " ".join(page.runs[:2])


# ── Attachments and metadata ────────────────────────────────────────────────


def _of_attachments(
    given: Mapping[str, Attached], computed: Mapping[str, Attached], ignored: frozenset[str]
) -> Iterator[PdfDifference]:
    for name in sorted((given.keys() | computed.keys()) - ignored):
        if name not in given:
            yield PdfDifference("attachment_missing", part=name)
        elif name not in computed:
            yield PdfDifference("attachment_added", part=name)
        elif given[name].content != computed[name].content:
            yield from _of_content(name, given[name].content, computed[name].content)


def _of_content(name: str, given: bytes, computed: bytes) -> Iterator[PdfDifference]:
    """The values in which two JSON files differ, or the first line in which two others do."""
    if name.endswith(".json"):
        leaves = list(_of_json(given, computed))
        if leaves:
            yield from (PdfDifference("attachment", None, f"{name}: {path}", *pair) for path, *pair in leaves)
            return
    lines = given.decode("utf-8", "replace").split("\n"), computed.decode("utf-8", "replace").split("\n")
    longest = max(map(len, lines))
    padded = ([*side, *[""] * (longest - len(side))] for side in lines)
    pairs = enumerate(zip(*padded, strict=True), start=1)
    number, pair = next((item for item in pairs if item[1][0] != item[1][1]), (1, ("", "")))
    yield PdfDifference("attachment", None, f"{name}:{number}", *pair)


def _of_json(given: bytes, computed: bytes) -> Iterator[tuple[str, str, str]]:
    """The path of each value that differs, and the two values; nothing where one of them is no JSON."""
    try:
        first, second = (dict(_leaves(json.loads(text, parse_float=str))) for text in (given, computed))
    except (ValueError, RecursionError):
        return
    for path in dict.fromkeys((*second, *first)):
        if first.get(path, _NO_LEAF) != second.get(path, _NO_LEAF):
            yield path, str(first.get(path, "")), str(second.get(path, ""))


def _leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _leaves(value, f"{path}.{key}" if path else str(key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _leaves(value, f"{path}[{index}]")
    else:
        yield path, node


def _of_metadata(given: Mapping[str, str], computed: Mapping[str, str]) -> Iterator[PdfDifference]:
    for name in sorted(given.keys() | computed.keys()):
        first, second = given.get(name, ""), computed.get(name, "")
        if first != second:
            yield PdfDifference("metadata", None, name, *_without_common_lines(first, second))


def _without_common_lines(first: str, second: str) -> tuple[str, str]:
    """Two texts without the lines that both have: a packet of XMP has fifty."""
    lines, others = first.split("\n"), second.split("\n")
    own = [line for line in lines if line not in others]
    return " ".join(own), " ".join(line for line in others if line not in lines)
