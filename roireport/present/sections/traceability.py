"""The page of traces: the origin of each published figure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final, TypeAlias

from roireport.measure.figure import Figure
from roireport.model.commit import CommitUnknown
from roireport.model.place import Place
from roireport.present.blocks import Block, Definition, Definitions, Sentence, TableColumn, TraceList
from roireport.present.context import ReportContext
from roireport.present.figures.lines import file_lines
from roireport.present.figures.trace_labels import TraceLabels
from roireport.present.language.quoted_text import QuotedText, quoted_in
from roireport.present.sections.trace_inputs import with_inputs
from roireport.present.story.section import section
from roireport.present.trace_entry import TraceEntry
from roireport.present.view import Section

Letters: TypeAlias = Mapping[str, frozenset[Place]]
"""The lines behind each letter: costs, gains, criteria."""
Quotations: TypeAlias = Mapping[str, Sequence[tuple[str, str]]]
"""The id and the heading of the sections that quote a figure, by its path."""

_WIDTHS: Final = (4.0, 27.0, 14.0, 47.0, 8.0)
_WHOLES: Final = {"costs": "financial.cost", "gains": "financial.gain", "criteria": "nonfinancial.index"}
"""The figures whose lines many others share: they are listed once, under a letter."""
_LINES_WORTH_A_LETTER: Final = 4
_GROUPS: Final = ("financial", "uncertainty", "nonfinancial", "combined")
"""The groups, by the first part of a path; other figures are settings of the engagement."""


def traceability(ctx: ReportContext, parts: Sequence[object]) -> Section:
    """Return the traces of all figures that a report quotes."""
    paths, sections = published(ctx, parts), [part for part in parts if isinstance(part, Section)]
    return section(ctx, "traceability", traceability_title(ctx, paths), _blocks(ctx, paths, _quotations(sections)))


def published(ctx: ReportContext, parts: Iterable[object]) -> tuple[str, ...]:
    """Return the paths of all quoted figures, each once, in reading order."""
    return tuple(dict.fromkeys(path for part in parts for path in quoted_in(part) if path in ctx.figures))


def traceability_title(ctx: ReportContext, paths: tuple[str, ...]) -> QuotedText:
    """Count the published figures."""
    count = ctx.formats.number(Decimal(len(paths)))
    return ctx.words(f"traceability.title.{'some' if paths else 'none'}", n=len(paths), count=count)


def _quotations(sections: Sequence[Section]) -> Quotations:
    """Return the sections that quote each figure, in reading order."""
    quotations: dict[str, list[tuple[str, str]]] = {}
    for part in sections:
        for path in dict.fromkeys(quoted_in(part)):
            quotations.setdefault(path, []).append((part.id, str(part.kicker)))
    return quotations


def _blocks(ctx: ReportContext, paths: tuple[str, ...], quotations: Quotations) -> tuple[Block, ...]:
    if not paths:
        return (Sentence(ctx.words("traceability.empty")),)
    labels = TraceLabels.at(ctx)
    letters = _letters(labels)
    names = ("number", "name", "value", "places", "origin")
    columns = tuple(
        TableColumn(ctx.words(f"traceability.column.{name}"), width, "right" if name == "value" else "left")
        for name, width in zip(names, _WIDTHS, strict=True)
    )
    listed = tuple(
        replace(entry, quoted_in=tuple(quotations.get(entry.path, ())))
        for entry in with_inputs(labels, entries(labels, paths, letters))
    )
    has_commit = ctx.commit_text and not ctx.engagement.is_view
    commit = ctx.words("traceability.commit", commit=ctx.commit_text) if has_commit else ""
    return (_lead(ctx), *_key(ctx, letters), TraceList(columns, listed, commit))


def _lead(ctx: ReportContext) -> Sentence:
    """Where the files are, and at which commit they were read, or why none is printed."""
    folder, commit = ctx.engagement.folder, ctx.commit
    if ctx.engagement.is_view:
        return Sentence(ctx.words("traceability.lead.view", folder=folder))
    if commit is None:
        return Sentence(ctx.words("traceability.lead.no_commit", folder=folder))
    if isinstance(commit, CommitUnknown):
        reason = ctx.words(f"traceability.unknown.{commit.reason}")
        return Sentence(ctx.words("traceability.lead.commit_unknown", folder=folder, reason=reason))
    return Sentence(ctx.words("traceability.lead.commit", folder=folder, commit=ctx.commit_text))


def _letters(labels: TraceLabels) -> Letters:
    """Return the lines of all costs, gains and criteria, where there are many."""
    wholes = {name: frozenset(labels.places(labels.ctx.figures[path])) for name, path in _WHOLES.items()}
    return {name: found for name, found in wholes.items() if len(found) >= _LINES_WORTH_A_LETTER}


def _key(ctx: ReportContext, letters: Letters) -> tuple[Block, ...]:
    """Explain the letters."""
    items = tuple(
        Definition(
            ctx.words(f"traceability.letter.{name}"),
            ctx.words(f"traceability.letter.{name}.meaning", places=" · ".join(file_lines(ctx, lines))),
        )
        for name, lines in letters.items()
    )
    return (Definitions("", items),) if items else ()


def entries(labels: TraceLabels, paths: Iterable[str], letters: Letters) -> tuple[TraceEntry, ...]:
    """Return an entry for each figure, by group, in reading order."""
    unsorted = [_entry(labels, path, letters) for path in paths]
    order = list(dict.fromkeys(entry.group for entry in unsorted))
    return tuple(sorted(unsorted, key=lambda entry: order.index(entry.group)))


def _entry(labels: TraceLabels, path: str, letters: Letters) -> TraceEntry:
    """Return a figure with its name, full value, formula and lines."""
    ctx, figure, (name, label) = labels.ctx, labels.ctx.figures[path], labels.parts(path)
    return TraceEntry(
        path,
        str(name),
        str(labels.value(path)),
        "" if figure.formula == "typed" else str(ctx.words(f"figure.formula.{figure.formula}")),
        _places(labels, figure, letters),
        str(ctx.words(f"traceability.origin.{figure.origin}")),
        str(label or _group(ctx, path)),
        measure=figure.formula,
    )


def _group(ctx: ReportContext, path: str) -> QuotedText:
    top = path.partition(".")[0]
    return ctx.words(f"traceability.group.{top if top in _GROUPS else 'settings'}")


def _places(labels: TraceLabels, figure: Figure, letters: Letters) -> tuple[str, ...]:
    """Return the lines of a figure; a letter replaces all costs, gains or criteria."""
    ctx, places = labels.ctx, labels.places(figure)
    lines_of_it = set(places)
    whole = [name for name, lines in letters.items() if lines <= lines_of_it]
    covered = {place for name in whole for place in letters[name]}
    return (
        *(ctx.words(f"traceability.letter.{name}") for name in whole),
        *file_lines(ctx, (place for place in places if place not in covered)),
    )
