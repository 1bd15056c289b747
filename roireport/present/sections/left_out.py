"""What a result does not count where a reader might expect it, and what it counts elsewhere than it was dated."""

from collections.abc import Iterable
from itertools import groupby

from roireport.measure.financial import Omitted
from roireport.model.period import Span, read_when
from roireport.present.blocks import Item, Points
from roireport.present.desk import Desk
from roireport.present.figures.quote import cited
from roireport.present.language.said import Said
from roireport.present.sections.checklist import subject_label


def left_out(desk: Desk) -> Points:
    """One point for what was left out of each line, of each kind; one sentence where nothing was."""
    found = sorted(desk.results.financial.omitted, key=lambda item: (item.key, item.subject))
    grouped = groupby(found, key=lambda item: (item.key, item.subject))
    items = tuple(_item(desk, tuple(members)) for _, members in grouped)
    empty = (Item(desk.words("method.left_out.none"), tone="muted"),)
    return Points(desk.words("method.left_out.title"), items or empty, "plain")


def _item(desk: Desk, members: tuple[Omitted, ...]) -> Item:
    """What was left out of a line, with its amount or its periods."""
    first = members[0]
    kind, _, id = first.subject.partition(".")
    facts: dict[str, object] = {"when": _periods(desk, members), "n": len(members)}
    if first.amount is not None:
        amount = desk.text(first.amount, short=False)
        facts["amount"] = cited(desk, amount, f"financial.omitted.{first.subject}.{first.key}")
    if first.key == "without_value":
        facts["why"] = desk.words(f"undefined.{first.detail}")
    lead = desk.words("finding.lead", subject=subject_label(desk, id))
    return Item(desk.words(f"method.left_out.{kind}.{first.key}", **facts), lead)


def _periods(desk: Desk, members: Iterable[Omitted]) -> Said:
    """The periods left out; a stretch is told by its first and last month."""
    return desk.words.listed(tuple(_period(desk, item.detail) for item in members if item.key != "without_value"))


def _period(desk: Desk, detail: str) -> str:
    first, _, last = detail.partition("/")
    spans = [when for when in map(read_when, filter(None, (first, last))) if isinstance(when, Span)]
    if len(spans) < 2:
        return desk.formats.span(spans[0])
    return desk.words("method.from_to", first=desk.formats.span(spans[0]), last=desk.formats.span(spans[1]))
