"""The header and navigation of a page of the site."""

from typing import Literal

from roireport.audience.in_language import in_language
from roireport.model.language import Language
from roireport.publish.render_tools import RenderTools
from roireport.render.site_pages import Frame, Link, logo_name

NavigationPage = Literal["", "portfolio", "challenges", "method"]
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
    words, home = tools.words[language], f"{root}{tools.workspace.site.folder(language)}"
    site, firm = in_language(tools.workspace.site, language), in_language(tools.workspace.firm, language)
    title = site.title or words("site.title")
    portfolio = Link(words("site.portfolio"), f"{home}index.html", current=at == "portfolio")
    challenges = Link(words("questions.navigation"), f"{home}open-challenges.html", current=at == "challenges")
    method = Link(words("method_page.navigation"), f"{home}method/index.html", current=at == "method")
    return Frame(
        language=language,
        title=title,
        firm=firm.name or title,
        address=firm.address or "",
        root=root,
        home=f"{home}index.html",
        search=f"{home}search.html",
        feed=f"{root}feed.xml" if site.base_url else "",
        logo=logo_name(tools.brand),
        navigation=(portfolio, challenges, method),
        languages=languages,
    )
