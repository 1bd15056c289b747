"""What the figures show, favourable and unfavourable, ranked by how much they depart from what was wanted."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from roireport.measure.financial import GainResult
from roireport.measure.results import CriterionResult, KpiResult
from roireport.present.blocks import Item
from roireport.present.desk import Desk
from roireport.present.figures.comparison import told_apart
from roireport.present.figures.quote import cited, difference, level, spelled, written_places
from roireport.present.language.said import Said

Kind = Literal["kpi", "gain", "criterion", "caution"]

ONE: Final = Decimal(1)
CARRIES: Final = Decimal("0.5")
"""What an indicator weighs more where a gain is computed from it."""
IN_SCORE: Final = Decimal("0.5")
"""What a criterion weighs beside an indicator or a gain."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A computed finding: what it is about, what is said, on which side it stands, how much it weighs."""

    kind: Kind
    subject: str
    text: Said
    favourable: bool
    weight: Decimal

    def item(self, desk: Desk) -> Item:
        """The remark as a point of a list."""
        lead = desk.words("finding.lead", subject=self.subject)
        return Item(self.text, lead, "positive" if self.favourable else "negative")


def remarks(desk: Desk) -> tuple[Remark, ...]:
    """All remarks, the weightiest first, those of equal weight in the order of the files."""
    found = (*_on_kpis(desk), *_on_gains(desk), *_on_criteria(desk))
    return tuple(sorted(found, key=lambda remark: -remark.weight))


def favourable(desk: Desk) -> tuple[Remark, ...]:
    """What works, the weightiest first."""
    return tuple(remark for remark in remarks(desk) if remark.favourable)


def unfavourable(desk: Desk) -> tuple[Remark, ...]:
    """What does not work yet, the weightiest first."""
    return tuple(remark for remark in remarks(desk) if not remark.favourable)


def leading(desk: Desk, count: int = 3) -> tuple[Remark, ...]:
    """The weightiest remarks, of different kinds before two of one, one unfavourable at least (else a caution)."""
    bad = unfavourable(desk)[:1] or tuple(_cautions(desk))[:1]
    good = favourable(desk)
    firsts = [remark for i, remark in enumerate(good) if remark.kind not in {other.kind for other in good[:i]}]
    rest = [remark for remark in good if remark not in firsts]
    picked = [*firsts, *rest][: count - len(bad)]
    more = list(unfavourable(desk)[1 : 1 + count - len(bad) - len(picked)])
    return (*picked, *bad, *more)


# ── Indicators ──────────────────────────────────────────────────────────────


def _on_kpis(desk: Desk) -> Iterator[Remark]:
    carrying = {gain.kpi for gain in desk.engagement.gains if gain.kpi}
    for result in desk.results.kpis:
        if result.attainment.defined:
            bonus = CARRIES if result.kpi.id in carrying else Decimal(0)
            yield _on_kpi(desk, result, bonus)


def _on_kpi(desk: Desk, result: KpiResult, bonus: Decimal) -> Remark:
    """How far an indicator went from its baseline to its target."""
    reached = result.attainment.known
    form, good = _way(reached)
    if form == "short" and _on_track(desk, result):
        form, good = "on_track", True
    path = f"kpis.{result.kpi.id}.attainment"
    text = desk.words(
        f"finding.kpi.{form}",
        baseline=level(desk, result, "baseline"),
        target=level(desk, result, "target"),
        latest=level(desk, result, "latest"),
        change=difference(desk, result, "change"),
        share=desk.detail(path, places=told_apart(reached, ONE)),
    )
    departure = reached if form == "on_track" else abs(reached - 1)
    weight = ONE + min(departure, ONE) + bonus
    return Remark("kpi", str(result.kpi.name), text, good, weight)


def _way(reached: Decimal) -> tuple[str, bool]:
    """Which sentence tells a share of the way, and on which side it stands."""
    if reached > 1:
        return "beyond", True
    if reached == 1:
        return "reached", True
    if reached > 0:
        return "short", False
    return ("still", False) if reached == 0 else ("away", False)


def _on_track(desk: Desk, result: KpiResult) -> bool:
    """Whether the objectives of an indicator are all still in time."""
    states = [each.status for each in desk.results.objectives if each.objective.kpi == result.kpi.id]
    return bool(states) and all(state == "on_track" for state in states)


# ── Gains ───────────────────────────────────────────────────────────────────


def _on_gains(desk: Desk) -> Iterator[Remark]:
    for result in desk.results.financial.gains:
        if result.plan_to_date.defined and result.to_date.defined and result.plan_to_date.known > 0:
            yield _on_gain(desk, result)


def _on_gain(desk: Desk, result: GainResult) -> Remark:
    """A gain to date against what had been planned to date."""
    actual, plan = result.to_date.known, result.plan_to_date.known
    path = f"financial.gains.{result.gain.id}"
    shown = desk.detail(f"{path}.to_date", short=True), desk.detail(f"{path}.plan_to_date", short=True)
    form = "level" if shown[0] == shown[1] else "ahead" if actual > plan else "behind"
    gap = cited(desk, desk.formats.money_short(abs(actual - plan)), f"{path}.to_date")
    text = desk.words(f"finding.gain.{form}", actual=shown[0], plan=shown[1], gap=gap)
    return Remark("gain", str(result.gain.label), text, form != "behind", ONE + min(abs(actual / plan - 1), ONE))


# ── Criteria ────────────────────────────────────────────────────────────────


def _on_criteria(desk: Desk) -> Iterator[Remark]:
    for result in desk.results.nonfinancial.criteria:
        if result.criterion.measured and result.gain.defined:
            yield _on_criterion(desk, result)


def _on_criterion(desk: Desk, result: CriterionResult) -> Remark:
    """Whether a criterion moved, and how far towards its target."""
    criterion, gain = result.criterion, result.gain.known
    progress = result.progress.known if result.progress.defined else None
    form, good = _move(gain, progress)
    path = f"nonfinancial.criteria.{criterion.id}"
    share = desk.detail(f"{path}.progress", places=told_apart(progress, ONE)) if progress is not None else ""
    text = desk.words(
        f"finding.criterion.{form}",
        baseline=_level(desk, path, "baseline", criterion.baseline),
        current=_level(desk, path, "current", criterion.current),
        target=_level(desk, path, "target", criterion.target),
        share=share,
    )
    distance = abs(gain) if progress is None else min(abs(progress - 1), ONE)
    return Remark("criterion", str(criterion.label), text, good, IN_SCORE + distance)


def _move(gain: Decimal, progress: Decimal | None) -> tuple[str, bool]:
    """Which sentence tells the move of a criterion; a progress is only told where the target was above the start."""
    if gain < 0:
        return "worse", False
    if gain == 0:
        return "still", False
    if progress is None or progress < 0:
        return "moved", True
    if progress > 1:
        return "beyond", True
    return ("reached", True) if progress == 1 else ("short", False)


def _level(desk: Desk, path: str, name: str, value: Decimal | None) -> Said:
    """A level of a criterion with the decimals it was typed with."""
    text = "" if value is None else desk.formats.number(value, written_places(value))
    return cited(desk, text, f"{path}.{name}")


# ── Cautions, where nothing measured is unfavourable ────────────────────────


def _cautions(desk: Desk) -> Iterator[Remark]:
    """What limits the result; the last one is always there: it says that nothing unfavourable was found."""
    forecast = desk.results.financial.forecast_share
    if forecast.defined and forecast.known > 0 and desk.verdict.established:
        yield _caution(desk, "forecast", share=desk.say("financial.forecast_share"))
    warnings = [found for found in desk.findings if found.severity != "info" and not found.accepted]
    if warnings:
        yield _caution(desk, "warnings", n=len(warnings), count=spelled(desk, len(warnings)))
    yield _caution(desk, "none")


def _caution(desk: Desk, form: str, **facts: object) -> Remark:
    subject = desk.words(f"finding.caution.{form}.lead")
    return Remark("caution", subject, desk.words(f"finding.caution.{form}", **facts), False, Decimal(0))
