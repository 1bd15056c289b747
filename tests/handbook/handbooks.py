"""The handbook of each language, and its examples as engagements."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from roireport.load.handbook import read_handbook
from roireport.measure.candidate import as_candidate
from roireport.measure.comparison import Comparison, compare
from roireport.measure.engagement import measure
from roireport.measure.exchange import Exchange
from roireport.model.engagement import Engagement
from roireport.model.handbook import Example, Handbook, Sheet
from roireport.model.language import Language
from roireport.model.workspace import Workspace
from tests.contexts import LANGUAGES, ROOT
from tests.engagements import engagement, written


@cache
def handbook(language: Language) -> Handbook:
    """The built-in handbook."""
    return read_handbook((ROOT / "templates",), language)


def all_sheets() -> list[tuple[Language, Sheet]]:
    """Every sheet of every language."""
    return [(language, sheet) for language in LANGUAGES for sheet in handbook(language).sheets]


def plain(node: object) -> Any:
    """A located tree as plain values; `null` becomes None."""
    if isinstance(node, Mapping):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(item) for item in node]
    return None if node == "null" else str(node)


WORKSPACE = frozenset(("offers", "exchange_rates", "site"))
"""The keys of an example that belong to roireport.yaml."""


def workspace(example: Example) -> Workspace:
    """The workspace of an example."""
    settings = {key: value for key, value in plain(example.sections).items() if key in WORKSPACE}
    return Workspace.model_validate(written(settings, "roireport.yaml"))


def made(example: Example) -> tuple[Engagement, ...]:
    """The engagements of an example, which share the sections beside them."""
    kinds = workspace(example).offer_kinds
    sections = {key: value for key, value in plain(example.sections).items() if key not in WORKSPACE}
    several = sections.pop("engagements", {"negotiation": {}})
    return tuple(engagement(id=id, offer_kinds=kinds, **{**sections, **own}) for id, own in several.items())


def compared(example: Example) -> Comparison:
    """The comparison of the engagements of an example, their headlines established."""
    candidates = [as_candidate(each, measure(each), established=True) for each in made(example)]
    return compare(candidates, Exchange.of(workspace(example)))
