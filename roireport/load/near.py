"""Did you mean …? The name that was probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def near(written: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """The known name closest to what was written, the shape of its letters aside; empty where none is close."""
    names = {name.casefold().replace("_", "-"): name for name in known}
    found = get_close_matches(written[:60].casefold().replace("_", "-"), names, n=1, cutoff=cutoff)
    return names[found[0]] if found else ""
