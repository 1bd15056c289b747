"""The financial return and its uncertainty, as results.json holds them."""

from roireport.measure.financial import CashPeriod, GainResult, OfferResult
from roireport.model.period import month_of, month_text
from roireport.present.context import ReportContext
from roireport.present.document.shown import Json, Show, document, published


def financial_document(ctx: ReportContext, show: Show) -> dict[str, Json]:
    """Returns, lines, offers and periods."""
    financial = ctx.results.financial
    parts = document(
        financial,
        show,
        cost_by_category={category: show(amount) for category, amount in financial.cost_by_category},
        irr_roots=[show(root) for root in financial.irr_roots],
        irr_roots_beyond=[show(root) for root in financial.irr_roots_beyond],
        irr_beyond=financial.irr_beyond,
        break_even=_break_even(ctx, show),
        plan=published(financial.plan, show),
        gains=[_gain(gain, show) for gain in financial.gains],
        offers=[_offer(offer, show) for offer in financial.offers],
        offer_kinds=[_offer(kind, show) for kind in financial.offer_kinds],
        cash_flow=[_cash(period, show) for period in financial.cash_flow],
    )
    return {"established": ctx.verdict.established, **parts}


def _break_even(ctx: ReportContext, show: Show) -> Json:
    """The calendar month in which the cumulative turns."""
    turning = ctx.results.financial.break_even
    if not turning.defined:
        return show(turning)
    return month_text(month_of(ctx.engagement.period.start) + int(turning.known))


def _gain(gain: GainResult, show: Show) -> dict[str, Json]:
    """From gross to net, then the plan and the amounts to date."""
    figures = published(gain, show)
    first = {name: figures.pop(name) for name in ("gross", "net", "plan")}
    taken = {step: show(amount) for step, amount in gain.taken}
    return {
        "id": gain.gain.id,
        "gross": first["gross"],
        **taken,
        "net": first["net"],
        "plan": first["plan"],
        **figures,
    }


def _offer(result: OfferResult, show: Show) -> dict[str, Json]:
    return {"id": result.id, **published(result, show)}


def _cash(period: CashPeriod, show: Show) -> dict[str, Json]:
    return {"period": period.period, **published(period, show), "forecast": period.forecast, "state": period.state}


def uncertainty_document(ctx: ReportContext, show: Show) -> dict[str, Json]:
    """Simulation, sensitivity, cases and values at which the ROI is 0 or the target."""
    uncertainty = ctx.results.uncertainty
    figures = published(uncertainty, show)
    return {
        "draws": uncertainty.draws,
        "seed": uncertainty.seed,
        "roi": {name: figures.pop(f"roi.{name}") for name in ("p10", "p50", "p90")},
        **figures,
        "histogram": [
            {"from": round(bar.low, 10), "to": round(bar.high, 10), "share": round(bar.share, 10)}
            for bar in uncertainty.histogram
        ],
        "sensitivity": [{"input": swing.input, **published(swing, show)} for swing in uncertainty.sensitivity],
        "what_if": [{"id": case.id, **published(case, show)} for case in uncertainty.what_if],
        "break_even": [
            {"input": value.input, "at": value.at, "value": show(value.value)} for value in uncertainty.break_even
        ],
    }
