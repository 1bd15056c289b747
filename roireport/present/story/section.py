"""Parts of all sections: heading, source line, takeaway, notice of a withheld headline."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from roireport.model.criterion import Criterion
from roireport.model.gain import Gain
from roireport.model.kpi import Kpi
from roireport.present.blocks import Block, Takeaway
from roireport.present.context import ReportContext
from roireport.present.language.quoted_text import QuotedText, joined
from roireport.present.story.outline import heading, number_of
from roireport.present.view import Section

LONGEST_SOURCE: Final = 90
"""Letters of the sources that a line names in full; of more only the heads, and as many as that has room for."""
LONGEST_COMPUTED: Final = 36
"""Letters of the sources that the line of computed data names; the appendix lists them all."""
_HEAD: Final = re.compile(r"[^,;:(]+")
"""The head of a source: what comes before its details."""


def section(ctx: ReportContext, id: str, title: str, blocks: Iterable[Block]) -> Section:
    """Make a section under its numbered heading."""
    return Section(id, heading(ctx, id), title, tuple(blocks))


def takeaway(ctx: ReportContext, text: str, about: Iterable[Gain | Kpi | Criterion] = ()) -> Takeaway:
    """Make the takeaway of a section; it names the decisions that rest on what the section is about."""
    return Takeaway(ctx.words("common.takeaway"), joined((text, *_resting_decisions(ctx, about)), " "))


def _resting_decisions(ctx: ReportContext, about: Iterable[Gain | Kpi | Criterion]) -> tuple[QuotedText, ...]:
    """Name the decisions whose basis is one of these, by their numbers in the section of recommendations."""
    ids, place = {entry.id for entry in about}, number_of(ctx, "recommendations")
    decisions = enumerate(ctx.engagement.recommendations.decisions, 1)
    numbers = [str(number) for number, decision in decisions if decision.basis in ids]
    if not (numbers and place):
        return ()
    return (ctx.words("common.takeaway.decisions", n=len(numbers), numbers=ctx.words.listed(numbers), section=place),)


def source(ctx: ReportContext, sources: Iterable[str | None]) -> QuotedText:
    """Write the source line of an exhibit: the typed sources; the engagement's data where none is typed."""
    named = _named(ctx, sources)
    return ctx.words("common.source", source=named) if named else ctx.words("common.source.data")


def data_source(ctx: ReportContext) -> QuotedText:
    """Write the source line of computed data: the sources of its lines, and the appendix that shows how."""
    costs = (cost.source for cost in ctx.engagement.costs)
    heads = _heads((*gain_sources(ctx), *costs))
    joint, appendix = ctx.words("common.semicolon"), number_of(ctx, "traceability")
    source = joint.join(heads[: _fitting(heads, joint, LONGEST_COMPUTED)]) or ctx.words("common.source.lines")
    return ctx.words("common.source.computed" if appendix else "common.source", source=source, appendix=appendix)


def gain_sources(ctx: ReportContext) -> Iterator[str | None]:
    """Yield what each gain was read from: the source of its KPI, the accounts, else its own source."""
    kpis = {kpi.id: kpi.source for kpi in ctx.engagement.kpis}
    for gain in ctx.engagement.gains:
        read = gain.observed.source if gain.observed else None
        yield str(read or kpis.get(gain.kpi or "") or gain.source or "")


def _named(ctx: ReportContext, sources: Iterable[str | None]) -> str:
    """Name sources in full, by their heads where they are long, and of many the first ones."""
    joint = ctx.words("common.semicolon")
    full = tuple(dict.fromkeys(str(text).rstrip(" .") for text in sources if text))
    if len(joint.join(full)) <= LONGEST_SOURCE:
        return joint.join(full)
    heads = _heads(full)
    fitting = _fitting(heads, joint, LONGEST_SOURCE)
    rest = len(heads) - fitting
    more = (ctx.words("common.source.more", n=rest, count=ctx.formats.number(Decimal(rest))),) if rest else ()
    return joint.join((*heads[:fitting], *more))


def _heads(sources: Iterable[str | None]) -> tuple[str, ...]:
    """Return what comes before the details of each source, without repetition."""
    matches = (_HEAD.match(text) for text in sources if text)
    return tuple(dict.fromkeys(match.group().strip(" .") for match in matches if match))


def _fitting(heads: Sequence[str], joint: str, letters: int) -> int:
    """Count the heads that a line of so many letters has room for; one at least."""
    return next((n for n in range(len(heads), 1, -1) if len(joint.join(heads[:n])) <= letters), 1)


def withheld_notice(ctx: ReportContext) -> tuple[Block, ...]:
    """Say that the headline is not established; nothing where it is."""
    if ctx.verdict.established:
        return ()
    return (Takeaway(ctx.words("common.withheld.label"), ctx.words("common.withheld.text"), "warning"),)


def accepted(ctx: ReportContext) -> tuple[Block, ...]:
    """Say who accepted a blocker, why and until when."""
    notices = []
    for blocker in ctx.verdict.accepted_blockers:
        if blocker.accepted is None:
            continue
        text = ctx.words(
            "common.accepted.text",
            name=ctx.words(f"challenge.{blocker.rule.id}.name"),
            by=blocker.accepted.by,
            until=ctx.formats.day(blocker.accepted.until),
            reason=blocker.accepted.reason.rstrip(" ."),
        )
        notices.append(Takeaway(ctx.words("common.accepted.label"), text, "warning"))
    return tuple(notices)
