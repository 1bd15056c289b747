"""A text in a table that a spreadsheet may open."""

from typing import Final

_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")


def not_a_formula(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would read as a formula."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
