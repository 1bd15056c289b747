"""The inputs that an entry of appendix B opens to, down to what was typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from roireport.measure.figure import Figure, Input
from roireport.present.blocks import TraceEntry, TraceInput
from roireport.present.desk import Desk
from roireport.present.figures.input import Paths, input_name, input_value, paths_by_figure
from roireport.present.figures.lines import lines_told
from roireport.trace.tree import MOST_LINES, Position, places, unfolded


@dataclass(frozen=True, slots=True)
class _Opening:
    """An entry that is being opened: which figures of its tree list their inputs, and in which entry all others do."""

    desk: Desk
    paths: Paths
    published: frozenset[str]
    owner: str
    opened: Mapping[Position, Figure]
    listed: Mapping[int, int]
    """The number of the entry that lists the inputs of a figure, by its id()."""


def with_inputs(desk: Desk, entries: Iterable[TraceEntry]) -> tuple[TraceEntry, ...]:
    """Entries with the inputs of their figures; what several rest on is unfolded once, and then called by its number."""
    made = tuple(entries)
    published = {entry.path: id(desk.figures[entry.path]) for entry in made}
    paths, listed = paths_by_figure(desk, published), dict[int, int]()
    found = []
    for number, entry in enumerate(made, 1):
        figure = desk.figures[entry.path]
        opened = unfolded(figure, {*published.values(), *listed})
        listed |= {id(each): number for position, each in opened.items() if position}
        opening = _Opening(desk, paths, frozenset(published), entry.group, opened, dict(listed))
        more = _more(desk, len(figure.inputs) - MOST_LINES)
        found.append(replace(entry, inputs=_inputs(opening, figure, ()), more=more))
    return tuple(found)


def _inputs(opening: _Opening, figure: Figure, position: Position) -> tuple[TraceInput, ...]:
    shown = enumerate(figure.inputs[:MOST_LINES])
    return tuple(_input(opening, given, (*position, number)) for number, given in shown)


def _input(opening: _Opening, given: Input, position: Position) -> TraceInput:
    """An input that leads to its own entry, or that says itself where it comes from."""
    desk, figure, path = opening.desk, given.figure, opening.paths.of(given.figure)
    name, value = input_name(desk, given, path, opening.owner), input_value(desk, figure, path)
    if path in opening.published:
        return TraceInput(name, value, path)
    if position in opening.opened:
        return TraceInput(name, value, note=_formula(desk, figure), inputs=_inputs(opening, figure, position))
    return TraceInput(name, value, note=" · ".join(_origin(opening, figure)))


def _origin(opening: _Opening, figure: Figure) -> tuple[str, ...]:
    """The place of a typed value; the formula of any other, and where its inputs are listed, or on which lines they rest."""
    desk = opening.desk
    if figure.origin == "typed":
        kind = "typed" if figure.place else "silent"
        return (*lines_told(desk, places(figure)), desk.words(f"traceability.origin.{kind}"))
    if id(figure) in opening.listed:
        return (_formula(desk, figure), desk.words("traceability.listed", number=opening.listed[id(figure)]))
    rest = (*lines_told(desk, places(figure)), _more(desk, len(figure.inputs)))
    return (_formula(desk, figure), *(part for part in rest if part))


def _formula(desk: Desk, figure: Figure) -> str:
    return str(desk.words(f"formula.{figure.formula}"))


def _more(desk: Desk, count: int) -> str:
    """How many inputs are not listed; nothing where none is left."""
    return str(desk.words("traceability.more", n=count, count=desk.formats.number(Decimal(count)))) if count > 0 else ""
