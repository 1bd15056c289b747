"""Expected against actual over time, with the variance above."""

from dataclasses import dataclass
from typing import Final

from roireport.chart.axis import Period, period_names
from roireport.chart.drawing import Bar, Drawing, Mark, Role, Text, hatched, horizontal, tinted
from roireport.chart.legend import LegendEntry, legend
from roireport.chart.lettering import SIZE, wrap
from roireport.chart.placement import Box, Line, first_free, label, spread


@dataclass(frozen=True, slots=True)
class Pair:
    """A period's plan and outcome (None where there is none), and their difference."""

    period: Period
    plan: float | None
    actual: float | None
    forecast: bool = False
    actual_label: str = ""
    variance_label: str = ""
    tip: str = ""
    elapsed: bool = False
    """Whether the outcome is neither forecast nor observed."""


@dataclass(frozen=True, slots=True)
class ExpectedActualLabels:
    """The names of the two panels and of the signs."""

    variance: str
    amount: str
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
_Number = tuple[float, float, str, Role]  # centre, baseline, text, role


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


def _bars(pair: Pair, x: float, half: float, panel: _Panel) -> tuple[Mark, ...]:
    """Draw the outline of the plan and in front of it the actual amount."""
    marks: list[Mark] = []
    shift = half * 0.28
    if pair.plan is not None:
        marks.append(Bar.between((x - half, panel.zero), (x + half - 2 * shift, panel.y(pair.plan)), "paper", "actual"))
    if pair.actual is not None:
        a, b = (x - half + 2 * shift, panel.zero), (x + half, panel.y(pair.actual))
        bar = Bar.between(a, b, "actual", tip=pair.tip)
        marks += hatched(bar) if pair.forecast else (tinted(bar),) if pair.elapsed else (bar,)
    return tuple(marks)


def _number(text: str, x: float, values: tuple[float, ...], panel: _Panel, role: Role) -> _Number:
    """Place the label of a bar: over the higher bar, or under a negative one."""
    highest = max((0.0, *values))
    if highest == 0.0 and min(values) < 0:
        return x, panel.y(min(values)) + 12, text, role
    return x, panel.y(highest) - 5, text, role


def _wanted(data: ExpectedActual, xs: list[float], upper: _Panel, lower: _Panel, half: float) -> list[_Number]:
    """Return the labels of variances and amounts, the last period first."""
    wanted = []
    for pair, x in reversed(list(zip(data.pairs, xs, strict=True))):
        variance = _variance(pair)
        if variance is not None and pair.variance_label:
            role: Role = "positive_text" if variance >= 0 else "negative_text"
            wanted.append(_number(pair.variance_label, x, (variance,), upper, role))
        if pair.actual is not None and pair.actual_label:
            both = (pair.actual, pair.plan) if pair.plan is not None else (pair.actual,)
            wanted.append(_number(pair.actual_label, x + half * 0.28, both, lower, "ink"))
    return wanted


def _labels(data: ExpectedActual, wanted: list[_Number], bars: list[Mark]) -> tuple[Text, ...]:
    """Draw the labels that do not touch the bars or each other."""
    texts: list[Text] = []
    taken = [Box(bar.x, bar.y, bar.x + bar.width, bar.y + bar.height) for bar in bars if isinstance(bar, Bar)]
    frame = Box(_NAMES, 0, data.width, data.height)
    for x, y, text, role in wanted:
        name = label(Line(text, role, 600))
        left = min(max(x - name.width / 2, _NAMES), data.width - name.width)
        box = Box(left, y - SIZE * 0.8, left + name.width, y + SIZE * 0.3)
        if first_free([box], taken, frame):
            taken.append(Box(box.left - 3, box.top, box.right + 3, box.bottom))
            texts.append(Text((box.left + box.right) / 2, y, name.lines[0].text, SIZE, "middle", 600, role))
    return tuple(texts)


def _names(words: ExpectedActualLabels, zeros: tuple[float, float], top: float, bottom: float) -> tuple[Text, ...]:
    """Draw the names of the panels at the left of their zero lines."""
    names = [wrap(name, _NAMES - 6) for name in (words.variance, words.amount)]
    labels = [label(*(Line(part, "muted") for part in name)) for name in names]
    centres = spread([zero - 9 for zero in zeros], [text.height for text in labels], top + 2, bottom + 18)
    boxes = [Box(0, y - text.height / 2, 0, y + text.height / 2) for text, y in zip(labels, centres, strict=True)]
    return tuple(text for name, box in zip(labels, boxes, strict=True) for text in name.at(box, "start"))


def _all_bars(data: ExpectedActual, xs: list[float], half: float, upper: _Panel, lower: _Panel) -> list[Mark]:
    bars: list[Mark] = []
    for pair, x in zip(data.pairs, xs, strict=True):
        variance = _variance(pair)
        if variance is not None:
            role: Role = "positive" if variance >= 0 else "negative"
            bars.append(Bar.between((x - half * 0.55, upper.zero), (x + half * 0.55, upper.y(variance)), role))
        bars += _bars(pair, x, half, lower)
    return bars


def draw(data: ExpectedActual) -> Drawing:
    """Draw the two panels over one row of periods."""
    words = data.words
    entries = (
        LegendEntry("outline", "actual", words.plan),
        LegendEntry("bar", "actual", words.actual),
        LegendEntry("tint", "actual", words.elapsed if any(pair.elapsed for pair in data.pairs) else ""),
        LegendEntry("hatch", "actual", words.forecast if any(pair.forecast for pair in data.pairs) else ""),
    )
    key, top = legend(entries, 0, data.width)
    bottom = data.height - 32
    upper, lower = _panels(data, top, bottom)
    pitch = (data.width - _NAMES) / max(len(data.pairs), 1)
    half = min(pitch * 0.4, 30.0)
    xs = [_NAMES + (i + 0.5) * pitch for i in range(len(data.pairs))]
    bars = _all_bars(data, xs, half, upper, lower)
    zeros = [horizontal(panel.zero, _NAMES, data.width, "ink", 1.0) for panel in (upper, lower)]
    names = _names(words, (upper.zero, lower.zero), top, bottom)
    labels = _labels(data, _wanted(data, xs, upper, lower, half), bars)
    periods = period_names([pair.period for pair in data.pairs], xs, bottom + 14, _NAMES, data.width)
    marks = (*key, *bars, *zeros, *names, *labels, *periods)
    return Drawing(data.width, data.height, data.title, data.description, marks)
