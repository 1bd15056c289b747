"""Read what a PDF says of how it was made."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from roireport.build.records import record_of
from roireport.problems.problem import NO_PLACE, Problem, Refused, problem
from roireport.publish.recipe import RECIPE, SCHEMA, Recipe
from roireport.text.characters import printable

_ANY_SCHEMA: Final = re.compile(r"roireport/verification/([0-9]{1,9})", re.ASCII)
_ID: Final = re.compile(r"[a-z0-9-]{1,64}", re.ASCII)
_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
MOST_NAMES: Final = 1000


@dataclass(frozen=True, slots=True)
class _Versioned:
    schema: str


def recipe_in(attachments: Mapping[str, bytes]) -> Recipe:
    """The recipe that a PDF carries.

    Raises:
        Refused: it carries none (`pdf_not_ours`), one of a later version (`pdf_of_later_version`), or one that
            roireport does not write (`pdf_recipe_malformed`).
    """
    content = attachments.get(RECIPE)
    if content is None:
        raise Refused([problem("pdf_not_ours", NO_PLACE)])
    versioned = record_of(content, _Versioned)
    number = _ANY_SCHEMA.fullmatch(versioned.schema) if versioned else None
    if versioned is None or number is None:
        raise Refused([_malformed("schema")])
    if versioned.schema != SCHEMA:
        raise Refused([problem("pdf_of_later_version", NO_PLACE, version=number[1])])
    recipe = record_of(content, Recipe)
    if recipe is None or (fault := _fault(recipe)):
        raise Refused([_malformed(fault if recipe else RECIPE)])
    return recipe


def _fault(recipe: Recipe) -> str:
    """The first value that roireport does not write; empty where there is none."""
    commit = recipe.commit.hash if recipe.commit else ""
    good = {
        "engagement": _ID.fullmatch(recipe.engagement),
        "method": _DIGEST.fullmatch(recipe.method),
        "templates": not recipe.templates or _DIGEST.fullmatch(recipe.templates),
        "languages": recipe.language in recipe.languages,
        "commit": re.fullmatch(r"[0-9a-f]{0,8}", commit),
        "unread": len(recipe.unread) <= MOST_NAMES,
        "roireport": 0 < len(recipe.roireport) <= 60 and recipe.roireport == printable(recipe.roireport),
    }
    return next((name for name, is_good in good.items() if not is_good), "")


def _malformed(why: str) -> Problem:
    return problem("pdf_recipe_malformed", NO_PLACE, why=why)
