"""Read one folder of engagements/: the engagement, or the problems of all its files."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from unicodedata import normalize

from roireport.load.control_totals import check_totals
from roireport.load.files import Reading, folder_faults
from roireport.load.gain_data import check_gains
from roireport.load.kpi_series import format_file, read_all_series
from roireport.load.narrative import picture_files, read_narratives
from roireport.load.references import check_levels, check_references
from roireport.load.schema import read_noun, without_faults
from roireport.load.snapshot import FolderSnapshot, take_snapshot
from roireport.load.timing import check_timing
from roireport.load.undrawn import undrawn_values
from roireport.load.workspace import (
    RESERVED,
    currency_faults,
    defaults_in,
    engagement_folders,
    is_engagement_folder,
    language_faults,
    with_listed_language,
)
from roireport.model.engagement import (
    ENGAGEMENTS,
    FILE_SECTIONS,
    Engagement,
    EngagementFiles,
    Narrative,
    shown_narratives,
)
from roireport.model.grid import Grid
from roireport.model.language import LANGUAGES, Language
from roireport.model.place import Place
from roireport.model.series import Series
from roireport.model.workspace import Workspace
from roireport.model.written import Node, Written, WrittenList, WrittenMapping
from roireport.problems.problem import Problem, Problems, problem
from roireport.text.characters import printable
from roireport.text.near import near

MAIN = "engagement.yaml"
READ_FILES = (MAIN, *(f"{section}.yaml" for section in FILE_SECTIONS))
FOLDERS = ("data", "narrative", "internal")
FALLBACK_LANGUAGE = "fr"
_ID = re.compile(r"[a-z0-9-]{1,64}")
_TYPO = 0.8
"""The least similarity of a name to that of a section for it to be a spelling mistake."""


def read_folder(root: Path, id: str) -> FolderSnapshot:
    """Read the folder of an engagement, each file once. Where it cannot be read, the snapshot has the problems."""
    if problems := tuple(_folder_faults(root, id)):
        return FolderSnapshot(f"{ENGAGEMENTS}/{id}", {}, {}, problems)
    return take_snapshot(root, f"{ENGAGEMENTS}/{id}")


def load_engagement(
    root: Path, id: str, workspace: Workspace, snapshot: FolderSnapshot | None = None
) -> Engagement | Problems:
    """The engagement of an id, or all its problems.

    Args:
        snapshot: Its folder as it was read; without one it is read now.
    """
    snapshot = snapshot or read_folder(root, id)
    reading = Reading(root, snapshot)
    if snapshot.problems:
        reading.found(snapshot.problems)
        return reading.as_problems(printable(id))
    folder = snapshot.folder
    reading.found(_unread(snapshot, folder))
    tree, whole = merged_tree(reading, folder)
    narratives = read_narratives(reading, f"{folder}/narrative")
    files, problems = read_noun(EngagementFiles, tree)
    reading.found(problems if whole else _without_missing_sections(problems, tree))
    reading.found((*currency_faults(tree), *language_faults(tree)))
    reading.found(undrawn_values(tree, reading.texts, unseen=("internal",)))
    if whole:
        reading.found(check_references(tree, workspace, [narrative.name for narrative in narratives]))
    series = _checked_series(reading, folder, tree, files)
    if reading.problems or files is None:
        return reading.as_problems(id)
    return Engagement.of(
        files,
        id=id,
        series=series,
        narratives=narratives,
        offer_kinds=workspace.offer_kinds,
        unread_files=_unread_files(snapshot, series, narratives, files.language),
    ).model_copy(update={"folder": folder})


def _unread_files(
    snapshot: FolderSnapshot,
    series: Mapping[str, Series],
    narratives: Collection[Narrative],
    languages: Iterable[Language],
) -> tuple[str, ...]:
    """List the files of data/ and narrative/ that are no series of a KPI, no narrative of a report, no picture of one.

    How `import` reads the source of a series is kept beside it.
    """
    files = [one.file for one in series.values()]
    pictures = [file for narrative in narratives for file in picture_files(narrative)]
    read = {*files, *map(format_file, files), *pictures, *shown_narratives(narratives, languages)}
    names = {normalize("NFC", file) for file in read}
    folders = (f"{snapshot.folder}/data", f"{snapshot.folder}/narrative")
    listed = (f"{folder}/{name}" for folder in folders for name in snapshot.names(folder))
    unread = (file for file in listed if normalize("NFC", file) not in names)
    return tuple(printable(file.removeprefix(f"{snapshot.folder}/")) for file in unread)


def _without_missing_sections(problems: Iterable[Problem], tree: WrittenMapping) -> Iterator[Problem]:
    """Leave out that a section is missing where its file could not be read, which is reported already."""
    return (fault for fault in problems if fault.key != "missing_key" or fault.place != tree.place)


def _checked_series(
    reading: Reading, folder: str, tree: WrittenMapping, files: EngagementFiles | None
) -> Mapping[str, Series]:
    """Read the series and check all that can be checked beside faulty lines."""
    files = files or read_noun(EngagementFiles, without_faults(EngagementFiles, tree))[0]
    reading.found(check_totals(tree))
    reading.found(check_levels(tree))
    if files is None:
        return {}
    grid = Grid.of(files)
    series = read_all_series(reading, folder, files, grid)
    reading.found(check_timing(files, grid, series))
    reading.found(check_gains(files, grid, series))
    return series


def id_faults(id: str) -> tuple[Problem, ...]:
    """Report an id that no engagement can have."""
    place = Place(printable(f"{ENGAGEMENTS}/{id}"))
    if not _ID.fullmatch(id):
        return (problem("engagement_id", place, id=id),)
    if id in RESERVED:
        return (problem("reserved_id", place, id=id, reserved=", ".join(sorted(RESERVED))),)
    return ()


def _folder_faults(root: Path, id: str) -> Iterator[Problem]:
    place = Place(printable(f"{ENGAGEMENTS}/{id}"))
    if faults := id_faults(id):
        yield from faults
    elif not is_engagement_folder(root, id):
        yield problem("unknown_engagement", place, id=id, near=near(id, list(engagement_folders(root))))
    else:
        yield from folder_faults(root, place.file)


def merged_tree(reading: Reading, folder: str) -> tuple[WrittenMapping, bool]:
    """Merge the section files and the defaults; also whether every file could be read."""
    names = reading.names(folder)
    main = _main(reading, folder, names)
    entries = dict(main) if main is not None else {}
    whole = main is not None
    for section in FILE_SECTIONS:
        if f"{section}.yaml" not in names:
            continue
        node = reading.tree(f"{folder}/{section}.yaml")
        whole = whole and node is not None
        if node is not None and node != {}:
            reading.found(_put(entries, section, node))
    place = main.place if main is not None else Place(f"{folder}/{MAIN}")
    tree = _with_defaults(WrittenMapping(_without_empty_sections(entries), place), defaults_in(reading))
    return _with_language(tree), whole


def _main(reading: Reading, folder: str, names: list[str]) -> WrittenMapping | None:
    file = f"{folder}/{MAIN}"
    if MAIN not in names:
        reading.found([problem("engagement_file_missing", Place(file))])
        return None
    node = reading.tree(file)
    if node is None or isinstance(node, WrittenMapping):
        return node
    reading.found([problem("not_a_mapping", node.place, kind="file")])
    return None


def _put(entries: dict[Written, Node], section: str, node: Node) -> Iterator[Problem]:
    """Add a section's file; a section in both places is an error."""
    for key in entries:
        if key == section:
            yield problem("section_twice", key.place, also=(node.place,), section=section, file=f"{section}.yaml")
            return
    entries[Written(section, node.place)] = node


def _without_empty_sections(entries: Mapping[Written, Node]) -> dict[Written, Node]:
    """Leave out sections that are named and empty, such as `gains:`."""
    return {key: value for key, value in entries.items() if not (key in FILE_SECTIONS and value == "")}


def _with_defaults(tree: WrittenMapping, defaults: WrittenMapping | None) -> WrittenMapping:
    """Fill missing keys from the defaults, in nested mappings too; values keep their places."""
    if defaults is None:
        return tree
    entries = dict(tree)
    for key, value in defaults.items():
        own = entries.get(key)
        if own is None:
            entries[key] = value
        elif isinstance(own, WrittenMapping) and isinstance(value, WrittenMapping) and not _is_by_language(value):
            entries[key] = _with_defaults(own, value)
    return WrittenMapping(entries, tree.place)


def _is_by_language(written: WrittenMapping) -> bool:
    """Whether a mapping holds the forms of a text."""
    return not written.keys().isdisjoint(LANGUAGES)


def _with_language(tree: WrittenMapping) -> WrittenMapping:
    if tree.value("language") is not None:
        return with_listed_language(tree)
    silent = Written(FALLBACK_LANGUAGE, tree.place)
    return WrittenMapping({**tree, Written("language", tree.place): WrittenList([silent], tree.place)}, tree.place)


def _unread(snapshot: FolderSnapshot, folder: str) -> Iterator[Problem]:
    """Yield the YAML files that nothing reads, and folders whose names are nearly those of an engagement."""
    for entry in snapshot.folders.get(folder, ()):
        name = entry.removesuffix("/")
        place = Place(printable(f"{folder}/{name}"))
        if entry.endswith("/"):
            if name not in FOLDERS and (meant := near(name, FOLDERS, cutoff=_TYPO)):
                yield _unread_file(place, name, meant)
        elif name.lower().endswith((".yaml", ".yml")) and name not in READ_FILES:
            yield _unread_file(place, name, _meant_section(name))


def _meant_section(name: str) -> str:
    """The section file whose name is nearly this one; empty where there is none."""
    section = near(name.rpartition(".")[0], [file.removesuffix(".yaml") for file in READ_FILES], cutoff=_TYPO)
    return f"{section}.yaml" if section else ""


def _unread_file(place: Place, name: str, meant: str) -> Problem:
    if meant:
        return problem("misspelt_file", place, name=name, near=meant)
    return problem("unread_file", place, name=name[:60], allowed=", ".join(READ_FILES))
