"""The chart of the criteria by dimension."""

from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import Final

from roireport.chart.criteria import Criteria, CriteriaLabels, CriterionScale, Dimension, draw
from roireport.chart.scale import Labelled
from roireport.measure.figure import Figure
from roireport.measure.results import CriterionResult
from roireport.model.criterion import Dimension as DimensionName
from roireport.present.blocks import Exhibit
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import capitalised
from roireport.present.language.quoted_text import QuotedText
from roireport.present.story.criterion_text import (
    anchor,
    furthest,
    level,
    shown_weights,
    state_of,
    with_target,
)
from roireport.present.story.section import source

MOST_ROWS: Final = 18
"""Criteria in one figure: with heads and texts of two lines they leave room for the title of the section."""

Weighted = tuple[CriterionResult, Decimal | None]


def criteria_title(ctx: ReportContext) -> QuotedText:
    """Name the criterion that is furthest from its target."""
    if not with_target(ctx):
        return ctx.words("nonfinancial.criteria.title.no_target")
    behind = furthest(ctx)
    if behind is None:
        return ctx.words("nonfinancial.criteria.title.all", n=len(with_target(ctx)))
    on_scale = behind.progress.defined and 0 <= behind.progress.known < 1
    return ctx.words(
        f"nonfinancial.criteria.title.{'behind' if on_scale else 'below'}",
        name=behind.criterion.label,
        share=ctx.detail(f"nonfinancial.criteria.{behind.criterion.id}.progress"),
        current=level(ctx, behind, "current"),
        target=level(ctx, behind, "target"),
    )


def criteria_exhibits(ctx: ReportContext) -> tuple[Exhibit, ...]:
    """Draw a row for each criterion, under its dimension; several figures where one would not fit on a page."""
    results = ctx.results.nonfinancial.criteria
    title, subtitle = criteria_title(ctx), ctx.words("nonfinancial.criteria.subtitle")
    heads = ("before", "now", "target", "monetised")
    words = CriteriaLabels(*(ctx.words(f"nonfinancial.criteria.{head}") for head in heads))
    anchors = (ctx.words(f"nonfinancial.criteria.{name}") for name in ("worst", "best"))
    ends = tuple(Labelled(end, name) for end, name in enumerate(anchors))
    sources = source(ctx, [result.criterion.source for result in results])
    exhibits: list[Exhibit] = []
    for dimensions in _by_page(_dimensions(ctx)):
        if exhibits:
            title = ctx.words("nonfinancial.criteria.title.more", names=_names(ctx, dimensions))
        exhibits.append(Exhibit(title, subtitle, draw(Criteria(title, subtitle, dimensions, words, ends)), sources))
    return (*exhibits[:-1], replace(exhibits[-1], note=_unmeasured(ctx)))


def _names(ctx: ReportContext, dimensions: tuple[Dimension, ...]) -> QuotedText:
    """List the names of some dimensions as a title begins."""
    return capitalised(ctx.words.listed([dimension.name.lower() for dimension in dimensions]))


def _by_page(dimensions: tuple[Dimension, ...]) -> tuple[tuple[Dimension, ...], ...]:
    """Group the dimensions so that no group has more rows than a page; a longer dimension is divided."""
    parts = [
        replace(dimension, criteria=dimension.criteria[at : at + MOST_ROWS])
        for dimension in dimensions
        for at in range(0, len(dimension.criteria), MOST_ROWS)
    ]
    pages: list[tuple[Dimension, ...]] = [()]
    for part in parts:
        rows = sum(len(other.criteria) for other in pages[-1]) + len(part.criteria)
        pages = [*pages[:-1], (*pages[-1], part)] if rows <= MOST_ROWS else [*pages, (part,)]
    return tuple(pages)


def _dimensions(ctx: ReportContext) -> tuple[Dimension, ...]:
    """Group the criteria by dimension, in the order of the figures of the dimensions."""
    results = ctx.results.nonfinancial.criteria
    weights = shown_weights(ctx) or (None,) * len(results)
    order = [name for name, _ in ctx.results.nonfinancial.dimensions]
    paired: list[Weighted] = sorted(
        zip(results, weights, strict=True), key=lambda pair: order.index(pair[0].criterion.dimension)
    )
    grouped = groupby(paired, key=lambda pair: pair[0].criterion.dimension)
    return tuple(_dimension(ctx, name, tuple(members)) for name, members in grouped)


def _dimension(ctx: ReportContext, name: DimensionName, members: tuple[Weighted, ...]) -> Dimension:
    weights = [weight for _, weight in members if weight is not None]
    weight = ctx.formats.percent(sum(weights, Decimal(0)) / 100) if weights else ""
    label = ctx.words("nonfinancial.criteria.weight", weight=weight) if weight else ""
    head = capitalised(ctx.words(f"figure.dimension.{name}")).upper()
    return Dimension(head, label, tuple(_criterion(ctx, result, weight) for result, weight in members))


def _criterion(ctx: ReportContext, result: CriterionResult, weight: Decimal | None) -> CriterionScale:
    criterion, measured = result.criterion, result.criterion.measured
    return CriterionScale(
        label=str(criterion.short_name),
        anchors=_anchors(ctx, result, weight),
        state=state_of(result),
        before=_place(result.before) if criterion.baseline is not None and criterion.anchors else None,
        now=_place(result.now) if measured else None,
        target=_place(result.aim),
        before_label=level(ctx, result, "baseline"),
        now_label=level(ctx, result, "current"),
        target_label=level(ctx, result, "target"),
        monetised_label=ctx.words(f"nonfinancial.monetised.{monetised_state(ctx, result)}"),
        monetised=monetised_state(ctx, result) == "yes",
    )


def monetised_state(ctx: ReportContext, result: CriterionResult) -> str:
    """Return whether a criterion counts in the extended ROI.

    Returns:
        yes, no, or left_out, where a gain shares a driver with the criterion.
    """
    if result.criterion.monetise is None:
        return "no"
    return "left_out" if result.criterion.id in ctx.results.combined.left_out else "yes"


def _place(value: Figure) -> float | None:
    return float(value.known) if value.defined else None


def _anchors(ctx: ReportContext, result: CriterionResult, weight: Decimal | None) -> QuotedText:
    """Write the anchors and the weight of a criterion."""
    share = "" if weight is None else ctx.formats.percent(weight / 100)
    facts: dict[str, object] = {"weight": share}
    if result.criterion.anchors is None:
        return ctx.words("nonfinancial.criteria.anchors.none", **facts)
    facts |= {"worst": anchor(ctx, result, "worst"), "best": anchor(ctx, result, "best")}
    return ctx.words(f"nonfinancial.criteria.anchors.{'weighted' if share else 'plain'}", **facts)


def _unmeasured(ctx: ReportContext) -> QuotedText:
    """Name the criteria that are not measured and keep their value."""
    names = tuple(
        str(result.criterion.label) for result in ctx.results.nonfinancial.criteria if not result.criterion.measured
    )
    if not names:
        return QuotedText("")
    return ctx.words("nonfinancial.criteria.unmeasured", n=len(names), names=ctx.words.listed(names))
