"""Section 1: the objectives, their business goals, and the indicators."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from roireport.measure.results import ObjectiveResult
from roireport.present.blocks import Block, Exhibit, Sentence, Takeaway
from roireport.present.context import ReportContext
from roireport.present.figures.comparison import distinct_places
from roireport.present.figures.figure_text import capitalised, spelled
from roireport.present.language.quoted_text import QuotedText, joined
from roireport.present.sections.objectives_table import TONES, objectives_table, short_of, state, under_way
from roireport.present.story.section import section, source, takeaway
from roireport.present.view import Section

_STATES: Final = (*TONES, "undefined")
"""The statuses in the order of a title; undefined where an objective cannot be judged."""
LONGEST: Final = 104
"""Characters of a title of two lines."""


def objectives(ctx: ReportContext) -> Section:
    """Return the section."""
    return section(ctx, "objectives", objectives_title(ctx), (*_blocks(ctx), _takeaway(ctx)))


def _blocks(ctx: ReportContext) -> tuple[Block, ...]:
    """Return the table, and a sentence for what is not recorded."""
    results = ctx.results
    missing = [name for name, given in (("objectives", results.objectives), ("kpis", results.kpis)) if not given]
    sentences = tuple(Sentence(ctx.words(f"objectives.{name}.empty")) for name in missing)
    if len(missing) == 2:
        return sentences
    subtitle = ctx.words("objectives.kpis.subtitle", day=ctx.formats.day(ctx.engagement.as_of))
    sources = source(ctx, [kpi.source for kpi in ctx.engagement.kpis])
    table = Exhibit(kpis_title(ctx), subtitle, objectives_table(ctx), sources, note=_note(ctx))
    return (*sentences, table)


def _note(ctx: ReportContext) -> QuotedText:
    """Explain the bars, the judgement of what is not due, and name the indicators for which less is better."""
    falling = tuple(str(kpi.short_name) for kpi in ctx.engagement.kpis if kpi.direction == "down")
    form = f"objectives.kpis.note{'.down' if falling else ''}"
    note = ctx.words(form, n=len(falling), names=ctx.words.listed(falling))
    if any(state(result) == "not_due" for result in ctx.results.objectives):
        return ctx.words("objectives.kpis.note.pace", note=note)
    return note


def objectives_title(ctx: ReportContext) -> QuotedText:
    """Name the objectives that are reached and those that are not; count them where the names are too long."""
    results = ctx.results.objectives
    if not results:
        return ctx.words("objectives.title.kpis_only" if ctx.results.kpis else "objectives.title.empty")
    groups = _by_state(results)
    titles = (make(ctx, groups) for make in (_named_title, _partly_named_title))
    return next((title for title in titles if title and len(title) <= LONGEST), _counted_title(ctx, groups))


def _by_state(results: Sequence[ObjectiveResult]) -> dict[str, list[ObjectiveResult]]:
    """Group the objectives by status, in the order of a title."""
    groups = {name: [result for result in results if state(result) == name] for name in _STATES}
    return {name: members for name, members in groups.items() if members}


def _named_title(ctx: ReportContext, groups: dict[str, list[ObjectiveResult]]) -> QuotedText | None:
    """Name every objective by its status; None where one has no short name, or no objective can be reached yet."""
    if not all(short_of(ctx, result) for members in groups.values() for result in members):
        return None
    if len(groups) == 1 and not groups.keys() & {"reached", "missed"}:
        return None
    if list(groups) == ["missed"]:
        return ctx.words("objectives.title.named.missed", n=len(groups["missed"]), names=_names(ctx, groups["missed"]))
    rest, reached = _named_rest(ctx, groups), groups.get("reached", [])
    if not reached:
        return capitalised(rest)
    form = "some" if rest else "all"
    return ctx.words(f"objectives.title.named.{form}", n=len(reached), names=_names(ctx, reached), rest=rest)


def _partly_named_title(ctx: ReportContext, groups: dict[str, list[ObjectiveResult]]) -> QuotedText | None:
    """Count the objectives that are reached, and name all others."""
    n, total = len(groups.get("reached", [])), sum(map(len, groups.values()))
    rest = [result for name, members in groups.items() if name != "reached" for result in members]
    if not n or not rest or not all(short_of(ctx, result) for result in rest):
        return None
    facts = {"count": spelled(ctx, n), "total": spelled(ctx, total), "rest": _named_rest(ctx, groups)}
    return capitalised(ctx.words("objectives.title.named.counted", n=n, **facts))


def _named_rest(ctx: ReportContext, groups: dict[str, list[ObjectiveResult]]) -> QuotedText:
    """Name the objectives of every status but reached."""
    rest = [
        ctx.words(f"objectives.title.named.rest.{name}", n=len(members), names=_names(ctx, members))
        for name, members in groups.items()
        if name != "reached"
    ]
    return joined(rest, ctx.words("common.separator"))


def _names(ctx: ReportContext, results: Sequence[ObjectiveResult]) -> QuotedText:
    return ctx.words.listed(tuple(short_of(ctx, result) for result in results))


def _counted_title(ctx: ReportContext, groups: dict[str, list[ObjectiveResult]]) -> QuotedText:
    """Count the objectives of each status; of those that are not due yet, give the first date."""
    counts = {name: len(members) for name, members in groups.items()}
    total = sum(counts.values())
    all_of = spelled(ctx, total)
    if len(counts) == 1:
        (form,) = counts
        dates = [result.objective.due for result in groups[form] if result.objective.due]
        day = ctx.formats.day(min(dates)) if dates else ""
        return ctx.words(f"objectives.title.every.{form}", n=total, total=all_of, day=day)
    reached = counts.pop("reached", 0)
    rest = tuple(ctx.words(f"objectives.title.rest.{name}", n=n, count=spelled(ctx, n)) for name, n in counts.items())
    facts = {"count": spelled(ctx, reached), "total": all_of, "rest": ctx.words.listed(rest)}
    return capitalised(ctx.words(f"objectives.title.{'some' if reached else 'none'}", n=reached, **facts))


def kpis_title(ctx: ReportContext) -> QuotedText:
    """How many indicators reached their target, of those that are on a way to one."""
    ranked = [result.attainment.known for result in under_way(ctx)]
    reached, total = sum(way >= 1 for way in ranked), len(ranked)
    if not total:
        return ctx.words("objectives.kpis.title.unknown")
    form = "all" if reached == total else "some" if reached else "none"
    count, all_of = spelled(ctx, reached), spelled(ctx, total)
    return capitalised(ctx.words(f"objectives.kpis.title.{form}", n=reached or total, count=count, total=all_of))


def _takeaway(ctx: ReportContext) -> Takeaway:
    """Name the indicators below their target."""
    ranked = under_way(ctx)
    if not ranked:
        return takeaway(ctx, ctx.words("objectives.takeaway.unknown"))
    short = sorted((r for r in ranked if r.attainment.known < 1), key=lambda r: r.attainment.known)
    if not short:
        return takeaway(ctx, ctx.words("objectives.takeaway.all"))
    last = short[0]
    share = ctx.detail(f"kpis.{last.kpi.id}.attainment", places=distinct_places(last.attainment.known, Decimal(1)))
    form = "far" if last.attainment.known > 0 else "still" if last.attainment.known == 0 else "away"
    text = ctx.words(
        f"objectives.takeaway.{form}", n=len(short), count=spelled(ctx, len(short)), name=last.kpi.name, share=share
    )
    return takeaway(ctx, capitalised(text))
