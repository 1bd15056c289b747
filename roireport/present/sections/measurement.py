"""Who worked on the engagement, and when its criteria were fixed and measured."""

from collections.abc import Sequence
from datetime import date

from roireport.present.context import ReportContext
from roireport.present.language.quoted_text import QuotedText


def team(ctx: ReportContext) -> str:
    """The roles of the team, a name where no role is given; empty without a team."""
    members = [member.role or member.name for member in ctx.engagement.team]
    return str(ctx.words("method.team", people=", ".join(members))) if members else ""


def criteria_dates(ctx: ReportContext) -> str:
    """When the anchors were fixed and the current levels measured; empty where no date is given."""
    criteria = ctx.engagement.nonfinancial
    fixed = [criterion.anchors.fixed_on for criterion in criteria if criterion.anchors and criterion.anchors.fixed_on]
    measured = [criterion.measured_on for criterion in criteria if criterion.measured_on]
    sentences = (_dated(ctx, name, days) for name, days in (("anchors", fixed), ("levels", measured)) if days)
    return " ".join(str(sentence) for sentence in sentences)


def _dated(ctx: ReportContext, name: str, days: Sequence[date]) -> QuotedText:
    """One day, or the first and the last of several; with a count where some criteria have no day."""
    first, last = ctx.formats.day(min(days)), ctx.formats.day(max(days))
    form, total = "on" if first == last else "between", len(ctx.engagement.nonfinancial)
    count = "" if len(days) == total else ctx.words("method.criteria.dated", count=str(len(days)), total=str(total))
    return ctx.words(f"method.criteria.{name}.{form}", first=first, last=last, count=count)
