"""Appendix B: where each published figure comes from."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from roireport.measure.figure import Figure
from roireport.present.desk import Desk
from roireport.present.figure_name import figure_name
from roireport.present.figure_value import exact
from roireport.present.said import Said, quoted_in
from roireport.present.section import section
from roireport.present.view import Block, Column, Section, Sentence, TraceEntry, TraceList
from roireport.trace.tree import by_file, places

_WIDTHS: Final = (4.0, 33.0, 14.0, 40.0, 9.0)


def traceability(desk: Desk, parts: Iterable[object]) -> Section:
    """The appendix, of all figures that the other parts of a report quote."""
    paths = published(desk, parts)
    return section(desk, "traceability", traceability_title(desk, paths), _blocks(desk, paths))


def published(desk: Desk, parts: Iterable[object]) -> tuple[str, ...]:
    """The figures quoted anywhere in parts of a report, each once, the most read first: in reading order."""
    return tuple(dict.fromkeys(path for part in parts for path in quoted_in(part) if path in desk.figures))


def traceability_title(desk: Desk, paths: tuple[str, ...]) -> Said:
    """How many figures are published, and that each leads back to a line."""
    count = desk.formats.number(Decimal(len(paths)))
    return desk.words(f"traceability.title.{'some' if paths else 'none'}", n=len(paths), count=count)


def _blocks(desk: Desk, paths: tuple[str, ...]) -> tuple[Block, ...]:
    if not paths:
        return (Sentence(desk.words("traceability.empty")),)
    folder = desk.engagement.folder
    form = "commit" if desk.commit else "no_commit"
    lead = Sentence(desk.words(f"traceability.lead.{form}", folder=folder, commit=desk.commit or ""))
    names = ("number", "name", "value", "places", "origin")
    columns = tuple(
        Column(desk.words(f"traceability.column.{name}"), width, "right" if name == "value" else "left")
        for name, width in zip(names, _WIDTHS, strict=True)
    )
    return (lead, TraceList(columns, tuple(entry(desk, path) for path in paths)))


def entry(desk: Desk, path: str) -> TraceEntry:
    """A figure with its name, its value in full, its formula, the lines it rests on."""
    figure = desk.figures[path]
    return TraceEntry(
        path,
        str(figure_name(desk, path)),
        str(exact(desk, path)),
        str(desk.words(f"formula.{figure.formula}")),
        _places(desk, figure),
        str(desk.words(f"traceability.origin.{figure.origin}")),
    )


def _places(desk: Desk, figure: Figure) -> tuple[str, ...]:
    """Files and lines, as seen from the engagement's folder."""
    return tuple(place.removeprefix(f"{desk.engagement.folder}/") for place in by_file(places(figure)))
