"""When what is measured next, and at which level somebody should be told."""

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
    """A day and what is measured on it: a KPI, or everything where it is None."""

    on: date
    planned: NextMeasurement | None


def measurements(ctx: ReportContext) -> tuple[Measurement, ...]:
    """The next measurements, and the day on which all is measured again, by date."""
    found = [Measurement(each.on, each) for each in ctx.engagement.recommendations.next_measurements]
    expectations = ctx.engagement.challenges.expectations
    if expectations and expectations.remeasure_on:
        found.append(Measurement(expectations.remeasure_on, None))
    return tuple(sorted(found, key=lambda each: each.on))


def next_measurements(ctx: ReportContext) -> tuple[Block, ...]:
    """The table of the next measurements; a sentence where none is set."""
    found, words = measurements(ctx), ctx.words
    if not found:
        return (Sentence(words("recommendations.next.empty")),)
    columns = (
        TableColumn(words("recommendations.column.on"), 24),
        TableColumn(words("recommendations.column.kpi"), 42),
        TableColumn(words("recommendations.column.alert"), 34),
    )
    table = Table(columns, tuple(_row(ctx, each) for each in found), dense=True)
    return (Exhibit(measurements_title(ctx), words("recommendations.next.subtitle"), table, data_source(ctx)),)


def measurements_title(ctx: ReportContext) -> QuotedText:
    """The next day of measurement, or that the last one has passed already."""
    found, as_of = measurements(ctx), ctx.engagement.as_of
    ahead = [each for each in found if each.on > as_of]
    if not ahead:
        return ctx.words("recommendations.next.title.past", day=ctx.formats.day(found[-1].on))
    return ctx.words("recommendations.next.title.ahead", day=ctx.formats.day(ahead[0].on))


def _row(ctx: ReportContext, each: Measurement) -> TableRow:
    """A day, the KPI with who measures it, its alert with its latest value."""
    day = Cell(ctx.formats.day_short(each.on), sort=each.on.isoformat())
    if each.planned is None:
        return TableRow((day, Cell(ctx.words("recommendations.next.all")), Cell()))
    result = next(one for one in ctx.results.kpis if one.kpi.id == each.planned.kpi)
    owner = each.planned.owner
    who = ctx.words("recommendations.fact.owner", owner=owner) if owner else ""
    known = result.latest.defined
    latest = ctx.words("recommendations.next.latest", latest=level(ctx, result, "latest")) if known else ""
    tone: Tone = "negative" if is_raised(each.planned, result) else "plain"
    alert = Cell(_alert(ctx, each.planned, result), sub=latest, tone=tone)
    return TableRow((day, Cell(str(result.kpi.name), sub=who), alert))


def is_raised(planned: NextMeasurement, result: KpiResult) -> bool:
    """Whether the latest value has already passed its alert."""
    if planned.alert is None or not result.latest.defined:
        return False
    below, above, latest = planned.alert.below, planned.alert.above, result.latest.known
    return (below is not None and latest < below) or (above is not None and latest > above)


def _alert(ctx: ReportContext, planned: NextMeasurement, result: KpiResult) -> QuotedText:
    """Below or above which level somebody should be told."""
    given = planned.alert
    levels = {} if given is None else {"below": given.below, "above": given.above}
    known = {
        bound: cited(ctx, level_text(ctx, result, value), alert_path(planned, bound))
        for bound, value in levels.items()
        if value is not None
    }
    return ctx.words(f"recommendations.alert.{'_'.join(known) or 'none'}", **known)
