"""A report whole: cover, sections in order, exhibits numbered through, appendix B of all that is quoted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import count
from typing import Final

from roireport.chart.drawing import Drawing
from roireport.model.engagement import Engagement
from roireport.present.blocks import Block, Exhibit, Side, Table
from roireport.present.context import ReportContext
from roireport.present.language.quoted_text import QuotedText, joined
from roireport.present.narrative import narrative, narrative_for, unknown_quotations
from roireport.present.sections.challenges import challenges
from roireport.present.sections.costs_gains import costs_gains
from roireport.present.sections.cover import cover
from roireport.present.sections.method import method
from roireport.present.sections.nonfinancial import nonfinancial
from roireport.present.sections.objectives import objectives
from roireport.present.sections.recommendations import recommendations
from roireport.present.sections.robustness import robustness
from roireport.present.sections.roi import roi
from roireport.present.sections.summary import summary
from roireport.present.sections.traceability import traceability
from roireport.present.sections.tracking import tracking
from roireport.present.story.outline import chosen
from roireport.present.view import Report, Section
from roireport.problems.problem import Problem

MAKERS: Final[Mapping[str, Callable[[ReportContext], Section]]] = {
    "summary": summary,
    "objectives": objectives,
    "tracking": tracking,
    "costs-gains": costs_gains,
    "roi": roi,
    "robustness": robustness,
    "nonfinancial": nonfinancial,
    "challenges": challenges,
    "recommendations": recommendations,
    "method": method,
}
"""Every section but appendix B, which is made from the others."""

SECTION_IDS: Final = frozenset((*MAKERS, "traceability"))
"""Every section that a report can have: the places that a narrative may link to."""
_TOLD: Final = ("summary", "tracking")
"""The sections that place the consultants' texts themselves."""

_NARRATIVES: Final = (*(id for id in MAKERS if id not in _TOLD), "summary", "worked", "did-not-work")


def shown_narratives(engagement: Engagement) -> frozenset[str]:
    """The files of the narratives that a report of the engagement has a place for, in one of its languages."""
    found = (narrative_for(engagement, name, language) for name in _NARRATIVES for language in engagement.language)
    return frozenset(text.place.file for text in found if text is not None)


def report(ctx: ReportContext) -> Report:
    """The report of an engagement in the language of the context."""
    first = cover(ctx)
    wanted = chosen(ctx.workspace)
    made = {id: _with_narrative(ctx, MAKERS[id](ctx)) for id in wanted if id in MAKERS}
    if "traceability" in wanted:
        made["traceability"] = traceability(ctx, (first, *made.values()))
    words, engagement = ctx.words, ctx.engagement
    client = engagement.client.name
    return Report(
        engagement=engagement.id,
        language=words.language,
        as_of=engagement.as_of,
        title=words("report.title", title=engagement.title, client=client),
        author=ctx.workspace.firm.name or "",
        header=words("report.header", title=engagement.title, client=client),
        footer_left=_joined(ctx.workspace.firm.name, engagement.confidentiality),
        footer_middle=_joined(_version(ctx), ctx.commit_text),
        cover=first,
        sections=numbered(made[id] for id in wanted),
    )


def narrative_problems(ctx: ReportContext) -> tuple[Problem, ...]:
    """The figures that the consultants' texts quote and the results do not have."""
    return unknown_quotations(ctx)


def _with_narrative(ctx: ReportContext, section: Section) -> Section:
    """A section with the consultants' own text of that name at its end."""
    told = None if section.id in _TOLD else narrative(ctx, section.id)
    return replace(section, blocks=(*section.blocks, told)) if told else section


def _version(ctx: ReportContext) -> str:
    version = ctx.engagement.version
    return ctx.words("report.version", version=version) if version else ctx.words("report.no_version")


def _joined(*parts: str | None) -> QuotedText:
    """What is known of the parts, on one line."""
    known = [part for part in parts if part]
    return joined(known, " · ")


def numbered(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Sections with their figures and their tables numbered from 1, each kind by itself, in reading order."""
    numbers = {Drawing: count(1), Table: count(1)}

    def given(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(_given(block) for block in blocks)

    def _given(block: Block) -> Block:
        match block:
            case Exhibit():
                return replace(block, number=next(numbers[type(block.body)]))
            case Side():
                return Side(given(block.left), given(block.right))
            case _:
                return block

    return tuple(replace(section, blocks=given(section.blocks)) for section in sections)
