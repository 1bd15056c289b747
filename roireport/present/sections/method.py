"""Appendix A: the conventions of this report, its formulas in words, what is left out, a glossary."""

from decimal import Decimal
from typing import Final
from unicodedata import normalize

from roireport.measure.financial import STEPS
from roireport.measure.results import KpiResult
from roireport.model.gain import Gain
from roireport.present.blocks import Block, Definition, Definitions
from roireport.present.desk import Desk
from roireport.present.figures.doubt_text import doubt_text
from roireport.present.figures.quote import months, rate
from roireport.present.language.said import Said, joined
from roireport.present.sections.left_out import left_out
from roireport.present.sections.totals import taken_by
from roireport.present.story.section import section
from roireport.present.view import Section

FORMULAS: Final = (
    ("financial.roi", "return_on_investment"),
    ("financial.bcr", "benefit_cost_ratio"),
    ("financial.npv", "net_present_value"),
    ("financial.irr", "internal_rate"),
    ("financial.mirr", "modified_internal_rate"),
    ("financial.payback_months", "payback"),
    ("combined.extended_roi", "extended_return"),
    ("nonfinancial.index", "index"),
    ("combined.break_even_unquantified", "break_even_unquantified"),
)
"""The headline figures and their formulas."""

TERMS: Final = (
    "anchor",
    "attribution",
    "break_even",
    "confidence",
    "counterfactual",
    "deadweight",
    "displacement",
    "drop_off",
    "evidence",
    "lag_ramp",
    "payback",
    "peak_exposure",
    "percentiles",
    "ratio",
    "swing",
    "switching_value",
)
"""The terms of the glossary; those of a step that no gain takes are left out."""


def method(desk: Desk) -> Section:
    """The appendix."""
    blocks: tuple[Block, ...] = (
        Definitions(desk.words("method.conventions"), _conventions(desk)),
        Definitions(desk.words("method.counterfactual.title"), _counterfactuals(desk)),
        Definitions(desk.words("method.attribution.title"), _attributions(desk)),
        left_out(desk),
        Definitions(desk.words("method.formulas"), tuple(_formula(desk, *each) for each in FORMULAS)),
        Definitions(desk.words("method.glossary"), _glossary(desk)),
    )
    return section(desk, "method", desk.words("method.title"), blocks)


# ── Conventions ─────────────────────────────────────────────────────────────


def _conventions(desk: Desk) -> tuple[Definition, ...]:
    """What was chosen for this engagement."""
    meanings = {
        "perspective": _perspective(desk),
        "period": _period(desk),
        "amounts": desk.words("method.amounts", currency=desk.engagement.currency),
        "discounting": _discounting(desk),
        "forecast": desk.words("method.forecast", as_of=desk.formats.day(desk.engagement.as_of)),
        "deductions": desk.words("method.deductions", formula=desk.words("formula.gain_net")),
        "simulation": _simulation(desk),
        "rounding": desk.words("method.rounding"),
    }
    return tuple(Definition(desk.words(f"method.{name}.term"), meaning) for name, meaning in meanings.items())


def _perspective(desk: Desk) -> Said:
    """Whose return it is."""
    named = desk.engagement.perspective
    key = f"method.perspective.{named}" if f"method.perspective.{named}" in desk.words else "method.perspective.named"
    return desk.words(key if named else "method.perspective.silent", named=named or "")


def _period(desk: Desk) -> Said:
    """From when to when the work went, and over how long the return is taken."""
    engagement, formats = desk.engagement, desk.formats
    grid = "year" if engagement.discounting.convention in ("year_end", "spreadsheet") else "month"
    return desk.words(
        f"method.period.{grid}",
        start=formats.day(engagement.period.start),
        end=formats.day(engagement.period.end),
        horizon=months(desk, engagement.horizon),
    )


def _discounting(desk: Desk) -> Said:
    """The rate and the convention."""
    terms = desk.engagement.discounting
    if terms.rate is None:
        return desk.words("method.discounting.none")
    return desk.words(f"method.discounting.{terms.convention}", rate=rate(desk, terms.rate, "discounting.rate"))


def _simulation(desk: Desk) -> Said:
    """How the ROI was drawn, or that no input has a range."""
    uncertainty, correlation = desk.results.uncertainty, desk.engagement.simulation.correlation
    if not uncertainty.sensitivity:
        return desk.words("method.simulation.none")
    return desk.words(
        f"method.simulation.{'correlated' if correlation else 'independent'}",
        draws=desk.formats.number(Decimal(uncertainty.draws)),
        seed=str(uncertainty.seed),
        correlation=rate(desk, correlation, "simulation.correlation"),
    )


def _formula(desk: Desk, path: str, formula: str) -> Definition:
    """A figure and how it is made."""
    return Definition(desk.words(f"figure.{path}"), desk.words(f"formula.{formula}"))


# ── Counterfactual and attribution ──────────────────────────────────────────


def _counterfactuals(desk: Desk) -> tuple[Definition, ...]:
    """For each KPI, what would have happened anyway, how many periods tell it, and what would make it invalid."""
    found = tuple(_counterfactual(desk, result) for result in desk.results.kpis)
    return found or (Definition(desk.words("common.none"), desk.words("method.counterfactual.empty")),)


def _counterfactual(desk: Desk, result: KpiResult) -> Definition:
    given, number = result.kpi.counterfactual, desk.formats.number
    growth = None if given is None else given.growth
    meaning = desk.words(
        f"method.counterfactual.{result.kpi.method}",
        growth="" if growth is None else rate(desk, growth, f"kpis.{result.kpi.id}.counterfactual.growth"),
        before=number(Decimal(sum(not row.after_start for row in result.series))),
        after=number(Decimal(result.effect.periods)),
    )
    doubts = [doubt_text(desk, result, doubt) for doubt in result.effect.doubts]
    if doubts:
        listed = joined(doubts, desk.words("common.semicolon"))
        told = desk.words("method.doubts", n=len(doubts), doubts=listed)
        meaning = joined((meaning, told), " ")
    return Definition(str(result.kpi.name), meaning)


def _attributions(desk: Desk) -> tuple[Definition, ...]:
    """For each gain, which share was attributed, by whom, with what confidence and evidence."""
    found = tuple(Definition(str(gain.label), _attribution(desk, gain)) for gain in desk.engagement.gains)
    return found or (Definition(desk.words("common.none"), desk.words("method.attribution.empty")),)


def _attribution(desk: Desk, gain: Gain) -> Said:
    given = gain.attribution
    evidence = desk.formats.number(Decimal(gain.evidence))
    if given is None:
        isolated = gain.isolated.method.rstrip(" .") if gain.isolated else ""
        form = "isolated" if isolated else "whole"
        return desk.words(f"method.attribution.{form}", isolated=isolated, evidence=evidence)
    form = f"{'named' if given.by else 'unnamed'}.{'sure' if given.confidence is None else 'doubted'}"
    return desk.words(
        f"method.attribution.{form}",
        share=rate(desk, given.share, f"gains.{gain.id}.attribution"),
        by=given.by or "",
        confidence="" if given.confidence is None else rate(desk, given.confidence, f"gains.{gain.id}.confidence"),
        evidence=evidence,
    )


def _glossary(desk: Desk) -> tuple[Definition, ...]:
    """The terms of the field, in the order of the alphabet."""
    terms = (term for term in TERMS if term not in STEPS or taken_by(desk, term))
    items = (Definition(desk.words(f"method.term.{term}"), desk.words(f"method.term.{term}.meaning")) for term in terms)
    return tuple(sorted(items, key=lambda item: in_order(item.term)))


def in_order(term: str) -> str:
    """A term as the alphabet orders it, accents aside."""
    return normalize("NFD", term).encode("ascii", "ignore").decode().casefold()
