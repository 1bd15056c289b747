"""The groups of a comparison with the names that pages show."""

from typing import Literal

from roireport.measure.comparison import Comparison, ComparisonGroup
from roireport.model.workspace import Workspace
from roireport.present.figures.figure_text import capitalised
from roireport.present.figures.name import offer_label
from roireport.present.language.words import Words

By = Literal["sectors", "offers", "kinds", "years"]


def named_groups(
    by: By, comparison: Comparison, workspace: Workspace, words: Words
) -> tuple[tuple[str, ComparisonGroup], ...]:
    """Return the groups with their names, in alphabetical order except kinds of offer."""
    groups: tuple[ComparisonGroup, ...] = getattr(comparison, by)
    if by == "sectors":
        return tuple((group.id or words("portfolio.no_sector"), group) for group in groups)
    if by == "years":
        return tuple((group.id or "", group) for group in groups)
    named = [(capitalised(offer_label(workspace, words, group.id)), group) for group in groups]
    return tuple(named if by == "kinds" else sorted(named, key=lambda pair: (pair[1].id is None, pair[0])))
