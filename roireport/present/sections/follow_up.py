"""What is done about a reservation, by whom and by when."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from roireport.assess.reservations import Reservation
from roireport.present.context import ReportContext
from roireport.present.language.quoted_text import QuotedText

_MEASURED_AGAIN: Final = frozenset(
    ("effect", "forecast", "full_effect", "gain_not_measured", "nothing_nonfinancial", "U02", "G08")
)
"""The causes that the next measurement can settle."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What is planned; None for what nobody wrote down."""

    text: QuotedText
    owner: str | None = None
    due: date | None = None


def follow_up(ctx: ReportContext, reservation: Reservation) -> FollowUp | None:
    """Return the first thing that is planned where measuring again settles a reservation; None elsewhere.

    The next measurement of a KPI that it is about, else the next measurement of everything, else a decision that rests
    on one of its KPIs or gains. No key links anything else to a reservation.
    """
    if reservation.cause not in _MEASURED_AGAIN:
        return None
    kpis, subjects = _subjects(ctx, reservation)
    return _measurement(ctx, kpis) or _all_measured(ctx) or _decision(ctx, subjects)


def _subjects(ctx: ReportContext, reservation: Reservation) -> tuple[frozenset[str], frozenset[str]]:
    """Return the KPIs that a reservation is about, its own and those of its gains, and these with the gains."""
    named = {*reservation.about, *(finding.subject for finding in reservation.findings if finding.subject)}
    carried = {gain.kpi for gain in ctx.engagement.gains if gain.id in named and gain.kpi}
    kpis = frozenset(kpi.id for kpi in ctx.engagement.kpis if kpi.id in named | carried)
    return kpis, frozenset(named) | kpis


def _measurement(ctx: ReportContext, kpis: frozenset[str]) -> FollowUp | None:
    names = {kpi.id: str(kpi.name) for kpi in ctx.engagement.kpis}
    ahead = [
        planned
        for planned in ctx.engagement.recommendations.next_measurements
        if planned.kpi in kpis and planned.on > ctx.engagement.as_of
    ]
    if not ahead:
        return None
    first = min(ahead, key=lambda planned: planned.on)
    return FollowUp(ctx.words("challenges.follow_up.kpi", kpi=names[first.kpi]), first.owner, first.on)


def _all_measured(ctx: ReportContext) -> FollowUp | None:
    agreed = ctx.engagement.challenges.expectations
    if agreed is None or agreed.remeasure_on is None or agreed.remeasure_on <= ctx.engagement.as_of:
        return None
    return FollowUp(ctx.words("challenges.follow_up.all"), None, agreed.remeasure_on)


def _decision(ctx: ReportContext, subjects: frozenset[str]) -> FollowUp | None:
    for decision in ctx.engagement.recommendations.decisions:
        if decision.basis in subjects and (decision.owner or decision.due):
            text = ctx.words("challenges.follow_up.decision", decision=decision.decision.rstrip(" ."))
            return FollowUp(text, decision.owner, decision.due)
    return None
