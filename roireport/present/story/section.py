"""Parts of all sections: heading, source line, takeaway, notice of a withheld headline."""

from collections.abc import Iterable

from roireport.present.blocks import Block, Sentence, Takeaway
from roireport.present.context import ReportContext
from roireport.present.figures.challenge_texts import challenge_texts
from roireport.present.language.quoted_text import QuotedText
from roireport.present.story.outline import heading, number_of
from roireport.present.view import Section

LONGEST_SOURCE = 220
"""Letters of a source line before it refers to the data as a whole."""


def section(ctx: ReportContext, id: str, title: str, blocks: Iterable[Block]) -> Section:
    """Make a section under its numbered heading."""
    return Section(id, heading(ctx, id), title, tuple(blocks))


def takeaway(ctx: ReportContext, text: str) -> Takeaway:
    """Make the takeaway of a section."""
    return Takeaway(ctx.words("common.takeaway"), text)


def source(ctx: ReportContext, sources: Iterable[str | None]) -> QuotedText:
    """Write the source line of an exhibit: the typed sources, or the engagement's data."""
    named = tuple(dict.fromkeys(text.rstrip(" .") for text in sources if text))
    joined = ctx.words("common.semicolon").join(named)
    return ctx.words("common.source", source=joined) if 0 < len(joined) <= LONGEST_SOURCE else data_source(ctx)


def data_source(ctx: ReportContext) -> QuotedText:
    """Write the source line of computed data, with the appendix of figures if there is one."""
    appendix = number_of(ctx.workspace, "traceability")
    return ctx.words("common.source.data", appendix=appendix) if appendix else ctx.words("common.source.data_alone")


def withheld_notice(ctx: ReportContext) -> tuple[Block, ...]:
    """Say that the headline is not established; nothing where it is."""
    if ctx.verdict.established:
        return ()
    return (Takeaway(ctx.words("common.withheld.label"), ctx.words("common.withheld.text"), "warning"),)


def withheld(ctx: ReportContext) -> tuple[Block, ...]:
    """Give the notice and a reason for each blocker; nothing where the headline is established."""
    blockers = [challenge_texts(ctx, blocker) for blocker in ctx.verdict.blockers]
    reasons = (ctx.words("common.withheld.reason", found=text.message, remedy=text.remedy) for text in blockers)
    return (*withheld_notice(ctx), *(Sentence(reason) for reason in reasons))


def accepted(ctx: ReportContext) -> tuple[Block, ...]:
    """Say who accepted a blocker, why and until when."""
    notices = []
    for blocker in ctx.verdict.accepted_blockers:
        if blocker.accepted is None:
            continue
        text = ctx.words(
            "common.accepted.text",
            name=ctx.words(f"challenge.{blocker.rule.id}.name"),
            by=blocker.accepted.by,
            until=ctx.formats.day(blocker.accepted.until),
            reason=blocker.accepted.reason.rstrip(" ."),
        )
        notices.append(Takeaway(ctx.words("common.accepted.label"), text, "warning"))
    return tuple(notices)
