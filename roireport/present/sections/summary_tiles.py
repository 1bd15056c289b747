"""The six tiles of the summary, each with a range or a reference."""

from collections.abc import Callable

from roireport.measure.figure import Figure
from roireport.present.blocks import Tile, Tiles, Tone
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import cited, months, rate
from roireport.present.language.quoted_text import QuotedText, respelled
from roireport.present.language.typography import NO_BREAK


def tiles(ctx: ReportContext) -> Tiles:
    """ROI, net gain, full cost, net present value, payback, non-financial index."""
    makers: tuple[Callable[[ReportContext], Tile], ...] = (_roi, _gain, _cost, _npv, _payback, _index)
    return Tiles(tuple(make(ctx) for make in makers))


def _tile(
    ctx: ReportContext, name: str, path: str, note: str, *, label: str = "", tone: Tone = "plain", signed: bool = False
) -> Tile:
    """A tile of a figure: where it is withheld it says so, where it is undefined a dash and the reason."""
    figure, label = ctx.figures[path], label or ctx.words(f"summary.{name}.label")
    if ctx.withholds(path):
        return Tile(label, ctx.words("common.withheld.short"), "", ctx.words("common.withheld.note"), "warning")
    if not figure.defined:
        return Tile(label, ctx.words("common.none"), "", ctx.detail(path), "muted")
    value, unit = _split(ctx.say(path, signed=signed))
    return Tile(label, value, unit, note, tone)


def _split(text: QuotedText) -> tuple[QuotedText, str]:
    """The digits and the unit, which stands smaller: 587 and k€; a percent sign stays with its digits."""
    digits, _, unit = text.rpartition(NO_BREAK)
    return (respelled(text, len(digits), len(text), ""), unit) if digits else (text, "")


def _tone(figure: Figure) -> Tone:
    return "negative" if figure.defined and figure.known < 0 else "plain"


def _roi(ctx: ReportContext) -> Tile:
    """The ROI over the horizon, its interval and its target."""
    results, target = ctx.results, ctx.engagement.target_roi
    ranged = results.uncertainty.p10.defined
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
    label = ctx.words("summary.roi.label", horizon=months(ctx, ctx.engagement.horizon))
    return _tile(ctx, "roi", "financial.roi", note, label=label, tone=_tone(results.financial.roi))


def _gain(ctx: ReportContext) -> Tile:
    """The net gain, and the gross gain it is taken from."""
    gain = ctx.results.financial.gain
    note = ctx.words("summary.gain.note", gross=ctx.say("financial.gain_gross"))
    return _tile(ctx, "gain", "financial.gain", note, tone=_tone(gain))


def _cost(ctx: ReportContext) -> Tile:
    """The full cost, and the client's own time in it."""
    internal = dict(ctx.results.financial.cost_by_category).get("client_time")
    if internal is None:
        note = ctx.words("summary.cost.note.not_counted")
    elif not internal.value:
        note = ctx.words("summary.cost.note.none")
    else:
        note = ctx.words("summary.cost.note.internal", internal=ctx.say("financial.cost_by_category.client_time"))
    return _tile(ctx, "cost", "financial.cost", note)


def _npv(ctx: ReportContext) -> Tile:
    """The net present value at the engagement's rate, and the convention."""
    discounting = ctx.engagement.discounting
    if discounting.rate is None:
        label = ctx.words("summary.npv.label.no_rate")
    else:
        label = ctx.words("summary.npv.label", rate=rate(ctx, discounting.rate, "discounting.rate"))
    note = ctx.words(f"summary.npv.note.{discounting.convention}", horizon=months(ctx, ctx.engagement.horizon))
    return _tile(ctx, "npv", "financial.npv", note, label=label, tone=_tone(ctx.results.financial.npv))


def _payback(ctx: ReportContext) -> Tile:
    """Months to payback, the month of break-even, the peak exposure."""
    financial = ctx.results.financial
    exposed = financial.peak_exposure.defined and financial.peak_exposure.known < 0
    form = f"{'reached' if financial.payback_months.defined else 'open'}.{'exposed' if exposed else 'never'}"
    note = ctx.words(
        f"summary.payback.note.{form}",
        month=ctx.say("financial.break_even"),
        peak=peak(ctx) if exposed else "",
        horizon=months(ctx, ctx.engagement.horizon),
    )
    tile = _tile(ctx, "payback", "financial.payback_months", note)
    not_reached = ctx.verdict.established and financial.roi.defined and not financial.payback_months.defined
    if not_reached:
        return Tile(tile.label, ctx.words("summary.payback.not_reached"), "", note, "negative")
    return tile


def peak(ctx: ReportContext) -> QuotedText:
    """The peak exposure as an amount without its sign."""
    amount = ctx.results.financial.peak_exposure.known
    return cited(ctx, ctx.formats.money_short(abs(amount)), "financial.peak_exposure")


def _index(ctx: ReportContext) -> Tile:
    """The gain of the non-financial index, and from where to where it moved."""
    result = ctx.results.nonfinancial
    defined = result.index.defined and result.index_before.defined and result.index_now.defined
    note = ctx.words(
        "summary.index.note",
        before=ctx.say("nonfinancial.index_before", places=0),
        now=ctx.say("nonfinancial.index_now", places=0),
    )
    tile = _tile(ctx, "index", "nonfinancial.index", note, tone=_tone(result.index), signed=True)
    return Tile(tile.label, tile.value, ctx.words("unit.points"), note, tile.tone) if defined else tile
