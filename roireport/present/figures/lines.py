"""Files and lines as a report names them."""

from collections.abc import Iterable

from roireport.model.place import Place
from roireport.present.context import ReportContext
from roireport.trace.tree import by_file


def file_lines(ctx: ReportContext, places: Iterable[Place]) -> tuple[str, ...]:
    """Files and lines, as seen from the engagement's folder."""
    ordered = by_file(tuple(sorted(places)))
    return tuple(place.removeprefix(f"{ctx.engagement.folder}/") for place in ordered)
