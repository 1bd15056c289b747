"""Find the line that names the columns, and which column is which."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from roireport.importer.periods import period_readings
from roireport.importer.table import SourceCell, SourceTable, shorten, simplified
from roireport.model.place import Place
from roireport.model.series import COLUMNS
from roireport.problems.problem import Problem, Refused, problem
from roireport.text.near import near

_FEWEST: Final = 2
"""Cells of a line that names columns: a period and a value."""
_NAMES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "period": ("period", "periode", "mois", "month", "date", "trimestre", "quarter", "annee", "year"),
        "value": ("value", "valeur"),
        "control": ("control", "controle", "temoin"),
        "expected": ("expected", "attendu", "prevu"),
        "volume": ("volume",),
        "n": ("n",),
    }
)
"""Names of a column, simplified, that say what it is."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that are read: their positions, and their names in the source."""

    header: tuple[SourceCell, ...]
    body: tuple[tuple[SourceCell, ...], ...]
    positions: Mapping[str, int]

    @property
    def names(self) -> Mapping[str, str]:
        """The name of each column in the source."""
        return {column: self.header[n].text for column, n in self.positions.items()}


def find_columns(table: SourceTable, chosen: Mapping[str, str], kpi_names: Iterable[str]) -> Columns:
    """Find the columns of a series in a table; raises Refused where one is missing or could be one of several.

    Args:
        chosen: Names of columns in the source, by the columns of a series; empty where the source has none.
        kpi_names: Names under which the source may have the value.
    """
    named = {column: name for column, name in chosen.items() if name}
    header, body = _header_and_body(table, named)
    positions = _chosen_positions(header, named)
    _add_named(header, positions, kpi_names, without={*chosen} - {*named})
    _add_evident(header, body, positions)
    for column in COLUMNS[:2]:
        if column not in positions:
            raise Refused([_which_column(column, header, positions.values())])
    return Columns(header, body, {column: positions[column] for column in COLUMNS if column in positions})


def _header_and_body(
    table: SourceTable, chosen: Mapping[str, str]
) -> tuple[tuple[SourceCell, ...], tuple[tuple[SourceCell, ...], ...]]:
    at = _header_row(table, chosen)
    if at is None or at + 1 == len(table.rows):
        raise Refused([problem("csv_no_rows", Place(table.file))])
    header, body = table.rows[at], table.rows[at + 1 :]
    if table.separator == ",":
        return header, tuple(_rejoined(row, len(header)) for row in body)
    return header, body


def _header_row(table: SourceTable, chosen: Mapping[str, str]) -> int | None:
    """The first row of several cells that holds all chosen names, else a name of the period, else any."""
    wanted = {simplified(name) for name in chosen.values()}
    rows = {n: _names_in(row) for n, row in enumerate(table.rows) if len(_names_in(row)) >= _FEWEST}
    if wanted:
        fitting = [n for n, names in rows.items() if wanted <= names]
    else:
        fitting = [n for n, names in rows.items() if not names.isdisjoint(_NAMES["period"])]
    return next(iter([*fitting, *rows]), None)


def _names_in(row: Iterable[SourceCell]) -> set[str]:
    return {simplified(cell.text) for cell in row if cell.text}


def _rejoined(row: tuple[SourceCell, ...], width: int) -> tuple[SourceCell, ...]:
    """Join again the numbers that their decimal comma has cut in two, where that is the only way to read a row."""
    if len(row) != 2 * width - 1:
        return row
    halves = zip(row[1::2], row[2::2], strict=True)
    return (row[0], *(replace(whole, text=f"{whole.text},{part.text}") for whole, part in halves))


def _chosen_positions(header: Sequence[SourceCell], chosen: Mapping[str, str]) -> dict[str, int]:
    names = [simplified(cell.text) for cell in header]
    positions: dict[str, int] = {}
    faults: list[Problem] = []
    for column, name in chosen.items():
        count = names.count(simplified(name))
        if count == 1:
            positions[column] = names.index(simplified(name))
        elif count:
            faults.append(problem("csv_repeated_column", header[names.index(simplified(name))].place, column=name[:60]))
        else:
            faults.append(_no_column(column, name, header))
    if faults:
        raise Refused(faults)
    return positions


def _no_column(column: str, name: str, header: Sequence[SourceCell]) -> Problem:
    meant = near(name, [cell.text for cell in header if cell.text])
    facts = {"text": name[:60], "option": f"--{column}", "allowed": _listed(header), "near": meant}
    return problem("import_no_column", header[0].place, also=(), **facts)


def _add_named(
    header: Sequence[SourceCell], positions: dict[str, int], kpi_names: Iterable[str], *, without: Collection[str]
) -> None:
    """Add the columns whose names say what they are."""
    names = {**_NAMES, "value": (*_NAMES["value"], *map(simplified, kpi_names))}
    for column in COLUMNS:
        if column in positions or column in without:
            continue
        if (n := _only(header, names[column], positions.values())) is not None:
            positions[column] = n


def _only(header: Sequence[SourceCell], names: Iterable[str], taken: Iterable[int]) -> int | None:
    """The only free column with one of these names."""
    wanted, used = set(names), set(taken)
    positions = [n for n, cell in enumerate(header) if simplified(cell.text) in wanted and n not in used]
    return positions[0] if len(positions) == 1 else None


def _add_evident(header: Sequence[SourceCell], body: Sequence[Sequence[SourceCell]], positions: dict[str, int]) -> None:
    """Add the period where one column alone holds periods, and the value where one column alone is left."""
    if "period" not in positions:
        dated = [n for n in _free(header, positions) if _holds_periods(body, n)]
        positions |= {"period": dated[0]} if len(dated) == 1 else {}
    left = _free(header, positions)
    if "value" not in positions and "period" in positions and len(left) == 1:
        positions["value"] = left[0]


def _free(header: Sequence[SourceCell], positions: Mapping[str, int]) -> list[int]:
    """The columns with a name that are none of the series yet."""
    used = set(positions.values())
    return [n for n, cell in enumerate(header) if cell.text and n not in used]


def _holds_periods(body: Sequence[Sequence[SourceCell]], n: int) -> bool:
    cells = [row[n] for row in body if n < len(row) and not row[n].empty]
    return bool(cells) and all(period_readings(cell.text) for cell in cells)


def _which_column(column: str, header: Sequence[SourceCell], taken: Iterable[int]) -> Problem:
    used = set(taken)
    free = [cell for n, cell in enumerate(header) if cell.text and n not in used]
    choices = "\n".join(cell.text for cell in free)
    place = header[0].place
    return problem("import_which_column", place, column=column, option=column, allowed=_listed(free), choices=choices)


def _listed(header: Iterable[SourceCell]) -> str:
    return ", ".join(f"`{shorten(cell.text)}`" for cell in header if cell.text)
