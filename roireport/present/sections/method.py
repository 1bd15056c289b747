"""Appendix A: conventions, formulas in words, omissions, glossary."""

from decimal import Decimal
from typing import Final
from unicodedata import normalize

from roireport.measure.financial import STEPS
from roireport.measure.results import KpiResult
from roireport.model.gain import Gain
from roireport.present.blocks import Block, Definition, Definitions
from roireport.present.context import ReportContext
from roireport.present.figures.doubt_text import doubt_text
from roireport.present.figures.figure_text import months, rate
from roireport.present.language.quoted_text import QuotedText, joined
from roireport.present.sections.left_out import left_out
from roireport.present.sections.measurement import control_group, criteria_dates, target_dates, team
from roireport.present.sections.totals import taken_by
from roireport.present.story.gain_basis import with_basis
from roireport.present.story.section import section
from roireport.present.view import Section

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
"""The terms of the glossary, without those of steps that no gain takes."""


def method(ctx: ReportContext) -> Section:
    """Return the appendix."""
    blocks: tuple[Block, ...] = (
        Definitions(ctx.words("method.conventions"), _conventions(ctx)),
        Definitions(ctx.words("method.counterfactual.title"), _counterfactuals(ctx)),
        Definitions(ctx.words("method.attribution.title"), _attributions(ctx)),
        left_out(ctx),
        *_sources(ctx),
        Definitions(ctx.words("method.formulas"), _formulas(ctx)),
        Definitions(ctx.words("method.glossary"), _glossary(ctx)),
    )
    return section(ctx, "method", ctx.words("method.title"), blocks)


def _sources(ctx: ReportContext) -> tuple[Block, ...]:
    """Name the works that the reservations of the report rest on; nothing without a reservation."""
    works: dict[str, list[str]] = {}
    for reservation in ctx.reservations:
        sources = works.setdefault(str(ctx.words(f"challenge.{reservation.leading.rule.id}.name")), [])
        sources += [one.rule.source for one in reservation.findings if one.rule.source not in sources]
    joint = ctx.words("common.semicolon")
    items = tuple(Definition(name, joint.join(sources)) for name, sources in works.items())
    return (Definitions(ctx.words("method.sources"), items),) if items else ()


# ── Conventions ─────────────────────────────────────────────────────────────


def _conventions(ctx: ReportContext) -> tuple[Definition, ...]:
    """Return the conventions of this engagement."""
    formats = ctx.formats
    meanings = {
        "perspective": _perspective(ctx),
        "period": _followed(_period(ctx), team(ctx)),
        "amounts": ctx.words("method.amounts", currency=ctx.engagement.currency),
        "discounting": _discounting(ctx),
        "forecast": _followed(
            ctx.words("method.forecast", as_of=formats.day(ctx.engagement.as_of)),
            target_dates(ctx),
            criteria_dates(ctx),
        ),
        "deductions": ctx.words("method.deductions", formula=ctx.words("figure.formula.gain_net")),
        "simulation": _simulation(ctx),
        "rounding": ctx.words("method.rounding"),
    }
    if ctx.engagement.independence is not None:
        meanings["independence"] = ctx.words("method.independence", text=ctx.engagement.independence.rstrip(" ."))
    return tuple(Definition(ctx.words(f"method.{name}.term"), meaning) for name, meaning in meanings.items())


def _followed(meaning: QuotedText, *sentences: str) -> QuotedText:
    """Add sentences, if there are any, to a meaning: a row of their own would take a page more."""
    return joined((meaning, *filter(None, sentences)), " ")


def _perspective(ctx: ReportContext) -> QuotedText:
    """Say whose return it is."""
    named = ctx.engagement.perspective
    key = f"method.perspective.{named}" if f"method.perspective.{named}" in ctx.words else "method.perspective.named"
    return ctx.words(key if named else "method.perspective.silent", named=named or "")


def _period(ctx: ReportContext) -> QuotedText:
    """Give the period of the work and the horizon of the return."""
    engagement, formats = ctx.engagement, ctx.formats
    grid = "year" if engagement.discounting.yearly else "month"
    return ctx.words(
        f"method.period.{grid}",
        start=formats.day(engagement.period.start),
        end=formats.day(engagement.period.end),
        horizon=months(ctx, engagement.horizon),
    )


def _discounting(ctx: ReportContext) -> QuotedText:
    """Give the rate and the convention."""
    terms = ctx.engagement.discounting
    if terms.rate is None:
        return ctx.words("method.discounting.none")
    return ctx.words(f"method.discounting.{terms.convention}", rate=rate(ctx, terms.rate, "discounting.rate"))


def _simulation(ctx: ReportContext) -> QuotedText:
    """Say how the ROI was simulated, or that nothing is unsure."""
    uncertainty = ctx.results.uncertainty
    if not uncertainty.sensitivity:
        return ctx.words("method.simulation.none")
    draws = ctx.formats.number(Decimal(uncertainty.draws))
    return ctx.words("method.simulation.drawn", draws=draws, seed=str(uncertainty.seed))


def _formulas(ctx: ReportContext) -> tuple[Definition, ...]:
    """The headline figures and their formulas in words."""
    entries = sorted(
        (entry for entry in ctx.entries.values() if entry.measure.appendix), key=lambda entry: entry.measure.appendix
    )
    return tuple(
        Definition(ctx.words(f"figure.{entry.name}"), ctx.words(f"figure.formula.{entry.figure.formula}"))
        for entry in entries
    )


# ── Counterfactual and attribution ──────────────────────────────────────────


def _counterfactuals(ctx: ReportContext) -> tuple[Definition, ...]:
    """Describe the counterfactual of each KPI, with its periods and doubts."""
    definitions = tuple(_counterfactual(ctx, result) for result in ctx.results.kpis)
    return definitions or (Definition(ctx.words("common.none"), ctx.words("method.counterfactual.empty")),)


def _counterfactual(ctx: ReportContext, result: KpiResult) -> Definition:
    given, number = result.kpi.counterfactual, ctx.formats.number
    growth = Decimal(0) if given is None or given.growth is None else given.growth
    meaning = ctx.words(
        f"method.counterfactual.{result.kpi.method}",
        growth=rate(ctx, growth, f"kpis.{result.kpi.id}.counterfactual.growth"),
        before=number(Decimal(len(result.before))),
        after=number(Decimal(result.effect.periods)),
    )
    doubts = [doubt_text(ctx, result, doubt) for doubt in result.effect.doubts]
    if doubts:
        listed = joined(doubts, ctx.words("common.semicolon"))
        sentence = ctx.words("method.doubts", n=len(doubts), doubts=listed)
        meaning = joined((meaning, sentence), " ")
    if result.kpi.control is not None:
        meaning = _followed(meaning, control_group(ctx, result.kpi.control))
    return Definition(str(result.kpi.name), meaning)


def _attributions(ctx: ReportContext) -> tuple[Definition, ...]:
    """Describe the attribution of each gain, with confidence and evidence."""
    definitions = tuple(
        Definition(str(gain.label), with_basis(ctx, gain, _attribution(ctx, gain))) for gain in ctx.engagement.gains
    )
    return definitions or (Definition(ctx.words("common.none"), ctx.words("method.attribution.empty")),)


def _attribution(ctx: ReportContext, gain: Gain) -> QuotedText:
    given = gain.attribution
    evidence = ctx.formats.number(Decimal(gain.evidence))
    if given is None:
        if gain.isolated is None:
            return ctx.words("method.attribution.whole", evidence=evidence)
        form, source = ("sourced", gain.isolated.source) if gain.isolated.source else ("unsourced", "")
        isolated = gain.isolated.method.rstrip(" .")
        return ctx.words(f"method.attribution.isolated.{form}", isolated=isolated, source=source, evidence=evidence)
    form = f"{'named' if given.by else 'unnamed'}.{'sure' if given.confidence is None else 'doubted'}"
    return ctx.words(
        f"method.attribution.{form}",
        share=rate(ctx, given.share, f"gains.{gain.id}.attribution"),
        by=given.by or "",
        confidence="" if given.confidence is None else rate(ctx, given.confidence, f"gains.{gain.id}.confidence"),
        evidence=evidence,
    )


def _glossary(ctx: ReportContext) -> tuple[Definition, ...]:
    """Return the terms of the field in alphabetical order."""
    terms = (term for term in TERMS if term not in STEPS or taken_by(ctx, term))
    items = (Definition(ctx.words(f"method.term.{term}"), ctx.words(f"method.term.{term}.meaning")) for term in terms)
    return tuple(sorted(items, key=lambda item: in_order(item.term)))


def in_order(term: str) -> str:
    """Return the sort key of a term, without accents."""
    return normalize("NFD", term).encode("ascii", "ignore").decode().casefold()
