"""What gain and cost become if the doubt of a finding is right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from roireport.measure import corrected_return as formulas
from roireport.measure.figure import Figure
from roireport.measure.financial import GainResult
from roireport.measure.financial_return import Financial

Way: TypeAlias = Literal["left_out", "halved", "corrected"]
"""What is done with the part in doubt: all of it is left out, half of it, or it is set to its right value."""
Piece: TypeAlias = Literal["whole", "elapsed", "forecast"]
"""Which part of a line an amount is taken from."""


@dataclass(frozen=True, slots=True)
class UnsureAmount:
    """An amount of a gain that may not be there, or of a cost that is not counted; `line` is the id of the line."""

    line: str
    amount: Figure
    piece: Piece = "whole"


@dataclass(frozen=True, slots=True)
class Correction:
    """What to take off the gain and to add to the cost; without a part, the doubt is about no money."""

    way: Way
    gains: tuple[UnsureAmount, ...] = ()
    costs: tuple[UnsureAmount, ...] = ()


def effect_of(correction: Correction, financial: Financial) -> Figure:
    """Return how many points of ROI a correction makes, as a fraction; undefined where the ROI is."""
    in_doubt, not_counted = (
        [(part.line, part.amount) for part in parts] for parts in (correction.gains, correction.costs)
    )
    corrected = formulas.corrected_return(financial.gain, financial.cost, in_doubt, not_counted)
    return formulas.effect_on_return(financial.roi, corrected)


def together(corrections: Sequence[Correction]) -> Correction:
    """Return one correction for several doubts: no amount is taken off twice.

    Of each line the larger is taken: the largest amount of the whole line, or the largest of its elapsed part and
    of its forecast part together. The way is that of the correction with the largest sum.
    """
    leading = max(corrections, key=lambda one: abs(_sum((*one.gains, *one.costs))))
    gains = [part for one in corrections for part in one.gains]
    costs = [part for one in corrections for part in one.costs]
    return Correction(leading.way, _merged(gains), _merged(costs))


def _merged(parts: Sequence[UnsureAmount]) -> tuple[UnsureAmount, ...]:
    kept: list[UnsureAmount] = []
    for line in dict.fromkeys(part.line for part in parts):
        largest: dict[Piece, UnsureAmount] = {}
        for part in (part for part in parts if part.line == line):
            if part.piece not in largest or _size(part) > _size(largest[part.piece]):
                largest[part.piece] = part
        whole = largest.pop("whole", None)
        pieces = tuple(largest.values())
        kept += (whole,) if whole and _size(whole) >= abs(_sum(pieces)) else pieces
    return tuple(kept)


def _size(part: UnsureAmount) -> Decimal:
    return abs(part.amount.known)


def _sum(parts: Iterable[UnsureAmount]) -> Decimal:
    return sum((part.amount.known for part in parts), Decimal(0))


# ── What is in doubt of a gain ──────────────────────────────────────────────


def left_out(gains: Iterable[GainResult]) -> Correction:
    """Leave gains out; one without a value is counted as nothing already."""
    return Correction("left_out", tuple(UnsureAmount(gain.gain.id, gain.net) for gain in gains if gain.net.defined))


def halved(gains: Iterable[GainResult]) -> Correction:
    """Halve gains."""
    parts = (UnsureAmount(gain.gain.id, formulas.half_of_gain(gain.net)) for gain in gains if gain.net.defined)
    return Correction("halved", tuple(parts))


def scaled(gains: Iterable[GainResult], kept: Decimal) -> Correction:
    """Multiply gains by a factor; above 1 it raises them."""
    parts = (UnsureAmount(gain.gain.id, formulas.part_in_doubt(gain.net, kept)) for gain in gains if gain.net.defined)
    return Correction("corrected", tuple(parts))


def forecast_amount(result: GainResult) -> Figure:
    """What of a gain's net amount is still to come."""
    return formulas.gain_forecast(result.net, result.to_date)


def forecast_left_out(gains: Iterable[GainResult]) -> Correction:
    """Leave out what of gains is still to come."""
    forecast = [gain for gain in gains if gain.net.defined and gain.forecast]
    return Correction(
        "left_out", tuple(UnsureAmount(gain.gain.id, forecast_amount(gain), "forecast") for gain in forecast)
    )


def forecast_without(way: Way, gain: GainResult, amount: Decimal) -> Correction:
    """Take an amount off what of a gain is still to come."""
    taken = formulas.forecast_in_doubt(forecast_amount(gain), amount)
    return Correction(way, (UnsureAmount(gain.gain.id, taken, "forecast"),))


def elapsed_halved(gains: Iterable[GainResult]) -> Correction:
    """Halve what of gains has elapsed and was not read off anything."""
    parts = []
    for gain in gains:
        if gain.to_date.defined and gain.to_date.known != gain.observed.known:
            parts.append(UnsureAmount(gain.gain.id, formulas.half_of_elapsed(gain.to_date, gain.observed), "elapsed"))
    return Correction("halved", tuple(parts))


def resting_on(financial: Financial, kpi: str) -> list[GainResult]:
    """The gains per unit that are computed from the effect on a KPI, those that have a value."""
    return [
        result
        for result in financial.gains
        if result.gain.kpi == kpi and result.gain.per_unit is not None and result.net.defined
    ]
