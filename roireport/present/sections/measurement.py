"""Who worked on the engagement, when targets and criteria were fixed and measured, and with whom was compared."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from roireport.model.kpi import ControlGroup
from roireport.present.context import ReportContext


def team(ctx: ReportContext) -> str:
    """The roles of the team, a name where no role is given; empty without a team."""
    members = [member.role or member.name for member in ctx.engagement.team]
    return str(ctx.words("method.team", people=", ".join(members))) if members else ""


def criteria_dates(ctx: ReportContext) -> str:
    """When the anchors were fixed and the current levels measured; empty where no date is given."""
    criteria = ctx.engagement.nonfinancial
    total = len(criteria)
    fixed = [criterion.anchors.fixed_on for criterion in criteria if criterion.anchors and criterion.anchors.fixed_on]
    measured = [criterion.measured_on for criterion in criteria if criterion.measured_on]
    dated = (("anchors", fixed), ("levels", measured))
    return " ".join(_dated(ctx, "criteria", name, days, total) for name, days in dated if days)


def target_dates(ctx: ReportContext) -> str:
    """When the targets of the objectives and of the ROI were agreed; empty where no date is given."""
    objectives, roi = ctx.engagement.objectives, ctx.engagement.target_set_on
    agreed = [objective.set_on for objective in objectives if objective.set_on]
    sentences = [_dated(ctx, "objectives", "targets", agreed, len(objectives))] if agreed else []
    if roi is not None:
        sentences.append(str(ctx.words("method.target_set_on", day=ctx.formats.day(roi))))
    return " ".join(sentences)


def _dated(ctx: ReportContext, kind: str, name: str, days: Sequence[date], total: int) -> str:
    """One day, or the first and the last of several; with a count where some items have no day."""
    first, last = ctx.formats.day(min(days)), ctx.formats.day(max(days))
    form = "on" if first == last else "between"
    count = "" if len(days) == total else ctx.words(f"method.{kind}.dated", count=str(len(days)), total=str(total))
    return str(ctx.words(f"method.{kind}.{name}.{form}", first=first, last=last, count=count))


def control_group(ctx: ReportContext, group: ControlGroup) -> str:
    """Describe the group that was compared; empty where nothing is known of it."""
    parts = [str(group.label)] if group.label is not None else []
    counted = {"n": group.n, "n_after": group.n_after, "treated": group.treated}
    parts += [
        ctx.words(f"method.control.{name}", n=count, count=ctx.formats.number(Decimal(count)))
        for name, count in counted.items()
        if count is not None
    ]
    chosen = {"contact": group.contact, "initiatives": group.initiatives}
    parts += [ctx.words(f"method.control.{name}.{choice}") for name, choice in chosen.items() if choice is not None]
    return str(ctx.words("method.control", parts=ctx.words("common.semicolon").join(parts))) if parts else ""
