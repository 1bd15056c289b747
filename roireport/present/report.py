"""A whole report: cover, sections, numbered exhibits, appendix B, and the traces of all quoted figures."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import count
from typing import Final

from roireport.assess.editorial import WITHHELD_SECTIONS
from roireport.chart.drawing import Drawing
from roireport.model.commit import CommitUnknown
from roireport.present.blocks import Block, Exhibit, Side, Table
from roireport.present.context import ReportContext
from roireport.present.language.quoted_text import QuotedText, joined
from roireport.present.narrative import narrative, unknown_quotations
from roireport.present.sections.appendix_b import appendix_b
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
from roireport.present.story.missing import missing_section
from roireport.present.story.outline import shown
from roireport.present.story.verdict import has_headline
from roireport.present.view import Report, Section
from roireport.problems.problem import Problem

SECTION_FUNCTIONS: Final[Mapping[str, Callable[[ReportContext], Section]]] = {
    "summary": summary,
    "objectives": objectives,
    "tracking": tracking,
    "costs-gains": costs_gains,
    "roi": roi,
    "robustness": robustness,
    "nonfinancial": nonfinancial,
    "challenges": challenges,
    "recommendations": recommendations,
}
"""The function of each section of the body; the appendices need these."""

SECTION_IDS: Final = frozenset((*SECTION_FUNCTIONS, "method", "traceability"))
"""Every section that a report can have; a narrative may link to them."""
_OWN_NARRATIVE: Final = ("summary", "tracking")
"""The sections that place their narrative themselves."""


def report(ctx: ReportContext) -> Report:
    """Return the report of an engagement in the language of the context."""
    first = cover(ctx)
    wanted = shown(ctx)
    built = {id: _with_narrative(ctx, _section(ctx, id)) for id in wanted if id in SECTION_FUNCTIONS}
    built["method"] = _with_narrative(ctx, method(ctx, tuple(built.values())))
    built["traceability"] = appendix_b(ctx, tuple(built.values()))
    trace = traceability(ctx, (first, *built.values()))
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
        sections=numbered(built[id] for id in wanted),
        colophon=_colophon(ctx),
        trace=trace,
    )


def narrative_problems(ctx: ReportContext) -> tuple[Problem, ...]:
    """Return the problems of the narratives: quoted figures that do not exist."""
    return unknown_quotations(ctx)


def _section(ctx: ReportContext, id: str) -> Section:
    """Make a section; without an ROI, one about the ROI only says what is missing."""
    if id in WITHHELD_SECTIONS and not has_headline(ctx):
        return missing_section(ctx, id)
    return SECTION_FUNCTIONS[id](ctx)


def _with_narrative(ctx: ReportContext, section: Section) -> Section:
    """Add the narrative of that name at the end of a section."""
    text = None if section.id in _OWN_NARRATIVE else narrative(ctx, section.id)
    return replace(section, blocks=(*section.blocks, text)) if text else section


def _version(ctx: ReportContext) -> str:
    version = ctx.engagement.version
    return ctx.words("report.version", version=version) if version else ctx.words("report.no_version")


def _colophon(ctx: ReportContext) -> QuotedText:
    """Name the version and the commit that the figures were computed at; no commit outside a repository."""
    facts: dict[str, object] = {"version": _version(ctx), "commit": ctx.commit_text}
    form = "commit_unknown" if isinstance(ctx.commit, CommitUnknown) else "commit" if ctx.commit else "bare"
    return ctx.words(f"report.colophon.{form}", **facts)


def _joined(*parts: str | None) -> QuotedText:
    """Join the parts that are not empty."""
    given = [part for part in parts if part]
    return joined(given, " · ")


def numbered(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Number the figures and the tables of all sections from 1, in reading order."""
    numbers = {Drawing: count(1), Table: count(1)}

    def number_all(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(number(block) for block in blocks)

    def number(block: Block) -> Block:
        match block:
            case Exhibit():
                return replace(block, number=next(numbers[type(block.body)]))
            case Side():
                return Side(number_all(block.left), number_all(block.right))
            case _:
                return block

    return tuple(replace(section, blocks=number_all(section.blocks)) for section in sections)
