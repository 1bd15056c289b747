"""The page of a comparison: one file without other files, links or scripts."""

from dataclasses import dataclass

from roireport.present.difference.tables import TextTable
from roireport.present.language.words import Words
from roireport.render.environment import environment


@dataclass(frozen=True, slots=True)
class PageEntry:
    """An engagement: its sentences and its tables."""

    title: str
    lines: tuple[str, ...]
    tables: tuple[TextTable, ...]


@dataclass(frozen=True, slots=True)
class DifferencePage:
    """The comparison of two times."""

    sides: str
    tool: str
    firm: str
    entries: tuple[PageEntry, ...]


def difference_page(page: DifferencePage, words: Words) -> str:
    """Fill the built-in template; a workspace's own templates are for its reports."""
    return environment().get_template("layout/diff.html.jinja").render(page=page, words=words)
