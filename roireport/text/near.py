"""Did you mean …? The name that was probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

MOST_COMPARED = 200
"""Names; comparing takes time, and a file may hold thousands of each."""


def near(written: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """The known name closest to what was written, the shape of its letters aside; empty where none is close."""
    names = {name.casefold().replace("_", "-"): name for name in islice(known, MOST_COMPARED)}
    found = get_close_matches(written[:60].casefold().replace("_", "-"), names, n=1, cutoff=cutoff)
    return names[found[0]] if found else ""
