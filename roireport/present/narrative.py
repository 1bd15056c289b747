"""The texts of the consultants: Markdown with figures in place of [[path]]."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache

from roireport.measure.control_totals import result_at
from roireport.model.engagement import Narrative, narrative_in
from roireport.model.period import Span, read_when
from roireport.model.quotation import QUOTATION, quotations
from roireport.present.blocks import Prose
from roireport.present.context import ReportContext
from roireport.present.document.results import results_document
from roireport.present.figures.value import quoted
from roireport.present.language.quoted_text import QuotedText, joined
from roireport.problems.problem import Problem, problem
from roireport.text.characters import place_of
from roireport.text.near import near

Lookup = Callable[[str], QuotedText | None]

STATES = {"status": "status.objective", "pace": "status.pace", "engagement.status": "status.report"}
"""The keys of the words for results that are states, by path or its last part."""


def narrative(ctx: ReportContext, name: str) -> Prose | None:
    """Return the text of a name in the language of the context or for every language.

    Returns:
        None where there is no such text.
    """
    chosen = narrative_in(ctx.engagement.narratives, name, ctx.words.language)
    return Prose(filled(ctx, chosen.text)) if chosen and chosen.text.strip() else None


def filled(ctx: ReportContext, text: str) -> QuotedText:
    """Replace each path of a text by its figure; an unknown path stays as typed."""
    value_of = _values(ctx)
    values = {quotation.path: value_of(quotation.path) for quotation in quotations(text)}
    return joined(_pieces(text, values))


def _pieces(text: str, values: Mapping[str, QuotedText | None]) -> Iterator[str]:
    """Yield the text between the quotations, and the figures."""
    at = 0
    for match in QUOTATION.finditer(text):
        value = values[match["path"]]
        yield text[at : match.start()]
        yield match[0] if value is None else value
        at = match.end()
    yield text[at:]


def unknown_quotations(ctx: ReportContext) -> tuple[Problem, ...]:
    """Return a problem for each quoted path that the results do not have."""
    value_of = _values(ctx)
    return tuple(
        _unknown(ctx, text, quotation.path, quotation.offset)
        for text in ctx.engagement.narratives
        for quotation in quotations(text.text)
        if value_of(quotation.path) is None
    )


def _unknown(ctx: ReportContext, text: Narrative, path: str, offset: int) -> Problem:
    return problem(
        "quotation_unknown",
        place_of(text.text, offset, text.place.file),
        path=path[:60],
        near=near(path, ctx.figures),
    )


def _values(ctx: ReportContext) -> Lookup:
    """Return a function that reads a path: a figure, or another single value of the results."""

    @cache
    def document() -> Mapping[str, object]:
        return results_document(ctx)

    def value_of(path: str) -> QuotedText | None:
        if path in ctx.figures:
            return quoted(ctx, path)
        if path == "financial.irr_roots":
            roots = ctx.results.financial.irr_roots
            return ctx.words.listed([ctx.text(root) for root in roots]) if roots else quoted(ctx, "financial.irr")
        return _written(ctx, path, result_at(document(), path))

    return value_of


def _written(ctx: ReportContext, path: str, result: object) -> QuotedText | None:
    """Write a result that is no figure: a count, a text, a state, a list of names.

    Returns:
        None for a structure.
    """
    match result:
        case bool():
            return ctx.words(f"report.{'yes' if result else 'no'}")
        case int():
            return QuotedText(ctx.formats.number(Decimal(result)))
        case {"undefined": str() as why}:
            return QuotedText(why)
        case str():
            return _text(ctx, path, result)
        case list() if path == "combined.left_out":
            return ctx.words.listed([str(name) for name in result]) if result else ctx.words("common.none")
        case _:
            return None


def _text(ctx: ReportContext, path: str, result: str) -> QuotedText:
    """Write a day, a period, a state or a text."""
    if path == "engagement.as_of":
        return QuotedText(ctx.formats.day(ctx.engagement.as_of))
    if path.endswith(".reached_on") and isinstance(period := read_when(result), Span):
        return QuotedText(ctx.formats.span(period))
    key = f"{_words_of(path)}.{result}"
    return ctx.words(key) if key in ctx.words else QuotedText(result)


def _words_of(path: str) -> str:
    return STATES.get(path) or STATES.get(path.rpartition(".")[2], "")
