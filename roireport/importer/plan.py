"""Plan an import: what it would write, without writing it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from roireport.importer.columns import find_columns
from roireport.importer.csv_table import read_csv
from roireport.importer.merge import Changes, Rows, merged, series_text, written_rows
from roireport.importer.source_format import SourceFormat, format_text, read_format
from roireport.importer.source_rows import SourceRows, read_rows
from roireport.importer.table import SourceTable
from roireport.importer.workbook import is_workbook, read_workbook
from roireport.importer.yaml_edit import with_as_of, with_series
from roireport.load.csv_series import read_series
from roireport.load.engagement import MAIN
from roireport.load.kpi_series import DATA, SERIES_SUFFIX, format_file, is_series_file
from roireport.load.open_folder import OpenFolder, open_folder
from roireport.model.kpi import Kpi
from roireport.model.place import Place
from roireport.model.series import Series
from roireport.problems.excerpts import with_excerpts
from roireport.problems.problem import Problems, Refused, problem
from roireport.source_files import write_fault
from roireport.text.near import near


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What is to be imported: a source, the KPI whose series it is, and the decisions that were made."""

    content: bytes
    file: str
    """The source as it was named."""
    path: Path
    kpi: str
    format: SourceFormat
    replace: bool = False
    follow: bool = False
    """Whether as_of moves to the end of the last measured period."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do: `new` files, and `changed` ones before and after, by their paths in the workspace."""

    file: str
    new: Mapping[str, bytes]
    changed: Mapping[str, tuple[bytes, bytes]]
    changes: Changes
    format: SourceFormat
    left_out: tuple[Place, ...]
    as_of: date
    last: date
    """The last day of the last measured period."""
    adds_series: bool
    """Whether the KPI gets its key `series`."""
    follows: bool
    """Whether as_of moves to that day."""


def plan_import(root: Path, id: str, request: ImportRequest) -> ImportPlan:
    """Read a source and compare it with the series of a KPI.

    Raises Refused with all that is wrong, or with the one choice that is to be made (its fact `option`).
    """
    opened = open_folder(root, id)
    if isinstance(opened, Problems):
        raise Refused(opened.items)
    kpi = _kpi(opened, request.kpi)
    file = _series_file(root, opened, kpi)
    if request.path == (root / file).resolve():
        # The source is the file of the series itself, which is rewritten.
        request = replace(request, replace=True)
    before = _before(opened, kpi, file, request)
    source, read = _source_rows(opened, request, kpi, file, before)
    rows, changes = merged(before.rows, read.rows, replace=request.replace)
    last = max(row.period.end for row in _checked(rows, file, kpi, opened).rows)
    follows = request.follow and last > opened.files.as_of
    texts = {
        **({file: series_text(rows)} if changes else {}),
        format_file(file): format_text(source),
        **_edits(opened, kpi, file, last if follows else None),
    }
    new, changed = _new_and_changed(opened, texts)
    return ImportPlan(
        file=file,
        new=new,
        changed=changed,
        changes=changes,
        format=source,
        left_out=read.left_out,
        as_of=opened.files.as_of,
        last=last,
        adds_series=kpi.series is None,
        follows=follows,
    )


def _new_and_changed(
    opened: OpenFolder, texts: Mapping[str, str]
) -> tuple[dict[str, bytes], dict[str, tuple[bytes, bytes]]]:
    """Return the files that are not there yet, and those whose text differs, before and after."""
    new: dict[str, bytes] = {}
    changed: dict[str, tuple[bytes, bytes]] = {}
    for path, text in texts.items():
        before, after = opened.snapshot.content(path), text.encode("utf-8")
        if before is None:
            new[path] = after
        elif isinstance(before, bytes) and before != after:
            changed[path] = (before, after)
    return new, changed


def _series_file(root: Path, opened: OpenFolder, kpi: Kpi) -> str:
    """The file of the KPI's series by its path in the workspace; Refused where it may not be written."""
    path = kpi.series or f"{DATA}/{kpi.id}{SERIES_SUFFIX}"
    if not is_series_file(path):
        raise Refused([problem("series_outside_data", kpi.place("series") or Place(opened.folder), text=path[:60])])
    file = f"{opened.folder}/{path}"
    if faults := [fault for path in (file, format_file(file)) if (fault := write_fault(root, path))]:
        raise Refused(faults)
    return file


def _kpi(opened: OpenFolder, id: str) -> Kpi:
    """The KPI of an id; Refused with the problems of the files where it is unknown or faulty."""
    kpi = next((kpi for kpi in opened.files.kpis if kpi.id == id), None)
    if kpi is None:
        ids = [kpi.id for kpi in opened.files.kpis]
        unknown = problem(
            "import_unknown_kpi", Place(opened.folder), text=id[:60], near=near(id, ids), allowed=", ".join(ids)
        )
        raise Refused(opened.problems or [unknown])
    return kpi


@dataclass(frozen=True, slots=True)
class _Before:
    """The series as it is: its rows, and the months of a period; nothing where there is none yet."""

    rows: Rows = field(default_factory=dict)
    months: int | None = None


def _before(opened: OpenFolder, kpi: Kpi, file: str, request: ImportRequest) -> _Before:
    """Read the series as it is; one that cannot be read counts as none where it is replaced anyway."""
    if opened.snapshot.content(file) is None:
        return _Before()
    text = opened.reading.text(file)
    series, problems = read_series(text, file, kpi.unit, opened.grid) if text is not None else (None, [])
    if text is not None and series is not None:
        return _Before(written_rows(text, series), series.months)
    if request.replace:
        return _Before()
    raise Refused(with_excerpts([*opened.reading.problems, *problems], opened.reading.texts))


def _source_rows(
    opened: OpenFolder, request: ImportRequest, kpi: Kpi, file: str, before: _Before
) -> tuple[SourceFormat, SourceRows]:
    """Read the source in the format that is asked for, completed by the one that was kept."""
    source, saved = request.format, format_file(file)
    if opened.snapshot.content(saved) is not None and (text := opened.reading.text(saved)) is not None:
        source = source.over(read_format(text, saved))
    table = _table(request, source)
    texts = (kpi.name, *((kpi.short,) if kpi.short else ()))
    names = (kpi.id, *map(str, texts), *(form for text in texts for form in text.forms.values()))
    try:
        columns = find_columns(table, source.columns, names)
        return replace(source, columns=columns.names), read_rows(columns, source, kpi, before.months)
    except Refused as refused:
        raise Refused(with_excerpts(refused.problems, {table.file: table.text})) from None


def _table(request: ImportRequest, source: SourceFormat) -> SourceTable:
    if is_workbook(request.content):
        return read_workbook(request.content, request.file, source.sheet)
    return read_csv(request.content, request.file, source.separator)


def _checked(rows: Rows, file: str, kpi: Kpi, opened: OpenFolder) -> Series:
    """Read the new series as a build will; its faults are shown at the lines that would be written."""
    text = series_text(rows)
    series, problems = read_series(text, file, kpi.unit, opened.grid)
    if series is None:
        raise Refused(with_excerpts(problems, {file: text}))
    return series


def _edits(opened: OpenFolder, kpi: Kpi, series: str, as_of: date | None) -> dict[str, str]:
    """The YAML files that change, with their new texts."""
    main, own = f"{opened.folder}/{MAIN}", f"{opened.folder}/kpis.yaml"
    contents = {file: opened.snapshot.content(file) for file in (main, own)}
    texts = {file: content.decode("utf-8") for file, content in contents.items() if isinstance(content, bytes)}
    edited: dict[str, str] = {}
    if kpi.series is None:
        file, path = own if own in texts else main, series.removeprefix(f"{opened.folder}/")
        changed = with_series(texts[file], file, kpi.id, path)
        edited[file] = _edited(changed, kpi.place() or Place(file), f"series: {path}")
    if as_of is not None:
        changed = with_as_of(edited.get(main, texts[main]), main, as_of)
        edited[main] = _edited(changed, Place(main), f"as_of: {as_of}")
    return edited


def _edited(text: str | None, place: Place, line: str) -> str:
    if text is None:
        raise Refused([problem("import_line_by_hand", place, line=line)])
    return text
