"""The rows of the portfolio's table, each written when its engagement changes and not before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from roireport.measure.exchange import Exchange
from roireport.present.language.formats import Formats
from roireport.present.portfolio.entry import PortfolioEntry
from roireport.present.portfolio.table import columns, row, shared_scale
from roireport.publish.render_tools import RenderTools
from roireport.render.cache import key_of
from roireport.render.site_pages import render_row


@dataclass(frozen=True, slots=True)
class RenderedRow:
    """A row as markup, under the digest of what it tells."""

    key: bytes
    markup: Markup


def render_rows(
    tools: RenderTools,
    entries: Sequence[PortfolioEntry],
    digests: Mapping[str, bytes],
    before: Mapping[str, RenderedRow],
) -> dict[str, RenderedRow]:
    """The row of each engagement by its id, in the language of the site; taken over where it tells the same as before.

    `digests` are those of the entries, but for the addresses of the PDFs that there are.
    """
    words, scale = tools.words[tools.workspace.site.language], shared_scale(entries)
    formats, head = Formats(words.language, Exchange.of(tools.workspace).currency), columns(words)

    def written(entry: PortfolioEntry) -> RenderedRow:
        key = key_of(digests[entry.id], repr((entry.pdfs, scale)))
        previous = before.get(entry.id)
        if previous and previous.key == key:
            return previous
        return RenderedRow(key, render_row(row(entry, tools.workspace, words, formats, scale), head, tools.templates))

    return {entry.id: written(entry) for entry in entries}
