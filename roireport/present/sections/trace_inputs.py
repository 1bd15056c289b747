"""The inputs that an entry of appendix B opens to, down to what was typed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from roireport.measure.figure import Figure, Input
from roireport.present.blocks import TraceEntry, TraceInput
from roireport.present.context import ReportContext
from roireport.present.figures.input import Paths, input_parts, input_value, paths_by_figure
from roireport.present.figures.trace_labels import TraceLabels
from roireport.present.language.quoted_text import QuotedText, joined
from roireport.trace.tree import MOST_LINES, Position, silent, unfolded


@dataclass(frozen=True, slots=True)
class _Opening:
    """An entry that is being opened: which figures of its tree list their inputs, and in which entry all others do."""

    told: TraceLabels
    paths: Paths
    published: Collection[str]
    opened: Mapping[Position, Figure]
    listed: Mapping[int, QuotedText]
    """The entry that lists the inputs of a figure, by its id()."""


def with_inputs(told: TraceLabels, entries: Iterable[TraceEntry]) -> tuple[TraceEntry, ...]:
    """Entries with the inputs of their figures; what several rest on is unfolded once, and then called by a number."""
    ctx, made = told.ctx, tuple(entries)
    published = {entry.path: id(ctx.figures[entry.path]) for entry in made}
    paths = paths_by_figure(ctx, published)
    listed: dict[int, QuotedText] = {}
    traced = set(published.values())
    found = []
    for number, entry in enumerate(made, 1):
        figure = ctx.figures[entry.path]
        opened = unfolded(figure, traced)
        place = QuotedText(ctx.words("traceability.listed", number=number), (entry.path,))
        listed |= {id(each): place for position, each in opened.items() if position}
        traced.update(listed)
        opening = _Opening(told, paths, published.keys(), opened, listed)
        more = _more(ctx, len(figure.inputs) - MOST_LINES)
        found.append(replace(entry, inputs=_inputs(opening, figure, (), entry.group), more=more))
    return tuple(found)


def _inputs(opening: _Opening, figure: Figure, position: Position, owner: str) -> tuple[TraceInput, ...]:
    """The inputs of what belongs to `owner`, in the order of the formula; those that nobody wrote on a last line."""
    shown = tuple(enumerate(figure.inputs[:MOST_LINES]))
    said = (_input(opening, each, (*position, number), owner) for number, each in shown if not silent(each.figure))
    return (*said, *_silent(opening, tuple(each for _, each in shown if silent(each.figure))))


def _input(opening: _Opening, given: Input, position: Position, owner: str) -> TraceInput:
    """An input that leads to its own entry, or that says itself where it comes from."""
    told, figure, path = opening.told, given.figure, opening.paths.of(given.figure)
    name, label = input_parts(told, given, path)
    title = f"{name} · {label}" if label and label != owner else name
    value = input_value(told, figure, path)
    if path in opening.published:
        return TraceInput(title, value, path)
    if position in opening.opened:
        inputs = _inputs(opening, figure, position, label or name)
        return TraceInput(title, value, note=_formula(told.ctx, figure), inputs=inputs)
    return TraceInput(title, value, note=joined(_origin(opening, figure), " · "))


def _silent(opening: _Opening, given: tuple[Input, ...]) -> tuple[TraceInput, ...]:
    """The inputs that nobody wrote, with what holds instead."""
    told = opening.told
    said = (f"{input_parts(told, each, '')[0]} {input_value(told, each.figure, '')}" for each in given)
    return (TraceInput(str(told.ctx.words("traceability.silent")), "", note=" · ".join(said)),) if given else ()


def _origin(opening: _Opening, figure: Figure) -> tuple[str, ...]:
    """The place of a typed value; of any other the entry that lists its inputs, else its formula and its lines."""
    told, ctx = opening.told, opening.told.ctx
    if figure.origin == "typed" and figure.place is None:
        return (ctx.words("traceability.missing"),)
    if figure.origin == "typed":
        return (*told.lines(figure), ctx.words("traceability.origin.typed"))
    if id(figure) in opening.listed:
        return (opening.listed[id(figure)],)
    rest = (*told.lines(figure), _more(ctx, len(figure.inputs)))
    return (_formula(ctx, figure), *(part for part in rest if part))


def _formula(ctx: ReportContext, figure: Figure) -> str:
    return str(ctx.words(f"figure.formula.{figure.formula}"))


def _more(ctx: ReportContext, count: int) -> str:
    """How many inputs are not listed; nothing where none is left."""
    return str(ctx.words("traceability.more", n=count, count=ctx.formats.number(Decimal(count)))) if count > 0 else ""
