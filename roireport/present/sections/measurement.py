"""The team, the dates of targets and criteria, the control groups, other initiatives and estimators."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from roireport.assess.attribution import overlapping_initiatives
from roireport.model.engagement import Initiative
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
    parts = _group_parts(ctx, group)
    return str(ctx.words("method.control", parts=parts)) if parts else ""


def control_groups(ctx: ReportContext) -> str:
    """Name the control groups that effects are compared with, each with its KPIs; appendix A says more of them."""
    kpis_of: dict[str, list[str]] = {}
    for kpi in ctx.engagement.kpis:
        if kpi.control is not None and kpi.control.label is not None and kpi.method == "control":
            kpis_of.setdefault(str(kpi.control.label), []).append(str(kpi.short_name))
    named = [f"{label} ({', '.join(names)})" for label, names in kpis_of.items()]
    groups = ctx.words("common.semicolon").join(named)
    return str(ctx.words("method.control.named", n=len(named), groups=groups)) if named else ""


def _group_parts(ctx: ReportContext, group: ControlGroup) -> str:
    parts = [str(group.label)] if group.label is not None else []
    counted = {"n": group.n, "n_after": group.n_after, "treated": group.treated}
    parts += [
        ctx.words(f"method.control.{name}", n=count, count=ctx.formats.number(Decimal(count)))
        for name, count in counted.items()
        if count is not None
    ]
    chosen = {"contact": group.contact, "initiatives": group.initiatives}
    parts += [ctx.words(f"method.control.{name}.{choice}") for name, choice in chosen.items() if choice is not None]
    return ctx.words("common.semicolon").join(parts)


def initiatives(ctx: ReportContext, *, dated: bool) -> str:
    """Name the client's other initiatives between the start and the last day with data; empty without any."""
    others = overlapping_initiatives(ctx.engagement)
    if not others:
        return ""
    named = ctx.words("common.semicolon").join(_dates(ctx, other) if dated else str(other.label) for other in others)
    return str(ctx.words("method.initiatives", n=len(others), initiatives=named))


def _dates(ctx: ReportContext, other: Initiative) -> str:
    """Name an initiative with its first and last day."""
    day = ctx.formats.day
    form, last = ("since", "") if other.ended is None else ("between", day(other.ended))
    return str(ctx.words(f"method.initiatives.{form}", label=other.label, first=day(other.started), last=last))


def estimators(ctx: ReportContext) -> str:
    """Name who estimated the share of each gain, by the gain's code; empty where no share is given."""
    shares = [(f"G{n}", gain.attribution.by) for n, gain in enumerate(ctx.engagement.gains, 1) if gain.attribution]
    by_name: dict[str, list[str]] = {}
    for code, by in shares:
        by_name.setdefault(str(by or ctx.words("costs_gains.gains.unnamed")), []).append(code)
    parts = [f"{name} ({', '.join(codes)})" for name, codes in by_name.items()]
    people = ctx.words("common.semicolon").join(parts)
    return str(ctx.words("costs_gains.gains.estimators", people=people)) if parts else ""
