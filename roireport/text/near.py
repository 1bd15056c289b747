"""Find the closest name, for "did you mean …?"."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

MOST_COMPARED = 200
"""Names; comparing takes time, and a file may hold thousands of each."""


def near(written: str, choices: Iterable[str], *, cutoff: float = 0.6) -> str:
    """Find the choice closest to a written name, ignoring case; empty where none is close."""
    names = {name.casefold().replace("_", "-"): name for name in islice(choices, MOST_COMPARED)}
    matches = get_close_matches(written[:60].casefold().replace("_", "-"), names, n=1, cutoff=cutoff)
    return names[matches[0]] if matches else ""
