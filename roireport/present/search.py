"""The search index of the site: sections, figures, pages of the method."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from roireport.present.blocks import Block, Decisions, Points, Prose, Sentence, Takeaway, TraceList, opened
from roireport.present.glossary import Glossary
from roireport.present.reference import Reference
from roireport.present.sheet_page import SheetPage
from roireport.present.trace_entry import TraceEntry
from roireport.present.view import Report

Findable: TypeAlias = Mapping[str, Any]
"""A page: address `page` from the root of the site, `title`, `kind`, and `parts` as (anchor, heading, text)."""
TextOf: TypeAlias = Callable[[str], str]
"""Turns Markdown into the words that its page shows."""


def findable_report(report: Report, page: str, pages: Mapping[str, str], text_of: TextOf) -> tuple[Findable, ...]:
    """Index a report by its sections; `pages` are those of the sections that are not on its first page."""
    by_page: dict[str, list[list[str]]] = {page: []}
    for section in report.sections:
        part = [section.id, _joined(f"{section.kicker} · {section.title}"), _text(section.blocks, text_of)]
        by_page.setdefault(pages.get(section.id, page), []).append(part)
    return tuple(
        {"page": address, "title": report.title, "kind": "engagement", "parts": parts}
        for address, parts in by_page.items()
    )


def findable_trace(report: Report, page: str) -> Findable:
    """Index the page of a report's traces by its figures."""
    figures = [
        [f"trace-{entry.path}", " · ".join(filter(None, (entry.group, entry.name))), entry.value]
        for entry in _traces(report.trace.blocks)
    ]
    return {"page": page, "title": report.title, "kind": "engagement", "parts": figures}


def findable_sheet(sheet: SheetPage, folder: str, text_of: TextOf) -> Findable:
    """Index a page of the method; `folder` is that of its language in the site."""
    text = _joined(sheet.formula, *(text_of(part.markdown) for part in sheet.parts))
    parts = [["", sheet.question, text]]
    return {"page": f"{folder}method/{sheet.href}", "title": sheet.title, "kind": "method", "parts": parts}


def findable_glossary(glossary: Glossary, folder: str) -> Findable:
    """Index the glossary by its terms, except those that have a page."""
    parts = [[term.id, term.term, term.meaning] for term in glossary.terms if not term.href]
    return {"page": f"{folder}method/{glossary.href}", "title": glossary.title, "kind": "method", "parts": parts}


def findable_reference(page: Reference, folder: str) -> Findable:
    """Index the reference by its keys and problems; the checks have pages of their own."""
    entries = (entry for part in page.parts for group in part.groups for entry in group.entries if not entry.href)
    parts = [[entry.id, entry.title, _joined(*(text.replace("`", "") for _, text in entry.parts))] for entry in entries]
    return {"page": f"{folder}method/{page.href}", "title": page.title, "kind": "method", "parts": parts}


def _text(blocks: Sequence[Block], text_of: TextOf) -> str:
    """Return the text of a section; tables and charts are found by their figures."""
    return _joined(*(text for block in opened(blocks) for text in _texts(block, text_of)))


def _texts(block: Block, text_of: TextOf) -> Iterator[str]:
    match block:
        case Prose():
            yield text_of(block.markdown)
        case Sentence() | Takeaway():
            yield _unmarked(block.text)
        case Points():
            yield from (_unmarked(f"{item.lead} {item.text}") for item in block.items)
        case Decisions():
            yield from (_unmarked(f"{item.title} {item.why}") for item in block.items)


def _traces(blocks: Sequence[Block]) -> Iterator[TraceEntry]:
    return (entry for block in blocks if isinstance(block, TraceList) for entry in block.entries)


def _joined(*texts: str) -> str:
    """Join texts on one line."""
    return " ".join(" ".join(texts).split())


def _unmarked(text: str) -> str:
    """A sentence without the marks of its strong words."""
    return text.replace("**", "")
