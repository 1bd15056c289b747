"""From what was typed or measured to the gross amount of a gain, month by month."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from roireport.export.book import Book, kind_of, label, number
from roireport.export.cell import SheetCell, named
from roireport.export.draft import SheetDraft
from roireport.export.parts import FLOW_COLUMNS, flow_rows
from roireport.measure.discounting import discount_rate
from roireport.measure.figure import Figure, typed
from roireport.measure.gains import as_declared, gross_of
from roireport.measure.gross import Gross
from roireport.measure.timing import AmountPart, at
from roireport.model.gain import Gain
from roireport.model.period import Span

_PERIODS: Final = ("period", "effect", "volume", "unit_value", "amount", "origin")


class Sourced(NamedTuple):
    """A part of a gross amount, and the formula that gives it; `{row}` is its own row."""

    part: AmountPart
    formula: str


def gross(book: Book, gain: Gain) -> Gross:
    """The gross amount of a gain over time, as it was measured."""
    engagement = book.ctx.engagement
    kpis = {result.kpi.id: result for result in book.ctx.results.kpis}
    return gross_of(gain, book.grid, kpis, engagement.series, discount_rate(engagement.discounting))


def amounts(book: Book, draft: SheetDraft, gain: Gain) -> Sequence[Sourced]:
    """Add the inputs of the gross amount to the sheet of a gain; return its parts, each with its formula."""
    if gain.per_unit is not None:
        return _per_unit(book, draft, gain, gross(book, gain))
    if gain.flows is not None and gain.kind == "cash_release":
        return _released(book, draft, gain, gross(book, gain))
    return _flows(book, draft, gain) if gain.flows is not None else _steady(book, draft, gain)


def row(book: Book, draft: SheetDraft, text: str, cell: SheetCell, figure: Figure | None = None) -> None:
    """Add an input with its place, or a value that the tool computed."""
    place = book.word("by_tool") if figure is None else book.origin(figure.place)
    draft.add(label(text), cell, label(place))


def _steady(book: Book, draft: SheetDraft, gain: Gain) -> Sequence[Sourced]:
    key = "per_month" if gain.per_month is not None else "per_year"
    declared = as_declared(gain, book.grid)
    path = f"gains.{gain.id}.{key}"
    row(book, draft, book.word(f"input.{key}"), book.typed(path, declared.basis), declared.basis)
    share = "" if key == "per_month" else "/12"
    return [Sourced(part, f"={named(path)}{share}") for part in declared.parts]


def _written(book: Book, draft: SheetDraft, gain: Gain) -> list[str]:
    """Add the amounts as they were written; return for each of their parts the formula of its amount."""
    draft.heads(book.heads(FLOW_COLUMNS))
    path = f"gains.{gain.id}"
    flows = gain.flows or ()
    draft.table(flow_rows(book, "", path, flows), {})
    counts = [len(at(book.grid, flow.when, flow.amount, cost=False)) for flow in flows]
    return [f"={named(path)}.flows.{n}/{count}" for n, count in enumerate(counts, 1) for _ in range(count)]


def _flows(book: Book, draft: SheetDraft, gain: Gain) -> Sequence[Sourced]:
    formulas = _written(book, draft, gain)
    return [Sourced(*pair) for pair in zip(as_declared(gain, book.grid).parts, formulas, strict=True)]


def _released(book: Book, draft: SheetDraft, gain: Gain, whole: Gross) -> Sequence[Sourced]:
    """Cash that is set free brings its carrying cost, from its month to the end of the horizon."""
    path = named(f"gains.{gain.id}")
    rate = next((given.figure for given in whole.basis.inputs if given.name == "rate"), None)
    own = gain.carrying_rate is not None and rate is not None
    text = book.word("input.carrying_rate")
    if own and rate is not None:
        row(book, draft, text, book.typed(f"gains.{gain.id}.carrying_rate", rate), rate)
    else:
        terms = book.ctx.engagement.discounting
        value = str(book.ctx.words("undefined.no_discount_rate")) if terms.rate is None else terms.rate
        draft.add(label(text), SheetCell(value, "formula", "ratio", "=discounting.rate", f"{path}.carrying_rate"))
    formulas = _written(book, draft, gain)
    draft.heads((book.word("column.grid_month"), book.word("column.released")))
    parts = as_declared(gain, book.grid).parts
    rows = (
        (SheetCell(part.month, "measured", "count"), number(part.amount, formula))
        for part, formula in zip(parts, formulas, strict=True)
    )
    draft.table(rows, {0: f"{path}.release_months", 1: f"{path}.releases"})
    so_far = f'SUMIF({path}.release_months,"<="&{{row}},{path}.releases)'
    return [Sourced(part, f"={so_far}*{path}.carrying_rate/12") for part in whole.parts]


def _per_unit(book: Book, draft: SheetDraft, gain: Gain, whole: Gross) -> Sequence[Sourced]:
    """Effect × volume × value in each measured period; the mean of the last effects in those to come."""
    unit, path = gain.per_unit, named(f"gains.{gain.id}")
    assert unit is not None
    value = typed(unit.value, "money", unit.place("value"))
    row(book, draft, book.word("input.unit_value"), book.typed(f"gains.{gain.id}.per_unit.value", value), value)
    if unit.volume is not None:
        volume = typed(unit.volume, "number", unit.place("volume"))
        row(book, draft, book.word("input.volume"), book.typed(f"gains.{gain.id}.per_unit.volume", volume), volume)
    if whole.units is None:
        return ()
    draft.heads(book.heads(_PERIODS))
    first = draft.next
    volumes = _volumes(book, gain, unit.volume)
    draft.table((_measured(book, draft, gain, span, volumes) for span, _ in whole.units.own), {})
    formulas = [f"=$E${first + n}/{len(own)}" for n, (_, own) in enumerate(whole.units.own) for _ in own]
    if whole.forecast:
        _forecast(book, draft, gain, whole, first)
        count = len(whole.units.forecast)
        formulas += [f"={path}.forecast_amount/{count // len(whole.units.to_come)}"] * count
    return [Sourced(*pair) for pair in zip(whole.parts, formulas, strict=True)]


Volume = Callable[[Span], SheetCell]


def _volumes(book: Book, gain: Gain, volume: Decimal | None) -> Volume:
    """The cell of the volume of a period: the typed one, or that of its row in the series."""
    if volume is not None:
        name = named(f"gains.{gain.id}.per_unit.volume")
        return lambda span: number(volume, f"={name}", "number")
    rows = {row.period: row for row in book.ctx.engagement.series[gain.kpi or ""].rows}
    return lambda span: SheetCell(rows[span].volume, "input", "number")


def _measured(book: Book, draft: SheetDraft, gain: Gain, span: Span, volume: Volume) -> tuple[SheetCell, ...]:
    """The row of a measured period."""
    result = next(result for result in book.ctx.results.kpis if result.kpi.id == gain.kpi)
    effect = next(row.effect for row in result.series if row.period == span)
    unit, quantity = gain.per_unit, volume(span)
    assert unit is not None
    assert isinstance(quantity.value, Decimal)
    cells = draft.at(1), draft.at(2), draft.at(3)
    return (
        SheetCell(str(span)),
        number(effect.known, f"={book.reference(effect)}", kind_of(effect)),
        quantity,
        number(unit.value, f"={named(f'gains.{gain.id}')}.per_unit.value"),
        number(effect.known * quantity.value * unit.value, f"={'*'.join(cells)}"),
        SheetCell(book.word("from_kpis")),
    )


def _forecast(book: Book, draft: SheetDraft, gain: Gain, whole: Gross, first: int) -> None:
    """What a period to come is forecast from."""
    unit, path, units = gain.per_unit, named(f"gains.{gain.id}"), whole.units
    assert unit is not None
    assert units is not None
    given = {input.name: input.figure for input in whole.forecast}
    effect, volume = given["forecast_effect"], given["forecast_volume"]
    last = first + len(units.own) - 1
    mean = f"=AVERAGE($B${last - len(units.mean_of) + 1}:$B${last})"
    _mean_volume(book, draft, gain, volume)
    text = book.word("input.forecast_effect", n=len(units.mean_of), count=str(len(units.mean_of)))
    draft.add(label(text), SheetCell(effect.known, "formula", kind_of(effect), mean, f"{path}.forecast_effect"))
    amount = effect.known * volume.known * unit.value
    product = f"={path}.forecast_effect*{path}.forecast_volume*{path}.per_unit.value"
    draft.add(label(book.word("input.forecast_amount")), number(amount, product, "money", f"{path}.forecast_amount"))


def _mean_volume(book: Book, draft: SheetDraft, gain: Gain, volume: Figure) -> None:
    """The volume of a period to come: the typed one, or the mean of the rows of a year."""
    path = named(f"gains.{gain.id}")
    if not volume.inputs:
        formula = f"={path}.per_unit.volume"
    else:
        draft.heads((book.word("column.period"), book.word("column.volume"), book.word("column.origin")))
        draft.table(_volume_rows(book, volume), {1: f"{path}.volumes_of_a_year"})
        formula = f"=AVERAGE({path}.volumes_of_a_year)"
    draft.add()
    text = label(book.word("input.forecast_volume"))
    draft.add(text, number(volume.known, formula, "number", f"{path}.forecast_volume"))


def _volume_rows(book: Book, volume: Figure) -> Iterator[tuple[SheetCell, ...]]:
    for given in volume.inputs:
        place = book.origin(given.figure.place)
        yield SheetCell(given.name), SheetCell(given.figure.known, "input", "number"), SheetCell(place)
