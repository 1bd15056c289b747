"""The criteria by dimension: before, now and target between their anchors."""

from decimal import Decimal
from itertools import groupby

from roireport.chart.criteria import Criteria, Criterion, Dimension, Words, draw
from roireport.chart.scale import Labelled
from roireport.measure.figure import Figure
from roireport.measure.results import CriterionResult
from roireport.model.criterion import Dimension as DimensionName
from roireport.present.blocks import Exhibit
from roireport.present.desk import Desk
from roireport.present.figures.quote import capitalised
from roireport.present.language.said import Said
from roireport.present.story.criterion_text import (
    anchor,
    furthest,
    level,
    shown_weights,
    state_of,
    with_target,
)
from roireport.present.story.section import source

Weighted = tuple[CriterionResult, Decimal | None]


def criteria_title(desk: Desk) -> Said:
    """The criterion that is furthest from its target."""
    if not with_target(desk):
        return desk.words("nonfinancial.criteria.title.no_target")
    behind = furthest(desk)
    if behind is None:
        return desk.words("nonfinancial.criteria.title.all", n=len(with_target(desk)))
    known = behind.progress.defined and 0 <= behind.progress.known < 1
    return desk.words(
        f"nonfinancial.criteria.title.{'behind' if known else 'below'}",
        name=behind.criterion.label,
        share=desk.detail(f"nonfinancial.criteria.{behind.criterion.id}.progress"),
        current=level(desk, behind, "current"),
        target=level(desk, behind, "target"),
    )


def criteria_exhibit(desk: Desk) -> Exhibit:
    """A row a criterion, under its dimension."""
    results = desk.results.nonfinancial.criteria
    title, subtitle = criteria_title(desk), desk.words("nonfinancial.criteria.subtitle")
    heads = ("before", "now", "target", "monetised")
    words = Words(*(desk.words(f"nonfinancial.criteria.{head}") for head in heads))
    anchors = (desk.words(f"nonfinancial.criteria.{name}") for name in ("worst", "best"))
    ends = tuple(Labelled(end, name) for end, name in enumerate(anchors))
    drawing = draw(Criteria(title, subtitle, _dimensions(desk), words, ends))
    sources = source(desk, [result.criterion.source for result in results])
    return Exhibit(title, subtitle, drawing, sources, note=_unmeasured(desk))


def _dimensions(desk: Desk) -> tuple[Dimension, ...]:
    """The criteria by dimension, in the order of the dimensions' figures."""
    results = desk.results.nonfinancial.criteria
    weights = shown_weights(desk) or (None,) * len(results)
    order = [name for name, _ in desk.results.nonfinancial.dimensions]
    paired: list[Weighted] = sorted(
        zip(results, weights, strict=True), key=lambda pair: order.index(pair[0].criterion.dimension)
    )
    grouped = groupby(paired, key=lambda pair: pair[0].criterion.dimension)
    return tuple(_dimension(desk, name, tuple(members)) for name, members in grouped)


def _dimension(desk: Desk, name: DimensionName, members: tuple[Weighted, ...]) -> Dimension:
    weights = [weight for _, weight in members if weight is not None]
    weight = desk.formats.percent(sum(weights, Decimal(0)) / 100) if weights else ""
    label = desk.words("nonfinancial.criteria.weight", weight=weight) if weight else ""
    head = capitalised(desk.words(f"figure.dimension.{name}")).upper()
    return Dimension(head, label, tuple(_criterion(desk, result, weight) for result, weight in members))


def _criterion(desk: Desk, result: CriterionResult, weight: Decimal | None) -> Criterion:
    criterion, measured = result.criterion, result.criterion.measured
    return Criterion(
        label=str(criterion.label),
        anchors=_anchors(desk, result, weight),
        state=state_of(result),
        before=_place(result.before) if criterion.baseline is not None and criterion.anchors else None,
        now=_place(result.now) if measured else None,
        target=_place(result.aim),
        before_label=level(desk, result, "baseline"),
        now_label=level(desk, result, "current"),
        target_label=level(desk, result, "target"),
        monetised_label=desk.words(f"nonfinancial.monetised.{monetised_state(desk, result)}"),
        monetised=monetised_state(desk, result) == "yes",
    )


def monetised_state(desk: Desk, result: CriterionResult) -> str:
    """Whether a criterion counts in the extended ROI: yes, no, or left_out as a gain shares its driver."""
    if result.criterion.monetise is None:
        return "no"
    return "left_out" if result.criterion.id in desk.results.combined.left_out else "yes"


def _place(value: Figure) -> float | None:
    return float(value.known) if value.defined else None


def _anchors(desk: Desk, result: CriterionResult, weight: Decimal | None) -> Said:
    """The anchors and the weight of a criterion."""
    share = "" if weight is None else desk.formats.percent(weight / 100)
    facts: dict[str, object] = {"weight": share}
    if result.criterion.anchors is None:
        return desk.words("nonfinancial.criteria.anchors.none", **facts)
    facts |= {"worst": anchor(desk, result, "worst"), "best": anchor(desk, result, "best")}
    return desk.words(f"nonfinancial.criteria.anchors.{'weighted' if share else 'plain'}", **facts)


def _unmeasured(desk: Desk) -> Said:
    """Which criteria are not measured: they keep the value they had."""
    names = tuple(
        str(result.criterion.label) for result in desk.results.nonfinancial.criteria if not result.criterion.measured
    )
    if not names:
        return Said("")
    return desk.words("nonfinancial.criteria.unmeasured", n=len(names), names=desk.words.listed(names))
