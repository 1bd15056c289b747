"""What would make an effect invalid, in a sentence."""

from typing import Final

from roireport.measure.results import Doubt, KpiResult
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import cited, difference_text, effect_ends, quoted_effect
from roireport.present.language.quoted_text import QuotedText

MOST_NAMED: Final = 4
"""Periods named one by one; of more, the first ones."""


def doubt_text(ctx: ReportContext, result: KpiResult, doubt: Doubt) -> QuotedText:
    """A doubt with the numbers that support it, in the language of the context."""
    path, effect = f"kpis.{result.kpi.id}.effect", result.effect
    slope, certainty = effect.parallel.slope, effect.parallel.certainty
    named = [ctx.formats.span(period) for period in doubt.periods[:MOST_NAMED]]
    low, high = effect_ends(ctx, result, "adjusted.")
    facts = {
        "n": doubt.count,
        "count": str(doubt.count),
        "periods": ctx.words.listed(named),
        "slope": cited(ctx, difference_text(ctx, result, slope.known), f"{path}.parallel.slope")
        if slope.defined
        else "",
        "certainty": ctx.detail(f"{path}.parallel.certainty") if certainty.defined else "",
        "without": quoted_effect(ctx, result, "mean_without_outliers"),
        "low": low,
        "high": high,
    }
    return ctx.words(f"tracking.doubt.{doubt.key}{_form(result, doubt)}", **facts)


def _form(result: KpiResult, doubt: Doubt) -> str:
    """Which sentence of a doubt: whether all periods are named, on which side of the start they lie."""
    if doubt.key in ("missing", "not_compared") and doubt.count > MOST_NAMED:
        return ".many"
    if doubt.key == "outliers":
        before = {row.period for row in result.before}
        sides = [period in before for period in doubt.periods]
        return ".before" if all(sides) else ".both" if any(sides) else ".counted"
    return ""
