"""The languages of reports and messages."""

from typing import Final, Literal, get_args

Language = Literal["fr", "en"]

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
"""All languages, in the order in which options and messages name them."""
