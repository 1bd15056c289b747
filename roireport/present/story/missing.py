"""What is missing before an ROI can be stated: one box in place of all that would need one."""

from collections.abc import Iterator

from roireport.assess.finding import Finding
from roireport.present.blocks import Block, Item, Points
from roireport.present.context import ReportContext
from roireport.present.figures.challenge_texts import challenge_texts
from roireport.present.figures.figure_text import capitalised
from roireport.present.story.section import section
from roireport.present.story.verdict import has_headline, verdict_sentence
from roireport.present.view import Section


def missing(ctx: ReportContext) -> tuple[Block, ...]:
    """Return the box; nothing where an ROI is stated."""
    if has_headline(ctx):
        return ()
    return (Points(ctx.words("summary.missing.title"), tuple(_items(ctx)), "warning", boxed=True),)


def missing_section(ctx: ReportContext, id: str) -> Section:
    """Return a section about the ROI, in a report without a summary, that says what is missing."""
    return section(ctx, id, verdict_sentence(ctx), missing(ctx))


def _items(ctx: ReportContext) -> Iterator[Item]:
    """Yield each blocker with what resolves it; without one, why the ROI has no value."""
    for blocker in ctx.verdict.blockers:
        yield _blocker(ctx, blocker)
    if not ctx.verdict.blockers:
        yield Item(ctx.words("summary.missing.value", why=capitalised(ctx.say("financial.roi"))))


def _blocker(ctx: ReportContext, blocker: Finding) -> Item:
    texts = challenge_texts(ctx, blocker)
    text = ctx.words("common.withheld.reason", found=texts.message, settles=texts.settles)
    return Item(text, ctx.words("finding.lead", subject=texts.name))
