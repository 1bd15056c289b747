"""Read the library: templates/library/<kind>/<name>.yaml, built in and a workspace's own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from roireport.load.files import Reading, names_in
from roireport.load.schema import read_noun
from roireport.model.language import Language
from roireport.model.library import (
    ENTRY_KINDS,
    CostEntry,
    CriterionEntry,
    EntryKind,
    GainEntry,
    KpiEntry,
    LibraryEntry,
    ids_of,
)
from roireport.problems.problem import NO_PLACE, Problem, Problems, problem
from roireport.resources import TEMPLATES
from roireport.text.near import near

LIBRARY: Final = "library"
_NOUNS: Final[Mapping[EntryKind, type[LibraryEntry]]] = MappingProxyType(
    {"kpi": KpiEntry, "gain": GainEntry, "cost": CostEntry, "criterion": CriterionEntry}
)


@dataclass(frozen=True, slots=True)
class Library:
    """All entries by kind and name; a name is that of the entry's file."""

    entries: Mapping[EntryKind, Mapping[str, LibraryEntry]]

    def entry(self, kind: EntryKind, name: str) -> LibraryEntry | None:
        """The entry of a name or of an id in any language; None where there is none."""
        entries = self.entries[kind]
        return entries.get(name) or next((entry for entry in entries.values() if name in ids_of(entry.id)), None)

    def ids(self, kind: EntryKind, language: Language) -> tuple[str, ...]:
        """The ids of all entries of a kind in an engagement of a language."""
        return tuple(str(entry.id.in_language(language)) for entry in self.entries[kind].values())


def read_library(folders: Sequence[Path]) -> Library | Problems:
    """Read the library from folders of templates; a file of an earlier folder shadows that of a later one."""
    readings = [Reading(folder.parent) for folder in folders]
    library = Library({kind: _entries(readings, kind) for kind in ENTRY_KINDS})
    problems = [fault for reading in readings if reading.problems for fault in reading.as_problems().items]
    problems.extend(_unknown_kpis(library))
    return Problems(problems) if problems else library


def is_library_file(path: str) -> bool:
    """Whether a template, by its path in the folder, is read as an entry of the library."""
    folder, _, name = path.rpartition("/")
    return folder in {f"{LIBRARY}/{kind}" for kind in ENTRY_KINDS} and name.endswith(".yaml")


def _entries(readings: Sequence[Reading], kind: EntryKind) -> Mapping[str, LibraryEntry]:
    """The entries of a kind by name, sorted; the first reading with a file of that name gives it."""
    entries: dict[str, LibraryEntry] = {}
    for reading in readings:
        for name, file in _files(reading, kind):
            if name not in entries and (entry := _entry(reading, kind, file)):
                entries[name] = entry
    return dict(sorted(entries.items()))


def _unknown_kpis(library: Library) -> Iterator[Problem]:
    """Report the gains that name a KPI without an entry."""
    for gain in library.entries["gain"].values():
        if isinstance(gain, GainEntry) and gain.kpi and library.entry("kpi", gain.kpi) is None:
            nearest = near(gain.kpi, library.entries["kpi"])
            yield problem("unknown_kpi", gain.place("kpi") or NO_PLACE, text=gain.kpi[:64], near=nearest)


def _files(reading: Reading, kind: EntryKind) -> Iterator[tuple[str, str]]:
    """The name and the path of each entry of a kind."""
    folder = f"{TEMPLATES}/{LIBRARY}/{kind}"
    for name in names_in(reading.root, folder):
        if name.endswith(".yaml"):
            yield name.removesuffix(".yaml"), f"{folder}/{name}"


def _entry(reading: Reading, kind: EntryKind, file: str) -> LibraryEntry | None:
    tree = reading.tree(file)
    if tree is None:
        return None
    entry, problems = read_noun(_NOUNS[kind], tree)
    reading.found(problems)
    return entry
