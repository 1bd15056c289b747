"""Appendix A: scope and conventions, how effects were isolated, who estimated what, sign-offs, glossary."""

from collections.abc import Sequence

from roireport.present.blocks import Block, Definitions
from roireport.present.context import ReportContext
from roireport.present.sections.estimates_table import estimates_table
from roireport.present.sections.isolation_table import isolation_table
from roireport.present.sections.scope_table import scope_table
from roireport.present.sections.sign_off_table import sign_off_table
from roireport.present.sections.terms import used_terms
from roireport.present.story.section import section
from roireport.present.view import Section


def method(ctx: ReportContext, body: Sequence[Section] = ()) -> Section:
    """Return the appendix to the sections of a body, whose terms its glossary explains."""
    terms = used_terms(ctx, body)
    glossary = (Definitions(ctx.words("method.glossary"), terms),) if terms else ()
    tables: tuple[Block, ...] = (scope_table(ctx), isolation_table(ctx), estimates_table(ctx))
    return section(ctx, "method", ctx.words("method.title"), (*tables, *sign_off_table(ctx), *glossary))
