"""Figures before and after, with the parts of their change: printed parts add up to the printed change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from roireport.compare.change import Group
from roireport.compare.share import Causes, Share
from roireport.measure.figure import PUBLISHED_PLACES, Figure, Unit, rounded
from roireport.present.context import ReportContext
from roireport.present.figures.name import figure_name
from roireport.present.figures.value import exact
from roireport.present.language.formats import round_half_up
from roireport.present.language.largest_remainder import largest_remainder
from roireport.trace.entry import FigureEntry

HEADLINES: Final = (
    *("financial.roi", "uncertainty.roi.p10", "uncertainty.roi.p90", "financial.gain", "financial.cost"),
    *("financial.npv", "financial.payback_months", "nonfinancial.index", "financial.observed_share"),
)
"""The figures that are always shown, in order."""
_OF_KPI: Final = ("latest", "effect.mean")
_PLACES: Final[Mapping[Unit, int]] = {"ratio": 3, "money": 0, "points": 1, "months": 1}
"""Decimals of a headline as it is printed; a ratio is a percentage with one."""


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure before and after.

    Args:
        before: As it is printed; a reason where it has no value.
        numbers: As published, before and after; None where it has no value.
        change: After less before, as printed; empty where that means nothing.
        parts: What each group did, as printed; empty where the change is not shared out.
        shared: The same as published, adding up to the published change.
        why: The key of the reason why the change is not shared out; empty otherwise.
    """

    path: str
    name: str
    unit: Unit
    before: str
    after: str
    numbers: tuple[Decimal | None, Decimal | None]
    change: str
    parts: Mapping[Group, str]
    shared: Mapping[Group, Decimal]
    why: str = ""

    @property
    def differs(self) -> bool:
        """Whether it is another as published, or another as printed."""
        return self.numbers[0] != self.numbers[1] or (None in self.numbers and self.before != self.after)

    @property
    def size(self) -> Decimal | None:
        """By how much it differs; None where one of them has no value."""
        before, after = self.numbers
        return None if before is None or after is None else abs(after - before)


def headline_changes(before: ReportContext, after: ReportContext, attribution: Causes) -> Iterator[FigureChange]:
    """Yield the headline figures with the parts of their change."""
    for path in HEADLINES:
        yield _change((before, after), path, attribution.shares.get(path))


def kpi_changes(before: ReportContext, after: ReportContext) -> Iterator[FigureChange]:
    """Yield the level and the effect of each KPI that either side has."""
    ids = dict.fromkeys(kpi.id for ctx in (after, before) for kpi in ctx.engagement.kpis)
    for path in (f"kpis.{id}.{name}" for id in ids for name in _OF_KPI):
        if path in before.entries or path in after.entries:
            yield _change((before, after), path, None)


Numbers: TypeAlias = tuple[Decimal | None, Decimal | None]


def _change(sides: tuple[ReportContext, ReportContext], path: str, share: Share | None) -> FigureChange:
    before, after = sides
    ctx = after if path in after.entries else before
    entry, numbers = ctx.entries[path], (_number(before, path), _number(after, path))
    unit = entry.figure.unit
    withheld = any(path in own.entries and own.withholds(path) for own in sides)
    change = "" if withheld or _is_month(ctx, entry) else _difference(ctx, entry, numbers)
    own = Share({}) if share is None else share
    return FigureChange(
        path=path,
        name=str(figure_name(ctx, path)),
        unit=unit,
        before=_text(before, path),
        after=_text(after, path),
        numbers=numbers,
        change=change,
        parts=printed_parts(ctx, unit, numbers, own) if change else {},
        shared=published_parts(unit, numbers, own),
        why=_why(own, withheld),
    )


def _why(share: Share, withheld: bool) -> str:
    return "withheld" if share.parts and withheld else share.why or ""


def _number(ctx: ReportContext, path: str) -> Decimal | None:
    """A figure as published; None where it has no value, or there is no such figure."""
    entry = ctx.entries.get(path)
    return rounded(entry.figure) if entry and entry.figure.defined else None


def _text(ctx: ReportContext, path: str) -> str:
    """A figure as it is printed on its side: headlines with the decimals in which their parts are."""
    if path not in ctx.entries:
        return str(ctx.words("common.none"))
    if ctx.withholds(path):
        return str(ctx.say(path))
    if path not in HEADLINES:
        return str(exact(ctx, path))
    return str(ctx.detail(path, places=text_places(ctx.figures[path].unit)))


def text_places(unit: Unit) -> int:
    """The decimals of a headline in its text: those of a percentage where it is a ratio."""
    return _PLACES[unit] - 2 if unit == "ratio" else _PLACES[unit]


def _is_month(ctx: ReportContext, entry: FigureEntry) -> bool:
    """Whether a figure is printed as a month, of which there is no difference."""
    return entry.measure.kind == "payback" and ctx.engagement.discounting.yearly


def _difference(ctx: ReportContext, entry: FigureEntry, numbers: Numbers) -> str:
    before, after = numbers
    if before is None or after is None:
        return ""
    unit = entry.figure.unit
    if unit in _PLACES:
        return signed_text(ctx, unit, printed_change(unit, before, after))
    if unit == "percent":
        return ctx.formats.percentage_points(after - before)
    return ctx.text(Figure(after - before, unit, "typed"), signed=True)


def printed_change(unit: Unit, before: Decimal, after: Decimal) -> Decimal:
    """The difference of the two figures as they are printed."""
    return round_half_up(after, _PLACES[unit]) - round_half_up(before, _PLACES[unit])


def signed_text(ctx: ReportContext, unit: Unit, value: Decimal) -> str:
    """The change of a headline, or a part of it, with its sign."""
    if unit == "ratio":
        return ctx.formats.percentage_points(value)
    return ctx.text(Figure(value, unit, "typed"), places=_PLACES[unit], signed=True)


def printed_parts(ctx: ReportContext, unit: Unit, numbers: Numbers, share: Share) -> dict[Group, str]:
    """The parts of a change as printed: they add up to the printed change; none where there are no parts."""
    before, after = numbers
    if before is None or after is None or not share.parts:
        return {}
    values = largest_remainder(list(share.parts.values()), _PLACES[unit], printed_change(unit, before, after))
    return {group: signed_text(ctx, unit, value) for group, value in zip(share.parts, values, strict=True)}


def published_parts(unit: Unit, numbers: Numbers, share: Share) -> dict[Group, Decimal]:
    """The parts as published: they add up to the difference of the published figures."""
    before, after = numbers
    if before is None or after is None or not share.parts:
        return {}
    places = {"money": 2, "points": 8}.get(unit, PUBLISHED_PLACES)
    values = largest_remainder(list(share.parts.values()), places, after - before)
    return dict(zip(share.parts, values, strict=True))
