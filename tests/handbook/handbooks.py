"""The handbook of each language, and its examples as engagements."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from roireport.load.handbook import read_handbook
from roireport.model.engagement import Engagement, Language
from roireport.model.handbook import Example, Handbook, Sheet
from tests.desks import LANGUAGES, ROOT
from tests.engagements import engagement


@cache
def handbook(language: Language) -> Handbook:
    """The built-in handbook."""
    return read_handbook((ROOT / "templates",), language)


def all_sheets() -> list[tuple[Language, Sheet]]:
    """Every sheet of every language."""
    return [(language, sheet) for language in LANGUAGES for sheet in handbook(language).sheets]


def plain(node: object) -> Any:
    """A located tree as plain values; `null` stands for nothing."""
    if isinstance(node, Mapping):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(item) for item in node]
    return None if node == "null" else str(node)


def made(example: Example) -> Engagement:
    """The engagement of an example."""
    return engagement(**plain(example.sections))
