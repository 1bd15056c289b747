"""The results as the document that results.json holds: schema roireport/results/1."""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from roireport.assess.finding import Finding
from roireport.measure.figure import Figure, plain_number
from roireport.measure.financial import CashPeriod, GainResult, OfferResult
from roireport.measure.interval import CONFIDENCE
from roireport.measure.results import (
    CriterionResult,
    EffectShare,
    KpiResult,
    ObjectiveResult,
    Outcome,
    PeriodEffect,
    Results,
    Swing,
)
from roireport.model.period import month_of, month_text
from roireport.present.desk import Desk
from roireport.present.figures.challenge_texts import challenge_texts
from roireport.present.figures.doubt_text import doubt_text
from roireport.present.story.outcome_text import outcome_message, reason_text

Json: TypeAlias = Any
"""What JSON can hold: dicts, lists, texts, numbers, true, false, null."""

Show: TypeAlias = Callable[[Figure], Json]

_FINANCIAL_BEFORE = [
    "gain",
    "gain_gross",
    "net_benefit",
    "roi",
    "bcr",
    "cost_12_months",
    "gain_12_months",
    "roi_12_months",
    "cost_to_date",
    "gain_to_date",
    "roi_to_date",
]
_FINANCIAL_AFTER = ["forecast_share", "beyond_horizon", "pv_cost", "pv_gain", "npv", "roi_discounted", "irr"]


def results_document(desk: Desk) -> dict[str, Json]:
    """Everything that was computed, rounded as published; messages are in the language of the desk."""

    def show(figure: Figure) -> Json:
        return plain_number(figure) if figure.defined else {"undefined": desk.text(figure)}

    return {
        "schema": "roireport/results/1",
        "engagement": _engagement(desk),
        "financial": _financial(desk, show),
        "uncertainty": _uncertainty(desk, show),
        "kpis": [_kpi(desk, kpi, share, show) for kpi, share in _with_shares(desk.results)],
        "objectives": [_objective(objective, show) for objective in desk.results.objectives],
        "nonfinancial": _nonfinancial(desk, show),
        "combined": _combined(desk, show),
        "outcomes": [_outcome(desk, outcome, show) for outcome in desk.results.outcomes],
        "challenges": [_challenge(desk, finding) for finding in desk.findings],
        "omitted": [
            {
                "reason": item.key,
                "subject": item.subject,
                "detail": item.detail,
                "amount": item.amount and show(item.amount),
            }
            for item in desk.results.financial.omitted
        ],
    }


def _engagement(desk: Desk) -> dict[str, Json]:
    engagement = desk.engagement
    return {
        "id": engagement.id,
        "title": engagement.title,
        "client": engagement.client.name,
        "currency": engagement.currency,
        "as_of": engagement.as_of.isoformat(),
        "status": engagement.status,
        "horizon_months": engagement.horizon,
        "perspective": engagement.perspective,
        "convention": engagement.discounting.convention,
        "commit": desk.commit,
    }


def _financial(desk: Desk, show: Show) -> dict[str, Json]:
    financial = desk.results.financial
    return {
        "established": desk.verdict.established,
        "cost": show(financial.cost),
        "cost_by_category": {category: show(amount) for category, amount in financial.cost_by_category},
        **{name: show(getattr(financial, name)) for name in (*_FINANCIAL_BEFORE, *_FINANCIAL_AFTER)},
        "irr_roots": [show(root) for root in financial.irr_roots],
        "irr_beyond": financial.irr_beyond,
        **{name: show(getattr(financial, name)) for name in ("mirr", "payback_months", "discounted_payback_months")},
        "break_even": _break_even(desk, show),
        "peak_exposure": show(financial.peak_exposure),
        "plan": {name: show(getattr(financial.plan, name)) for name in financial.plan.__slots__},
        "maturity": show(financial.maturity),
        "gains": [_gain(gain, show) for gain in financial.gains],
        "offers": [_offer(offer, show) for offer in financial.offers],
        "offer_kinds": [_offer(kind, show) for kind in financial.offer_kinds],
        "cash_flow": [_cash(period, show) for period in financial.cash_flow],
    }


def _break_even(desk: Desk, show: Show) -> Json:
    """The calendar month in which the cumulative turns."""
    turning = desk.results.financial.break_even
    if not turning.defined:
        return show(turning)
    return month_text(month_of(desk.engagement.period.start) + int(turning.known))


def _gain(gain: GainResult, show: Show) -> dict[str, Json]:
    return {
        "id": gain.gain.id,
        "gross": show(gain.gross),
        **{step: show(taken) for step, taken in gain.taken},
        **{
            name: show(getattr(gain, name))
            for name in ("net", "plan", "to_date", "plan_to_date", "plan_attainment_to_date")
        },
    }


def _offer(result: OfferResult, show: Show) -> dict[str, Json]:
    return {"id": result.id, "cost": show(result.cost), "gain": show(result.gain), "roi": show(result.roi)}


def _cash(period: CashPeriod, show: Show) -> dict[str, Json]:
    amounts = ("cost", "gain", "plan", "cumulative", "discounted_cumulative", "plan_cumulative", "roi")
    return {
        "period": period.period,
        **{name: show(getattr(period, name)) for name in amounts},
        "forecast": period.forecast,
    }


def _uncertainty(desk: Desk, show: Show) -> dict[str, Json]:
    uncertainty = desk.results.uncertainty
    return {
        "draws": uncertainty.draws,
        "seed": uncertainty.seed,
        "roi": {name: show(getattr(uncertainty, name)) for name in ("p10", "p50", "p90")},
        "probability_positive": show(uncertainty.probability_positive),
        "probability_target": show(uncertainty.probability_target),
        "standard_error": show(uncertainty.standard_error),
        "histogram": [
            {"from": round(bar.low, 10), "to": round(bar.high, 10), "share": round(bar.share, 10)}
            for bar in uncertainty.histogram
        ],
        "sensitivity": [_swing(swing, show) for swing in uncertainty.sensitivity],
    }


def _swing(swing: Swing, show: Show) -> dict[str, Json]:
    names = ("roi_low", "roi_high", "switching_value")
    return {"input": swing.input, **{name: show(getattr(swing, name)) for name in names}}


def _with_shares(results: Results) -> Iterator[tuple[KpiResult, EffectShare]]:
    return zip(results.kpis, results.effect_shares, strict=True)


def _kpi(desk: Desk, kpi: KpiResult, share: EffectShare, show: Show) -> dict[str, Json]:
    return {
        "id": kpi.kpi.id,
        **{name: show(getattr(kpi, name)) for name in ("baseline", "target", "latest", "change", "attainment")},
        "effect": {
            **_effect(desk, kpi, show),
            "share": show(share.mean),
            "share_low": show(share.low),
            "share_high": show(share.high),
        },
        "ranks": {
            outcome.kind.removeprefix("kpi_"): _rank(desk, outcome)
            for outcome in desk.results.outcomes
            if outcome.subject == kpi.kpi.id and outcome.kind in ("kpi_effect", "kpi_attainment")
        },
        "series": [_row(row, show) for row in kpi.series],
    }


def _effect(desk: Desk, kpi: KpiResult, show: Show) -> dict[str, Json]:
    effect, robust, parallel = kpi.effect, kpi.effect.robust, kpi.effect.parallel
    return {
        "method": effect.method,
        **{name: show(getattr(effect, name)) for name in ("mean", "low", "high")},
        "periods": effect.periods,
        "periods_before": effect.periods_before,
        "level": CONFIDENCE,
        "robust": {
            "name": robust.name,
            "lags": robust.lags,
            **{name: show(getattr(robust, name)) for name in ("error", "low", "high")},
        },
        "parallel": {
            "periods": parallel.periods,
            "slope": show(parallel.slope),
            "certainty": show(parallel.certainty),
        },
        "outliers": [str(period) for period in effect.outliers],
        "mean_without_outliers": show(effect.mean_without_outliers),
        "doubts": [{"doubt": doubt.key, "message": doubt_text(desk, kpi, doubt)} for doubt in effect.doubts],
    }


def _row(row: PeriodEffect, show: Show) -> dict[str, Json]:
    values = {name: show(getattr(row, name)) for name in ("value", "counterfactual", "effect")}
    return {"period": str(row.period), **values}


def _objective(result: ObjectiveResult, show: Show) -> dict[str, Json]:
    smart = result.smart
    return {
        "id": result.objective.id,
        "kpi": result.objective.kpi,
        "due": result.objective.due and result.objective.due.isoformat(),
        "smart": {name: getattr(smart, name) for name in smart.__slots__},
        "aligned": smart.relevant,
        "status": result.status,
        "attainment": show(result.attainment),
    }


def _nonfinancial(desk: Desk, show: Show) -> dict[str, Json]:
    result = desk.results.nonfinancial
    names = ["index", "index_before", "index_now", "evidence_index", "coverage", "sign_stability", "points_per_10k"]
    return {
        **{name: show(getattr(result, name)) for name in names},
        "dimensions": {dimension: show(index) for dimension, index in result.dimensions},
        "criteria": [_criterion(criterion, show) for criterion in result.criteria],
        "weight_runs": [
            {"id": id, "halved": show(halved), "raised": show(raised)} for id, halved, raised in result.weight_runs
        ],
    }


def _criterion(result: CriterionResult, show: Show) -> dict[str, Json]:
    figures = {name: show(getattr(result, name)) for name in ("gain", "progress", "weight")}
    return {"id": result.criterion.id, **figures}


def _combined(desk: Desk, show: Show) -> dict[str, Json]:
    combined = desk.results.combined
    return {
        "extended_roi": show(combined.extended_roi),
        "monetised": show(combined.monetised),
        "left_out": list(combined.left_out),
        "break_even_unquantified": show(combined.break_even_unquantified),
    }


def _outcome(desk: Desk, outcome: Outcome, show: Show) -> dict[str, Json]:
    return {
        "kind": outcome.kind,
        "subject": outcome.subject,
        "side": outcome.side,
        "rank": _rank(desk, outcome),
        "message": outcome_message(desk, outcome),
        "figures": {path: show(desk.figures[path]) for path in outcome.figures},
    }


def _rank(desk: Desk, outcome: Outcome) -> Json:
    return {"undefined": reason_text(desk, outcome.why)} if outcome.why else outcome.rank


def _challenge(desk: Desk, finding: Finding) -> dict[str, Json]:
    texts = challenge_texts(desk, finding)
    accepted = finding.accepted
    return {
        "rule": finding.rule.id,
        "severity": finding.severity,
        "subject": finding.subject,
        "message": texts.message,
        "evidence": texts.evidence,
        "remedy": texts.remedy,
        "source": finding.rule.source,
        "accepted": accepted and {"reason": accepted.reason, "by": accepted.by, "until": accepted.until.isoformat()},
    }
