"""Appendix B: where each published figure comes from."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final, TypeAlias

from roireport.measure.figure import Figure
from roireport.model.place import Place
from roireport.present.blocks import Block, Definition, Definitions, Sentence, TableColumn, TraceEntry, TraceList
from roireport.present.context import ReportContext
from roireport.present.figures.lines import file_lines
from roireport.present.figures.trace_labels import TraceLabels
from roireport.present.language.quoted_text import QuotedText, quoted_in
from roireport.present.sections.objectives import code
from roireport.present.sections.trace_inputs import with_inputs
from roireport.present.story.section import section
from roireport.present.view import Section

Letters: TypeAlias = Mapping[str, frozenset[Place]]
"""The lines that go by a letter: those of the costs, of the gains, of the criteria."""

_WIDTHS: Final = (4.0, 27.0, 14.0, 47.0, 8.0)
_WHOLES: Final = {"costs": "financial.cost", "gains": "financial.gain", "criteria": "nonfinancial.index"}
"""The figures whose lines many others rest on: they are given once, under a letter."""
_LINES_WORTH_A_LETTER: Final = 4
_GROUPS: Final = ("financial", "uncertainty", "nonfinancial", "combined")
"""Figures of their own, by the first part of their path; all others are settings of the engagement."""


def traceability(ctx: ReportContext, parts: Iterable[object]) -> Section:
    """The appendix, of all figures that the other parts of a report quote."""
    paths = published(ctx, parts)
    return section(ctx, "traceability", traceability_title(ctx, paths), _blocks(ctx, paths))


def published(ctx: ReportContext, parts: Iterable[object]) -> tuple[str, ...]:
    """The figures quoted anywhere in parts of a report, each once, in reading order."""
    return tuple(dict.fromkeys(path for part in parts for path in quoted_in(part) if path in ctx.figures))


def traceability_title(ctx: ReportContext, paths: tuple[str, ...]) -> QuotedText:
    """How many figures are published, and that each leads back to its lines."""
    count = ctx.formats.number(Decimal(len(paths)))
    return ctx.words(f"traceability.title.{'some' if paths else 'none'}", n=len(paths), count=count)


def _blocks(ctx: ReportContext, paths: tuple[str, ...]) -> tuple[Block, ...]:
    if not paths:
        return (Sentence(ctx.words("traceability.empty")),)
    folder = ctx.engagement.folder
    form = "commit" if ctx.commit else "no_commit"
    lead = Sentence(ctx.words(f"traceability.lead.{form}", folder=folder, commit=ctx.commit or ""))
    told = TraceLabels.at(ctx)
    letters = _letters(told)
    names = ("number", "name", "value", "places", "origin")
    columns = tuple(
        TableColumn(ctx.words(f"traceability.column.{name}"), width, "right" if name == "value" else "left")
        for name, width in zip(names, _WIDTHS, strict=True)
    )
    listed = with_inputs(told, entries(told, paths, letters))
    commit = ctx.words("traceability.commit", commit=ctx.commit) if ctx.commit else ""
    return (lead, *_key(ctx, letters), TraceList(columns, listed, commit, _abbreviations(ctx)))


def _letters(told: TraceLabels) -> Letters:
    """The lines of all costs, of all gains and of all criteria, where there are many."""
    wholes = {name: frozenset(told.places(told.ctx.figures[path])) for name, path in _WHOLES.items()}
    return {name: found for name, found in wholes.items() if len(found) >= _LINES_WORTH_A_LETTER}


def _codes(ctx: ReportContext) -> dict[str, str]:
    """The file of each series with the code of its KPI, by which paper names it."""
    codes: dict[str, str] = {}
    for n, kpi in enumerate(ctx.engagement.kpis, 1):
        if kpi.series:
            codes.setdefault(str(kpi.series), code(n))
    return codes


def _abbreviations(ctx: ReportContext) -> str:
    """How paper shortens the name of a file, and a formula that stands at an earlier entry."""
    files = " · ".join(f"{code} {file}" for file, code in _codes(ctx).items())
    return ctx.words(f"traceability.short.{'series' if files else 'plain'}", line="gains:23", files=files)


def _key(ctx: ReportContext, letters: Letters) -> tuple[Block, ...]:
    """What the letters stand for."""
    items = tuple(
        Definition(
            ctx.words(f"traceability.letter.{name}"),
            ctx.words(f"traceability.letter.{name}.meaning", places=" · ".join(file_lines(ctx, found))),
        )
        for name, found in letters.items()
    )
    return (Definitions("", items),) if items else ()


def entries(told: TraceLabels, paths: Iterable[str], letters: Letters) -> tuple[TraceEntry, ...]:
    """An entry a figure, those of one group together, in reading order."""
    made = [_entry(told, path, letters) for path in paths]
    order = list(dict.fromkeys(each.group for each in made))
    made.sort(key=lambda each: order.index(each.group))
    firsts = {each.formula: number for number, each in reversed(list(enumerate(made, 1)))}
    codes = _codes(told.ctx)
    return tuple(
        replace(each, brief=_brief(told.ctx, codes, each, firsts[each.formula], number))
        for number, each in enumerate(made, 1)
    )


def _brief(ctx: ReportContext, codes: Mapping[str, str], entry: TraceEntry, first: int, number: int) -> str:
    """The formula, or the number of the entry that has it; the lines; that it is simulated, if it is."""
    formula = ctx.words("traceability.alike", number=first) if entry.formula and first < number else entry.formula
    simulated = ctx.figures[entry.path].origin == "simulated"
    places = (_shortened(told, codes) for told in entry.places)
    return " · ".join(part for part in (formula, *places, entry.origin if simulated else "") if part)


def _shortened(told: str, codes: Mapping[str, str]) -> str:
    """A file and its lines: a series by its code, a file of YAML by its bare name."""
    file, colon, lines = told.partition(":")
    return f"{codes.get(file, file.removesuffix('.yaml'))}{colon}{lines}"


def _entry(told: TraceLabels, path: str, letters: Letters) -> TraceEntry:
    """A figure with its name, its value in full, its formula, the lines it rests on."""
    ctx, figure, (name, label) = told.ctx, told.ctx.figures[path], told.parts(path)
    return TraceEntry(
        path,
        str(name),
        str(told.value(path)),
        "" if figure.formula == "typed" else str(ctx.words(f"figure.formula.{figure.formula}")),
        _places(told, figure, letters),
        str(ctx.words(f"traceability.origin.{figure.origin}")),
        str(label or _group(ctx, path)),
        measure=figure.formula,
    )


def _group(ctx: ReportContext, path: str) -> QuotedText:
    top = path.partition(".")[0]
    return ctx.words(f"traceability.group.{top if top in _GROUPS else 'settings'}")


def _places(told: TraceLabels, figure: Figure, letters: Letters) -> tuple[str, ...]:
    """The lines that a figure rests on; those of all costs, gains or criteria together go by their letter."""
    ctx, found = told.ctx, told.places(figure)
    lines_of_it = set(found)
    whole = [name for name, lines in letters.items() if lines <= lines_of_it]
    covered = {place for name in whole for place in letters[name]}
    return (
        *(ctx.words(f"traceability.letter.{name}") for name in whole),
        *file_lines(ctx, (place for place in found if place not in covered)),
    )
