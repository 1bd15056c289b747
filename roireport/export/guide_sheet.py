"""The sheet that says how to read the others."""

from typing import Final

from roireport.export.book import Book, label
from roireport.export.cell import Role, SheetCell
from roireport.export.draft import SheetDraft

_ROLES: Final[tuple[Role, ...]] = ("input", "measured", "formula", "result")
_SHEETS: Final = ("results", "general", "costs", "gains", "gain", "flows", "kpis", "index")


def guide_sheet(book: Book) -> SheetDraft:
    """Write what the workbook is, what its colours mean, what each sheet holds, and what is no formula."""
    engagement = book.ctx.engagement
    draft = SheetDraft(book.word("sheet.guide"), (30, 110))
    draft.text(str(engagement.title), "title")
    client = str(engagement.client.name)
    as_of = book.ctx.formats.day(engagement.as_of)
    draft.text(book.word("guide.subject", client=client, as_of=as_of, currency=engagement.currency))
    if book.ctx.commit_text:
        draft.text(book.word("guide.commit", commit=book.ctx.commit_text))
    _paragraphs(book, draft, "what", ("recompute", "change", "cached"))
    draft.add()
    draft.text(book.word("guide.colours"), "heading")
    for role in _ROLES:
        draft.add(SheetCell(book.word(f"guide.role.{role}"), role), label(book.word(f"guide.role.{role}.meaning")))
    draft.add()
    draft.text(book.word("guide.sheets"), "heading")
    for name in _SHEETS:
        title = "G1, G2, …" if name == "gain" else book.word(f"sheet.{name}")
        draft.add(SheetCell(title), label(book.word(f"guide.sheet.{name}")))
    _paragraphs(book, draft, "not_here", ("effects", "states", "roots", "simulation", "names"))
    return draft


def _paragraphs(book: Book, draft: SheetDraft, heading: str, keys: tuple[str, ...]) -> None:
    draft.add()
    draft.text(book.word(f"guide.{heading}"), "heading")
    for key in keys:
        draft.add(SheetCell(book.word(f"guide.{key}.head"), wide=True), label(book.word(f"guide.{key}")))
