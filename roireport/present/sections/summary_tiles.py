"""The six tiles of the summary, each with a range or a reference."""

from collections.abc import Callable

from roireport.measure.figure import Figure
from roireport.present.blocks import Tile, Tiles, Tone
from roireport.present.desk import Desk
from roireport.present.figures.quote import cited, months, rate
from roireport.present.language.formats import NO_BREAK
from roireport.present.language.said import Said, respelled


def tiles(desk: Desk) -> Tiles:
    """ROI, net gain, full cost, net present value, payback, non-financial index."""
    makers: tuple[Callable[[Desk], Tile], ...] = (_roi, _gain, _cost, _npv, _payback, _index)
    return Tiles(tuple(make(desk) for make in makers))


def _tile(
    desk: Desk, name: str, path: str, note: str, *, label: str = "", tone: Tone = "plain", signed: bool = False
) -> Tile:
    """A tile of a figure: where it is withheld it says so, where it is undefined a dash and the reason."""
    figure, label = desk.figures[path], label or desk.words(f"summary.{name}.label")
    if desk.withholds(path):
        return Tile(label, desk.words("common.withheld.short"), "", desk.words("common.withheld.note"), "warning")
    if not figure.defined:
        return Tile(label, desk.words("common.none"), "", desk.detail(path), "muted")
    value, unit = _split(desk.say(path, signed=signed))
    return Tile(label, value, unit, note, tone)


def _split(text: Said) -> tuple[Said, str]:
    """The digits and the unit, which stands smaller: 587 and k€; a percent sign stays with its digits."""
    digits, _, unit = text.rpartition(NO_BREAK)
    return (respelled(text, len(digits), len(text), ""), unit) if digits else (text, "")


def _tone(figure: Figure) -> Tone:
    return "negative" if figure.defined and figure.known < 0 else "plain"


def _roi(desk: Desk) -> Tile:
    """The ROI over the horizon, its interval and its target."""
    results, target = desk.results, desk.engagement.target_roi
    ranged = results.uncertainty.p10.defined
    form = {(True, True): "range_and_target", (True, False): "range", (False, True): "target"}.get(
        (ranged, target is not None), "to_date" if results.financial.roi_to_date.defined else "neither"
    )
    note = desk.words(
        f"summary.roi.note.{form}",
        low=desk.say("uncertainty.roi.p10"),
        high=desk.say("uncertainty.roi.p90"),
        to_date=desk.say("financial.roi_to_date"),
        target="" if target is None else rate(desk, target, "target_roi"),
    )
    label = desk.words("summary.roi.label", horizon=months(desk, desk.engagement.horizon))
    return _tile(desk, "roi", "financial.roi", note, label=label, tone=_tone(results.financial.roi))


def _gain(desk: Desk) -> Tile:
    """The net gain, and the gross gain it is taken from."""
    gain = desk.results.financial.gain
    note = desk.words("summary.gain.note", gross=desk.say("financial.gain_gross"))
    return _tile(desk, "gain", "financial.gain", note, tone=_tone(gain))


def _cost(desk: Desk) -> Tile:
    """The full cost, and the client's own time in it."""
    internal = dict(desk.results.financial.cost_by_category).get("client_time")
    if internal is None:
        note = desk.words("summary.cost.note.not_counted")
    elif not internal.value:
        note = desk.words("summary.cost.note.none")
    else:
        note = desk.words("summary.cost.note.internal", internal=desk.say("financial.cost_by_category.client_time"))
    return _tile(desk, "cost", "financial.cost", note)


def _npv(desk: Desk) -> Tile:
    """The net present value at the engagement's rate, and the convention."""
    discounting = desk.engagement.discounting
    if discounting.rate is None:
        label = desk.words("summary.npv.label.no_rate")
    else:
        label = desk.words("summary.npv.label", rate=rate(desk, discounting.rate, "discounting.rate"))
    note = desk.words(f"summary.npv.note.{discounting.convention}", horizon=months(desk, desk.engagement.horizon))
    return _tile(desk, "npv", "financial.npv", note, label=label, tone=_tone(desk.results.financial.npv))


def _payback(desk: Desk) -> Tile:
    """Months to payback, the month of break-even, the peak exposure."""
    financial = desk.results.financial
    exposed = financial.peak_exposure.defined and financial.peak_exposure.known < 0
    form = f"{'reached' if financial.payback_months.defined else 'open'}.{'exposed' if exposed else 'never'}"
    note = desk.words(
        f"summary.payback.note.{form}",
        month=desk.say("financial.break_even"),
        peak=peak(desk) if exposed else "",
        horizon=months(desk, desk.engagement.horizon),
    )
    tile = _tile(desk, "payback", "financial.payback_months", note)
    not_reached = desk.verdict.established and financial.roi.defined and not financial.payback_months.defined
    if not_reached:
        return Tile(tile.label, desk.words("summary.payback.not_reached"), "", note, "negative")
    return tile


def peak(desk: Desk) -> Said:
    """The peak exposure as an amount without its sign."""
    amount = desk.results.financial.peak_exposure.known
    return cited(desk, desk.formats.money_short(abs(amount)), "financial.peak_exposure")


def _index(desk: Desk) -> Tile:
    """The gain of the non-financial index, and from where to where it moved."""
    result = desk.results.nonfinancial
    defined = result.index.defined and result.index_before.defined and result.index_now.defined
    note = desk.words(
        "summary.index.note",
        before=desk.say("nonfinancial.index_before", places=0),
        now=desk.say("nonfinancial.index_now", places=0),
    )
    tile = _tile(desk, "index", "nonfinancial.index", note, tone=_tone(result.index), signed=True)
    return Tile(tile.label, tile.value, desk.words("unit.points"), note, tile.tone) if defined else tile
