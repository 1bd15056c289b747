"""What somebody asks for who starts an engagement or adds to one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from roireport.load.library import Library
from roireport.load.schema import read_value
from roireport.model.language import Language
from roireport.model.library import CostEntry, EntryKind, GainEntry, KpiEntry, LibraryEntry
from roireport.model.place import Place
from roireport.model.values import read_number
from roireport.model.written import Written
from roireport.problems.problem import Problem, Refused, problem
from roireport.scaffold.draft import Draft, library_draft
from roireport.text.near import near

AnswersGiven: TypeAlias = Mapping[str, str | Sequence[str] | None]
ADD = Place("--add")
"""The option that names entries."""


@dataclass(frozen=True, slots=True)
class Request:
    """The engagement, the answers by option, the entries to add as `NAME` or `NAME=AMOUNT`, the one to copy from."""

    id: str
    answers: AnswersGiven
    additions: Sequence[tuple[EntryKind, str]] = ()
    origin: str | None = None

    @property
    def only_adds(self) -> bool:
        """Whether it asks for nothing but entries of the library."""
        return bool(self.additions) and self.origin is None and not any(self.answers.values())


@dataclass(frozen=True, slots=True)
class _Addition:
    """An entry of the library to add, and its amount."""

    entry: LibraryEntry
    amount: Decimal | None


def library_drafts(
    library: Library,
    additions: Sequence[tuple[EntryKind, str]],
    languages: Sequence[Language],
    kpis: Sequence[str] = (),
) -> list[Draft]:
    """The drafts of the entries that are asked for; `kpis` are those that the engagement has already.

    Raises Refused with all entries that there are not, and amounts that are none.
    """
    wanted = _wanted(library, additions, languages[0])
    new = [str(one.entry.id.in_language(languages[0])) for one in wanted if isinstance(one.entry, KpiEntry)]
    drafts = [library_draft(one.entry, library, languages, {*kpis, *new}, one.amount) for one in wanted]
    if repeated := tuple(repeated_drafts(drafts)):
        raise Refused(repeated)
    return drafts


def _wanted(library: Library, additions: Sequence[tuple[EntryKind, str]], language: Language) -> list[_Addition]:
    """The entries that are asked for; Refused with all that cannot be had."""
    outcomes = [_addition(library, kind, written, language) for kind, written in additions]
    if problems := [outcome for outcome in outcomes if isinstance(outcome, Problem)]:
        raise Refused(problems)
    return [outcome for outcome in outcomes if isinstance(outcome, _Addition)]


def repeated_drafts(drafts: Sequence[Draft]) -> Iterator[Problem]:
    """Report the drafts of one kind that share an id."""
    seen: set[tuple[EntryKind, str]] = set()
    for draft in drafts:
        if (draft.kind, draft.id) in seen:
            yield problem("entry_exists", ADD, id=draft.id)
        seen.add((draft.kind, draft.id))


def _addition(library: Library, kind: EntryKind, written: str, language: Language) -> _Addition | Problem:
    name, has_amount, amount = written.partition("=")
    entry = library.entry(kind, name)
    if entry is None:
        ids = library.ids(kind, language)
        names, nearest = ", ".join(ids), near(name, ids)
        return problem("entry_unknown", ADD, kind=kind, name=name[:60], near=nearest, known=names)
    if not has_amount:
        return _Addition(entry, None)
    if not takes_amount(entry):
        return problem("amount_not_taken", ADD, name=name)
    number = Written(amount, ADD)
    faults = read_value(read_number, number)
    return faults[0] if faults else _Addition(entry, read_number(number))


def takes_amount(entry: LibraryEntry) -> bool:
    """Whether an amount can be written with the entry: of a cost, or of a gain in a month."""
    return isinstance(entry, CostEntry) or (isinstance(entry, GainEntry) and entry.amount == "per_month")
