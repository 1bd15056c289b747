"""Section 5: robustness: single assumptions, simulation, switching value.

A report without an ROI has no such section (`roireport.assess.editorial`).
"""

from typing import Literal

from roireport.present.blocks import Block, Sentence, Takeaway
from roireport.present.charts.probability import simulated
from roireport.present.charts.tornado import tornado
from roireport.present.context import ReportContext
from roireport.present.figures.comparison import sign
from roireport.present.figures.figure_text import rate
from roireport.present.language.quoted_text import QuotedText
from roireport.present.sections.switching import switching
from roireport.present.story.assumptions import CASES, best, ends_of, label_of, probability, swings, worst
from roireport.present.story.section import section, takeaway
from roireport.present.story.verdict import unproven
from roireport.present.view import Section

Footing = Literal["no_range", "untested", "holds", "between", "falls", "even", "lifts", "loses"]
"""The effect of a single assumption on the sign of the ROI."""

UNKNOWN = ("no_range", "untested")
"""Those without a statement on how solid the result is."""


def robustness(ctx: ReportContext) -> Section:
    """Return the section."""
    footing = footing_of(ctx)
    if footing == "no_range":
        blocks: tuple[Block, ...] = (Sentence(ctx.words("robustness.empty.no_range")),)
    elif footing == "untested":
        blocks = (tornado(ctx), switching(ctx))
    else:
        blocks = (tornado(ctx), *simulated(ctx), switching(ctx))
    return section(ctx, "robustness", robustness_title(ctx), (*blocks, _takeaway(ctx)))


def footing_of(ctx: ReportContext) -> Footing:
    """Return the effect of a single assumption, to the digit that is shown."""
    if not swings(ctx) or not ctx.results.uncertainty.p10.defined:
        return "no_range"
    if not ctx.verdict.low_case:
        return "untested"
    if sign(worst(ctx).value) > 0:
        return "holds" if ctx.verdict.profitable else "between"
    if sign(best(ctx).value) < 0:
        return "loses"
    between: dict[int, Footing] = {1: "falls", 0: "even", -1: "lifts"}
    return between[sign(ctx.results.financial.roi.known)]


def robustness_title(ctx: ReportContext) -> QuotedText:
    """Give the effect of a single assumption, and the share of simulations at the target."""
    footing = footing_of(ctx)
    if footing in UNKNOWN:
        return ctx.words(f"robustness.title.{footing}", roi=ctx.say("financial.roi"), unproven=unproven(ctx))
    alone = len(swings(ctx)) == 1 and footing == "loses"
    form = f"{footing}.alone" if alone else footing
    aim = "sign" if ctx.engagement.target_roi is None else "target"
    return ctx.words(f"robustness.title.{form}.{aim}", **_facts(ctx))


def _facts(ctx: ReportContext) -> dict[str, object]:
    """Return everything that the title and the takeaway may quote."""
    low, high, target = worst(ctx), best(ctx), ctx.engagement.target_roi
    first = swings(ctx)[0]
    lower, upper = ends_of(first)
    return {
        "roi": ctx.say("financial.roi"),
        "worst": ctx.say(low.path),
        "best": ctx.say(high.path),
        "pulls": ctx.words(f"robustness.case.{low.source}") if low.source in CASES else label_of(ctx, low.source),
        "lifts": label_of(ctx, high.source),
        "target": "" if target is None else rate(ctx, target, "target_roi"),
        "reached": probability(ctx, "uncertainty.probability_target"),
        "positive": probability(ctx, "uncertainty.probability_positive"),
        "name": label_of(ctx, first.input),
        "lower": ctx.say(lower.path),
        "upper": ctx.say(upper.path),
        "shares": ctx.say("uncertainty.what_if.shares_20_points_lower.roi"),
    }


def _takeaway(ctx: ReportContext) -> Takeaway:
    """Say where the discussion belongs."""
    footing = footing_of(ctx)
    if footing in UNKNOWN:
        return takeaway(ctx, ctx.words(f"robustness.takeaway.{footing}"))
    form: str = footing
    if footing == "loses":
        form = "loses.sometimes" if ctx.results.uncertainty.probability_positive.known else "loses.never"
    elif footing in ("holds", "falls"):
        form = f"{footing}.case" if worst(ctx).source in CASES else f"{footing}.range"
    return takeaway(ctx, ctx.words(f"robustness.takeaway.{form}", **_facts(ctx)))
