"""When what is measured next, and at which level somebody should be told."""

from dataclasses import dataclass
from datetime import date

from roireport.measure.results import KpiResult
from roireport.model.recommendation import NextMeasurement
from roireport.present.blocks import Block, Cell, Column, Exhibit, Row, Sentence, Table, Tone
from roireport.present.desk import Desk
from roireport.present.figures.quote import cited, level, level_text
from roireport.present.language.said import Said
from roireport.present.story.section import data_source
from roireport.trace.typed import alert_path


@dataclass(frozen=True, slots=True)
class Measurement:
    """A day and what is measured on it: a KPI, or everything where it is None."""

    on: date
    planned: NextMeasurement | None


def measurements(desk: Desk) -> tuple[Measurement, ...]:
    """The next measurements, and the day on which all is measured again, by date."""
    found = [Measurement(each.on, each) for each in desk.engagement.recommendations.next_measurements]
    expectations = desk.engagement.challenges.expectations
    if expectations and expectations.remeasure_on:
        found.append(Measurement(expectations.remeasure_on, None))
    return tuple(sorted(found, key=lambda each: each.on))


def next_measurements(desk: Desk) -> tuple[Block, ...]:
    """The table of the next measurements; a sentence where none is set."""
    found, words = measurements(desk), desk.words
    if not found:
        return (Sentence(words("recommendations.next.empty")),)
    columns = (
        Column(words("recommendations.column.on"), 24),
        Column(words("recommendations.column.kpi"), 42),
        Column(words("recommendations.column.alert"), 34),
    )
    table = Table(columns, tuple(_row(desk, each) for each in found), dense=True)
    return (Exhibit(measurements_title(desk), words("recommendations.next.subtitle"), table, data_source(desk)),)


def measurements_title(desk: Desk) -> Said:
    """The next day of measurement, or that the last one has passed already."""
    found, as_of = measurements(desk), desk.engagement.as_of
    ahead = [each for each in found if each.on > as_of]
    if not ahead:
        return desk.words("recommendations.next.title.past", day=desk.formats.day(found[-1].on))
    return desk.words("recommendations.next.title.ahead", day=desk.formats.day(ahead[0].on))


def _row(desk: Desk, each: Measurement) -> Row:
    """A day, the KPI with who measures it, its alert with its latest value."""
    day = Cell(desk.formats.day_short(each.on), sort=each.on.isoformat())
    if each.planned is None:
        return Row((day, Cell(desk.words("recommendations.next.all")), Cell()))
    result = next(one for one in desk.results.kpis if one.kpi.id == each.planned.kpi)
    owner = each.planned.owner
    who = desk.words("recommendations.fact.owner", owner=owner) if owner else ""
    known = result.latest.defined
    latest = desk.words("recommendations.next.latest", latest=level(desk, result, "latest")) if known else ""
    tone: Tone = "negative" if is_raised(each.planned, result) else "plain"
    alert = Cell(_alert(desk, each.planned, result), sub=latest, tone=tone)
    return Row((day, Cell(str(result.kpi.name), sub=who), alert))


def is_raised(planned: NextMeasurement, result: KpiResult) -> bool:
    """Whether the latest value has already passed its alert."""
    if planned.alert is None or not result.latest.defined:
        return False
    below, above, latest = planned.alert.below, planned.alert.above, result.latest.known
    return (below is not None and latest < below) or (above is not None and latest > above)


def _alert(desk: Desk, planned: NextMeasurement, result: KpiResult) -> Said:
    """Below or above which level somebody should be told."""
    given = planned.alert
    levels = {} if given is None else {"below": given.below, "above": given.above}
    known = {
        bound: cited(desk, level_text(desk, result, value), alert_path(planned, bound))
        for bound, value in levels.items()
        if value is not None
    }
    return desk.words(f"recommendations.alert.{'_'.join(known) or 'none'}", **known)
