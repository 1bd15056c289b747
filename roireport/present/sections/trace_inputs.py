"""The inputs of the entries of the page of traces, down to typed values."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from roireport.measure.figure import Figure, Input
from roireport.present.context import ReportContext
from roireport.present.figures.input import Paths, input_parts, input_value, paths_by_figure
from roireport.present.figures.trace_labels import TraceLabels
from roireport.present.language.quoted_text import QuotedText, joined
from roireport.present.trace_entry import TraceEntry, TraceInput
from roireport.trace.tree import MOST_LINES, Position, silent, unfolded


@dataclass(frozen=True, slots=True)
class _Opening:
    """The context of an entry: the figures of its tree that list their inputs here or elsewhere."""

    labels: TraceLabels
    paths: Paths
    published: Collection[str]
    opened: Mapping[Position, Figure]
    listed: Mapping[int, QuotedText]
    """The entry that lists the inputs of a figure, by the id() of the figure."""


def with_inputs(labels: TraceLabels, entries: Iterable[TraceEntry]) -> tuple[TraceEntry, ...]:
    """Add the inputs to entries; shared inputs are listed once and then referred to."""
    ctx, listing = labels.ctx, tuple(entries)
    published = {entry.path: id(ctx.figures[entry.path]) for entry in listing}
    paths = paths_by_figure(ctx, published)
    listed: dict[int, QuotedText] = {}
    traced = set(published.values())
    results = []
    for number, entry in enumerate(listing, 1):
        figure = ctx.figures[entry.path]
        opened = unfolded(figure, traced)
        place = QuotedText(ctx.words("traceability.listed", number=number), (entry.path,))
        listed |= {id(part): place for position, part in opened.items() if position}
        traced.update(listed)
        opening = _Opening(labels, paths, published.keys(), opened, listed)
        more = _more(ctx, len(figure.inputs) - MOST_LINES)
        results.append(replace(entry, inputs=_inputs(opening, figure, (), entry.group), more=more))
    return tuple(results)


def _inputs(opening: _Opening, figure: Figure, position: Position, owner: str) -> tuple[TraceInput, ...]:
    """Return the inputs in the order of the formula; defaults are on a last line."""
    shown = tuple(enumerate(figure.inputs[:MOST_LINES]))
    typed = [(number, given) for number, given in shown if not silent(given.figure)]
    inputs = (_input(opening, given, (*position, number), owner) for number, given in typed)
    return (*inputs, *_silent(opening, tuple(given for _, given in shown if silent(given.figure))))


def _input(opening: _Opening, given: Input, position: Position, owner: str) -> TraceInput:
    """Return an input that refers to its own entry, or has its origin and inputs."""
    labels, figure, path = opening.labels, given.figure, opening.paths.of(given.figure)
    name, label = input_parts(labels, given, path)
    title = f"{name} · {label}" if label and label != owner else name
    value = input_value(labels, figure, path)
    if path in opening.published:
        return TraceInput(title, value, path)
    if position in opening.opened:
        inputs = _inputs(opening, figure, position, label or name)
        return TraceInput(title, value, note=_formula(labels.ctx, figure), inputs=inputs)
    return TraceInput(title, value, note=joined(_origin(opening, figure), " · "))


def _silent(opening: _Opening, given: tuple[Input, ...]) -> tuple[TraceInput, ...]:
    """Return a line with the inputs that were not typed and their defaults."""
    labels = opening.labels
    texts = (f"{input_parts(labels, default, '')[0]} {input_value(labels, default.figure, '')}" for default in given)
    return (TraceInput(str(labels.ctx.words("traceability.silent")), "", note=" · ".join(texts)),) if given else ()


def _origin(opening: _Opening, figure: Figure) -> tuple[str, ...]:
    """Return the place of a typed value, the entry of its inputs, or formula and lines."""
    labels, ctx = opening.labels, opening.labels.ctx
    if figure.origin == "typed" and figure.place is None:
        return (ctx.words("traceability.missing"),)
    if figure.origin == "typed":
        return (*labels.lines(figure), ctx.words("traceability.origin.typed"))
    if id(figure) in opening.listed:
        return (opening.listed[id(figure)],)
    rest = (*labels.lines(figure), _more(ctx, len(figure.inputs)))
    return (_formula(ctx, figure), *(part for part in rest if part))


def _formula(ctx: ReportContext, figure: Figure) -> str:
    return str(ctx.words(f"figure.formula.{figure.formula}"))


def _more(ctx: ReportContext, count: int) -> str:
    """Say how many inputs are not listed; empty where all are."""
    return str(ctx.words("traceability.more", n=count, count=ctx.formats.number(Decimal(count)))) if count > 0 else ""
