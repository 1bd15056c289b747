"""What changed since the version before this one, in a sentence."""

from roireport.model.period import Span
from roireport.present.context import EarlierVersion, ReportContext
from roireport.present.language.quoted_text import QuotedText


def earlier_name(ctx: ReportContext, earlier: EarlierVersion) -> QuotedText:
    """Name a version: `version 1.0 (30 June 2026)`."""
    name = ctx.words(f"summary.since.name.{'tag' if earlier.is_tag else 'version'}", version=earlier.version)
    if earlier.day is None:
        return name
    return ctx.words("summary.since.dated", name=name, day=ctx.formats.day(earlier.day))


def since_sentence(ctx: ReportContext, earlier: EarlierVersion) -> QuotedText:
    """Say how the ROI moved, and what that is mostly due to where one group of inputs outweighs the others."""
    before, now = ctx.formats.percent(earlier.roi), ctx.say("financial.roi")
    name = earlier_name(ctx, earlier)
    if before == str(now):
        return ctx.words("summary.since.same", name=name, now=now)
    return ctx.words("summary.since", name=name, before=before, now=now, cause=_cause(ctx, earlier))


def _cause(ctx: ReportContext, earlier: EarlierVersion) -> QuotedText:
    if earlier.cause is None:
        return QuotedText("")
    if earlier.cause == "measured" and earlier.months is not None:
        return ctx.words("summary.since.cause.measured_in", months=_months(ctx, earlier.months))
    return ctx.words(f"summary.since.cause.{earlier.cause}")


def _months(ctx: ReportContext, span: Span) -> str:
    """The first and the last month, or the only one."""
    first, last = ctx.formats.month(span.first), ctx.formats.month(span.last)
    if span.first // 12 == span.last // 12 and first != last:
        first = first.removesuffix(f" {span.last // 12}")
    return first if first == last else str(ctx.words("summary.since.months", first=first, last=last))
