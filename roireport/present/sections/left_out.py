"""The amounts and periods that the results leave out or count elsewhere."""

from collections.abc import Iterable
from itertools import groupby

from roireport.measure.financial import Omitted
from roireport.model.period import Span, read_when
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import cited
from roireport.present.language.quoted_text import QuotedText
from roireport.present.sections.accepted import subject_label


def left_out(ctx: ReportContext) -> tuple[tuple[str, str], ...]:
    """Return the omissions of each line by kind: its label and a sentence; one for all where there is none."""
    omitted = sorted(ctx.results.financial.omitted, key=lambda item: (item.key, item.subject))
    grouped = groupby(omitted, key=lambda item: (item.key, item.subject))
    items = tuple(_item(ctx, tuple(members)) for _, members in grouped)
    return items or ((ctx.words("common.none"), ctx.words("method.left_out.none")),)


def _item(ctx: ReportContext, members: tuple[Omitted, ...]) -> tuple[str, str]:
    """Describe an omission of a line, with its amount or its periods."""
    first = members[0]
    kind, _, id = first.subject.partition(".")
    facts: dict[str, object] = {"when": _periods(ctx, members), "n": len(members)}
    if first.amount is not None:
        amount = ctx.text(first.amount, short=False)
        facts["amount"] = cited(ctx, amount, f"financial.omitted.{first.subject}.{first.key}")
    if first.key == "without_value":
        facts["why"] = ctx.words(f"undefined.{first.detail}")
    return subject_label(ctx, id), ctx.words(f"method.left_out.{kind}.{first.key}", **facts)


def _periods(ctx: ReportContext, members: Iterable[Omitted]) -> QuotedText:
    """List the omitted periods; a stretch by its first and last month."""
    return ctx.words.listed(tuple(_period(ctx, item.detail) for item in members if item.key != "without_value"))


def _period(ctx: ReportContext, detail: str) -> str:
    first, _, last = detail.partition("/")
    spans = [when for when in map(read_when, filter(None, (first, last))) if isinstance(when, Span)]
    if len(spans) < 2:
        return ctx.formats.span(spans[0])
    return ctx.words("method.from_to", first=ctx.formats.span(spans[0]), last=ctx.formats.span(spans[1]))
