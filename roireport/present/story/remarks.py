"""The outcomes as remarks, by side: gains, KPIs and criteria in turn."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal, TypeVar

from roireport.measure.outcomes import KINDS
from roireport.measure.results import Outcome, OutcomeKind, Side
from roireport.present.blocks import Item, Tone
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import capitalised, spelled
from roireport.present.language.quoted_text import QuotedText
from roireport.present.story.outcome_text import outcome_lead, outcome_text

T = TypeVar("T")

TONES: dict[str, Tone] = {
    "favourable": "positive",
    "unfavourable": "negative",
    "open": "muted",
    "caution": "warning",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """A computed finding: its subject as lead, its text, and its outcomes; a caution has none.

    `brief` leaves out an outcome that only confirms the first one, never one that questions it.
    """

    lead: QuotedText
    text: QuotedText
    brief: QuotedText
    side: Side | Literal["caution"]
    outcomes: tuple[Outcome, ...] = ()

    @property
    def subjects(self) -> frozenset[str]:
        """The ids of the gain, KPI or criterion that it is about."""
        return frozenset(outcome.subject for outcome in self.outcomes)

    def item(self, text: QuotedText | None = None) -> Item:
        """Return the remark as a point of a list."""
        return Item(text or self.text, self.lead, TONES[self.side])


def remarks(ctx: ReportContext, side: Side) -> tuple[Remark, ...]:
    """Return the remarks of a side: gains, KPIs and criteria in turn."""
    gains, effects, attainments, criteria = (_of_kind(ctx, kind, side) for kind in KINDS)
    of_kpis = _in_turn(effects, attainments)
    return tuple(_in_turn(*(list(_remarks(ctx, outcomes, side)) for outcomes in (gains, of_kpis, criteria))))


def leading(ctx: ReportContext, side: Literal["favourable", "unfavourable"], count: int = 2) -> tuple[Remark, ...]:
    """Return the first remarks of a side; of the unfavourable one a caution where nothing is unfavourable.

    A KPI that carries a gain before it is left out: it is named with the gain.
    """
    first: list[Remark] = []
    for remark in remarks(ctx, side):
        behind = {gain.kpi for gain in ctx.engagement.gains if any(gain.id in before.subjects for before in first)}
        if behind.isdisjoint(remark.subjects):
            first.append(remark)
    return tuple(first[:count]) or (tuple(_cautions(ctx))[:1] if side == "unfavourable" else ())


def _of_kind(ctx: ReportContext, kind: OutcomeKind, side: Side) -> list[Outcome]:
    """Return outcomes from the best, or unfavourable ones from the worst; unranked ones last."""
    matching = [outcome for outcome in ctx.outcomes if (outcome.kind, outcome.side) == (kind, side)]
    if side == "unfavourable":
        matching.sort(key=lambda outcome: 1 if outcome.rank is None else -outcome.rank)
    return matching


def _in_turn(*lists: list[T]) -> list[T]:
    """Take the first item of each list, then the second of each."""
    return [item for turn in zip_longest(*lists) for item in turn if item is not None]


def _remarks(ctx: ReportContext, outcomes: Iterable[Outcome], side: Side) -> Iterator[Remark]:
    """Yield a remark for each outcome.

    Attainment and effect of a KPI share one unless they disagree.
    """
    written: set[tuple[Outcome, ...]] = set()
    for outcome in outcomes:
        twin = _twin(ctx, outcome)
        if twin and side == "open" != twin.side:
            continue  # the remark of the twin has it
        beside = (twin,) if twin and twin.side in (side, "open") else ()
        parts = tuple(sorted((outcome, *beside), key=lambda part: part.kind))  # attainment, then effect
        doubt = tuple(part for part in parts if part is outcome or part.side == "open")
        if parts not in written:
            yield Remark(outcome_lead(ctx, outcome), _joint_text(ctx, parts), _joint_text(ctx, doubt), side, parts)
        written.add(parts)


def _twin(ctx: ReportContext, outcome: Outcome) -> Outcome | None:
    """Return the attainment of a KPI for its effect, and the other way round."""
    kind = {"kpi_effect": "kpi_attainment", "kpi_attainment": "kpi_effect"}.get(outcome.kind)
    return next((twin for twin in ctx.outcomes if (twin.kind, twin.subject) == (kind, outcome.subject)), None)


def _joint_text(ctx: ReportContext, parts: tuple[Outcome, ...]) -> QuotedText:
    text, *more = (outcome_text(ctx, part) for part in parts)
    for addition in more:
        text = ctx.words("finding.pair", first=text, second=capitalised(addition))
    return text


# ── Cautions, where nothing measured is unfavourable ────────────────────────


def _cautions(ctx: ReportContext) -> Iterator[Remark]:
    """Yield the limits of the result; the last says that nothing unfavourable was found."""
    forecast = ctx.results.financial.forecast_share
    if forecast.defined and forecast.known > 0 and ctx.verdict.established:
        yield _caution(ctx, "forecast", share=ctx.say("financial.forecast_share"))
    if limits := sum(reservation.severity == "warning" for reservation in ctx.reservations):
        yield _caution(ctx, "warnings", n=limits, count=spelled(ctx, limits, feminine=True))
    yield _caution(ctx, "none")


def _caution(ctx: ReportContext, form: str, **facts: object) -> Remark:
    lead = ctx.words("finding.lead", subject=ctx.words(f"finding.caution.{form}.lead"))
    text = ctx.words(f"finding.caution.{form}", **facts)
    return Remark(lead, text, text, "caution")
