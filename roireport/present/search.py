"""The search index of the site: sections, figures, pages of the method."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from roireport.present.blocks import Block, Decisions, Points, Prose, Sentence, Takeaway, TraceList, opened
from roireport.present.glossary import Glossary
from roireport.present.method_pages import SheetPage
from roireport.present.trace_entry import TraceEntry
from roireport.present.view import Report

Findable: TypeAlias = Mapping[str, Any]
"""A page: address `page`, `title`, `kind`, and `parts` as (anchor, heading, text)."""


def findable_report(report: Report, page: str) -> Findable:
    """Index a report by its sections and its traced figures."""
    sections = (
        [section.id, _joined(f"{section.kicker} · {section.title}"), _text(section.blocks)]
        for section in report.sections
    )
    traced = (entry for section in report.sections for entry in _traces(section.blocks))
    figures = (
        [f"trace-{entry.path}", " · ".join(filter(None, (entry.group, entry.name))), entry.value] for entry in traced
    )
    return {"page": page, "title": report.title, "kind": "engagement", "parts": [*sections, *figures]}


def findable_sheet(sheet: SheetPage) -> Findable:
    """Index a page of the method."""
    text = _joined(sheet.formula, *(part.markdown for part in sheet.parts))
    parts = [["", sheet.question, text]]
    return {"page": f"method/{sheet.href}", "title": sheet.title, "kind": "method", "parts": parts}


def findable_glossary(glossary: Glossary) -> Findable:
    """Index the glossary by its terms, except those that have a page."""
    parts = [[term.id, term.term, term.meaning] for term in glossary.terms if not term.href]
    return {"page": f"method/{glossary.href}", "title": glossary.title, "kind": "method", "parts": parts}


def _text(blocks: Sequence[Block]) -> str:
    """Return the text of a section; tables and charts are found by their figures."""
    return _joined(*(text for block in opened(blocks) for text in _texts(block)))


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Prose():
            yield block.markdown
        case Sentence() | Takeaway():
            yield block.text
        case Points():
            yield from (f"{item.lead} {item.text}" for item in block.items)
        case Decisions():
            yield from (f"{item.title} {item.why}" for item in block.items)


def _traces(blocks: Sequence[Block]) -> Iterator[TraceEntry]:
    return (entry for block in blocks if isinstance(block, TraceList) for entry in block.entries)


def _joined(*texts: str) -> str:
    """Join texts on one line, without the marks of Markdown."""
    return " ".join(" ".join(texts).translate(_MARKS).split())


_MARKS = str.maketrans("", "", "*`#>")
