"""The files that lead readers to pages: search and its index, 404 page, sitemap and feed."""

from collections.abc import Iterable, Sequence
from html import escape

from roireport.assess.catalogue import RULES
from roireport.present.challenge_pages import challenge_pages
from roireport.present.glossary import glossary
from roireport.present.method_pages import measure_pages
from roireport.present.portfolio.entry import PortfolioEntry
from roireport.present.search import findable_glossary, findable_reference, findable_sheet
from roireport.publish.edition import Edition
from roireport.publish.method_files import reference_of
from roireport.publish.page_frame import page_frame
from roireport.render.markdown import text_of
from roireport.render.site_pages import missing_page, search_page
from roireport.text.json_text import compact_json


def search_files(edition: Edition, findable: Iterable[bytes]) -> dict[str, bytes]:
    """Write the search page and its index, by path; `findable` are the engagements' parts of the index."""
    page = search_page(edition.tools.templates, edition.words, edition.frame("search.html"))
    return edition.files({"search.html": page}) | search_index(edition, (*findable, *findable_method(edition)))


def search_index(edition: Edition, parts: Sequence[bytes]) -> dict[str, bytes]:
    """Write the index as a script: a page from the file system may load nothing else."""
    index = b"window.searchIndex = [\n" + b",\n".join(part for part in parts if part) + b"\n];\n"
    return {f"{edition.folder}assets/search-index.js": index}


def findable_method(edition: Edition) -> Iterable[bytes]:
    """The method's parts of the index."""
    words, handbook, folder = edition.words, edition.handbook, edition.folder
    for sheet in (*measure_pages(handbook, RULES, words), *challenge_pages(handbook, RULES, words)):
        yield compact_json(findable_sheet(sheet, folder, text_of)).encode()
    yield compact_json(findable_glossary(glossary(handbook, words), folder)).encode()
    if entries := reference_of(edition):
        yield compact_json(findable_reference(entries, folder)).encode()


def site_index_files(
    editions: Sequence[Edition], entries: Sequence[PortfolioEntry], pages: Iterable[str]
) -> dict[str, bytes]:
    """Write 404 page, sitemap and feeds, by path; `pages` are the addresses of all pages.

    A server has one 404 page, so it speaks every language of the site; each language has a feed. A sitemap and a feed
    need absolute addresses, so they are written only where the site has a base URL.
    """
    first = editions[0]
    base = (first.workspace.site.base_url or "").rstrip("/")
    # A server shows 404.html at any depth: only absolute addresses lead from there to the site's files.
    root = f"{base}/" if base else ""
    texts = [(edition.words, page_frame(edition.tools, edition.language, root=root)) for edition in editions]
    files = {"404.html": missing_page(first.tools.templates, texts).encode()}
    if base:
        files["sitemap.xml"] = _sitemap(base, pages)
        files |= {f"{edition.folder}feed.xml": _feed(edition, base, entries) for edition in editions}
    return files


def _sitemap(base: str, pages: Iterable[str]) -> bytes:
    """Write a sitemap (sitemaps.org) without dates, since those of the pages are not known."""
    lines = (f"<url><loc>{escape(f'{base}/{page}')}</loc></url>" for page in sorted(pages))
    return "\n".join((_XML, f'<urlset xmlns="{_SITEMAP}">', *lines, "</urlset>", "")).encode()


def _feed(edition: Edition, base: str, entries: Sequence[PortfolioEntry]) -> bytes:
    """Write an Atom feed (RFC 4287) of the engagements in one language, the newest data first."""
    local = (entry.in_language(edition.language) for entry in entries)
    newest = sorted(local, key=lambda entry: (entry.compared.as_of, entry.id), reverse=True)
    title = edition.workspace.site.title or edition.words("site.title")
    updated = f"{newest[0].compared.as_of if newest else '1970-01-01'}T00:00:00Z"
    home = f"{base}/{edition.folder}"
    head = (
        f'<feed xmlns="{_ATOM}" xml:lang="{edition.language}">',
        f"<title>{escape(title)}</title>",
        f"<id>{escape(home)}</id>",
        f"<updated>{updated}</updated>",
        f"<author><name>{escape(edition.workspace.firm.name or title)}</name></author>",
        f'<link rel="self" href="{escape(f"{home}feed.xml")}"/>',
        f'<link href="{escape(home)}"/>',
    )
    return "\n".join((_XML, *head, *(_entry(base, entry) for entry in newest), "</feed>", "")).encode()


def _entry(base: str, entry: PortfolioEntry) -> str:
    address = f"{base}/{entry.page}"
    return (
        f"<entry><title>{escape(f'{entry.name} · {entry.title}')}</title><id>{escape(address)}</id>"
        f'<updated>{entry.compared.as_of}T00:00:00Z</updated><link href="{escape(address)}"/></entry>'
    )


_XML = '<?xml version="1.0" encoding="utf-8"?>'
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_ATOM = "http://www.w3.org/2005/Atom"
