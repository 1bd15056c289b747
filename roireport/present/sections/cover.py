"""The cover: the finding as title, the cumulative cash as picture."""

from decimal import Decimal

from roireport.chart.cover import CoverCurve, draw
from roireport.model.commit import CommitUnknown
from roireport.model.period import month_of
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import months
from roireport.present.language.formats import round_half_up
from roireport.present.language.quoted_text import QuotedText
from roireport.present.story.verdict import median_of_one, verdict_form
from roireport.present.view import Cover

NOTHING, ALL = Decimal(0), Decimal(1)


def cover(ctx: ReportContext) -> Cover:
    """Return the first page."""
    drawing = draw(_art(ctx))
    status = ctx.engagement.status
    return Cover(
        firm=ctx.workspace.firm.name or "",
        kicker=ctx.words("cover.kicker"),
        title=cover_title(ctx),
        subtitle=_subtitle(ctx),
        drawing=drawing,
        caption=_caption(ctx),
        facts=_facts(ctx),
        status="" if status == "final" else ctx.words(f"status.report.{status}"),
        mark=ctx.words("status.mark.draft") if status == "draft" else "",
    )


def cover_title(ctx: ReportContext) -> QuotedText:
    """Write the title of the engagement and the return of one unit of currency."""
    form = verdict_form(ctx)
    facts: dict[str, object] = {"title": ctx.engagement.title, "one": ctx.formats.money(Decimal(1))}
    facts |= {"horizon": months(ctx, ctx.engagement.horizon), "back": _back(ctx)}
    if form == "loss" and not NOTHING < round_half_up(ctx.results.financial.bcr.known, 2) < ALL:
        form = "loss.plain"
    return ctx.words(f"cover.title.{form.removesuffix('.cost').removesuffix('.gain')}", **facts)


def _back(ctx: ReportContext) -> QuotedText:
    """Write what one unit invested brings back, with the median where it lies high among the simulations."""
    bcr = ctx.results.financial.bcr
    if not bcr.defined or not ctx.verdict.established:
        return QuotedText("")
    back = QuotedText(ctx.formats.money(bcr.known, 2), ("financial.bcr",))
    if not ctx.verdict.median_beside:
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


def _art(ctx: ReportContext) -> CoverCurve:
    """Return the curve of the cumulative; the amount only where the headline is established."""
    flows = ctx.results.financial.cash_flow
    defined = [flow for flow in flows if flow.cumulative.defined]
    measured = sum(not flow.forecast for flow in defined)
    observed = next((n for n, flow in enumerate(defined[:measured]) if flow.state == "elapsed"), measured)
    latest = defined[measured - 1].cumulative.known if measured and ctx.verdict.established else None
    label = "" if latest is None else ctx.formats.money_short(latest, signed=True)
    values = tuple(float(flow.cumulative.known) for flow in defined)
    return CoverCurve(ctx.words("cover.art"), _caption(ctx), values, observed, measured, label)


def _caption(ctx: ReportContext) -> QuotedText:
    """Say what the curve shows, and over which months."""
    flows = ctx.results.financial.cash_flow
    if not any(flow.cumulative.defined and flow.cumulative.known for flow in flows):
        return ctx.words("cover.caption.empty")
    start = month_of(ctx.engagement.period.start)
    forecast = any(flow.forecast for flow in flows)
    form = ("" if ctx.verdict.established else "withheld.") + ("forecast" if forecast else "measured")
    first, last = ctx.formats.month(start), ctx.formats.month(start + ctx.engagement.horizon - 1)
    return ctx.words(f"cover.caption.{form}", start=first, end=last)


def _facts(ctx: ReportContext) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return client, cut-off date, version and confidentiality."""
    engagement, words = ctx.engagement, ctx.words
    version = words("cover.version.text", version=engagement.version) if engagement.version else ""
    facts = (
        ("client", (engagement.client.name, engagement.client.sector or "")),
        ("as_of", (ctx.formats.day(engagement.as_of), words(f"status.report.{engagement.status}"))),
        ("version", (version or words("common.none"), _commit(ctx))),
        ("confidentiality", (engagement.confidentiality or words("cover.confidentiality.silent"),)),
    )
    return tuple((words(f"cover.{name}"), tuple(line for line in lines if line)) for name, lines in facts)


def _commit(ctx: ReportContext) -> str:
    """The commit that the figures were computed at; nothing where the folder is in no repository."""
    if isinstance(ctx.commit, CommitUnknown):
        return ctx.words("cover.version.commit_unknown")
    return ctx.words("cover.version.commit", commit=ctx.commit_text) if ctx.commit else ""
