"""The sheet of the non-financial index: each criterion from its levels to its points."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from roireport.export.book import Book, label
from roireport.export.cell import Row, SheetCell, named
from roireport.export.draft import SheetDraft
from roireport.measure.combined import monetised_value
from roireport.measure.figure import Figure, typed
from roireport.measure.results import CriterionResult
from roireport.model.criterion import Criterion

_COLUMNS: Final = (
    *("line", "label", "dimension", "worst", "best", "baseline", "current", "target", "swing", "evidence"),
    *("before", "now", "aim", "gain", "progress", "weight", "points", "measured"),
    *("monetised_amount", "monetised_confidence", "monetised", "origin"),
)
_WIDTHS: Final = (8, 40, 18, *(12 for _ in range(15)), 16, 12, 16, 30)
_NAMED: Final = ("dimension", "swing", "evidence", "before", "now", "gain", "weight", "measured")


def index_sheet(book: Book) -> SheetDraft:
    """Write the points of the value functions, then a row for each criterion."""
    criteria = list(enumerate(book.ctx.results.nonfinancial.criteria, 1))
    draft = SheetDraft(book.word("sheet.index"), _WIDTHS)
    draft.opening(book.word("sheet.index"), book.word("index.lead"))
    curves: dict[str, Sequence[tuple[str, str]]] = {}
    if any(result.criterion.value for _, result in criteria):
        draft.heads(book.heads(("line", "label", "level", "value")))
        for n, result in criteria:
            curves[result.criterion.id] = list(_points(draft, f"N{n}", result.criterion))
    draft.heads(book.heads(_COLUMNS))
    columns = {_COLUMNS.index(name): f"criteria.{name}" for name in _NAMED}
    draft.table((_CriterionRow(book, draft, result, curves).cells(f"N{n}") for n, result in criteria), columns)
    return draft


def _points(draft: SheetDraft, code: str, criterion: Criterion) -> Iterator[tuple[str, str]]:
    """Add the points of a value function in their order; yield the addresses of each."""
    for level, value in sorted(criterion.value.points) if criterion.value else ():
        yield f"$C${draft.next}", f"$D${draft.next}"
        draft.add(SheetCell(code), label(str(criterion.label)), _level(level), _level(value))


def _level(value: Decimal | None) -> SheetCell | None:
    return None if value is None else SheetCell(value, "input", "number")


class _CriterionRow:
    """The row of a criterion; the sheet is known at its next row."""

    def __init__(
        self, book: Book, draft: SheetDraft, result: CriterionResult, curves: dict[str, Sequence[tuple[str, str]]]
    ) -> None:
        self.book, self.result, self.criterion = book, result, result.criterion
        self.curve = curves.get(result.criterion.id, ())
        self.here = {name: draft.at(column) for column, name in enumerate(_COLUMNS)}
        self.path = f"nonfinancial.criteria.{result.criterion.id}"

    def cells(self, code: str) -> Row:
        """The cells in the order of the columns."""
        criterion = self.criterion
        anchors = criterion.anchors
        return (
            SheetCell(code),
            label(str(criterion.label)),
            SheetCell(str(self.book.ctx.words(f"figure.dimension.{criterion.dimension}"))),
            _level(anchors.worst if anchors else None),
            _level(anchors.best if anchors else None),
            *(_level(getattr(criterion, key)) for key in ("baseline", "current", "target")),
            self._swing(),
            SheetCell(criterion.evidence, "input", "count"),
            *self._values(),
            *self._shares(),
            *self._monetised(),
            SheetCell(self.book.origin(criterion.place())),
        )

    def _swing(self) -> SheetCell:
        value = typed(self.criterion.swing, "points", self.criterion.place("swing"))
        return self.book.typed(f"{self.path}.swing", value, "number")

    def _values(self) -> Iterator[SheetCell]:
        """Before, now and the aim, from 0 to 1; a criterion that is not measured stays where it was."""
        levels = {"before": "baseline", "now": "current", "aim": "target"}
        for name, level in levels.items():
            figure: Figure = getattr(self.result, name)
            live = figure.formula == "criterion_value" and figure.defined
            formula = f"={self._value_at(self.here[level])}" if live else ""
            if name == "now" and not self.criterion.measured:
                formula = f"={self.here['before']}"
            if name == "now" and figure is self.result.before:
                value = self.book.value(figure)
                yield SheetCell(value, "formula", "factor", formula, named(f"{self.path}.now"))
            else:
                yield self.book.computed(f"{self.path}.{name}", figure, formula)

    def _value_at(self, level: str) -> str:
        """v(level): linear between the anchors, or through the points; quantity at the ends."""
        if not self.curve:
            return f"MAX(0,MIN(1,({level}-{self.here['worst']})/({self.here['best']}-{self.here['worst']})))"
        formula = self.curve[-1][1]
        for (left, low), (right, high) in reversed(list(pairwise(self.curve))):
            between = f"{low}+({high}-{low})*({level}-{left})/({right}-{left})"
            formula = f"IF({level}<={right},{between},{formula})"
        first, lowest = self.curve[0]
        return f"IF({level}<={first},{lowest},{formula})"

    def _shares(self) -> Iterator[SheetCell]:
        """Gain, progress, weight, and the points of the index that it brings."""
        book, result, here, path = self.book, self.result, self.here, self.path
        yield book.computed(f"{path}.gain", result.gain, f"={here['now']}-{here['before']}")
        equal = f"ROUND({here['aim']}-{here['before']},12)=0"
        share = f"IF({equal},{book.reason('target_equals_baseline')},{here['gain']}/({here['aim']}-{here['before']}))"
        progress = f"=IF(ISNUMBER({here['aim']}),{share},{here['aim']})" if self.criterion.measured else ""
        yield book.computed(f"{path}.progress", result.progress, progress)
        none = book.reason("no_weight")
        weight = f"=IF(SUM(criteria.swing)=0,{none},{here['swing']}/SUM(criteria.swing))"
        yield book.computed(f"{path}.weight", result.weight, weight)
        points = None if result.weight.value is None else 100 * result.weight.value * result.gain.known
        formula = f"=IF(ISNUMBER({here['weight']}),100*{here['weight']}*{here['gain']},{here['weight']})"
        yield SheetCell(book.value(result.weight) if points is None else points, "formula", "points", formula)
        yield SheetCell(int(self.criterion.measured), "measured", "count")

    def _monetised(self) -> tuple[SheetCell | None, ...]:
        worth = self.criterion.monetise
        if worth is None:
            return None, None, None
        value = monetised_value(self.criterion)
        amount, confidence = (given.figure for given in value.inputs)
        formula = f"={self.here['monetised_amount']}*{self.here['monetised_confidence']}"
        counted = next(
            (f for f in self.book.ctx.results.combined.monetised.inputs if f.name == self.criterion.id), None
        )
        return (
            self.book.typed(f"{self.path}.monetise.amount", amount),
            self.book.typed(f"{self.path}.monetise.confidence", confidence),
            self.book.computed(f"{self.path}.monetised", counted.figure if counted else value, formula),
        )
