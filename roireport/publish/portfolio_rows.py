"""The rows of the portfolio's table, rendered again only when their engagement changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from roireport.measure.exchange import Exchange
from roireport.present.language.formats import Formats
from roireport.present.portfolio.entry import PortfolioEntry, references, without_references
from roireport.present.portfolio.table import columns, row, shared_scale
from roireport.publish.edition import Edition
from roireport.render.site_pages import render_row


@dataclass(frozen=True, slots=True)
class RenderedRow:
    """A row as markup, and the digest of its content."""

    key: str
    markup: str


def render_rows(
    edition: Edition, entries: Sequence[PortfolioEntry], before: Mapping[str, RenderedRow]
) -> dict[str, RenderedRow]:
    """Render the row of each engagement by its id; reuse an unchanged one."""
    words, workspace = edition.words, edition.workspace
    scales = {True: shared_scale(references(entries)), False: shared_scale(without_references(entries))}
    formats, head = Formats(words.language, Exchange.of(workspace).currency), columns(words)

    def rendered(entry: PortfolioEntry) -> RenderedRow:
        scale = scales[entry.compared.reference]
        key = sha256(repr((entry, scale)).encode()).hexdigest()
        previous = before.get(entry.id)
        if previous and previous.key == key:
            return previous
        return RenderedRow(key, render_row(row(entry, workspace, words, formats, scale), head, edition.tools.templates))

    return {entry.id: rendered(entry) for entry in entries}
