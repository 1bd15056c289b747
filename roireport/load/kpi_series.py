"""Read the series of every KPI and check that its counterfactual and gains can use it."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from roireport.load.csv_series import read_series
from roireport.load.files import Reading
from roireport.model.engagement import EngagementFiles
from roireport.model.grid import Grid
from roireport.model.kpi import Kpi
from roireport.model.place import Place
from roireport.model.series import Series
from roireport.problems.problem import Problem, problem
from roireport.text.near import near

DATA = "data"
SERIES_SUFFIX = ".csv"
FORMAT_SUFFIX = ".import.yaml"
"""Of the file beside a series that says how `import` reads its source."""
COLUMN_OF_METHOD: Mapping[str, str] = {"control": "control", "forecast": "expected"}


def read_all_series(reading: Reading, folder: str, files: EngagementFiles, grid: Grid) -> dict[str, Series]:
    """Read the series by KPI; problems go to the reading."""
    by_kpi: dict[str, Series] = {}
    for kpi in files.kpis:
        series = _series_of(kpi, reading, folder, grid) if kpi.series is not None else None
        if series is not None:
            by_kpi[kpi.id] = series
            reading.found(missing_column(kpi, series))
    reading.found(gains_without_series(files))
    return by_kpi


def _series_of(kpi: Kpi, reading: Reading, folder: str, grid: Grid) -> Series | None:
    name, place = kpi.series or "", kpi.place("series") or Place(folder)
    path = PurePosixPath(name)
    if not is_series_file(name):
        reading.found([problem("series_outside_data", place, text=name[:60])])
        return None
    if reading.snapshot is not None and reading.snapshot.content(f"{folder}/{path}") is None:
        reading.found([_not_there(reading, folder, path, place)])
        return None
    text = reading.text(f"{folder}/{path}")
    if text is None:
        return None
    series, problems = read_series(text, f"{folder}/{path}", kpi.unit, grid, kpi.id)
    reading.found(problems)
    return series


def format_file(series: str) -> str:
    """The file beside a series that says how `import` reads its source."""
    return series.removesuffix(SERIES_SUFFIX) + FORMAT_SUFFIX


def is_series_file(name: str) -> bool:
    """Whether a path names a CSV file in data/ or below."""
    path = PurePosixPath(name)
    parts = path.parts
    return (
        parts[:1] == (DATA,)
        and len(parts) > 1
        and ".." not in parts
        and "\\" not in name
        and path.suffix == SERIES_SUFFIX
    )


def _not_there(reading: Reading, folder: str, path: PurePosixPath, place: Place) -> Problem:
    beside = [f"{path.parent}/{name}" for name in reading.names(f"{folder}/{path.parent}")]
    return problem("series_not_found", place, text=str(path)[:60], near=near(str(path), beside))


def missing_column(kpi: Kpi, series: Series) -> Iterator[Problem]:
    """Yield that a series lacks the column that the method of its KPI reads."""
    column = COLUMN_OF_METHOD.get(kpi.method)
    if column and kpi.counterfactual and all(getattr(row, column) is None for row in series.rows):
        place = kpi.counterfactual.place("method") or Place(series.file)
        yield problem("counterfactual_needs_column", place, method=kpi.method, column=column, file=series.file)


def gains_without_series(files: EngagementFiles) -> Iterator[Problem]:
    """Yield the gains by the unit whose KPI has no series."""
    measured = {kpi.id: kpi.series is not None for kpi in files.kpis}
    for gain in files.gains:
        if gain.per_unit is not None and gain.kpi is not None and not measured.get(gain.kpi, True):
            place = gain.place("per_unit") or Place("")
            yield problem("per_unit_needs_series", place, kpi=gain.kpi)
