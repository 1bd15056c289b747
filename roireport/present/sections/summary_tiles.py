"""The three tiles of the summary: the ROI against its target, the money out and back, the gain for its cost."""

from collections.abc import Iterator

from roireport.measure.figure import Figure
from roireport.present.blocks import Tile, Tiles, Tone
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import months, rate
from roireport.present.language.quoted_text import QuotedText, joined, respelled
from roireport.present.language.typography import NO_BREAK
from roireport.present.story.assumptions import probability
from roireport.present.story.verdict import has_headline, median_note

SEPARATOR = " · "


def tiles(ctx: ReportContext) -> tuple[Tiles, ...]:
    """Return the three tiles; nothing where no ROI is stated."""
    return (Tiles((_roi(ctx), _cash(ctx), _gain(ctx))),) if has_headline(ctx) else ()


def _split(text: QuotedText) -> tuple[QuotedText, str]:
    """Split digits and unit, which is smaller: 587 and k€.

    A percent sign is no unit.
    """
    digits, _, unit = text.rpartition(NO_BREAK)
    return (respelled(text, len(digits), len(text), ""), unit) if digits else (text, "")


def _tone(figure: Figure) -> Tone:
    return "negative" if figure.defined and figure.known < 0 else "plain"


def _money_tile(ctx: ReportContext, label: str, path: str, note: str) -> Tile:
    value, unit = _split(ctx.say(path))
    return Tile(label, value, unit, note, _tone(ctx.figures[path]))


# ── The ROI ─────────────────────────────────────────────────────────────────


def _roi(ctx: ReportContext) -> Tile:
    """Show the ROI that leads, with the other one, its range, its probability and its target."""
    leads, horizon = ctx.editorial.headline, months(ctx, ctx.engagement.horizon)
    label = ctx.words(f"summary.roi.label.{leads}", horizon=horizon)
    note = joined(tuple(_roi_notes(ctx)), SEPARATOR)
    if leads == "range":
        return Tile(label, ctx.words("summary.roi.range", **_ends(ctx)), "", note)
    path = "financial.roi_to_date" if leads == "to_date" else "financial.roi"
    return Tile(label, ctx.say(path), "", note, _tone(ctx.figures[path]))


def _ends(ctx: ReportContext) -> dict[str, QuotedText]:
    return {"low": ctx.say("uncertainty.roi.p10"), "high": ctx.say("uncertainty.roi.p90")}


def _roi_notes(ctx: ReportContext) -> Iterator[QuotedText]:
    """Yield what is printed beside the ROI, and what it is compared with."""
    words, leads, target = ctx.words, ctx.editorial.headline, ctx.engagement.target_roi
    if leads != "horizon":
        yield words(f"summary.roi.note.{leads}", roi=ctx.say("financial.roi"), horizon=_horizon(ctx))
    elif _has_rest(ctx):
        yield words("summary.roi.note.measured", to_date=ctx.say("financial.roi_to_date"))
    if ctx.editorial.median:
        yield median_note(ctx, "summary.roi.note.median")
    if not ctx.verdict.low_case:
        yield words("summary.roi.note.no_range")
    elif leads != "range":
        yield words("summary.roi.note.ends", **_ends(ctx))
    if ctx.editorial.probability:
        yield words("summary.roi.note.odds", probability=probability(ctx, "uncertainty.probability_positive"))
    if target is not None:
        yield words("summary.roi.note.target", target=rate(ctx, target, "target_roi"))


def _horizon(ctx: ReportContext) -> QuotedText:
    return months(ctx, ctx.engagement.horizon)


def _has_rest(ctx: ReportContext) -> bool:
    """Whether the ROI to date is another figure than the one over the horizon."""
    financial = ctx.results.financial
    return financial.roi_to_date.defined and financial.roi_to_date.known != financial.roi.known


# ── The money out and back ──────────────────────────────────────────────────


def _cash(ctx: ReportContext) -> Tile:
    """Show the months until the money is back, with the most that is out."""
    financial, label = ctx.results.financial, ctx.words("summary.cash.label")
    exposed = financial.peak_exposure.defined and financial.peak_exposure.known < 0
    facts = {
        "peak": ctx.say("financial.peak_exposure"),
        "horizon": _horizon(ctx),
        "month": ctx.say("financial.break_even"),
    }
    if not exposed:
        return Tile(label, ctx.words("summary.cash.never"), "", ctx.words("summary.cash.note.never"))
    if not financial.payback_months.defined:
        value, note = ctx.words("summary.cash.not_reached"), ctx.words("summary.cash.note.open", **facts)
        return Tile(label, value, "", note, "negative")
    payback = ctx.say("financial.payback_months")
    if ctx.engagement.discounting.yearly:
        return Tile(label, payback, "", ctx.words("summary.cash.note.year", **facts))
    value, unit = _split(payback)
    return Tile(label, value, unit, ctx.words(f"summary.cash.note.{_tense(ctx)}", **facts))


def _tense(ctx: ReportContext) -> str:
    """Return whether the month in which the money is back has been measured."""
    reached = int(ctx.results.financial.break_even.known)
    measured = sum(not flow.forecast for flow in ctx.results.financial.cash_flow)
    return "reached" if reached < measured else "forecast"


# ── The gain and its cost ───────────────────────────────────────────────────


def _gain(ctx: ReportContext) -> Tile:
    """Show the net gain that leads, with the cost it was won at."""
    leads = ctx.editorial.headline
    facts = {"cost": ctx.say("financial.cost"), "internal": internal_time(ctx), "gain": ctx.say("financial.gain")}
    facts |= {"horizon": _horizon(ctx), "gross": ctx.say("financial.gain_gross")}
    form, path = ("to_date", "financial.gain_to_date") if leads == "to_date" else ("whole", "financial.gain")
    note = ctx.words(f"summary.gain.note.{form}", **facts)
    return _money_tile(ctx, ctx.words(f"summary.gain.label.{form}"), path, note)


def internal_time(ctx: ReportContext) -> QuotedText:
    """Say what of the cost is the client's own time."""
    internal = dict(ctx.results.financial.cost_by_category).get("client_time")
    if internal is None:
        return ctx.words("summary.cost.note.not_counted")
    if not internal.value:
        return ctx.words("summary.cost.note.none")
    return ctx.words("summary.cost.note.internal", internal=ctx.say("financial.cost_by_category.client_time"))
