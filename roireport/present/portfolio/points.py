"""What somebody has to settle in an engagement: decisions, measurements, objectives, waivers that end."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from roireport.model.engagement import Engagement
from roireport.model.language import Language
from roireport.model.local_text import LocalText

PointKind: TypeAlias = Literal["decision", "measurement", "objective", "waiver"]


@dataclass(frozen=True, slots=True)
class Point:
    """Something to settle.

    Args:
        key: Names it within its engagement, also after its day or its texts have changed.
        what: A decision, a KPI, an objective, or why a finding is accepted; None where all results are to be measured.
        on: The day it is due; a waiver's last day.
        owner: Who settles it; for a waiver who accepts it.
        cost: Of a decision, in the currency of its engagement.
        rule: Of a waiver.
    """

    kind: PointKind
    key: str
    what: LocalText | None
    on: date | None
    owner: LocalText | None
    cost: Decimal | None = None
    rule: str = ""

    def in_language(self, language: Language) -> "Point":
        """The same with its texts in a language."""
        what, owner = (text and text.in_language(language) for text in (self.what, self.owner))
        return replace(self, what=what, owner=owner)


def points_of(engagement: Engagement) -> tuple[Point, ...]:
    """Return the points of an engagement, those of one kind after the other; keys that repeat are numbered."""
    counts = Counter[str]()
    numbered = list[Point]()
    for point in (*_decisions(engagement), *_measurements(engagement), *_objectives(engagement), *_waivers(engagement)):
        counts[point.key] += 1
        numbered.append(replace(point, key=f"{point.key}.{counts[point.key]}"))
    # Numbered before what was measured already is taken out, so that the rest keeps its numbers.
    return tuple(point for point in numbered if not _is_in_the_data(point, engagement.as_of))


def _is_in_the_data(point: Point, as_of: date) -> bool:
    return point.kind in ("measurement", "objective") and point.on is not None and point.on <= as_of


def _decisions(engagement: Engagement) -> Iterator[Point]:
    """The decisions that are asked for now."""
    for decision in engagement.recommendations.decisions:
        if decision.asked:
            key = f"decision.{decision.id}"
            yield Point("decision", key, decision.decision, decision.due, decision.owner, decision.cost)


def _measurements(engagement: Engagement) -> Iterator[Point]:
    names = {kpi.id: kpi.name for kpi in engagement.kpis}
    for planned in engagement.recommendations.next_measurements:
        name = names.get(planned.kpi, LocalText(planned.kpi))
        yield Point("measurement", f"measurement.{planned.kpi}", name, planned.on, planned.owner)
    if (agreed := engagement.challenges.expectations) and agreed.remeasure_on:
        yield Point("measurement", "measurement", None, agreed.remeasure_on, None)


def _objectives(engagement: Engagement) -> Iterator[Point]:
    for objective in engagement.objectives:
        if objective.due:
            what = objective.short or objective.statement
            yield Point("objective", f"objective.{objective.id}", what, objective.due, objective.owner)


def _waivers(engagement: Engagement) -> Iterator[Point]:
    for accepted in engagement.challenges.accepted:
        rule, subject = str(accepted.rule), accepted.subject or ""
        key = f"waiver.{rule}.{subject}"
        yield Point("waiver", key, accepted.reason, accepted.until, accepted.by, rule=rule)
