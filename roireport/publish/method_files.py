"""The pages of the method: index, glossary, reference, a page for each measure and challenge."""

from roireport.assess.catalogue import RULES
from roireport.load.handbook import read_key_texts
from roireport.present.challenge_pages import challenge_pages
from roireport.present.glossary import glossary
from roireport.present.method_pages import measure_pages, method_index
from roireport.present.reference import Reference, reference
from roireport.problems.problem import Refused
from roireport.publish.edition import Edition
from roireport.render.markdown import sheet_problems
from roireport.render.site_pages import glossary_page, method_index_page, method_sheet_page, reference_page
from roireport.resources import template_folders


def method_files(edition: Edition) -> dict[str, bytes]:
    """Write the pages of the method in one language.

    Raises:
        Refused: A sheet of the workspace's own cannot be rendered.
    """
    words, templates, handbook = edition.words, edition.tools.templates, edition.handbook
    if unfit := sheet_problems(handbook):
        raise Refused(unfit)
    first = edition.frame("method/index.html", "method")
    pages = {"method/index.html": method_index_page(method_index(handbook, RULES, words), templates, words, first)}
    terms = glossary(handbook, words)
    path = f"method/{terms.href}"
    pages[path] = glossary_page(terms, templates, words, edition.frame(path))
    if entries := reference_of(edition):
        path = f"method/{entries.href}"
        pages[path] = reference_page(entries, templates, words, edition.frame(path))
    for page in (*measure_pages(handbook, RULES, words), *challenge_pages(handbook, RULES, words)):
        path = f"method/{page.href}"
        pages[path] = method_sheet_page(page, templates, words, edition.frame(path))
    return edition.files(pages)


def reference_of(edition: Edition) -> Reference | None:
    """All keys, checks and problems; None outside the firm: it names the keys for the firm alone."""
    if edition.tools.audience is not None:
        return None
    texts = read_key_texts(template_folders(edition.tools.root), edition.language)
    return reference(texts, RULES, edition.words)
