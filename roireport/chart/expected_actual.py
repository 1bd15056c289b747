"""Expected against actual over time, with the variance above."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from roireport.chart.axis import Period, period_names
from roireport.chart.drawing import Bar, Drawing, Hatch, Role, Text, hatched, horizontal, tinted
from roireport.chart.legend import LegendEntry, legend
from roireport.chart.lettering import SIZE, fit, wrap
from roireport.chart.metrics import text_width
from roireport.chart.narrow import for_narrow_screens
from roireport.chart.placement import Box, Line, first_free, label, spread


@dataclass(frozen=True, slots=True)
class Pair:
    """A period's plan and outcome (None where there is none), and their difference."""

    period: Period
    plan: float | None
    actual: float | None
    forecast: bool = False
    plan_label: str = ""
    actual_label: str = ""
    variance_label: str = ""
    tip: str = ""
    elapsed: bool = False
    """Whether the outcome is neither forecast nor observed."""


@dataclass(frozen=True, slots=True)
class ExpectedActualLabels:
    """The names of the two panels, of the row of plans, and of the signs."""

    variance: str
    amount: str
    plan_row: str
    plan: str
    actual: str
    forecast: str
    elapsed: str = ""


@dataclass(frozen=True, slots=True)
class ExpectedActual:
    title: str
    description: str
    pairs: tuple[Pair, ...]
    words: ExpectedActualLabels
    width: float = 642.0
    height: float = 270.0


_NAMES: Final = 62.0
_BAR: Final = 0.7
"""The width of the bar of an amount, as a share of the line of its plan."""
_PLANS: Final = 16.0
"""The height of the row of the plans, under the amounts."""


@dataclass(frozen=True, slots=True)
class _Panel:
    """The zero line of a panel, and its height per currency unit, the same in both."""

    zero: float
    unit: float

    def y(self, value: float) -> float:
        return self.zero - value * self.unit


def _panels(data: ExpectedActual, top: float, bottom: float) -> tuple[_Panel, _Panel]:
    """Return the panels of variances and of amounts, on one scale."""
    amounts = [0.0, *(v for pair in data.pairs for v in (pair.plan, pair.actual) if v is not None)]
    variances = [0.0, *(_variance(pair) or 0.0 for pair in data.pairs)]
    extent = max(amounts) - min(amounts) + max(variances) - min(variances)
    room = bottom - top - (78 if min(amounts) < 0 else 62)
    unit = room / extent if extent > 0 else 0.0
    first = top + 18 + max(variances) * unit
    second = first - min(variances) * unit + 40 + max(amounts) * unit
    return _Panel(first, unit), _Panel(second, unit)


def _variance(pair: Pair) -> float | None:
    return None if pair.plan is None or pair.actual is None else pair.actual - pair.plan


def _bars(pair: Pair, x: float, half: float, panel: _Panel) -> tuple[Bar | Hatch, ...]:
    """Draw the actual amount from zero."""
    if pair.actual is None:
        return ()
    bar = Bar.between((x - _BAR * half, panel.zero), (x + _BAR * half, panel.y(pair.actual)), "actual", tip=pair.tip)
    return hatched(bar) if pair.forecast else (tinted(bar),) if pair.elapsed else (bar,)


@dataclass(frozen=True, slots=True)
class _Number:
    """A label with its baselines to try, best first; on a dark bar it is light."""

    x: float
    text: str
    tries: tuple[tuple[float, Role], ...]


def _beyond(end: float, negative: bool, role: Role) -> tuple[tuple[float, Role], ...]:
    """Return baselines beyond the end of a bar, the nearest first."""
    return tuple((end + 12 + away if negative else end - 5 - away, role) for away in (0, 8, 14))


def _variances(data: ExpectedActual, xs: list[float], panel: _Panel) -> list[_Number]:
    wanted = []
    for pair, x in zip(data.pairs, xs, strict=True):
        variance = _variance(pair)
        if variance is not None and pair.variance_label:
            role: Role = "positive_text" if variance >= 0 else "negative_text"
            wanted.append(_Number(x, pair.variance_label, _beyond(panel.y(variance), variance < 0, role)))
    return wanted


def _amounts(data: ExpectedActual, xs: list[float], panel: _Panel, half: float) -> list[_Number]:
    """Return the labels of the actual amounts: beyond the bar, within it where the plan is in the way."""
    wanted = []
    for pair, x in zip(data.pairs, xs, strict=True):
        if pair.actual is None or not pair.actual_label:
            continue
        end, negative = panel.y(pair.actual), pair.actual < 0
        first, *rest = _beyond(end, negative, "ink")
        room = abs(end - panel.zero) >= 18 and text_width(pair.actual_label, SIZE, 600) <= 2 * _BAR * half - 2
        dark = room and not (pair.forecast or pair.elapsed)
        within: list[tuple[float, Role]] = [(end - 6 if negative else end + 13, "paper")] if dark else []
        wanted.append(_Number(x, pair.actual_label, (first, *within, *rest)))
    return wanted


def _labels(
    data: ExpectedActual, wanted: list[_Number], lines: list[Box], bars: list[Box], top: float
) -> tuple[Text, ...]:
    """Draw the labels that touch no plan and no other label; only a light one is within a bar."""
    texts: list[Text] = []
    taken = [*lines]
    frame = Box(_NAMES, top, data.width, data.height - 32 - _PLANS + 5)
    for number in reversed(wanted):
        width = text_width(number.text, SIZE, 600)
        left = min(max(number.x - width / 2, _NAMES), data.width - width)
        for y, role in number.tries:
            box = Box(left, y - SIZE * 0.8, left + width, y + SIZE * 0.3)
            if first_free([box], taken if role == "paper" else [*taken, *bars], frame):
                taken.append(Box(box.left - 3, box.top, box.right + 3, box.bottom))
                texts.append(Text(left + width / 2, y, number.text, SIZE, "middle", 600, role))
                break
    return tuple(texts)


def _plan_row(data: ExpectedActual, xs: list[float], y: float) -> tuple[Text, ...]:
    """Write the plans in a row of their own, the last first, without those that have no room."""
    name = fit(data.words.plan_row, _NAMES - 6)
    texts: list[Text] = []
    edge = data.width + 4
    for pair, x in reversed(list(zip(data.pairs, xs, strict=True))):
        half = text_width(pair.plan_label, SIZE) / 2
        if pair.plan_label and x + half + 4 <= edge and x - half >= _NAMES:
            texts.append(Text(x, y, pair.plan_label, SIZE, "middle", 400, "muted"))
            edge = x - half
    return (Text(0, y, name, SIZE, "start", 400, "muted"), *texts) if texts else ()


def _names(words: ExpectedActualLabels, zeros: tuple[float, float], top: float, bottom: float) -> tuple[Text, ...]:
    """Draw the names of the panels at the left of their zero lines."""
    names = [wrap(name, _NAMES - 6) for name in (words.variance, words.amount)]
    labels = [label(*(Line(part, "muted") for part in name)) for name in names]
    centres = spread([zero - 9 for zero in zeros], [text.height for text in labels], top + 2, bottom + 4)
    boxes = [Box(0, y - text.height / 2, 0, y + text.height / 2) for text, y in zip(labels, centres, strict=True)]
    return tuple(text for name, box in zip(labels, boxes, strict=True) for text in name.at(box, "start"))


def _all_bars(data: ExpectedActual, xs: list[float], half: float, upper: _Panel, lower: _Panel) -> list[Bar | Hatch]:
    bars: list[Bar | Hatch] = []
    for pair, x in zip(data.pairs, xs, strict=True):
        variance = _variance(pair)
        if variance is not None:
            role: Role = "positive" if variance >= 0 else "negative"
            bars.append(Bar.between((x - half * 0.55, upper.zero), (x + half * 0.55, upper.y(variance)), role))
        bars += _bars(pair, x, half, lower)
    return bars


def _legend(data: ExpectedActual) -> tuple[LegendEntry, ...]:
    words = data.words
    return (
        LegendEntry("line", "muted", words.plan),
        LegendEntry("bar", "actual", words.actual),
        LegendEntry("tint", "actual", words.elapsed if any(pair.elapsed for pair in data.pairs) else ""),
        LegendEntry("hatch", "actual", words.forecast if any(pair.forecast for pair in data.pairs) else ""),
    )


def _boxes(marks: Sequence[Bar | Hatch]) -> list[Box]:
    return [Box(bar.x, bar.y, bar.x + bar.width, bar.y + bar.height) for bar in marks if isinstance(bar, Bar)]


@for_narrow_screens
def draw(data: ExpectedActual) -> Drawing:
    """Draw the two panels over a row of plans and a row of periods."""
    key, top = legend(_legend(data), 0, data.width)
    bottom = data.height - 32 - _PLANS
    upper, lower = _panels(data, top, bottom)
    pitch = (data.width - _NAMES) / max(len(data.pairs), 1)
    half = min(pitch * 0.4, 30.0)
    xs = [_NAMES + (i + 0.5) * pitch for i in range(len(data.pairs))]
    bars = _all_bars(data, xs, half, upper, lower)
    placed = [(lower.y(pair.plan), x) for pair, x in zip(data.pairs, xs, strict=True) if pair.plan is not None]
    plans = [horizontal(y, x - half, x + half, "muted", 2.2) for y, x in placed]
    zeros = [horizontal(panel.zero, _NAMES, data.width, "ink", 1.0) for panel in (upper, lower)]
    names = _names(data.words, (upper.zero, lower.zero), top, bottom)
    wanted = [*_variances(data, xs, upper), *_amounts(data, xs, lower, half)]
    lines = [Box(x - half, y - 2, x + half, y + 2) for y, x in placed]
    labels = _labels(data, wanted, lines, _boxes(bars), top)
    row = _plan_row(data, xs, bottom + 14)
    periods = period_names([pair.period for pair in data.pairs], xs, bottom + _PLANS + 14, _NAMES, data.width)
    marks = (*key, *bars, *plans, *zeros, *names, *labels, *row, *periods)
    return Drawing(data.width, data.height, data.title, data.description, marks)
