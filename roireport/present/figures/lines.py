"""Files and lines as a report names them."""

from collections.abc import Iterable

from roireport.model.place import Place
from roireport.present.desk import Desk
from roireport.trace.tree import by_file


def lines_told(desk: Desk, found: Iterable[Place]) -> tuple[str, ...]:
    """Files and lines, as seen from the engagement's folder."""
    ordered = by_file(tuple(sorted(found)))
    return tuple(place.removeprefix(f"{desk.engagement.folder}/") for place in ordered)
