"""An outcome in a sentence, with the numbers that support it."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from roireport.measure.figure import PUBLISHED_PLACES, Reason
from roireport.measure.interval import CONFIDENCE
from roireport.measure.results import KpiResult, Outcome, OutcomeKind, excludes_zero
from roireport.present.desk import Desk
from roireport.present.figures.comparison import told_apart
from roireport.present.figures.quote import difference, level
from roireport.present.language.said import Said, respelled
from roireport.present.story.criterion_text import level as criterion_level

Facts = dict[str, object]

UNIT: Final = re.compile(r"\D*$")
NONE, ALL = Decimal(0), Decimal(1)


def outcome_message(desk: Desk, outcome: Outcome) -> Said:
    """The sentence with its subject and what it is ranked by, or why it has no rank."""
    text = outcome_text(desk, outcome, ranked=True)
    told = desk.words("finding.message", lead=outcome_lead(desk, outcome), text=text)
    if outcome.why is None or outcome.side == "open":
        return told
    return desk.words("finding.unranked", text=told, why=reason_text(desk, outcome.why))


def outcome_lead(desk: Desk, outcome: Outcome) -> Said:
    """The KPI, gain or criterion by its name, as the lead of the sentence."""
    return desk.words("finding.lead", subject=_names(desk, outcome.kind)[outcome.subject])


def outcome_text(desk: Desk, outcome: Outcome, *, ranked: bool = False) -> Said:
    """The sentence alone; an effect is set against the way only where it is `ranked` by it."""
    facts = FACTS[outcome.kind](desk, outcome)
    return desk.words(f"finding.{outcome.kind}.{outcome.form}", **(facts if ranked else {**facts, "way": ""}))


def reason_text(desk: Desk, why: Reason) -> Said:
    """Why something has no value or no rank."""
    return desk.words(f"undefined.{why.key}", **dict(why.facts))


def _names(desk: Desk, kind: OutcomeKind) -> Mapping[str, str]:
    engagement = desk.engagement
    if kind == "gain":
        return {gain.id: gain.label for gain in engagement.gains}
    if kind == "criterion":
        return {criterion.id: criterion.label for criterion in engagement.nonfinancial}
    return {kpi.id: kpi.name for kpi in engagement.kpis}


def _share(desk: Desk, path: str, whole: Decimal = ALL) -> Said:
    """A share with the decimals at which it looks as different from the whole, or from nothing, as it is."""
    figure = desk.figures[path]
    if not figure.defined:
        return Said("")
    return desk.detail(path, places=told_apart(figure.known, whole, PUBLISHED_PLACES))


def _why(desk: Desk, outcome: Outcome) -> Said:
    return reason_text(desk, outcome.why) if outcome.why else Said("")


# ── What the sentence of each kind needs ────────────────────────────────────


def _gain(desk: Desk, outcome: Outcome) -> Facts:
    """The gain to date, and the plan to date as that of which it is a share, where it is one."""
    path = f"financial.gains.{outcome.subject}"
    planned = desk.figures[f"{path}.plan_to_date"]
    form = "share" if outcome.why is None else "against" if planned.value else "none"
    shown = desk.detail(f"{path}.plan_to_date", short=True)
    plan = desk.words(f"finding.gain.plan.{form}", plan=shown, share=_share(desk, f"{path}.plan_attainment_to_date"))
    return {"actual": desk.detail(f"{path}.to_date", short=True), "plan": plan, "why": _why(desk, outcome)}


def _effect(desk: Desk, outcome: Outcome) -> Facts:
    """The mean effect with its interval, and what share of the way it makes up."""
    result = _kpi(desk, outcome)
    mean, path = result.effect.mean, f"kpis.{outcome.subject}.effect.share"
    way = desk.words("finding.kpi_effect.way", share=_share(desk, path, NONE)) if outcome.why is None else ""
    sense = "none" if not mean.defined or not mean.known else "up" if mean.known > 0 else "down"
    return {
        "mean": difference(desk, result, "effect.mean"),
        "way": way,
        "sense": desk.words(f"finding.kpi_effect.sense.{sense}"),
        "interval": _interval(desk, outcome),
        "why": _why(desk, outcome),
    }


def _interval(desk: Desk, outcome: Outcome) -> Said:
    """The interval that settles it: the plain one, or the robust one where that alone contains zero."""
    result = _kpi(desk, outcome)
    settled = outcome.form == "unclear" and excludes_zero(result.effect.low, result.effect.high)
    kind, prefix = ("robust", "effect.robust") if settled else ("plain", "effect")
    low, high = (difference(desk, result, f"{prefix}.{end}") for end in ("low", "high"))
    level = desk.formats.percent(Decimal(str(CONFIDENCE)))
    return desk.words(f"finding.kpi_effect.interval.{kind}", level=level, low=_without_unit(low, high), high=high)


def _without_unit(low: Said, high: Said) -> Said:
    """The lower end without the unit that the upper end names, one or many: [+0,7 ; +2,1 pts]."""
    units = [UNIT.search(text) for text in (low, high)]
    own, other = (found[0] if found else "" for found in units)
    return respelled(low, len(low) - len(own), len(low), "") if other.startswith(own) else low


def _attainment(desk: Desk, outcome: Outcome) -> Facts:
    """The levels on the way from baseline to target, and the share of it that is done."""
    result = _kpi(desk, outcome)
    levels = {name: level(desk, result, name) for name in ("baseline", "target", "latest")}
    return {**levels, "share": _share(desk, f"kpis.{outcome.subject}.attainment"), "why": _why(desk, outcome)}


def _kpi(desk: Desk, outcome: Outcome) -> KpiResult:
    return next(result for result in desk.results.kpis if result.kpi.id == outcome.subject)


def _criterion(desk: Desk, outcome: Outcome) -> Facts:
    """The levels of a criterion, and its progress."""
    results = desk.results.nonfinancial.criteria
    result = next(each for each in results if each.criterion.id == outcome.subject)
    levels = {name: criterion_level(desk, result, name) for name in ("baseline", "current", "target")}
    share = _share(desk, f"nonfinancial.criteria.{outcome.subject}.progress")
    return {**levels, "share": share, "why": _why(desk, outcome)}


FACTS: Final[Mapping[OutcomeKind, Callable[[Desk, Outcome], Facts]]] = {
    "gain": _gain,
    "kpi_effect": _effect,
    "kpi_attainment": _attainment,
    "criterion": _criterion,
}
