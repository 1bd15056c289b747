"""The name of a figure: its path in words, with the labels of what it belongs to."""

from datetime import date
from typing import Final

from roireport.model.period import Span, read_when
from roireport.model.workspace import Workspace
from roireport.present.context import ReportContext
from roireport.present.language.quoted_text import QuotedText
from roireport.present.language.words import Words

_BETWEEN: Final = " · "

_LABELLED: Final = (
    "financial.costs",
    "financial.gains",
    "financial.offers",
    "financial.offer_kinds",
    "financial.omitted.costs",
    "financial.omitted.gains",
    "uncertainty.sensitivity.costs",
    "uncertainty.sensitivity.gains",
    "nonfinancial.criteria",
    "nonfinancial.weight_runs",
    "kpis",
    "costs",
    "gains",
    "decisions",
)
"""What stands in lists under an id: the first part of the paths, before the id."""


def figure_name(ctx: ReportContext, path: str) -> QuotedText:
    """The name of a figure in the language of the context, such as `Net gain · Margin on additional sales`."""
    name, label = figure_parts(ctx, path)
    return QuotedText(f"{name}{_BETWEEN}{label}") if label else name


def figure_parts(ctx: ReportContext, path: str) -> tuple[QuotedText, str]:
    """The name of a figure, and apart from it the label of what it belongs to; empty where it stands for itself."""
    for prefix in _LABELLED:
        if path.startswith(f"{prefix}."):
            id, _, rest = path.removeprefix(f"{prefix}.").partition(".")
            return _of_labelled(ctx, prefix, rest), _label(ctx, prefix, id)
    return _of_its_own(ctx, path), ""


def part_name(ctx: ReportContext, name: str) -> str:
    """What a formula calls an input that is no figure of its own: the label of a line or criterion, or a period."""
    labels = (_label(ctx, prefix, name) for prefix in ("costs", "gains", "nonfinancial.criteria"))
    label = next((label for label in labels if label != name), name)
    return _period(ctx, name) if label == name and name[:1].isdigit() else label


def _of_its_own(ctx: ReportContext, path: str) -> QuotedText:
    """The name of a figure that belongs to nothing with a label of its own."""
    for prefix, name in (("financial.cost_by_category", "category"), ("nonfinancial.dimensions", "dimension")):
        if path.startswith(f"{prefix}."):
            key = f"figure.{name}.{path.removeprefix(f'{prefix}.')}"
            return ctx.words(f"figure.{prefix}", label=ctx.words(key))
    if path.startswith("financial.cash_flow."):
        period, _, rest = path.removeprefix("financial.cash_flow.").partition(".")
        return ctx.words(f"figure.financial.cash_flow.{rest}", period=_period(ctx, period))
    if path.startswith("next_measurements."):
        id, day, bound = path.removeprefix("next_measurements.").split(".")
        label = _label(ctx, "kpis", id)
        return ctx.words(f"figure.next_measurements.{bound}", label=label, period=_period(ctx, day))
    return ctx.words(f"figure.{path}")


def _of_labelled(ctx: ReportContext, prefix: str, rest: str) -> QuotedText:
    """The name of a figure of something that has a label; a row of a series is told by its period."""
    if rest.startswith("series."):
        _, period, name = rest.split(".")
        return ctx.words(f"figure.{prefix}.series.{name}", period=_period(ctx, period))
    return ctx.words(f"figure.{prefix}.{rest}")


def _label(ctx: ReportContext, prefix: str, id: str) -> str:
    """What the consultant called it; what names no offer has no label of its own."""
    engagement = ctx.engagement
    match prefix.rpartition(".")[2]:
        case "costs":
            labels = {each.id: each.label for each in engagement.costs}
        case "gains":
            labels = {each.id: each.label for each in engagement.gains}
        case "criteria" | "weight_runs":
            labels = {each.id: each.label for each in engagement.nonfinancial}
        case "kpis":
            labels = {each.id: each.name for each in engagement.kpis}
        case "decisions":
            labels = {each.id: each.decision.rstrip(" .") for each in engagement.recommendations.decisions}
        case _:
            return offer_label(ctx.workspace, ctx.words, None if id == "None" else id)
    return labels.get(id, id)


def offer_label(workspace: Workspace, words: Words, id: str | None) -> str:
    """The label of an offer of the firm, the word of one of the four kinds, or that none is named."""
    if id is None:
        return words("figure.offer.none")
    labels = {offer.id: offer.label for offer in workspace.offers}
    if id in labels:
        return labels[id]
    key = f"figure.offer.{id}"
    return words(key) if key in words else id


def _period(ctx: ReportContext, text: str) -> str:
    """A month, quarter or year of the calendar, a day, or the number of a year of the grid."""
    match read_when(text):
        case Span() as span:
            return ctx.formats.span(span)
        case date() as day:
            return ctx.formats.day_short(day)
        case _:
            return ctx.words("figure.year", number=text)
