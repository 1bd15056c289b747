"""The rows of the portfolio's table, rendered again only when their engagement changes."""

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
    """A row as markup, with the digest of its content."""

    key: bytes
    markup: Markup


def render_rows(
    tools: RenderTools,
    entries: Sequence[PortfolioEntry],
    digests: Mapping[str, bytes],
    before: Mapping[str, RenderedRow],
) -> dict[str, RenderedRow]:
    """Render the row of each engagement by its id, in the language of the site.

    Args:
        tools: The tools of the build.
        entries: The engagements of the portfolio.
        digests: Their digests without the addresses of the PDFs.
        before: The rows of the last build; a row with the same key is reused.
    """
    words, scale = tools.words[tools.workspace.site.language], shared_scale(entries)
    formats, head = Formats(words.language, Exchange.of(tools.workspace).currency), columns(words)

    def rendered(entry: PortfolioEntry) -> RenderedRow:
        key = key_of(digests[entry.id], repr((entry.pdfs, scale)))
        previous = before.get(entry.id)
        if previous and previous.key == key:
            return previous
        return RenderedRow(key, render_row(row(entry, tools.workspace, words, formats, scale), head, tools.templates))

    return {entry.id: rendered(entry) for entry in entries}
