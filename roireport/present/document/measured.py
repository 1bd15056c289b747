"""KPIs, objectives, criteria and outcomes, as results.json holds them."""

from roireport.measure.figure import Reason
from roireport.measure.interval import CONFIDENCE
from roireport.measure.results import EffectShare, KpiResult, ObjectiveResult, Outcome, PeriodEffect
from roireport.model.period import Span
from roireport.present.context import ReportContext
from roireport.present.document.shown import Json, Show, document, published
from roireport.present.figures.doubt_text import doubt_text
from roireport.present.story.outcome_text import outcome_message, reason_text


def kpi_documents(ctx: ReportContext, show: Show) -> list[Json]:
    """Each KPI with its effect, its ranks and its series."""
    shares = zip(ctx.results.kpis, ctx.results.effect_shares, strict=True)
    return [_kpi(ctx, kpi, share, show) for kpi, share in shares]


def _kpi(ctx: ReportContext, kpi: KpiResult, share: EffectShare, show: Show) -> dict[str, Json]:
    return {
        "id": kpi.kpi.id,
        **published(kpi, show),
        "effect": {**_effect(ctx, kpi, show), **published(share, show)},
        "ranks": {
            outcome.kind.removeprefix("kpi_"): _rank(ctx, outcome)
            for outcome in ctx.outcomes
            if outcome.subject == kpi.kpi.id and outcome.kind in ("kpi_effect", "kpi_attainment")
        },
        "series": [_row(row, show) for row in kpi.series],
        "transition": kpi.transition and str(kpi.transition),
    }


def _effect(ctx: ReportContext, kpi: KpiResult, show: Show) -> dict[str, Json]:
    effect, parallel = kpi.effect, kpi.effect.parallel
    figures = published(effect, show)
    without_outliers = figures.pop("mean_without_outliers")
    return {
        "method": effect.method,
        **figures,
        "periods": effect.periods,
        "periods_before": effect.periods_before,
        "level": CONFIDENCE,
        "established": kpi.kpi.id in ctx.established_effects,
        "adjusted": published(effect.adjusted, show),
        "parallel": {"periods": parallel.periods, **published(parallel, show)},
        "outliers": [str(period) for period in effect.outliers],
        "mean_without_outliers": without_outliers,
        "doubts": [{"doubt": doubt.key, "message": doubt_text(ctx, kpi, doubt)} for doubt in effect.doubts],
    }


def _row(row: PeriodEffect, show: Show) -> dict[str, Json]:
    return {"period": str(row.period), **published(row, show)}


def objective_document(ctx: ReportContext, result: ObjectiveResult, show: Show) -> dict[str, Json]:
    """How SMART an objective is, and whether it is reached at its due date."""

    def judgement(part: str | Span | Reason) -> Json:
        return {"undefined": reason_text(ctx, part)} if isinstance(part, Reason) else str(part)

    smart = result.smart
    return {
        "id": result.objective.id,
        "kpi": result.objective.kpi,
        "due": result.objective.due and result.objective.due.isoformat(),
        "smart": {name: getattr(smart, name) for name in smart.__slots__},
        "aligned": smart.relevant,
        "status": judgement(result.status),
        "value_at_due": show(result.value_at_due),
        "reached_on": judgement(result.reached_on),
        "pace": judgement(result.pace),
        "attainment": show(result.attainment),
    }


def nonfinancial_document(ctx: ReportContext, show: Show) -> dict[str, Json]:
    """The scored return."""
    result = ctx.results.nonfinancial
    return document(
        result,
        show,
        dimensions={dimension: show(index) for dimension, index in result.dimensions},
        criteria=[{"id": criterion.criterion.id, **published(criterion, show)} for criterion in result.criteria],
        weight_runs=[
            {"id": id, "halved": show(halved), "raised": show(raised)} for id, halved, raised in result.weight_runs
        ],
    )


def outcome_document(ctx: ReportContext, outcome: Outcome, show: Show) -> dict[str, Json]:
    """What works or does not, with its rank and its figures."""
    return {
        "kind": outcome.kind,
        "subject": outcome.subject,
        "side": outcome.side,
        "rank": _rank(ctx, outcome),
        "message": outcome_message(ctx, outcome),
        "figures": {path: show(ctx.figures[path]) for path in outcome.figures},
    }


def _rank(ctx: ReportContext, outcome: Outcome) -> Json:
    return {"undefined": reason_text(ctx, outcome.why)} if outcome.why else outcome.rank
