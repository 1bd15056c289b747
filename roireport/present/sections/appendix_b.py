"""Appendix B: the key figures, what was typed and by whom, and the flows period by period.

The trace of every other figure is on the site's page of traces and in trace.csv.
"""

from collections.abc import Sequence

from roireport.present.blocks import Block, Sentence
from roireport.present.context import ReportContext
from roireport.present.sections.flows_table import flows_table
from roireport.present.sections.gain_steps import gain_steps
from roireport.present.sections.key_figures import key_figures
from roireport.present.sections.since_table import since_table
from roireport.present.sections.typed_lines import typed_lines
from roireport.present.story.section import section
from roireport.present.view import Section


def appendix_b(ctx: ReportContext, sections: Sequence[Section]) -> Section:
    """Return the appendix: its tables, and where the traces of all figures are."""
    blocks: tuple[Block, ...] = (
        Sentence(ctx.words("traceability.where")),
        *since_table(ctx),
        *key_figures(ctx, sections),
        *gain_steps(ctx),
        *typed_lines(ctx),
        *flows_table(ctx),
    )
    return section(ctx, "traceability", ctx.words("traceability.appendix"), blocks)
