"""The sheet of a gain: what was typed, each step from gross to net, and each month."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from roireport.export.book import Book, label, number
from roireport.export.cell import Row, SheetCell, named
from roireport.export.draft import SheetDraft
from roireport.export.gain_amounts import Sourced, amounts, row
from roireport.export.parts import dated_columns, month_cells, present_cells, state_text
from roireport.measure.deductions import Shaped, rates, shaped
from roireport.measure.figure import Unit, typed
from roireport.measure.financial import KEEPING, DatedAmount, GainResult
from roireport.measure.shape import fading, ramp_up
from roireport.measure.timing import within
from roireport.model.gain import Gain

_MONTHS: Final = (
    *("month", "period", "state", "grid_month", "position", "gross"),
    *("ramp", "after_ramp", "drop_off", "after_drop_off", "net"),
)
_SHAPE: Final[Mapping[str, Unit]] = {"lag": "months", "ramp": "months", "drop_off": "ratio"}
_WIDTHS: Final = (40, 18, 18, 18, 18, 18, 12, 18, 12, 18, 18, 13, 18)


def gain_sheet(book: Book, code: str, result: GainResult) -> SheetDraft:
    """Write a gain so that each amount can be followed back to what was typed or measured."""
    gain = result.gain
    draft = SheetDraft(code, _WIDTHS)
    draft.opening(book.word("gain.title", code=code, gain=str(gain.label)), book.word("gain.lead"))
    draft.heads(book.heads(("input", "value", "origin")))
    _rates(book, draft, gain)
    sourced = amounts(book, draft, gain)
    counted = [source for source in sourced if within(book.grid, [source.part])]
    if not result.gross.defined:
        _without_value(book, draft, result)
    else:
        _steps(book, draft, result)
        draft.heads(book.heads((*_MONTHS, *dated_columns(book))))
    names = (*_MONTHS, *dated_columns(book))
    columns = {column: f"{_path(gain)}.months.{name}" for column, name in enumerate(names)}
    draft.table(_months(book, draft, gain, counted, result.flows), columns)
    return draft


def _path(gain: Gain) -> str:
    return named(f"gains.{gain.id}")


def _rates(book: Book, draft: SheetDraft, gain: Gain) -> None:
    """Add lag, ramp, drop-off, where the gain is a steady one, and the rates of all steps."""
    path = f"gains.{gain.id}"
    if gain.flows is None:
        for key, unit in _SHAPE.items():
            value = typed(getattr(gain, key) or 0, unit, gain.place(key))
            row(book, draft, book.word(f"input.{key}"), book.typed(f"{path}.{key}", value), value)
    for rate in rates(gain):
        cell = book.typed(f"{path}.{rate.step}", rate.written)
        row(book, draft, book.word(f"input.{rate.step}"), cell, rate.written)
    if gain.already_adjusted:
        steps = [_step(book, step) for step in gain.already_adjusted]
        place = gain.place("already_adjusted")
        draft.add(label(book.word("input.already_adjusted")), SheetCell(", ".join(steps)), label(book.origin(place)))


def _factor(step: str, path: str) -> str:
    """What a step leaves of the amount before it."""
    return f"{path}.{step}" if step in KEEPING else f"(1-{path}.{step})"


def _steps(book: Book, draft: SheetDraft, result: GainResult) -> None:
    """Add the steps from gross to net: what each takes, and what it leaves."""
    gain, path = result.gain, _path(result.gain)
    published = f"financial.gains.{gain.id}"
    steps = [rate.step for rate in rates(gain)]
    draft.heads(book.heads(("step", "taken", "left")))
    gross = book.computed(f"{published}.gross", result.gross, f"=SUM({path}.months.gross)", "result")
    draft.add(label(_step(book, "gross")), None, gross)
    left, taken = result.gross.known, dict(result.taken)
    after = {"lag_ramp": f"SUM({path}.months.after_ramp)", "drop_off": f"SUM({path}.months.after_drop_off)"}
    for step in ("lag_ramp", "drop_off", *steps):
        before, here = draft.at(2, draft.next - 1), draft.at(2)
        left -= taken[step].known
        formula = f"={after[step]}" if step in after else f"={before}*{_factor(step, path)}"
        cell = book.computed(f"{published}.{step}", taken[step], f"={before}-{here}")
        draft.add(label(_step(book, step)), cell, number(left, formula))
    net = book.computed(f"{published}.net", result.net, f"={draft.at(2, draft.next - 1)}", "result")
    draft.add(label(_step(book, "net")), None, net)
    _kept(book, draft, gain, steps)
    _to_date(book, draft, result)


def _step(book: Book, step: str) -> str:
    return str(book.ctx.words(f"costs_gains.step.{step}"))


def _kept(book: Book, draft: SheetDraft, gain: Gain, steps: Sequence[str]) -> None:
    """Add the product of all rates, which each month is multiplied by."""
    kept = Decimal(1)
    for rate in rates(gain):
        kept *= rate.kept
    path = _path(gain)
    formula = "=" + "*".join(_factor(step, path) for step in steps)
    draft.add(label(book.word("gain.kept")), None, number(kept, formula, "ratio", f"{path}.kept"))


def _to_date(book: Book, draft: SheetDraft, result: GainResult) -> None:
    """Add what of the net gain is measured, and what of that was read off a series or accounts."""
    path, published = _path(result.gain), f"financial.gains.{result.gain.id}"
    for key, criterion in (
        ("to_date", f"<>{state_text(book, 'forecast')}"),
        ("observed", state_text(book, "observed")),
    ):
        figure = result.to_date if key == "to_date" else result.observed
        formula = f'=SUMIF({path}.months.state,"{criterion}",{path}.months.net)'
        draft.add(label(book.word(f"gain.{key}")), None, book.computed(f"{published}.{key}", figure, formula))


def _without_value(book: Book, draft: SheetDraft, result: GainResult) -> None:
    """Add the reason why a gain has no amount, in the cells that would have it."""
    published = f"financial.gains.{result.gain.id}"
    draft.heads(book.heads(("step", "taken", "left")))
    named_figures = {"gross": result.gross, "net": result.net, "to_date": result.to_date, "observed": result.observed}
    for key, figure in named_figures.items():
        text = _step(book, key) if key in ("gross", "net") else book.word(f"gain.{key}")
        draft.add(label(text), None, book.computed(f"{published}.{key}", figure, ""))


def _months(
    book: Book, draft: SheetDraft, gain: Gain, counted: Sequence[Sourced], flows: Sequence[DatedAmount]
) -> Iterator[Row]:
    for source, flow in zip(counted, flows, strict=True):
        part = source.part
        yield (
            *month_cells(book, part),
            SheetCell(part.month, "measured", "count"),
            None if part.position is None else SheetCell(part.position, "measured", "count"),
            number(part.amount, source.formula.format(row=draft.at(3))),
            *_shape(book, draft, gain, shaped(gain, part)),
            number(flow.amount.known, f"={draft.at(9)}*{_path(gain)}.kept"),
            *present_cells(book, draft, flow, draft.at(10), 11),
        )


def _shape(book: Book, draft: SheetDraft, gain: Gain, form: Shaped) -> tuple[SheetCell | None, ...]:
    """The factors of lag, ramp and drop-off, and what each leaves; an observed or a written amount stays whole."""
    gross, position, risen = draft.at(5), draft.at(4), draft.at(7)
    if form.part.position is None:
        return None, number(form.after_ramp, f"={gross}"), None, number(form.after_drop_off, f"={risen}")
    path, lag, ramp = _path(gain), gain.lag or 0, gain.ramp or 0
    observed = f'{draft.at(2)}="{state_text(book, "observed")}"'
    rise = f"IF({position}<{path}.lag,0,MIN(1,({position}-{path}.lag+1)/MAX(1,{path}.ramp)))"
    full = f"({path}.lag+MAX(1,{path}.ramp)-1)"
    fade = f"IF({position}<{full}+12,1,(1-{path}.drop_off)^INT(({position}-{full})/12))"
    whole = form.part.state == "observed"
    risen_by = Decimal(1) if whole else ramp_up(form.part.position, lag, ramp)
    faded_by = Decimal(1) if whole else fading(form.part.position, lag, ramp, gain.drop_off or Decimal(0))
    return (
        number(risen_by, f"=IF({observed},1,{rise})", "ratio"),
        number(form.after_ramp, f"={gross}*{draft.at(6)}"),
        number(faded_by, f"=IF({observed},1,{fade})", "ratio"),
        number(form.after_drop_off, f"={risen}*{draft.at(8)}"),
    )
