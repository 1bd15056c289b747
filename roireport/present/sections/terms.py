"""The terms of the field: those that a report uses and explains, and all for the glossary of the site."""

import re
from collections.abc import Sequence
from typing import Final
from unicodedata import normalize

from roireport.measure.financial import STEPS
from roireport.present.blocks import Definition
from roireport.present.context import ReportContext
from roireport.present.language.quoted_text import texts_in
from roireport.present.sections.totals import taken_by
from roireport.present.view import Section

TERMS: Final = (
    "attribution",
    "confidence",
    "counterfactual",
    "percentiles",
    "switching_value",
    "break_even",
    "payback",
    "peak_exposure",
    "ratio",
    "lag_ramp",
    "drop_off",
    "deadweight",
    "displacement",
    "evidence",
    "anchor",
    "swing",
)
"""The terms, the most needed first."""
MOST_TERMS: Final = 12
"""Of the glossary of a report."""


def used_terms(ctx: ReportContext, body: Sequence[Section]) -> tuple[Definition, ...]:
    """Return the terms that the body uses, in alphabetical order; the most needed where there are too many."""
    text = " ".join(texts_in(body)).casefold()
    terms = [term for term in TERMS if _is_used(ctx, term, text)][:MOST_TERMS]
    items = (Definition(ctx.words(f"method.term.{term}"), ctx.words(f"method.term.{term}.meaning")) for term in terms)
    return tuple(sorted(items, key=lambda item: in_order(item.term)))


def _is_used(ctx: ReportContext, term: str, text: str) -> bool:
    """Whether a step takes something, or a name of the term begins a word of the text."""
    if term in STEPS:
        return bool(taken_by(ctx, term))
    names = str(ctx.words(f"method.term.{term}")).casefold().split(", ")
    return any(re.search(rf"\b{re.escape(name)}", text) for name in names)


def in_order(term: str) -> str:
    """Return the sort key of a term, without accents."""
    return normalize("NFD", term).encode("ascii", "ignore").decode().casefold()
