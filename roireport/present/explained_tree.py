"""A figure as the tree of its inputs down to what was typed, for people and as a document."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from roireport.measure.figure import Figure, Input, plain_number
from roireport.model.commit import SHOWN, LineChange, LineOrigin
from roireport.model.place import Place
from roireport.present.context import ReportContext
from roireport.present.document.shown import Json
from roireport.present.figures.input import Paths, input_parts, input_value, paths_by_figure
from roireport.present.figures.trace_labels import TraceLabels

Origins: TypeAlias = Callable[[Place], LineOrigin | None]
"""The last change of the line at a place, why it is not known, or None where there is no repository."""


@dataclass(frozen=True, slots=True)
class ExplainedInput:
    """A figure of the tree; one whose inputs are listed higher up is `repeated`, and has none here."""

    given: Input
    path: str
    name: str
    value: str
    repeated: bool
    inputs: "tuple[ExplainedInput, ...]"


@dataclass(slots=True)
class _Unfolding:
    labels: TraceLabels
    paths: Paths
    listed: set[int] = field(default_factory=set)

    def node(self, given: Input) -> ExplainedInput:
        figure, path = given.figure, self.paths.of(given.figure)
        name, label = input_parts(self.labels, given, path)
        repeated = bool(figure.inputs) and id(figure) in self.listed
        self.listed.add(id(figure))
        inputs = () if repeated else tuple(self.node(part) for part in figure.inputs)
        title = f"{name} · {label}" if label else name
        return ExplainedInput(given, path, title, input_value(self.labels, figure, path), repeated, inputs)


def explained_tree(ctx: ReportContext, path: str) -> ExplainedInput:
    """Unfold the figure of a path; a figure that occurs several times lists its inputs once."""
    return next(explained_trees(ctx, (path,)))


def explained_trees(ctx: ReportContext, paths: Sequence[str]) -> Iterator[ExplainedInput]:
    """Unfold figures one after the other; what an earlier one lists is not listed again."""
    unfolding = _Unfolding(TraceLabels.at(ctx), paths_by_figure(ctx, paths))
    return (unfolding.node(Input(path, ctx.figures[path])) for path in paths)


def tree_lines(ctx: ReportContext, tree: ExplainedInput, origins: Origins, depth: int = 0) -> Iterator[str]:
    """Yield the inputs of a figure as indented lines, each followed by its own inputs."""
    for node in tree.inputs:
        notes = " · ".join(note for note in _notes(ctx, node, origins) if note)
        yield "  " * depth + f"{node.name} = {node.value}" + (f"   {notes}" if notes else "")
        yield from tree_lines(ctx, node, origins, depth + 1)


def _notes(ctx: ReportContext, node: ExplainedInput, origins: Origins) -> tuple[str, ...]:
    """What follows a value: its place and the change of that line, or its formula."""
    figure = node.given.figure
    if node.repeated:
        return (str(ctx.words("explain.above")),)
    if figure.place is not None:
        return str(figure.place), origin_text(ctx, origins(figure.place))
    if figure.formula == "typed":
        return (str(ctx.words("explain.default")),)
    return (str(ctx.words(f"figure.formula.{figure.formula}")),)


def origin_text(ctx: ReportContext, origin: LineOrigin | None) -> str:
    """The commit, author and day of a line, or why they are not known."""
    if origin is None:
        return str(ctx.words("explain.line.no_repository"))
    if isinstance(origin, LineChange):
        return f"{origin.commit[:SHOWN]} · {origin.author} · {origin.day.isoformat()}"
    return str(ctx.words(f"explain.line.{origin.reason}"))


def tree_document(ctx: ReportContext, node: ExplainedInput, origins: Origins) -> dict[str, Json]:
    """The tree as JSON: each figure with its value, formula, place and the change of that line."""
    figure: Figure = node.given.figure
    document: dict[str, Json] = {
        "name": node.name,
        "path": node.path or None,
        "value": {"undefined": ctx.text(figure)} if figure.value is None else plain_number(figure),
        "unit": figure.unit,
        "origin": figure.origin,
        "formula": None if figure.formula == "typed" else str(ctx.words(f"figure.formula.{figure.formula}")),
        "place": None if figure.place is None else str(figure.place),
    }
    if figure.place is not None:
        document["line"] = _origin_document(ctx, origins(figure.place))
    inputs = [tree_document(ctx, part, origins) for part in node.inputs]
    return {**document, "repeated": node.repeated, "inputs": inputs}


def _origin_document(ctx: ReportContext, origin: LineOrigin | None) -> dict[str, Json]:
    if isinstance(origin, LineChange):
        return {"commit": origin.commit, "author": origin.author, "date": origin.day.isoformat()}
    return {"unknown": origin_text(ctx, origin)}
