"""What surrounds a page of the site."""

from typing import Literal

from roireport.model.language import Language
from roireport.publish.render_tools import RenderTools
from roireport.render.site_pages import Frame, Link, logo_name

Place = Literal["", "portfolio", "challenges", "method"]
"""Where in the navigation a page stands; an engagement is not in it."""


def frame_of(
    render_tools: RenderTools, language: Language, *, root: str, languages: tuple[Link, ...] = (), at: Place = ""
) -> Frame:
    """What surrounds a page; `root` leads from it to the site's root; `at` is the page of the navigation that it is."""
    words = render_tools.words[language]
    title = render_tools.workspace.site.title or words("site.title")
    portfolio = Link(words("site.portfolio"), f"{root}index.html", current=at == "portfolio")
    challenges = Link(words("questions.navigation"), f"{root}open-challenges.html", current=at == "challenges")
    method = Link(words("method_page.navigation"), f"{root}method/index.html", current=at == "method")
    return Frame(
        language=language,
        title=title,
        firm=render_tools.brand.firm or title,
        address=render_tools.workspace.firm.address or "",
        root=root,
        home=f"{root}index.html",
        search=f"{root}search.html",
        feed=f"{root}feed.xml" if render_tools.workspace.site.base_url else "",
        logo=logo_name(render_tools.brand),
        navigation=(portfolio, challenges, method),
        languages=languages,
    )
