"""What the outcomes say, side by side: gains, KPIs and criteria in turn, a KPI told once in a column."""

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
    """A computed finding: its subject as a lead, what is said of it, and the outcomes that say it; a caution has none.

    In `brief` it leaves out what only confirms its first outcome, never what casts doubt on it.
    """

    lead: QuotedText
    text: QuotedText
    brief: QuotedText
    side: Side | Literal["caution"]
    outcomes: tuple[Outcome, ...] = ()

    def item(self, text: QuotedText | None = None) -> Item:
        """The remark as a point of a list."""
        return Item(text or self.text, self.lead, TONES[self.side])


def remarks(ctx: ReportContext, side: Side) -> tuple[Remark, ...]:
    """The remarks of a side: of gains, KPIs and criteria in turn."""
    gains, effects, attainments, criteria = (_of_kind(ctx, kind, side) for kind in KINDS)
    of_kpis = _in_turn(effects, attainments)
    return tuple(_in_turn(*(list(_remarks(ctx, found, side)) for found in (gains, of_kpis, criteria))))


def leading(ctx: ReportContext, count: int = 3) -> tuple[Remark, ...]:
    """The first remarks of each side: one unfavourable at least (else a caution), the favourable before it."""
    good, bad = remarks(ctx, "favourable"), remarks(ctx, "unfavourable")
    first = bad[:1] or tuple(_cautions(ctx))[:1]
    return (*good[: count - 1], *first, *bad[1:], *remarks(ctx, "open"))[:count]


def _of_kind(ctx: ReportContext, kind: OutcomeKind, side: Side) -> list[Outcome]:
    """From the best, or from the worst of what is unfavourable; ranked before not."""
    found = [one for one in ctx.results.outcomes if (one.kind, one.side) == (kind, side)]
    if side == "unfavourable":
        found.sort(key=lambda one: 1 if one.rank is None else -one.rank)
    return found


def _in_turn(*lists: list[T]) -> list[T]:
    """The first of each list, then the second of each."""
    return [one for turn in zip_longest(*lists) for one in turn if one is not None]


def _remarks(ctx: ReportContext, found: Iterable[Outcome], side: Side) -> Iterator[Remark]:
    """A remark for each outcome; what a KPI attained and its effect make one unless they contradict each other."""
    told: set[tuple[Outcome, ...]] = set()
    for outcome in found:
        twin = _twin(ctx, outcome)
        if twin and side == "open" != twin.side:
            continue  # it is told beside what can be told of the KPI
        beside = (twin,) if twin and twin.side in (side, "open") else ()
        parts = tuple(sorted((outcome, *beside), key=lambda one: one.kind))  # what was attained, then the effect
        doubt = tuple(part for part in parts if part is outcome or part.side == "open")
        if parts not in told:
            yield Remark(outcome_lead(ctx, outcome), _told(ctx, parts), _told(ctx, doubt), side, parts)
        told.add(parts)


def _twin(ctx: ReportContext, outcome: Outcome) -> Outcome | None:
    """The other outcome of a KPI: its effect beside what it attained, and the other way round."""
    other = {"kpi_effect": "kpi_attainment", "kpi_attainment": "kpi_effect"}.get(outcome.kind)
    return next((one for one in ctx.results.outcomes if (one.kind, one.subject) == (other, outcome.subject)), None)


def _told(ctx: ReportContext, parts: tuple[Outcome, ...]) -> QuotedText:
    text, *more = (outcome_text(ctx, part) for part in parts)
    for each in more:
        text = ctx.words("finding.pair", first=text, second=capitalised(each))
    return text


# ── Cautions, where nothing measured is unfavourable ────────────────────────


def _cautions(ctx: ReportContext) -> Iterator[Remark]:
    """What limits the result; the last one is always there: it says that nothing unfavourable was found."""
    forecast = ctx.results.financial.forecast_share
    if forecast.defined and forecast.known > 0 and ctx.verdict.established:
        yield _caution(ctx, "forecast", share=ctx.say("financial.forecast_share"))
    warnings = [found for found in ctx.findings if found.severity != "info" and not found.accepted]
    if warnings:
        yield _caution(ctx, "warnings", n=len(warnings), count=spelled(ctx, len(warnings)))
    yield _caution(ctx, "none")


def _caution(ctx: ReportContext, form: str, **facts: object) -> Remark:
    lead = ctx.words("finding.lead", subject=ctx.words(f"finding.caution.{form}.lead"))
    text = ctx.words(f"finding.caution.{form}", **facts)
    return Remark(lead, text, text, "caution")
