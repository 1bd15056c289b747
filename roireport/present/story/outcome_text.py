"""An outcome in a sentence, with the numbers that support it."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from roireport.measure.figure import PUBLISHED_PLACES, Reason
from roireport.measure.interval import CONFIDENCE
from roireport.measure.results import KpiResult, Outcome, OutcomeKind, excludes_zero
from roireport.present.context import ReportContext
from roireport.present.figures.comparison import distinct_places
from roireport.present.figures.figure_text import difference, level
from roireport.present.language.quoted_text import QuotedText, respelled
from roireport.present.story.criterion_text import level as criterion_level

Facts = dict[str, object]

UNIT: Final = re.compile(r"\D*$")
NONE, ALL = Decimal(0), Decimal(1)


def outcome_message(ctx: ReportContext, outcome: Outcome) -> QuotedText:
    """The sentence with its subject and what it is ranked by, or why it has no rank."""
    text = outcome_text(ctx, outcome, ranked=True)
    told = ctx.words("finding.message", lead=outcome_lead(ctx, outcome), text=text)
    if outcome.why is None or outcome.side == "open":
        return told
    return ctx.words("finding.unranked", text=told, why=reason_text(ctx, outcome.why))


def outcome_lead(ctx: ReportContext, outcome: Outcome) -> QuotedText:
    """The KPI, gain or criterion by its name, as the lead of the sentence."""
    return ctx.words("finding.lead", subject=_names(ctx, outcome.kind)[outcome.subject])


def outcome_text(ctx: ReportContext, outcome: Outcome, *, ranked: bool = False) -> QuotedText:
    """The sentence alone; an effect is set against the way only where it is `ranked` by it."""
    facts = FACTS[outcome.kind](ctx, outcome)
    return ctx.words(f"finding.{outcome.kind}.{outcome.form}", **(facts if ranked else {**facts, "way": ""}))


def reason_text(ctx: ReportContext, why: Reason) -> QuotedText:
    """Why something has no value or no rank."""
    return ctx.words(f"undefined.{why.key}", **dict(why.facts))


def _names(ctx: ReportContext, kind: OutcomeKind) -> Mapping[str, str]:
    engagement = ctx.engagement
    if kind == "gain":
        return {gain.id: gain.label for gain in engagement.gains}
    if kind == "criterion":
        return {criterion.id: criterion.label for criterion in engagement.nonfinancial}
    return {kpi.id: kpi.name for kpi in engagement.kpis}


def _share(ctx: ReportContext, path: str, whole: Decimal = ALL) -> QuotedText:
    """A share with the decimals at which it looks as different from the whole, or from nothing, as it is."""
    figure = ctx.figures[path]
    if not figure.defined:
        return QuotedText("")
    return ctx.detail(path, places=distinct_places(figure.known, whole, PUBLISHED_PLACES))


def _why(ctx: ReportContext, outcome: Outcome) -> QuotedText:
    return reason_text(ctx, outcome.why) if outcome.why else QuotedText("")


# ── What the sentence of each kind needs ────────────────────────────────────


def _gain(ctx: ReportContext, outcome: Outcome) -> Facts:
    """The gain to date, and the plan to date as that of which it is a share, where it is one."""
    path = f"financial.gains.{outcome.subject}"
    planned = ctx.figures[f"{path}.plan_to_date"]
    form = "share" if outcome.why is None else "against" if planned.value else "none"
    shown = ctx.detail(f"{path}.plan_to_date", short=True)
    plan = ctx.words(f"finding.gain.plan.{form}", plan=shown, share=_share(ctx, f"{path}.plan_attainment_to_date"))
    return {"actual": ctx.detail(f"{path}.to_date", short=True), "plan": plan, "why": _why(ctx, outcome)}


def _effect(ctx: ReportContext, outcome: Outcome) -> Facts:
    """The mean effect with its interval, and what share of the way it makes up."""
    result = _kpi(ctx, outcome)
    mean, path = result.effect.mean, f"kpis.{outcome.subject}.effect.share"
    way = ctx.words("finding.kpi_effect.way", share=_share(ctx, path, NONE)) if outcome.why is None else ""
    sense = "none" if not mean.defined or not mean.known else "up" if mean.known > 0 else "down"
    return {
        "mean": difference(ctx, result, "effect.mean"),
        "way": way,
        "sense": ctx.words(f"finding.kpi_effect.sense.{sense}"),
        "interval": _interval(ctx, outcome),
        "why": _why(ctx, outcome),
    }


def _interval(ctx: ReportContext, outcome: Outcome) -> QuotedText:
    """The interval that settles it: the plain one, or the robust one where that alone contains zero."""
    result = _kpi(ctx, outcome)
    settled = outcome.form == "unclear" and excludes_zero(result.effect.low, result.effect.high)
    kind, prefix = ("robust", "effect.robust") if settled else ("plain", "effect")
    low, high = (difference(ctx, result, f"{prefix}.{end}") for end in ("low", "high"))
    level = ctx.formats.percent(Decimal(str(CONFIDENCE)))
    return ctx.words(f"finding.kpi_effect.interval.{kind}", level=level, low=_without_unit(low, high), high=high)


def _without_unit(low: QuotedText, high: QuotedText) -> QuotedText:
    """The lower end without the unit that the upper end names, one or many: [+0,7 ; +2,1 pts]."""
    units = [UNIT.search(text) for text in (low, high)]
    own, other = (found[0] if found else "" for found in units)
    return respelled(low, len(low) - len(own), len(low), "") if other.startswith(own) else low


def _attainment(ctx: ReportContext, outcome: Outcome) -> Facts:
    """The levels on the way from baseline to target, and the share of it that is done."""
    result = _kpi(ctx, outcome)
    levels = {name: level(ctx, result, name) for name in ("baseline", "target", "latest")}
    return {**levels, "share": _share(ctx, f"kpis.{outcome.subject}.attainment"), "why": _why(ctx, outcome)}


def _kpi(ctx: ReportContext, outcome: Outcome) -> KpiResult:
    return next(result for result in ctx.results.kpis if result.kpi.id == outcome.subject)


def _criterion(ctx: ReportContext, outcome: Outcome) -> Facts:
    """The levels of a criterion, and its progress."""
    results = ctx.results.nonfinancial.criteria
    result = next(each for each in results if each.criterion.id == outcome.subject)
    levels = {name: criterion_level(ctx, result, name) for name in ("baseline", "current", "target")}
    share = _share(ctx, f"nonfinancial.criteria.{outcome.subject}.progress")
    return {**levels, "share": share, "why": _why(ctx, outcome)}


FACTS: Final[Mapping[OutcomeKind, Callable[[ReportContext, Outcome], Facts]]] = {
    "gain": _gain,
    "kpi_effect": _effect,
    "kpi_attainment": _attainment,
    "criterion": _criterion,
}
