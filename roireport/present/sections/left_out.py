"""The amounts and periods that the results leave out or count elsewhere."""

from collections.abc import Iterable
from itertools import groupby

from roireport.measure.financial import Omitted
from roireport.model.period import Span, read_when
from roireport.present.blocks import Item, Points
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import cited
from roireport.present.language.quoted_text import QuotedText
from roireport.present.sections.accepted import subject_label


def left_out(ctx: ReportContext) -> Points:
    """List the omissions of each line by kind; one sentence where there is none."""
    omitted = sorted(ctx.results.financial.omitted, key=lambda item: (item.key, item.subject))
    grouped = groupby(omitted, key=lambda item: (item.key, item.subject))
    items = tuple(_item(ctx, tuple(members)) for _, members in grouped)
    empty = (Item(ctx.words("method.left_out.none"), tone="muted"),)
    return Points(ctx.words("method.left_out.title"), items or empty, "plain")


def _item(ctx: ReportContext, members: tuple[Omitted, ...]) -> Item:
    """Describe an omission of a line, with its amount or its periods."""
    first = members[0]
    kind, _, id = first.subject.partition(".")
    facts: dict[str, object] = {"when": _periods(ctx, members), "n": len(members)}
    if first.amount is not None:
        amount = ctx.text(first.amount, short=False)
        facts["amount"] = cited(ctx, amount, f"financial.omitted.{first.subject}.{first.key}")
    if first.key == "without_value":
        facts["why"] = ctx.words(f"undefined.{first.detail}")
    lead = ctx.words("finding.lead", subject=subject_label(ctx, id))
    return Item(ctx.words(f"method.left_out.{kind}.{first.key}", **facts), lead)


def _periods(ctx: ReportContext, members: Iterable[Omitted]) -> QuotedText:
    """List the omitted periods; a stretch by its first and last month."""
    return ctx.words.listed(tuple(_period(ctx, item.detail) for item in members if item.key != "without_value"))


def _period(ctx: ReportContext, detail: str) -> str:
    first, _, last = detail.partition("/")
    spans = [when for when in map(read_when, filter(None, (first, last))) if isinstance(when, Span)]
    if len(spans) < 2:
        return ctx.formats.span(spans[0])
    return ctx.words("method.from_to", first=ctx.formats.span(spans[0]), last=ctx.formats.span(spans[1]))
