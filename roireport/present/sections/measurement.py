"""Who worked on the engagement, and when its criteria were fixed and measured."""

from collections.abc import Sequence
from datetime import date

from roireport.model.engagement import TeamMember
from roireport.present.context import ReportContext
from roireport.present.language.quoted_text import QuotedText


def firm_and_team(ctx: ReportContext) -> str:
    """The firm with its address, then each member of the team with a role; empty where nothing is given."""
    firm, team = ctx.workspace.firm, ctx.engagement.team
    if not (firm.address or team):
        return ""
    parts = (*(part for part in (firm.name, firm.address) if part), *(_member(ctx, member) for member in team))
    return str(ctx.words("method.team", people=ctx.words("common.semicolon").join(parts)))


def _member(ctx: ReportContext, member: TeamMember) -> str:
    return str(ctx.words("method.team.member", name=member.name, role=member.role)) if member.role else str(member.name)


def criteria_dates(ctx: ReportContext) -> str:
    """When the anchors were fixed and the current levels measured; empty where no date is given."""
    criteria = ctx.engagement.nonfinancial
    fixed = [criterion.anchors.fixed_on for criterion in criteria if criterion.anchors and criterion.anchors.fixed_on]
    measured = [criterion.measured_on for criterion in criteria if criterion.measured_on]
    sentences = (_dated(ctx, name, days) for name, days in (("anchors", fixed), ("levels", measured)) if days)
    return " ".join(str(sentence) for sentence in sentences)


def _dated(ctx: ReportContext, name: str, days: Sequence[date]) -> QuotedText:
    """One day or the first and the last of several, and for how many criteria a day is given."""
    first, last = ctx.formats.day(min(days)), ctx.formats.day(max(days))
    form = "on" if first == last else "between"
    count, total = str(len(days)), str(len(ctx.engagement.nonfinancial))
    return ctx.words(f"method.criteria.{name}.{form}", first=first, last=last, count=count, total=total)
