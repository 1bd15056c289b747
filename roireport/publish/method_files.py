"""The pages of the method: index, glossary, a page for each measure and challenge."""

from roireport.assess.catalogue import RULES
from roireport.present.challenge_pages import challenge_pages
from roireport.present.glossary import glossary
from roireport.present.method_pages import measure_pages, method_index
from roireport.problems.problem import Refused
from roireport.publish.page_frame import page_frame
from roireport.publish.render_tools import RenderTools
from roireport.render.markdown import sheet_problems
from roireport.render.site_pages import glossary_page, method_index_page, method_sheet_page


def method_files(tools: RenderTools) -> dict[str, bytes]:
    """Write the pages of the method, in the language of the site.

    Raises:
        Refused: A sheet of the workspace's own cannot be rendered.
    """
    language = tools.workspace.site.language
    words, templates = tools.words[language], tools.templates
    if unfit := sheet_problems(tools.handbook):
        raise Refused(unfit)
    handbook = tools.handbook
    first = page_frame(tools, language, root="../", at="method")
    files = {"method/index.html": method_index_page(method_index(handbook, RULES, words), templates, words, first)}
    terms = glossary(handbook, words)
    files[f"method/{terms.href}"] = glossary_page(terms, templates, words, page_frame(tools, language, root="../"))
    below = page_frame(tools, language, root="../../")
    for page in (*measure_pages(handbook, RULES, words), *challenge_pages(handbook, RULES, words)):
        files[f"method/{page.href}"] = method_sheet_page(page, templates, words, below)
    return {path: text.encode() for path, text in files.items()}
