"""The name of a figure: its path in words, with the label of its owner."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from roireport.model.period import Span, read_when
from roireport.model.workspace import Workspace
from roireport.present.context import ReportContext
from roireport.present.language.quoted_text import QuotedText
from roireport.present.language.words import Words
from roireport.trace.entry import Owner, OwnerKind

_BETWEEN: Final = " · "

_LABEL_IN_NAME: Final = frozenset(("category", "dimension", "measurement"))
"""Owners whose label is inside the name of a figure."""


def figure_name(ctx: ReportContext, path: str) -> QuotedText:
    """The name of a figure in the language of the context, such as `Net gain · Margin on additional sales`."""
    name, label = figure_parts(ctx, path)
    return QuotedText(f"{name}{_BETWEEN}{label}") if label else name


def figure_parts(ctx: ReportContext, path: str) -> tuple[QuotedText, str]:
    """The name of a figure, and apart from it the label of its owner; empty where it has none, or the name has it."""
    entry = ctx.entries[path]
    label = owner_label(ctx, entry.owner) if entry.owner else ""
    period = _period(ctx, entry.period) if entry.period else ""
    name = ctx.words(f"figure.{entry.name}", label=label, period=period)
    return name, "" if entry.owner and entry.owner.kind in _LABEL_IN_NAME else label


def part_name(ctx: ReportContext, name: str) -> str:
    """The name of an input without a path: the label of a line or criterion, a period, or the name as it is."""
    kinds: tuple[OwnerKind, ...] = ("cost", "gain", "criterion")
    label = next((label for kind in kinds if (label := owner_label(ctx, Owner(kind, name))) != name), name)
    return _period(ctx, name) if label == name and name[:1].isdigit() else label


def owner_label(ctx: ReportContext, owner: Owner) -> str:
    """What the consultant called an owner; its id where it has no label."""
    match owner.kind:
        case "category" | "dimension":
            return ctx.words(f"figure.{owner.kind}.{owner.id}")
        case "reservation":
            return ctx.words(f"challenge.{owner.id}.name")
        case "offer":
            return offer_label(ctx.workspace, ctx.words, None if owner.id == "None" else owner.id)
        case _:
            return labels_of(ctx, owner.kind).get(owner.id, owner.id)


def labels_of(ctx: ReportContext, kind: OwnerKind) -> Mapping[str, str]:
    """The labels of all lines, KPIs, criteria or decisions by id."""
    engagement = ctx.engagement
    match kind:
        case "cost":
            return {cost.id: cost.label for cost in engagement.costs}
        case "gain":
            return {gain.id: gain.label for gain in engagement.gains}
        case "criterion":
            return {criterion.id: criterion.label for criterion in engagement.nonfinancial}
        case "decision":
            decisions = engagement.recommendations.decisions
            return {decision.id: decision.decision.rstrip(" .") for decision in decisions}
        case _:
            return {kpi.id: kpi.name for kpi in engagement.kpis}


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
