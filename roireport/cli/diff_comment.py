"""The form of `diff` for a pull or merge request: totals, then what changed, engagement by engagement."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from html import escape
from typing import Final

from roireport.cli.diff_forms import Entry, Sides, escaped, markdown_parts, markdown_table
from roireport.present.difference.figures import FigureChange
from roireport.present.difference.tables import TextTable
from roireport.present.language.formats import Formats

LONGEST: Final = 60_000
"""Characters; a comment on GitHub may have 65,536."""
_NO_MENTION: Final = "\N{WORD JOINER}"
"""Behind an @, so that no text of an engagement notifies anybody."""
_COLUMNS: Final = ("financial.roi", "financial.gain", "financial.cost", "financial.npv")
_SUMMED: Final = ("financial.gain", "financial.cost")


def comment(sides: Sides, entries: Sequence[Entry]) -> str:
    """Write the engagements in which something differs or that cannot be compared, in Markdown with folded parts."""
    listed = [entry for entry in entries if entry.differs or entry.comparison.kind == "not_loaded"]
    words = sides.words
    parts = [f"## {words('diff.title')}", escaped(sides.title)]
    if columns := _columns(listed):
        head = (str(words("diff.column.engagement")), *columns.values())
        rows = (*_rows(sides, listed, columns), *_totals(sides, listed, columns))
        parts.append(markdown_table(TextTable("", head, rows, len(columns))))
    rest = len(entries) - len(listed)
    parts += [escaped(words("diff.rest", n=rest))] if rest else []
    text = "\n\n".join((*parts, *_details(sides, listed, LONGEST - sum(map(len, parts)))))
    return text.replace("@", f"@{_NO_MENTION}")


def _changes(entry: Entry) -> dict[str, FigureChange]:
    return {figure.path: figure for figure in entry.shown.figures} if entry.shown else {}


def _columns(entries: Sequence[Entry]) -> dict[str, str]:
    """The names of the headlines that some engagement shows, by path: below a threshold it shows none."""
    names = {path: figure.name for entry in reversed(entries) for path, figure in _changes(entry).items()}
    return {path: names[path] for path in _COLUMNS if path in names}


def _rows(sides: Sides, entries: Sequence[Entry], columns: Iterable[str]) -> Iterator[tuple[str, ...]]:
    for entry in entries:
        if changes := _changes(entry):
            yield (entry.title(sides), *(_cell(sides, changes.get(path)) for path in columns))


def _cell(sides: Sides, figure: FigureChange | None) -> str:
    if figure is None:
        return str(sides.words("diff.same"))
    if not figure.differs:
        return figure.after
    return str(sides.words("diff.pair", before=figure.before, after=figure.after))


def _totals(sides: Sides, entries: Sequence[Entry], columns: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield the sums of what changed in several engagements of a currency, where each has a gain and a cost."""
    none = str(sides.words("common.none"))
    for currency, summed in _by_currency(entries).items():
        if len(summed) > 1 and (sums := _sums(sides, currency, [_changes(entry) for entry in summed])):
            name = str(sides.words("diff.total", n=len(summed), currency=currency))
            yield (name, *(sums.get(path, none) for path in columns))


def _sums(sides: Sides, currency: str, changes: Sequence[Mapping[str, FigureChange]]) -> dict[str, str]:
    if not all(path in own and own[path].change for own in changes for path in _SUMMED):
        return {}
    formats = Formats(sides.words.language, currency)
    return {path: _sum(sides, formats, [own[path] for own in changes]) for path in _SUMMED}


def _by_currency(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """The engagements that were computed twice; a published case restated is in no sum."""
    by_currency: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.compared and not entry.compared.after.engagement.reference:
            by_currency.setdefault(entry.compared.after.engagement.currency, []).append(entry)
    return by_currency


def _sum(sides: Sides, formats: Formats, figures: Sequence[FigureChange]) -> str:
    before, after = (sum((figure.numbers[side] or Decimal(0) for figure in figures), Decimal(0)) for side in (0, 1))
    written = [formats.money(amount) for amount in (before, after)]
    if before == after:
        return written[1]
    return str(sides.words("diff.pair", before=written[0], after=written[1]))


def _details(sides: Sides, entries: Sequence[Entry], room: int) -> Iterator[str]:
    """Yield the engagements, folded, as long as there is room."""
    for index, entry in enumerate(entries):
        body = "\n\n".join(markdown_parts(sides, entry))
        text = f"<details><summary>{escape(entry.title(sides))}</summary>\n\n{body}\n\n</details>"
        room -= len(text) + 2
        if room < 0:
            yield str(sides.words("diff.cut", n=len(entries) - index))
            return
        yield text
