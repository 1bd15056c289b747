"""The financial return and its uncertainty, as results.json holds them."""

from roireport.measure.financial import CashPeriod, GainResult, OfferResult
from roireport.measure.results import Swing
from roireport.model.period import month_of, month_text
from roireport.present.context import ReportContext
from roireport.present.document.shown import Json, Show, each

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


def financial_document(ctx: ReportContext, show: Show) -> dict[str, Json]:
    """Returns, lines, offers and periods."""
    financial = ctx.results.financial
    return {
        "established": ctx.verdict.established,
        "cost": show(financial.cost),
        "cost_by_category": {category: show(amount) for category, amount in financial.cost_by_category},
        **each(financial, (*_FINANCIAL_BEFORE, *_FINANCIAL_AFTER), show),
        "irr_roots": [show(root) for root in financial.irr_roots],
        "irr_beyond": financial.irr_beyond,
        **each(financial, ("mirr", "payback_months", "discounted_payback_months"), show),
        "break_even": _break_even(ctx, show),
        "peak_exposure": show(financial.peak_exposure),
        "plan": each(financial.plan, financial.plan.__slots__, show),
        "maturity": show(financial.maturity),
        "gains": [_gain(gain, show) for gain in financial.gains],
        "offers": [_offer(offer, show) for offer in financial.offers],
        "offer_kinds": [_offer(kind, show) for kind in financial.offer_kinds],
        "cash_flow": [_cash(period, show) for period in financial.cash_flow],
    }


def _break_even(ctx: ReportContext, show: Show) -> Json:
    """The calendar month in which the cumulative turns."""
    turning = ctx.results.financial.break_even
    if not turning.defined:
        return show(turning)
    return month_text(month_of(ctx.engagement.period.start) + int(turning.known))


def _gain(gain: GainResult, show: Show) -> dict[str, Json]:
    return {
        "id": gain.gain.id,
        "gross": show(gain.gross),
        **{step: show(taken) for step, taken in gain.taken},
        **each(gain, ("net", "plan", "to_date", "plan_to_date", "plan_attainment_to_date"), show),
    }


def _offer(result: OfferResult, show: Show) -> dict[str, Json]:
    return {"id": result.id, "cost": show(result.cost), "gain": show(result.gain), "roi": show(result.roi)}


def _cash(period: CashPeriod, show: Show) -> dict[str, Json]:
    amounts = ("cost", "gain", "plan", "cumulative", "discounted_cumulative", "plan_cumulative", "roi")
    return {
        "period": period.period,
        **each(period, amounts, show),
        "forecast": period.forecast,
    }


def uncertainty_document(ctx: ReportContext, show: Show) -> dict[str, Json]:
    """Sensitivity and simulation."""
    uncertainty = ctx.results.uncertainty
    return {
        "draws": uncertainty.draws,
        "seed": uncertainty.seed,
        "roi": each(uncertainty, ("p10", "p50", "p90"), show),
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
    return {"input": swing.input, **each(swing, names, show)}
