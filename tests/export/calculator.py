"""A small spreadsheet: evaluates the formulas of a workbook, without a look at the values that it caches."""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from roireport.export.cell import SheetCell, Workbook, column_letters

_TOKEN: Final = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?)|(?P<name>[A-Za-z_$][\w.$]*)"""
    r"""|(?P<sign><=|>=|<>|[-+*/^&=<>(),:]))"""
)
_ADDRESS: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
_BINDING: Final = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 6}
EPOCH: Final = date(1899, 12, 30)

Node = tuple[Any, ...]
Address = tuple[str, str, int]
"""Sheet, column letters, row."""


class Calculator:
    """The cells of a workbook, each computed when it is first asked for."""

    def __init__(self, workbook: Workbook) -> None:
        self.cells: dict[Address, SheetCell] = {}
        self.names: dict[str, list[Address]] = {}
        for sheet in workbook.sheets:
            for row, cells in enumerate(sheet.rows, 1):
                for column, cell in enumerate(cells):
                    if cell is not None:
                        address = (sheet.title, column_letters(column), row)
                        self.cells[address] = cell
                        if cell.name:
                            assert cell.name.lower() not in self.names, f"two cells are named {cell.name}"
                            self.names[cell.name.lower()] = [address]
            for named in sheet.ranges:
                letters = column_letters(named.column)
                assert named.name.lower() not in self.names, f"two ranges are named {named.name}"
                rows = range(named.first, named.last + 1)
                self.names[named.name.lower()] = [(sheet.title, letters, row) for row in rows]
        self.values: dict[Address, Any] = {}

    def value(self, address: Address) -> Any:
        """The value of a cell: computed where it is a formula; None where it is empty."""
        if address not in self.values:
            cell = self.cells.get(address)
            if cell is not None and cell.formula:
                self.values[address] = self.evaluate(parsed(cell.formula[1:]), address[0])
            else:
                self.values[address] = plain(cell.value) if cell else None
        return self.values[address]

    def evaluate(self, node: Node, sheet: str) -> Any:
        """A node of a formula: a number, a text, a truth, or a list for a range."""
        kind = node[0]
        if kind == "constant":
            return node[1]
        if kind == "name":
            return self._named(node[1], sheet)
        if kind == "range":
            return [self.value((sheet, column, row)) for column, row in cells_between(node[1], node[2])]
        if kind == "call":
            return self._call(node[1], node[2], sheet)
        sides = [self.evaluate(side, sheet) for side in node[2:]]
        return elementwise(lambda *values: OPERATORS[node[1]](*values), *sides)

    def _named(self, name: str, sheet: str) -> Any:
        if match := _ADDRESS.fullmatch(name):
            return self.value((sheet, match[1], int(match[2])))
        addresses = self.names[name.lower()]
        values = [self.value(address) for address in addresses]
        return values[0] if len(values) == 1 and not self._is_range(name) else values

    def _is_range(self, name: str) -> bool:
        return self.cells.get(self.names[name.lower()][0], SheetCell(None)).name.lower() != name.lower()

    def _call(self, name: str, arguments: Sequence[Node], sheet: str) -> Any:
        if name == "IF":
            chosen = arguments[1] if self.evaluate(arguments[0], sheet) else arguments[2]
            return self.evaluate(chosen, sheet)
        return FUNCTIONS[name](*(self.evaluate(argument, sheet) for argument in arguments))


def plain(value: Any) -> Any:
    """A constant as a formula sees it."""
    if isinstance(value, Decimal):
        return float(value)
    return (value - EPOCH).days if isinstance(value, date) else value


def cells_between(first: str, last: str) -> list[tuple[str, int]]:
    """The cells of a range of one row or one column."""
    start, end = _ADDRESS.fullmatch(first), _ADDRESS.fullmatch(last)
    assert start
    assert end
    columns = [column_letters(n) for n in range(number_of(start[1]), number_of(end[1]) + 1)]
    return [(column, row) for row in range(int(start[2]), int(end[2]) + 1) for column in columns]


def number_of(letters: str) -> int:
    """The number of a column, from 0."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


# ── Reading ──────────────────────────────────────────────────────────────────


def parsed(formula: str) -> Node:
    """The tree of a formula."""
    tokens = [(match.lastgroup or "", match[match.lastgroup or 0]) for match in _tokens(formula)]
    reader = _Reader(tokens)
    node = reader.expression(0)
    assert not reader.tokens, formula
    return node


def _tokens(formula: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(formula):
        match = _TOKEN.match(formula, at)
        assert match, formula[at:]
        yield match
        at = match.end()


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens[::-1]

    def expression(self, least: int) -> Node:
        node = self._operand()
        while self.tokens and _BINDING.get(self._next, 0) > least:
            sign = self.tokens.pop()[1]
            node = ("operator", sign, node, self.expression(_BINDING[sign]))
        return node

    @property
    def _next(self) -> str:
        return self.tokens[-1][1] if self.tokens and self.tokens[-1][0] == "sign" else ""

    def _operand(self) -> Node:
        kind, text = self.tokens.pop()
        if kind == "text":
            return ("constant", text[1:-1].replace('""', '"'))
        if kind == "number":
            return ("constant", float(text))
        if text == "-":  # as in spreadsheets, before ^ as well
            return ("operator", "negative", self.expression(6))
        if text == "(":
            node = self.expression(0)
            assert self.tokens.pop()[1] == ")"
            return node
        return self._name(text)

    def _name(self, text: str) -> Node:
        if self._next == ":":
            self.tokens.pop()
            return ("range", text, self.tokens.pop()[1])
        if self._next != "(":
            return ("name", text)
        self.tokens.pop()
        arguments = []
        while self._next != ")":
            arguments.append(self.expression(0))
            if self._next == ",":
                self.tokens.pop()
        self.tokens.pop()
        return ("call", text, arguments)


# ── Computing ────────────────────────────────────────────────────────────────


def elementwise(rule: Callable[..., Any], *values: Any) -> Any:
    """A rule on single values, or on each row of lists of one length."""
    lengths = [len(value) for value in values if isinstance(value, list)]
    if not lengths:
        return rule(*values)
    rows = [value if isinstance(value, list) else [value] * lengths[0] for value in values]
    return [rule(*row) for row in zip(*rows, strict=True)]


def _number(value: Any) -> float:
    if value is None:
        return 0.0
    assert not isinstance(value, str), f"{value!r} is no number"
    return float(value)


def _power(base: Any, exponent: Any) -> float:
    base, exponent = _number(base), _number(exponent)
    assert base or exponent, "0^0 is an error in a spreadsheet"
    return float(base**exponent)


OPERATORS: Mapping[str, Callable[..., Any]] = {
    "+": lambda a, b: _number(a) + _number(b),
    "-": lambda a, b: _number(a) - _number(b),
    "*": lambda a, b: _number(a) * _number(b),
    "/": lambda a, b: _number(a) / _number(b),
    "^": _power,
    "negative": lambda a: -_number(a),
    "&": lambda a, b: f"{_text(a)}{_text(b)}",
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: _number(a) < _number(b),
    ">": lambda a, b: _number(a) > _number(b),
    "<=": lambda a, b: _number(a) <= _number(b),
    ">=": lambda a, b: _number(a) >= _number(b),
}


def _text(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def numbers(*values: Any) -> list[float]:
    """The numbers among values and ranges; texts and empty cells are left out."""
    flat = [item for value in values for item in (value if isinstance(value, list) else [value])]
    return [float(item) for item in flat if isinstance(item, int | float)]


def _matches(value: Any, criterion: Any) -> bool:
    """Whether a cell meets a criterion such as 3, "C1", "<12" or "<>forecast"."""
    match = re.match(r"<=|>=|<>|<|>", criterion) if isinstance(criterion, str) else None
    sign = match[0] if match else ""
    wanted = criterion[len(sign) :] if isinstance(criterion, str) else criterion
    try:
        wanted = float(wanted)
    except ValueError:
        return bool(value != wanted) if sign == "<>" else bool(value == wanted)
    if not isinstance(value, int | float):
        return sign == "<>"
    return bool(OPERATORS[sign or "="](float(value), wanted))


def _sumifs(total: list[Any], *pairs: Any) -> float:
    rows = zip(total, *pairs[::2], strict=True)
    return math.fsum(
        _number(amount)
        for amount, *cells in rows
        if all(_matches(cell, criterion) for cell, criterion in zip(cells, pairs[1::2], strict=True))
        and isinstance(amount, int | float)
    )


def _sumproduct(*columns: list[Any]) -> float:
    rows = zip(*(column if isinstance(column, list) else [column] for column in columns), strict=True)
    return math.fsum(math.prod(float(v) if isinstance(v, int | float) else 0.0 for v in row) for row in rows)


def _irr(flows: list[Any], guess: float) -> float:
    return _root([(n, flow) for n, flow in enumerate(numbers(flows))], guess)


def _xirr(flows: list[Any], days: list[Any], guess: float) -> float:
    return _root([((day - days[0]) / 365, flow) for day, flow in zip(days, flows, strict=True)], guess)


def _root(flows: list[tuple[float, float]], rate: float) -> float:
    """The rate near a guess at which the flows are worth nothing (Newton's method)."""
    for _ in range(100):
        value = math.fsum(flow * (1 + rate) ** -t for t, flow in flows)
        slope = math.fsum(-t * flow * (1 + rate) ** (-t - 1) for t, flow in flows)
        step = value / slope
        rate = max(rate - step, -0.999999)
        if abs(step) < 1e-13:
            break
    return rate


def _rounded_up(value: float, places: float) -> float:
    scale = 10**places
    return math.copysign(math.ceil(abs(value) * scale), value) / scale


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "SUM": lambda *values: math.fsum(numbers(*values)),
    "SUMIF": lambda cells, criterion, total: _sumifs(total, cells, criterion),
    "SUMIFS": _sumifs,
    "SUMPRODUCT": _sumproduct,
    "COUNT": lambda *values: len(numbers(*values)),
    "COUNTIF": lambda cells, criterion: sum(_matches(cell, criterion) for cell in cells),
    "AVERAGE": lambda *values: math.fsum(numbers(*values)) / len(numbers(*values)),
    "MAX": lambda *values: max(numbers(*values), default=0.0),
    "MIN": lambda *values: min(numbers(*values), default=0.0),
    "ABS": lambda value: abs(_number(value)),
    "INT": lambda value: math.floor(_number(value)),
    "ROUND": lambda value, places: round(_number(value), int(places)),
    "ROUNDUP": _rounded_up,
    "ISNUMBER": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "AND": lambda *values: all(values),
    "OR": lambda *values: any(values),
    "INDEX": lambda cells, row: cells[int(row) - 1],
    "IRR": _irr,
    "XIRR": _xirr,
}
