"""The header and navigation of a page of the site."""

from typing import Literal

from roireport.audience.in_language import in_language
from roireport.model.language import Language
from roireport.publish.render_tools import RenderTools
from roireport.render.site_pages import Frame, Link, logo_name

NavigationPage = Literal["", "portfolio", "challenges", "history", "method", "report"]
"""The entries of the navigation; empty for a page that is not in it."""


def page_frame(
    tools: RenderTools, language: Language, *, root: str, languages: tuple[Link, ...] = (), at: NavigationPage = ""
) -> Frame:
    """Make the frame of a page.

    Args:
        tools: The tools of the build.
        language: The language of the page.
        root: The path from the page to the site's root, empty or with a slash at its end.
        languages: The links to the page in other languages.
        at: The entry of the page in the navigation.
    """
    words, folder = tools.words[language], f"{root}{tools.workspace.site.folder(language)}"
    site, firm = in_language(tools.workspace.site, language), in_language(tools.workspace.firm, language)
    title = site.title or words("site.title")
    home, others = _home(tools, language, root, at)
    method = Link(words("method_page.navigation"), f"{folder}method/index.html", current=at == "method")
    return Frame(
        language=language,
        title=title,
        firm=firm.name or title,
        address=firm.address or "",
        root=root,
        home=home.href,
        search=f"{folder}search.html",
        feed=f"{folder}feed.xml" if site.base_url and tools.audience is None else "",
        logo=logo_name(tools.brand),
        navigation=(home, *others, method),
        languages=languages,
        alone=tools.audience is not None,
    )


def _home(tools: RenderTools, language: Language, root: str, at: NavigationPage) -> tuple[Link, tuple[Link, ...]]:
    """The first page, and the pages beside it: the portfolio of the firm's site, the report where it is alone."""
    words, folder = tools.words[language], tools.workspace.site.folder(language)
    if tools.audience is not None:
        name = f"index.{language}.html" if folder else "index.html"
        return Link(words("site.report"), f"{root}{name}", current=at == "report"), ()
    portfolio = Link(words("site.portfolio"), f"{root}{folder}index.html", current=at == "portfolio")
    beside = (("questions", "open-challenges", "challenges"), ("history", "history", "history"))
    links = (
        Link(words(f"{topic}.navigation"), f"{root}{folder}{name}.html", current=at == entry)
        for topic, name, entry in beside
    )
    return portfolio, tuple(links)
