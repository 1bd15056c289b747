"""The site's own pages in one language: the first language at the root, each other one in a folder of its name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from roireport.audience.in_language import in_language
from roireport.load.handbook import read_handbook
from roireport.model.handbook import Handbook
from roireport.model.language import LANGUAGES, Language
from roireport.model.workspace import Workspace
from roireport.present.language.words import Words
from roireport.publish.page_frame import NavigationPage, page_frame
from roireport.publish.render_tools import RenderTools
from roireport.render.site_pages import Frame, Link
from roireport.resources import template_folders


@dataclass(frozen=True, slots=True)
class Edition:
    """The site in one language: its tools, settings and method, and all languages of the site, the first one first."""

    tools: RenderTools
    language: Language
    languages: tuple[Language, ...]
    workspace: Workspace
    handbook: Handbook

    @property
    def words(self) -> Words:
        return self.tools.words[self.language]

    @property
    def folder(self) -> str:
        """The folder of its pages in the site: empty for the first language, else with a slash at its end."""
        return self.workspace.site.folder(self.language)

    def frame(self, path: str, at: NavigationPage = "") -> Frame:
        """The frame of a page, with links to the same page in the other languages; `path` is from the folder."""
        root = "../" * f"{self.folder}{path}".count("/")
        others = self.languages if len(self.languages) > 1 else ()
        links = tuple(self._link(other, f"{root}{self.workspace.site.folder(other)}{path}") for other in others)
        return page_frame(self.tools, self.language, root=root, languages=links, at=at)

    def files(self, pages: Mapping[str, str]) -> dict[str, bytes]:
        """The pages as files, by path in the site."""
        return {f"{self.folder}{path}": text.encode() for path, text in pages.items()}

    def _link(self, language: Language, href: str) -> Link:
        label = self.tools.words[language](f"site.language.{language}")
        return Link(label, href, language=language, current=language == self.language)


def editions(tools: RenderTools, languages: Iterable[Language]) -> tuple[Edition, ...]:
    """An edition in the language of the site and in each of these.

    Raises:
        Refused: sheets of the handbook cannot be used.
    """
    first, wanted = tools.workspace.site.language, frozenset(languages)
    ordered = (first, *(language for language in LANGUAGES if language in wanted and language != first))
    return tuple(_edition(tools, language, ordered) for language in ordered)


def _edition(tools: RenderTools, language: Language, languages: tuple[Language, ...]) -> Edition:
    if language == tools.workspace.site.language:
        return Edition(tools, language, languages, tools.workspace, tools.handbook)
    handbook = read_handbook(template_folders(tools.root), language)
    return Edition(tools, language, languages, in_language(tools.workspace, language), handbook)
