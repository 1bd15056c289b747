"""What a finding comes from: the KPI behind a gain, and the decision that takes it up."""

from roireport.measure.results import KpiResult
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import difference_text, level
from roireport.present.language.quoted_text import QuotedText, joined
from roireport.present.story.remarks import Remark


def with_cause(ctx: ReportContext, remark: Remark) -> QuotedText:
    """Add to a remark its cause, and the number of the decision that rests on it."""
    parts = (remark.brief, _cause(ctx, remark), _decision(ctx, remark))
    return joined(tuple(part for part in parts if part), " ")


def _cause(ctx: ReportContext, remark: Remark) -> QuotedText:
    """Write the levels and the effect of the KPI that carries a gain; empty for anything else."""
    result = _carrier(ctx, remark)
    if result is None:
        return QuotedText("")
    facts: dict[str, object] = {name: level(ctx, result, name) for name in ("baseline", "latest")}
    facts["kpi"] = result.kpi.short_name
    mean = result.effect.mean.value
    if not mean:
        return ctx.words("finding.cause.levels", **facts)
    form = "established" if result.kpi.id in ctx.established_effects else "not_established"
    facts["side"] = ctx.words(f"finding.cause.side.{'favourable' if mean > 0 else 'unfavourable'}")
    size = difference_text(ctx, result, abs(mean)).removeprefix("+")
    facts["mean"] = QuotedText(size, (f"kpis.{result.kpi.id}.effect.mean",))
    return ctx.words(f"finding.cause.{form}", **facts)


def _carrier(ctx: ReportContext, remark: Remark) -> KpiResult | None:
    """Return the KPI of a remark on a gain, where it has levels."""
    kpis = {gain.kpi for gain in ctx.engagement.gains if gain.id in remark.subjects}
    results = (result for result in ctx.results.kpis if result.kpi.id in kpis)
    return next((result for result in results if result.baseline.defined and result.latest.defined), None)


def _decision(ctx: ReportContext, remark: Remark) -> QuotedText:
    """Name the first decision that rests on the subject of an unfavourable remark, or on the KPI behind it."""
    if remark.side != "unfavourable":
        return QuotedText("")
    behind = {gain.kpi for gain in ctx.engagement.gains if gain.id in remark.subjects and gain.kpi}
    subjects = remark.subjects | behind
    numbered = enumerate(ctx.engagement.recommendations.decisions, 1)
    number = next((number for number, decision in numbered if decision.basis in subjects), None)
    return ctx.words("finding.decision", number=number) if number else QuotedText("")
