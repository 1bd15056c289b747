"""Which assumption moves the ROI most, one at a time."""

from decimal import Decimal
from typing import Final

from roireport.chart.scale import Labelled, ticks
from roireport.chart.tornado import Row, Tornado, draw
from roireport.measure.results import Swing
from roireport.present.blocks import Exhibit
from roireport.present.desk import Desk
from roireport.present.figures.comparison import sign
from roireport.present.figures.quote import capitalised, spelled
from roireport.present.language.said import Said
from roireport.present.story.assumptions import change, ends_of, label_of, range_of, swings, width
from roireport.present.story.section import data_source

MOST_ROWS: Final = 5
"""Assumptions drawn; those that move the ROI less are counted in a note."""


def tornado_title(desk: Desk) -> Said:
    """The assumption that weighs most, to the tenth of a point."""
    found = swings(desk)
    first = found[0]
    low, high = ends_of(first)
    facts = {"name": label_of(desk, first.input), "low": desk.say(low.path), "high": desk.say(high.path)}
    if not sign(width(first), 1):
        return desk.words("robustness.tornado.title.still")
    if len(found) == 1:
        return desk.words("robustness.tornado.title.only", **facts)
    if not sign(width(first) - width(found[1]), 1):
        return desk.words("robustness.tornado.title.tie", other=label_of(desk, found[1].input), **facts)
    return desk.words("robustness.tornado.title.first", **facts)


def tornado(desk: Desk) -> Exhibit:
    """The assumptions that move the ROI most."""
    found, title = swings(desk), tornado_title(desk)
    number = desk.formats.number
    lines = len(desk.engagement.costs) + len(desk.engagement.gains)
    subtitle = desk.words(
        "robustness.tornado.subtitle", n=len(found), ranged=number(Decimal(len(found))), lines=number(Decimal(lines))
    )
    base = Labelled(
        float(desk.results.financial.roi.known), desk.words("robustness.tornado.base", roi=desk.say("financial.roi"))
    )
    rows = tuple(_row(desk, swing) for swing in found[:MOST_ROWS])
    values = [base.value, *(end.value for row in rows for end in (row.low, row.high))]
    axis = ticks(values, lambda value: desk.formats.percent(Decimal(str(value))))
    drawing = draw(Tornado(title, subtitle, base, rows, axis))
    return Exhibit(title, subtitle, drawing, data_source(desk), note=_rest(desk, len(found) - MOST_ROWS))


def _rest(desk: Desk, left: int) -> Said:
    """How many assumptions are not drawn."""
    if left <= 0:
        return Said("")
    return capitalised(desk.words("robustness.tornado.rest", n=left, count=spelled(desk, left, feminine=True)))


def _row(desk: Desk, swing: Swing) -> Row:
    """An assumption with its range, and the ROI at both ends."""
    given, name = range_of(desk, swing.input), label_of(desk, swing.input)
    low, high = (Labelled(float(end.value), desk.say(end.path)) for end in ends_of(swing))
    note = desk.words("robustness.tornado.range", low=change(desk, given.low), high=change(desk, given.high))
    tip = desk.words("robustness.tornado.tip", name=name, low=low.label, high=high.label)
    return Row(name, low, high, note, tip)
