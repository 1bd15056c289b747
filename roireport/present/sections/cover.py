"""The cover: the finding as title, the engagement's own cumulative cash as art."""

from decimal import Decimal

from roireport.chart.cover import Cover as CoverArt
from roireport.chart.cover import draw
from roireport.model.commit import CommitUnknown
from roireport.model.period import month_of
from roireport.present.desk import Desk
from roireport.present.figures.comparison import sign
from roireport.present.figures.quote import months
from roireport.present.language.said import Said
from roireport.present.story.verdict import Situation, situation
from roireport.present.view import Cover

STATED = (Situation.PROFIT, Situation.BALANCE, Situation.LOSS, Situation.MOSTLY_FORECAST, Situation.NOTHING_MEASURED)
"""The situations in which an amount returned for each unit invested can be told."""


def cover(desk: Desk) -> Cover:
    """The first page."""
    drawing = draw(_art(desk))
    status = desk.engagement.status
    return Cover(
        firm=desk.workspace.firm.name or "",
        kicker=desk.words("cover.kicker"),
        title=cover_title(desk),
        subtitle=_subtitle(desk),
        drawing=drawing,
        caption=_caption(desk),
        facts=_facts(desk),
        status="" if status == "final" else desk.words(f"status.report.{status}"),
        mark=desk.words("status.mark.draft") if status == "draft" else "",
    )


def cover_title(desk: Desk) -> Said:
    """The title of the engagement and what one unit of its currency came back as."""
    now, formats = situation(desk), desk.formats
    facts: dict[str, object] = {"title": desk.engagement.title, "one": formats.money(Decimal(1))}
    facts["horizon"] = months(desk, desk.engagement.horizon)
    if now not in STATED:
        return desk.words(f"cover.title.{now}", **facts)
    back = desk.results.financial.bcr.known
    form = ".nothing" if now is Situation.LOSS and sign(back) <= 0 else ""
    facts["back"] = Said(formats.money(back, 2), ("financial.bcr",))
    return desk.words(f"cover.title.{now}{form}", **facts)


def _subtitle(desk: Desk) -> Said:
    """How long after the start it was measured, for whom, over which months."""
    engagement = desk.engagement
    start, end = month_of(engagement.period.start), month_of(engagement.as_of)
    facts: dict[str, object] = {"client": engagement.client.name, "start": desk.formats.month(start)}
    if end < start:
        return desk.words("cover.subtitle.before", **facts)
    facts |= {"age": months(desk, end - start + 1), "end": desk.formats.month(end)}
    return desk.words("cover.subtitle.one_month" if end == start else "cover.subtitle", **facts)


def _art(desk: Desk) -> CoverArt:
    """The cumulative at the end of each period; the amount is told only where the headline stands."""
    flows = desk.results.financial.cash_flow
    known = [flow for flow in flows if flow.cumulative.defined]
    measured = sum(not flow.forecast for flow in known)
    latest = known[measured - 1].cumulative.known if measured and desk.verdict.established else None
    label = "" if latest is None else desk.formats.money_short(latest, signed=True)
    values = tuple(float(flow.cumulative.known) for flow in known)
    return CoverArt(desk.words("cover.art"), _caption(desk), values, measured, label)


def _caption(desk: Desk) -> Said:
    """What the curve shows, and from when to when."""
    flows = desk.results.financial.cash_flow
    if not any(flow.cumulative.defined and flow.cumulative.known for flow in flows):
        return desk.words("cover.caption.empty")
    start = month_of(desk.engagement.period.start)
    forecast = any(flow.forecast for flow in flows)
    form = ("" if desk.verdict.established else "withheld.") + ("forecast" if forecast else "measured")
    first, last = desk.formats.month(start), desk.formats.month(start + desk.engagement.horizon - 1)
    return desk.words(f"cover.caption.{form}", start=first, end=last)


def _facts(desk: Desk) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Client, cut-off date, version, confidentiality."""
    engagement, words = desk.engagement, desk.words
    version = words("cover.version.text", version=engagement.version) if engagement.version else ""
    facts = (
        ("client", (engagement.client.name, engagement.client.sector or "")),
        ("as_of", (desk.formats.day(engagement.as_of), words(f"status.report.{engagement.status}"))),
        ("version", (version or words("common.none"), _commit(desk))),
        ("confidentiality", (engagement.confidentiality or words("cover.confidentiality.silent"),)),
    )
    return tuple((words(f"cover.{name}"), tuple(line for line in lines if line)) for name, lines in facts)


def _commit(desk: Desk) -> str:
    """The commit that the figures were computed at; nothing where the folder is in no repository."""
    if isinstance(desk.commit, CommitUnknown):
        return desk.words("cover.version.commit_unknown")
    return desk.words("cover.version.commit", commit=desk.commit_text) if desk.commit else ""
