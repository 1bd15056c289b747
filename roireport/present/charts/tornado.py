"""The tornado chart: the effect of each assumption alone on the ROI."""

from decimal import Decimal
from typing import Final

from roireport.chart.scale import Labelled, ticks
from roireport.chart.tornado import Tornado, TornadoBar, draw
from roireport.measure.interval import CONFIDENCE
from roireport.measure.results import Swing
from roireport.present.blocks import Exhibit
from roireport.present.context import ReportContext
from roireport.present.figures.comparison import sign
from roireport.present.figures.figure_text import capitalised, spelled
from roireport.present.language.quoted_text import QuotedText, joined
from roireport.present.story.assumptions import CASES, cases, ends_of, label_of, span_of, swings, width, worst
from roireport.present.story.section import data_source

MOST_ROWS: Final = 5
"""Assumptions drawn; those that move the ROI less are counted in a note."""


def tornado_title(ctx: ReportContext) -> QuotedText:
    """Name the assumption with the largest effect, to the tenth of a point."""
    ranked = swings(ctx)
    first = ranked[0]
    low, high = ends_of(first)
    facts = {"name": label_of(ctx, first.input), "low": ctx.say(low.path), "high": ctx.say(high.path)}
    if not sign(width(first), 1):
        return ctx.words("robustness.tornado.title.still")
    if len(ranked) == 1:
        return ctx.words("robustness.tornado.title.only", **facts)
    if not sign(width(first) - width(ranked[1]), 1):
        return ctx.words("robustness.tornado.title.tie", other=label_of(ctx, ranked[1].input), **facts)
    return ctx.words("robustness.tornado.title.first", **facts)


def tornado(ctx: ReportContext) -> Exhibit:
    """Draw the assumptions with the largest effects."""
    ranked, title = swings(ctx), tornado_title(ctx)
    number, level = ctx.formats.number, ctx.formats.percent(Decimal(str(CONFIDENCE)))
    subtitle = ctx.words("robustness.tornado.subtitle", n=len(ranked), ranged=number(Decimal(len(ranked))), level=level)
    base = Labelled(
        float(ctx.results.financial.roi.known), ctx.words("robustness.tornado.base", roi=ctx.say("financial.roi"))
    )
    rows = (*(_row(ctx, swing) for swing in ranked[:MOST_ROWS]), *_lowest_case(ctx))
    values = [base.value, *(end.value for row in rows for end in (row.low, row.high))]
    axis = ticks(values, lambda value: ctx.formats.percent(Decimal(str(value))))
    drawing = draw(Tornado(title, subtitle, base, rows, axis))
    return Exhibit(
        title, subtitle, drawing, data_source(ctx), note=joined((_rest(ctx, len(ranked) - MOST_ROWS), _cases(ctx)), " ")
    )


def _cases(ctx: ReportContext) -> QuotedText:
    """List the ROI of every case that needs no range, and that changes it."""
    roi = ctx.results.financial.roi.known
    tested = [(end.source, end.path) for end in cases(ctx) if end.value != roi]
    items = [
        ctx.words("common.labelled", label=ctx.words(f"robustness.case.{id}"), value=ctx.say(path))
        for id, path in tested
    ]
    return (
        ctx.words("robustness.tornado.cases", list=joined(items, ctx.words("common.separator")))
        if items
        else QuotedText("")
    )


def _lowest_case(ctx: ReportContext) -> tuple[TornadoBar, ...]:
    """Return the case without a range that the lowest ROI comes from; none where a range goes lower."""
    low = worst(ctx)
    if low.source not in CASES:
        return ()
    roi = ctx.results.financial.roi.known
    ends = Labelled(float(low.value), ctx.say(low.path)), Labelled(float(roi), ctx.say("financial.roi"))
    name = capitalised(ctx.words(f"robustness.case.{low.source}"))
    return (TornadoBar(name, *ends, ctx.words("robustness.tornado.case")),)


def _rest(ctx: ReportContext, left: int) -> QuotedText:
    """Say how many assumptions are not drawn."""
    if left <= 0:
        return QuotedText("")
    return capitalised(ctx.words("robustness.tornado.rest", n=left, count=spelled(ctx, left, feminine=True)))


def _row(ctx: ReportContext, swing: Swing) -> TornadoBar:
    """Return an assumption with its range or interval, and the ROI at both ends."""
    name, note = label_of(ctx, swing.input), span_of(ctx, swing.input)
    low, high = (Labelled(float(end.value), ctx.say(end.path)) for end in ends_of(swing))
    tip = ctx.words("robustness.tornado.tip", name=name, low=low.label, high=high.label)
    return TornadoBar(name, low, high, note, tip)
