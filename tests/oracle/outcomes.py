"""What works and what does not, read from the handbook's sheet: the side and the rank of each KPI, gain, criterion."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from tests.oracle import scored
from tests.oracle.effects import Kpi
from tests.oracle.grid import Grid
from tests.oracle.money import MEASURED, Line, plan_flows, total
from tests.oracle.objectives import status_of
from tests.oracle.published import CENT, RATIO
from tests.oracle.scored import Criterion, worth
from tests.oracle.written import Section, Undefined, Value, half_up, known, ratio, undefined

Claim = tuple[str, str, str, Value]
"""Kind, subject, side, and what it is ranked by."""


def outcomes(
    engagement: Section, kpis: Sequence[Kpi], gains: Sequence[Line], grid: Grid, established: set[str]
) -> list[Section]:
    """All outcomes, kind by kind, the best first, what has no rank last."""
    objectives = engagement.get("objectives", [])
    criteria = scored.criteria_of(engagement.get("nonfinancial", []))
    return [
        *ranked([gain_claim(gain, grid) for gain in gains]),
        *ranked([effect_claim(kpi, established) for kpi in kpis]),
        *ranked([attainment_claim(kpi, objectives) for kpi in kpis]),
        *ranked([criterion_claim(criterion) for criterion in criteria]),
    ]


def ranked(claims: Sequence[Claim]) -> list[Section]:
    """Rank 1 is the greatest as published, equals share a rank."""
    shown = [None if isinstance(weight, Undefined) else half_up(weight, RATIO) for *_, weight in claims]
    ranks = [None if own is None else 1 + len([w for w in shown if w is not None and w > own]) for own in shown]
    ranked: list[tuple[int, Section]] = [
        (
            rank or len(claims) + 1,
            {
                "kind": kind,
                "subject": subject,
                "side": side,
                "rank": undefined() if rank is None else Decimal(rank),
            },
        )
        for (kind, subject, side, _), rank in zip(claims, ranks, strict=True)
    ]
    return [section for _, section in sorted(ranked, key=lambda each: each[0])]


def gain_claim(gain: Line, grid: Grid) -> Claim:
    """On or above the plan to date, or below it."""
    planned = plan_flows(gain.section, grid)
    plan: Value = undefined() if planned is None else total(planned, grid, *MEASURED)
    to_date: Value = gain.undefined or total(gain.flows, grid, *MEASURED)
    side = "open"
    if not isinstance(plan, Undefined) and not isinstance(to_date, Undefined):
        now, then = half_up(to_date, CENT), half_up(plan, CENT)
        side = "open" if now == then == 0 else "favourable" if now >= then else "unfavourable"
    return "gain", gain.section["id"], side, known(lambda g, p: g / p if p > 0 else undefined(), to_date, plan)


def way(kpi: Kpi) -> Value:
    """From baseline to target, in the wanted direction; none where it is not positive."""

    def ahead(target: Fraction, baseline: Fraction) -> Value:
        length = kpi.sign * (target - baseline)
        return length if length > 0 else undefined()

    return known(ahead, kpi.target(), kpi.baseline())


def effect_claim(kpi: Kpi, established: set[str]) -> Claim:
    """An established effect is one or the other, any other is open."""
    middle, id = kpi.mean_effect(), kpi.section["id"]
    if kpi.method in ("estimate", "none") or isinstance(middle, Undefined):
        return "kpi_effect", id, "open", undefined()
    side = "open" if id not in established else "favourable" if middle > 0 else "unfavourable"
    return "kpi_effect", id, side, ratio(middle, way(kpi))


def attainment_claim(kpi: Kpi, objectives: Sequence[Section]) -> Claim:
    """The whole way or more; less is open where it is begun and not due yet."""
    share = known(lambda done, _: done, kpi.attainment(kpi.target()), way(kpi))
    if not kpi.post:
        share = undefined()
    id = kpi.section["id"]
    if isinstance(share, Undefined):
        return "kpi_attainment", id, "open", share
    states = [status_of(one, kpi, kpi.grid) for one in objectives if one.get("kpi") == id]
    waiting = "not_due" in states and "missed" not in states
    shown = half_up(share, RATIO)
    side = "favourable" if shown >= 1 else "open" if shown > 0 and waiting else "unfavourable"
    return "kpi_attainment", id, side, share


def criterion_claim(criterion: Criterion) -> Claim:
    """Up to its target, or up at all where there is none above."""
    if not criterion.measured:
        return "criterion", criterion.id, "open", undefined()
    aim = known(lambda target: target - criterion.before, worth(criterion.section, criterion.section.get("target")))
    progress = known(lambda length: criterion.gain / length if length > 0 else undefined(), aim)
    moved = half_up(criterion.gain, RATIO)
    if moved <= 0:
        return "criterion", criterion.id, "favourable" if moved == 0 and aim == 0 else "unfavourable", progress
    reached = isinstance(progress, Undefined) or half_up(progress, RATIO) >= 1
    return "criterion", criterion.id, "favourable" if reached else "unfavourable", progress
