"""The summary: a board paper on one page."""

from typing import Literal

from roireport.present.blocks import Block, Contents, Points, Sentence, beside
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import rate
from roireport.present.language.quoted_text import QuotedText, joined
from roireport.present.narrative import narrative
from roireport.present.sections.summary_decisions import decisions
from roireport.present.sections.summary_interval import interval
from roireport.present.sections.summary_tiles import SEPARATOR, internal_time, tiles
from roireport.present.story.causes import with_cause
from roireport.present.story.criterion_text import index_places
from roireport.present.story.missing import missing
from roireport.present.story.outline import heading, shown
from roireport.present.story.remarks import leading
from roireport.present.story.section import accepted, section
from roireport.present.story.since import since_sentence
from roireport.present.story.verdict import has_headline, verdict_sentence
from roireport.present.view import Section


def summary(ctx: ReportContext) -> Section:
    """Return the summary: verdict, tiles, interval, what worked and what did not, decisions."""
    text = narrative(ctx, "summary")
    blocks: tuple[Block, ...] = (
        *_since(ctx),
        *missing(ctx),
        *tiles(ctx),
        *accepted(ctx),
        *interval(ctx),
        *_other_measures(ctx),
        *beside(_findings(ctx, "favourable"), _findings(ctx, "unfavourable")),
        *decisions(ctx),
        *((text,) if text else ()),
        _contents(ctx),
    )
    return section(ctx, "summary", verdict_sentence(ctx), blocks)


def _since(ctx: ReportContext) -> tuple[Block, ...]:
    """Say what has changed since the version before; nothing where none is known, or no ROI is stated."""
    if ctx.earlier is None or not has_headline(ctx):
        return ()
    return (Sentence(since_sentence(ctx, ctx.earlier)),)


# ── Net present value and index ─────────────────────────────────────────────


def _other_measures(ctx: ReportContext) -> tuple[Block, ...]:
    """Write the present value and the non-financial index on one line; nothing of what has no value."""
    given = tuple(part for part in (_cost(ctx), _present_value(ctx), index_text(ctx)) if part)
    return (Sentence(joined(given, SEPARATOR)),) if given else ()


def _cost(ctx: ReportContext) -> QuotedText:
    """Write the full cost where no tile shows it."""
    if has_headline(ctx) or not ctx.results.financial.cost.defined:
        return QuotedText("")
    return ctx.words("summary.cost", cost=ctx.say("financial.cost"), internal=internal_time(ctx))


def _present_value(ctx: ReportContext) -> QuotedText:
    npv, discount = ctx.results.financial.npv, ctx.engagement.discounting.rate
    if discount is None or not npv.defined or not has_headline(ctx):
        return QuotedText("")
    return ctx.words("summary.npv", npv=ctx.say("financial.npv"), rate=rate(ctx, discount, "discounting.rate"))


def index_text(ctx: ReportContext) -> QuotedText:
    """Write the change of the index as a value, or as a range where the weights decide on its sign."""
    form = ctx.editorial.index
    if form == "nothing":
        return QuotedText("")
    ends = ("index_p10", "index_p90") if form == "range" else ("index_before", "index_now")
    places = 0 if form == "range" else index_places(ctx)
    low, high = (ctx.say(f"nonfinancial.{end}", places=places, signed=form == "range") for end in ends)
    index = ctx.say("nonfinancial.index", places=places, signed=True)
    return ctx.words(f"summary.index.{form}", low=low, high=high, index=index)


# ── What worked and what did not ────────────────────────────────────────────


def _findings(ctx: ReportContext, side: Literal["favourable", "unfavourable"]) -> tuple[Block, ...]:
    """List two findings of a side, each with its cause; a caution is no failure, and has a title of its own."""
    first = leading(ctx, side)
    if not first:
        return ()
    items = tuple(remark.item(with_cause(ctx, remark)) for remark in first)
    return (Points(ctx.words(f"summary.findings.{first[0].side}"), items, "plain"),)


def _contents(ctx: ReportContext) -> Contents:
    """List the sections that follow."""
    return Contents(tuple((id, heading(ctx, id)) for id in shown(ctx) if id != "summary"))
