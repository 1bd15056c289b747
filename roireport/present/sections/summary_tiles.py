"""The six tiles of the summary, each with a range or a reference."""

from collections.abc import Callable

from roireport.measure.figure import Figure
from roireport.present.blocks import Tile, Tiles, Tone
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import cited, months, rate
from roireport.present.language.quoted_text import QuotedText, joined, respelled
from roireport.present.language.typography import NO_BREAK
from roireport.present.story.verdict import median_note


def tiles(ctx: ReportContext) -> Tiles:
    """Return ROI, net gain, full cost, net present value, payback and index."""
    functions: tuple[Callable[[ReportContext], Tile], ...] = (_roi, _gain, _cost, _npv, _payback, _index)
    return Tiles(tuple(make(ctx) for make in functions))


def _tile(ctx: ReportContext, label: str, path: str, note: str, *, tone: Tone = "plain", signed: bool = False) -> Tile:
    """Return the tile of a figure; withheld or undefined ones say why."""
    figure = ctx.figures[path]
    if ctx.withholds(path):
        return Tile(label, ctx.words("common.withheld.short"), "", ctx.words("common.withheld.note"), "warning")
    if not figure.defined:
        return Tile(label, ctx.words("common.none"), "", ctx.detail(path), "muted")
    value, unit = _split(ctx.say(path, signed=signed))
    return Tile(label, value, unit, note, tone)


def _split(text: QuotedText) -> tuple[QuotedText, str]:
    """Split digits and unit, which is smaller: 587 and k€.

    A percent sign is no unit.
    """
    digits, _, unit = text.rpartition(NO_BREAK)
    return (respelled(text, len(digits), len(text), ""), unit) if digits else (text, "")


def _tone(figure: Figure) -> Tone:
    return "negative" if figure.defined and figure.known < 0 else "plain"


def _roi(ctx: ReportContext) -> Tile:
    """Show the ROI over the horizon, its interval and its target."""
    results, target = ctx.results, ctx.engagement.target_roi
    ranged = ctx.verdict.low_case
    form = {(True, True): "range_and_target", (True, False): "range", (False, True): "target"}.get(
        (ranged, target is not None), "to_date" if results.financial.roi_to_date.defined else "neither"
    )
    note = ctx.words(
        f"summary.roi.note.{form}",
        low=ctx.say("uncertainty.roi.p10"),
        high=ctx.say("uncertainty.roi.p90"),
        to_date=ctx.say("financial.roi_to_date"),
        target="" if target is None else rate(ctx, target, "target_roi"),
    )
    note = joined((median_note(ctx, "summary.roi.note.median"), note))
    label = ctx.words("summary.roi.label", horizon=months(ctx, ctx.engagement.horizon))
    return _tile(ctx, label, "financial.roi", note, tone=_tone(results.financial.roi))


def _gain(ctx: ReportContext) -> Tile:
    """Show the net gain, with the gross gain as a note."""
    gain = ctx.results.financial.gain
    note = ctx.words("summary.gain.note", gross=ctx.say("financial.gain_gross"))
    return _tile(ctx, ctx.words("summary.gain.label"), "financial.gain", note, tone=_tone(gain))


def _cost(ctx: ReportContext) -> Tile:
    """Show the full cost, with the time of the client as a note."""
    internal = dict(ctx.results.financial.cost_by_category).get("client_time")
    if internal is None:
        note = ctx.words("summary.cost.note.not_counted")
    elif not internal.value:
        note = ctx.words("summary.cost.note.none")
    else:
        note = ctx.words("summary.cost.note.internal", internal=ctx.say("financial.cost_by_category.client_time"))
    return _tile(ctx, ctx.words("summary.cost.label"), "financial.cost", note)


def _npv(ctx: ReportContext) -> Tile:
    """Show the net present value, with its convention as a note."""
    discounting = ctx.engagement.discounting
    if discounting.rate is None:
        label = ctx.words("summary.npv.label.no_rate")
    else:
        label = ctx.words("summary.npv.label", rate=rate(ctx, discounting.rate, "discounting.rate"))
    note = ctx.words(f"summary.npv.note.{discounting.convention}", horizon=months(ctx, ctx.engagement.horizon))
    return _tile(ctx, label, "financial.npv", note, tone=_tone(ctx.results.financial.npv))


def _payback(ctx: ReportContext) -> Tile:
    """Show the months to payback, with month and peak exposure as a note."""
    financial = ctx.results.financial
    exposed = financial.peak_exposure.defined and financial.peak_exposure.known < 0
    form = f"{'reached' if financial.payback_months.defined else 'open'}.{'exposed' if exposed else 'never'}"
    note = ctx.words(
        f"summary.payback.note.{form}",
        month=ctx.say("financial.break_even"),
        peak=peak(ctx) if exposed else "",
        horizon=months(ctx, ctx.engagement.horizon),
    )
    tile = _tile(ctx, ctx.words("summary.payback.label"), "financial.payback_months", note)
    not_reached = ctx.verdict.established and financial.roi.defined and not financial.payback_months.defined
    if not_reached:
        return Tile(tile.label, ctx.words("summary.payback.not_reached"), "", note, "negative")
    return tile


def peak(ctx: ReportContext) -> QuotedText:
    """Write the peak exposure without its sign."""
    amount = ctx.results.financial.peak_exposure.known
    return cited(ctx, ctx.formats.money_short(abs(amount)), "financial.peak_exposure")


def _index(ctx: ReportContext) -> Tile:
    """Show the gain of the non-financial index, with its levels as a note."""
    result = ctx.results.nonfinancial
    defined = result.index.defined and result.index_before.defined and result.index_now.defined
    note = ctx.words(
        "summary.index.note",
        before=ctx.say("nonfinancial.index_before", places=0),
        now=ctx.say("nonfinancial.index_now", places=0),
    )
    label = ctx.words("summary.index.label")
    tile = _tile(ctx, label, "nonfinancial.index", note, tone=_tone(result.index), signed=True)
    return Tile(tile.label, tile.value, ctx.words("unit.points"), note, tile.tone) if defined else tile
