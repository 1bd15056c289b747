"""The cover: name and finding, the cumulative cash as picture, who made it and who paid."""

from collections.abc import Iterator
from decimal import Decimal

from roireport.chart.cover import CoverCurve, draw
from roireport.chart.scale import Labelled
from roireport.measure.financial import CashPeriod
from roireport.model.period import month_of
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import months
from roireport.present.language.formats import round_half_up
from roireport.present.language.quoted_text import QuotedText
from roireport.present.story.verdict import has_headline, median_note, median_of_one, verdict_facts, verdict_form
from roireport.present.view import Cover

NOTHING, ALL = Decimal(0), Decimal(1)


def cover(ctx: ReportContext) -> Cover:
    """Return the first page; without an ROI it has no curve."""
    status = ctx.engagement.status
    drawn = has_headline(ctx)
    return Cover(
        firm=ctx.workspace.firm.name or "",
        kicker=ctx.words("cover.kicker"),
        name=ctx.engagement.title,
        title=cover_title(ctx),
        subtitle=_subtitle(ctx),
        drawing=draw(_art(ctx)) if drawn else None,
        caption=_caption(ctx) if drawn else "",
        facts=tuple(_facts(ctx)),
        status="" if status == "final" else ctx.words(f"status.report.{status}"),
        mark=ctx.words("status.mark.draft") if status == "draft" else "",
    )


def cover_title(ctx: ReportContext) -> QuotedText:
    """Write the finding: the ROI to date first where most of the rest is a forecast."""
    form = verdict_form(ctx).removesuffix(".cost").removesuffix(".gain")
    facts = verdict_facts(ctx) | {"one": ctx.formats.money(Decimal(1)), "back": _back(ctx)}
    facts["central"] = median_note(ctx, "cover.beside")
    if ctx.editorial.headline == "to_date" and not form.endswith("to_date"):
        form = f"{form}.to_date"
    elif form == "loss" and not NOTHING < round_half_up(ctx.results.financial.bcr.known, 2) < ALL:
        form = "loss.plain"
    return ctx.words(f"cover.title.{form}", **facts)


def _back(ctx: ReportContext) -> QuotedText:
    """Write what one unit invested brings back, with the median where it is printed beside the ROI."""
    bcr = ctx.results.financial.bcr
    if not bcr.defined or not has_headline(ctx):
        return QuotedText("")
    back = QuotedText(ctx.formats.money(bcr.known, 2), ("financial.bcr",))
    if not ctx.editorial.median:
        return back
    median = QuotedText(ctx.formats.money(median_of_one(ctx), 2), ("uncertainty.roi.p50",))
    return ctx.words("cover.back.median", back=back, median=median)


def _subtitle(ctx: ReportContext) -> QuotedText:
    """Name the client, the months, and the time since the start."""
    engagement = ctx.engagement
    start, end = month_of(engagement.period.start), month_of(engagement.as_of)
    facts: dict[str, object] = {"client": engagement.client.name, "start": ctx.formats.month(start)}
    if end < start:
        return ctx.words("cover.subtitle.before", **facts)
    facts |= {"age": months(ctx, end - start + 1), "end": ctx.formats.month(end)}
    return ctx.words("cover.subtitle.one_month" if end == start else "cover.subtitle", **facts)


# ── The curve ───────────────────────────────────────────────────────────────


def _art(ctx: ReportContext) -> CoverCurve:
    """Return the curve of the cumulative with its low point, its value to date and its end."""
    defined = _flows(ctx)
    measured = sum(not flow.forecast for flow in defined)
    observed = next((n for n, flow in enumerate(defined[:measured]) if flow.state == "elapsed"), measured)
    return CoverCurve(
        ctx.words("cover.art"),
        _caption(ctx),
        tuple(float(flow.cumulative.known) for flow in defined),
        observed,
        measured,
        tuple(_labels(ctx, defined, measured)),
        ctx.formats.money(NOTHING),
    )


def _flows(ctx: ReportContext) -> tuple[CashPeriod, ...]:
    return tuple(flow for flow in ctx.results.financial.cash_flow if flow.cumulative.defined)


def _labels(ctx: ReportContext, flows: tuple[CashPeriod, ...], measured: int) -> Iterator[Labelled]:
    """Yield the end, the value to date and the low point, each period once."""
    if not any(flow.cumulative.known for flow in flows):
        return
    lowest = min(range(len(flows)), key=lambda n: flows[n].cumulative.known)
    named = {len(flows) - 1: "end", measured - 1: "to_date" if measured < len(flows) else "end"}
    if flows[lowest].cumulative.known < 0:
        named = {lowest: "low", **named}
    for place, name in named.items():
        if place >= 0:
            amount = ctx.formats.money_short(flows[place].cumulative.known, signed=True)
            form = f"{name}.forecast" if name != "to_date" and flows[place].forecast else name
            yield Labelled(place, amount, ctx.words(f"cover.label.{form}"))


def _caption(ctx: ReportContext) -> QuotedText:
    """Say what the curve shows, and over which months."""
    flows = ctx.results.financial.cash_flow
    if not any(flow.cumulative.defined and flow.cumulative.known for flow in flows):
        return ctx.words("cover.caption.empty")
    start = month_of(ctx.engagement.period.start)
    form = "forecast" if any(flow.forecast for flow in flows) else "measured"
    first, last = ctx.formats.month(start), ctx.formats.month(start + ctx.engagement.horizon - 1)
    return ctx.words(f"cover.caption.{form}", start=first, end=last)


# ── The facts at the foot ───────────────────────────────────────────────────


def _facts(ctx: ReportContext) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield client, date, authors, distribution and who paid; what is not given is left out."""
    engagement, words = ctx.engagement, ctx.words
    version = words("cover.version", version=engagement.version) if engagement.version else ""
    people = ", ".join(str(member.role or member.name) for member in engagement.team)
    facts = (
        ("client", (engagement.client.name, engagement.client.sector)),
        ("as_of", (ctx.formats.day(engagement.as_of), words(f"status.report.{engagement.status}"), version)),
        ("authors", (ctx.workspace.firm.name, people)),
        ("confidentiality", (engagement.confidentiality,)),
        ("independence", (engagement.independence,)),
    )
    for name, lines in facts:
        given = tuple(str(line) for line in lines if line)
        if given:
            yield words(f"cover.{name}"), given
