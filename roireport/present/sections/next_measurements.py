"""The next measurements and their alerts."""

from dataclasses import dataclass
from datetime import date

from roireport.measure.results import KpiResult
from roireport.model.recommendation import NextMeasurement
from roireport.present.blocks import Block, Cell, Exhibit, Sentence, Table, TableColumn, TableRow, Tone
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import cited, level, level_text
from roireport.present.language.quoted_text import QuotedText
from roireport.present.story.section import data_source
from roireport.trace.typed import alert_path


@dataclass(frozen=True, slots=True)
class Measurement:
    """A day with its planned measurement; None measures everything."""

    on: date
    planned: NextMeasurement | None


def measurements(ctx: ReportContext) -> tuple[Measurement, ...]:
    """Return the next measurements and the day that measures everything, by date."""
    dates = [Measurement(planned.on, planned) for planned in ctx.engagement.recommendations.next_measurements]
    expectations = ctx.engagement.challenges.expectations
    if expectations and expectations.remeasure_on:
        dates.append(Measurement(expectations.remeasure_on, None))
    return tuple(sorted(dates, key=lambda measurement: measurement.on))


def next_measurements(ctx: ReportContext) -> tuple[Block, ...]:
    """Return the table of the next measurements; a sentence where there is none."""
    dates, words = measurements(ctx), ctx.words
    if not dates:
        return (Sentence(words("recommendations.next.empty")),)
    columns = (
        TableColumn(words("recommendations.column.on"), 24),
        TableColumn(words("recommendations.column.kpi"), 42),
        TableColumn(words("recommendations.column.alert"), 34),
    )
    table = Table(columns, tuple(_row(ctx, measurement) for measurement in dates), dense=True)
    return (Exhibit(measurements_title(ctx), words("recommendations.next.subtitle"), table, data_source(ctx)),)


def measurements_title(ctx: ReportContext) -> QuotedText:
    """Give the next day of measurement, or say that the last has passed."""
    dates, as_of = measurements(ctx), ctx.engagement.as_of
    ahead = [measurement.on for measurement in dates if measurement.on > as_of]
    if not ahead:
        return ctx.words("recommendations.next.title.past", day=ctx.formats.day(dates[-1].on))
    return ctx.words("recommendations.next.title.ahead", day=ctx.formats.day(ahead[0]))


def _row(ctx: ReportContext, measurement: Measurement) -> TableRow:
    """Return the day, the KPI with its owner, and the alert with the latest value."""
    day = Cell(ctx.formats.day_short(measurement.on), sort=measurement.on.isoformat())
    if measurement.planned is None:
        return TableRow((day, Cell(ctx.words("recommendations.next.all")), Cell()))
    result = next(result for result in ctx.results.kpis if result.kpi.id == measurement.planned.kpi)
    owner = measurement.planned.owner
    who = ctx.words("recommendations.fact.owner", owner=owner) if owner else ""
    has_latest = result.latest.defined
    latest = ctx.words("recommendations.next.latest", latest=level(ctx, result, "latest")) if has_latest else ""
    tone: Tone = "negative" if is_raised(measurement.planned, result) else "plain"
    alert = Cell(_alert(ctx, measurement.planned, result), sub=latest, tone=tone)
    return TableRow((day, Cell(str(result.kpi.name), sub=who), alert))


def is_raised(planned: NextMeasurement, result: KpiResult) -> bool:
    """Return whether the latest value has passed its alert."""
    if planned.alert is None or not result.latest.defined:
        return False
    below, above, latest = planned.alert.below, planned.alert.above, result.latest.known
    return (below is not None and latest < below) or (above is not None and latest > above)


def _alert(ctx: ReportContext, planned: NextMeasurement, result: KpiResult) -> QuotedText:
    """Give the levels of an alert."""
    given = planned.alert
    levels = {} if given is None else {"below": given.below, "above": given.above}
    texts = {
        bound: cited(ctx, level_text(ctx, result, value), alert_path(planned, bound))
        for bound, value in levels.items()
        if value is not None
    }
    return ctx.words(f"recommendations.alert.{'_'.join(texts) or 'none'}", **texts)
