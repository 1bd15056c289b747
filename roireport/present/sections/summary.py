"""The summary: the verdict, six tiles, the interval of the ROI, three findings, the decision asked."""

from decimal import Decimal

from roireport.chart.interval import Interval
from roireport.chart.interval import draw as draw_interval
from roireport.chart.scale import Labelled, ticks
from roireport.model.recommendation import Decision
from roireport.present.blocks import Block, Contents, Exhibit, Points, Sentence, Side, Takeaway
from roireport.present.desk import Desk
from roireport.present.figures.comparison import order, sign, told_apart
from roireport.present.figures.quote import cited, months, rate
from roireport.present.language.said import Said
from roireport.present.narrative import narrative
from roireport.present.sections.summary_tiles import tiles
from roireport.present.story.findings import leading
from roireport.present.story.outline import chosen, heading
from roireport.present.story.section import accepted, data_source, section, withheld
from roireport.present.story.verdict import has_headline, standing, verdict_sentence
from roireport.present.view import Section


def summary(desk: Desk) -> Section:
    """The summary on one page."""
    told = narrative(desk, "summary")
    blocks: tuple[Block, ...] = (
        tiles(desk),
        *withheld(desk),
        *accepted(desk),
        *_interval(desk),
        Side((_findings(desk),), _decisions(desk)),
        *((told,) if told else ()),
        _contents(desk),
    )
    return section(desk, "summary", verdict_sentence(desk), blocks)


def _interval(desk: Desk) -> tuple[Block, ...]:
    """The ROI with its interval and its target; a sentence where there is neither."""
    if not has_headline(desk):
        return ()
    ranged = desk.results.uncertainty.p10.defined
    if not ranged and desk.engagement.target_roi is None:
        return (Sentence(desk.words("summary.interval.neither")),)
    title = _interval_title(desk)
    subtitle = desk.words(
        f"summary.interval.subtitle.{'range' if ranged else 'no_range'}",
        draws=desk.formats.number(Decimal(desk.results.uncertainty.draws)),
        horizon=months(desk, desk.engagement.horizon),
    )
    drawing = draw_interval(_interval_chart(desk, title, subtitle))
    return (Exhibit(title, subtitle, drawing, data_source(desk)),)


def _interval_title(desk: Desk) -> Said:
    """What the interval says: of the target where there is one, else of the sign."""
    uncertainty, target = desk.results.uncertainty, desk.engagement.target_roi
    paths = {"roi": "financial.roi", "low": "uncertainty.roi.p10", "high": "uncertainty.roi.p90"}
    facts: dict[str, object] = {name: desk.say(path) for name, path in paths.items()}
    if target is None:
        signs = sign(uncertainty.p10.known), sign(uncertainty.p90.known)
        form = "positive" if signs[0] > 0 else "negative" if signs[1] < 0 else "both"
        return desk.words(f"summary.interval.no_target.{form}", **facts)
    facts["target"] = rate(desk, target, "target_roi")
    if not uncertainty.p10.defined:
        places = told_apart(desk.results.financial.roi.known, target)
        facts["roi"] = desk.say("financial.roi", places=places)
        return desk.words(f"summary.interval.no_range.{standing(desk)}", **facts)
    for name, figure in (("low", uncertainty.p10), ("high", uncertainty.p90)):
        facts[name] = desk.say(paths[name], places=told_apart(figure.known, target))
    facts["probability"] = desk.say("uncertainty.probability_target")
    return desk.words(f"summary.interval.{_target_within(desk, target)}", **facts)


def _target_within(desk: Desk, target: Decimal) -> str:
    """Whether the target lies below, within or above the interval; its ends belong to it."""
    uncertainty = desk.results.uncertainty
    if order(uncertainty.p10.known, target) == "above":
        return "above_target"
    return "below_target" if order(uncertainty.p90.known, target) == "below" else "around_target"


def _interval_chart(desk: Desk, title: str, description: str) -> Interval:
    """The geometry's input; percentages as fractions."""
    uncertainty, target = desk.results.uncertainty, desk.engagement.target_roi
    named = {"low": uncertainty.p10, "median": uncertainty.p50, "high": uncertainty.p90}
    known = {name: figure.known for name, figure in named.items() if figure.defined}
    known["point"] = desk.results.financial.roi.known
    if target is not None:
        known["target"] = target
    labelled = {name: _labelled(desk, name, value) for name, value in known.items()}
    percent = desk.formats.percent
    axis = ticks([float(value) for value in known.values()], lambda tick: percent(Decimal(str(tick))))
    low, median, high, aim = (labelled.get(name) for name in ("low", "median", "high", "target"))
    return Interval(title, description, axis, labelled["point"], low, median, high, aim)


def _labelled(desk: Desk, name: str, value: Decimal) -> Labelled:
    return Labelled(float(value), desk.words(f"summary.interval.label.{name}", value=desk.formats.percent(value)))


def _findings(desk: Desk) -> Points:
    """Three findings, one unfavourable at least."""
    items = tuple(remark.item(remark.brief) for remark in leading(desk))
    return Points(desk.words("summary.findings"), items, "plain")


def _decisions(desk: Desk) -> tuple[Block, ...]:
    """What the client is asked to decide now."""
    asked = [decision for decision in desk.engagement.recommendations.decisions if decision.asked]
    label = desk.words("summary.decisions", n=max(len(asked), 1))
    if not asked:
        return (Takeaway(label, desk.words("summary.decisions.none"), "muted"),)
    return tuple(Takeaway(label, _decision(desk, decision)) for decision in asked)


def _decision(desk: Desk, decision: Decision) -> Said:
    """A decision with what it costs and by when, as far as that is known."""
    known = f"{'cost' if decision.cost else 'free'}.{'due' if decision.due else 'open'}"
    return desk.words(
        f"summary.decision.{known}",
        decision=decision.decision.rstrip(" ."),
        cost=cited(desk, desk.formats.money(decision.cost or Decimal(0)), f"decisions.{decision.id}.cost"),
        due=desk.formats.day(decision.due) if decision.due else "",
    )


def _contents(desk: Desk) -> Contents:
    """The sections that follow."""
    return Contents(tuple((id, heading(desk, id)) for id in chosen(desk.workspace) if id != "summary"))
