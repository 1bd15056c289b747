"""The consultants' own texts: Markdown in which the figures quoted as [[path]] are filled in."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache

from roireport.measure.control_totals import result_at
from roireport.model.engagement import Engagement, Narrative
from roireport.model.language import Language
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

STATES = {"status": "status.objective", "engagement.status": "status.report"}
"""Results that are one of our own words, by their path or its last part, and where their words stand."""


def narrative(ctx: ReportContext, name: str) -> Prose | None:
    """The text of a name in the language of the context, else the one for every language; None where there is none."""
    chosen = narrative_for(ctx.engagement, name, ctx.words.language)
    return Prose(filled(ctx, chosen.text)) if chosen and chosen.text.strip() else None


def narrative_for(engagement: Engagement, name: str, language: Language) -> Narrative | None:
    """The narrative of a name that a report in this language shows."""
    texts = {text.language: text for text in engagement.narratives if text.name == name}
    return texts.get(language) or texts.get(None)


def filled(ctx: ReportContext, text: str) -> QuotedText:
    """A text with its figures in place; a path that leads nowhere stays as it was typed."""
    value_of = _values(ctx)
    found = {each.path: value_of(each.path) for each in quotations(text)}
    return joined(_pieces(text, found))


def _pieces(text: str, found: Mapping[str, QuotedText | None]) -> Iterator[str]:
    """What stands between the quotations of a text, and in their places the figures."""
    at = 0
    for match in QUOTATION.finditer(text):
        value = found[match["path"]]
        yield text[at : match.start()]
        yield match[0] if value is None else value
        at = match.end()
    yield text[at:]


def unknown_quotations(ctx: ReportContext) -> tuple[Problem, ...]:
    """The figures quoted in the narratives that the results do not have, each at its place."""
    value_of = _values(ctx)
    return tuple(
        _unknown(ctx, text, each.path, each.offset)
        for text in ctx.engagement.narratives
        for each in quotations(text.text)
        if value_of(each.path) is None
    )


def _unknown(ctx: ReportContext, text: Narrative, path: str, offset: int) -> Problem:
    return problem(
        "quotation_unknown",
        place_of(text.text, offset, text.place.file),
        path=path[:60],
        near=near(path, ctx.figures),
    )


def _values(ctx: ReportContext) -> Lookup:
    """How a path is read: a figure, or anything else of the results that is a value and not a structure."""

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
    """A result that is no figure: a count, a text, a state, a list of names; None where there is nothing to write."""
    match result:
        case bool():
            return ctx.words(f"report.{'yes' if result else 'no'}")
        case int():
            return QuotedText(ctx.formats.number(Decimal(result)))
        case str() if path == "engagement.as_of":
            return QuotedText(ctx.formats.day(ctx.engagement.as_of))
        case str():
            key = f"{_words_of(path)}.{result}"
            return ctx.words(key) if key in ctx.words else QuotedText(result)
        case list() if path == "combined.left_out":
            return ctx.words.listed([str(each) for each in result]) if result else ctx.words("common.none")
        case _:
            return None


def _words_of(path: str) -> str:
    return STATES.get(path) or STATES.get(path.rpartition(".")[2], "")
