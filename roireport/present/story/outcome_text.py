"""Write an outcome as a sentence with its numbers."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from roireport.measure.figure import PUBLISHED_PLACES, Reason
from roireport.measure.interval import CONFIDENCE
from roireport.measure.results import KpiResult, Outcome, OutcomeKind
from roireport.present.context import ReportContext
from roireport.present.figures.comparison import distinct_places
from roireport.present.figures.figure_text import effect_ends, level, quoted_effect
from roireport.present.language.quoted_text import QuotedText, respelled
from roireport.present.story.criterion_text import level as criterion_level

Facts = dict[str, object]

UNIT: Final = re.compile(r"\D*$")
NONE, ALL = Decimal(0), Decimal(1)


def outcome_message(ctx: ReportContext, outcome: Outcome) -> QuotedText:
    """Write the sentence with its subject and its rank, or why it has no rank."""
    text = outcome_text(ctx, outcome, ranked=True)
    sentence = ctx.words("finding.message", lead=outcome_lead(ctx, outcome), text=text)
    if outcome.why is None or outcome.side == "open":
        return sentence
    return ctx.words("finding.unranked", text=sentence, why=reason_text(ctx, outcome.why))


def outcome_lead(ctx: ReportContext, outcome: Outcome) -> QuotedText:
    """Write the name of the KPI, gain or criterion as the lead."""
    return ctx.words("finding.lead", subject=_names(ctx, outcome.kind)[outcome.subject])


def outcome_text(ctx: ReportContext, outcome: Outcome, *, ranked: bool = False) -> QuotedText:
    """Write the sentence alone; only a `ranked` effect is compared with the target."""
    facts = FACTS[outcome.kind](ctx, outcome)
    return ctx.words(f"finding.{outcome.kind}.{outcome.form}", **(facts if ranked else {**facts, "way": ""}))


def reason_text(ctx: ReportContext, why: Reason) -> QuotedText:
    """Write why something has no value or no rank."""
    return ctx.words(f"undefined.{why.key}", **dict(why.facts))


def _names(ctx: ReportContext, kind: OutcomeKind) -> Mapping[str, str]:
    engagement = ctx.engagement
    if kind == "gain":
        return {gain.id: gain.label for gain in engagement.gains}
    if kind == "criterion":
        return {criterion.id: criterion.label for criterion in engagement.nonfinancial}
    return {kpi.id: kpi.name for kpi in engagement.kpis}


def _share(ctx: ReportContext, path: str, whole: Decimal = ALL) -> QuotedText:
    """Write a share with the decimals at which it differs from `whole`."""
    figure = ctx.figures[path]
    if not figure.defined:
        return QuotedText("")
    return ctx.detail(path, places=distinct_places(figure.known, whole, PUBLISHED_PLACES))


def _why(ctx: ReportContext, outcome: Outcome) -> QuotedText:
    return reason_text(ctx, outcome.why) if outcome.why else QuotedText("")


# ── The facts of each kind of sentence ───────────────────────────────────────


def _gain(ctx: ReportContext, outcome: Outcome) -> Facts:
    """Return the gain to date and its share of the plan to date."""
    path = f"financial.gains.{outcome.subject}"
    planned = ctx.figures[f"{path}.plan_to_date"]
    form = "share" if outcome.why is None else "against" if planned.value else "none"
    shown = ctx.detail(f"{path}.plan_to_date", short=True)
    plan = ctx.words(f"finding.gain.plan.{form}", plan=shown, share=_share(ctx, f"{path}.plan_attainment_to_date"))
    return {"actual": ctx.detail(f"{path}.to_date", short=True), "plan": plan, "why": _why(ctx, outcome)}


def _effect(ctx: ReportContext, outcome: Outcome) -> Facts:
    """Return the mean effect, its interval, and its share of the way to the target."""
    result = _kpi(ctx, outcome)
    mean, path = result.effect.mean, f"kpis.{outcome.subject}.effect.share"
    way = ctx.words("finding.kpi_effect.way", share=_share(ctx, path, NONE)) if outcome.why is None else ""
    sense = "none" if not mean.defined or not mean.known else "up" if mean.known > 0 else "down"
    return {
        "mean": quoted_effect(ctx, result, "mean"),
        "way": way,
        "sense": ctx.words(f"finding.kpi_effect.sense.{sense}"),
        "interval": _interval(ctx, outcome),
        "why": _why(ctx, outcome),
    }


def _interval(ctx: ReportContext, outcome: Outcome) -> QuotedText:
    """Write the wider of the two intervals, which decides."""
    result = _kpi(ctx, outcome)
    precision = result.effect.tests[0].plain if result.effect.tests else None
    kind, prefix = ("plain", "") if result.effect.wider == precision else ("adjusted", "adjusted.")
    low, high = effect_ends(ctx, result, prefix)
    level = ctx.formats.percent(Decimal(str(CONFIDENCE)))
    return ctx.words(f"finding.kpi_effect.interval.{kind}", level=level, low=without_shared_unit(low, high), high=high)


def without_shared_unit(low: QuotedText, high: QuotedText) -> QuotedText:
    """Drop the unit of the lower end where the upper end has it, also in plural: [+0,7 ; +2,1 pts]."""
    own, other = (match[0] if (match := UNIT.search(text)) else "" for text in (low, high))
    return respelled(low, len(low) - len(own), len(low), "") if other.startswith(own) else low


def _attainment(ctx: ReportContext, outcome: Outcome) -> Facts:
    """Return the levels from baseline to target, and the share that is attained."""
    result = _kpi(ctx, outcome)
    levels = {name: level(ctx, result, name) for name in ("baseline", "target", "latest")}
    return {**levels, "share": _share(ctx, f"kpis.{outcome.subject}.attainment"), "why": _why(ctx, outcome)}


def _kpi(ctx: ReportContext, outcome: Outcome) -> KpiResult:
    return next(result for result in ctx.results.kpis if result.kpi.id == outcome.subject)


def _criterion(ctx: ReportContext, outcome: Outcome) -> Facts:
    """Return the levels of a criterion and its progress."""
    results = ctx.results.nonfinancial.criteria
    result = next(result for result in results if result.criterion.id == outcome.subject)
    levels = {name: criterion_level(ctx, result, name) for name in ("baseline", "current", "target")}
    share = _share(ctx, f"nonfinancial.criteria.{outcome.subject}.progress")
    return {**levels, "share": share, "why": _why(ctx, outcome)}


FACTS: Final[Mapping[OutcomeKind, Callable[[ReportContext, Outcome], Facts]]] = {
    "gain": _gain,
    "kpi_effect": _effect,
    "kpi_attainment": _attainment,
    "criterion": _criterion,
}
