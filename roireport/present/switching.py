"""Where the ROI would be zero: how far one assumption alone would have to move."""

from decimal import Decimal
from typing import Final

from roireport.measure.results import Swing
from roireport.present.assumptions import label_of, range_of, swings
from roireport.present.desk import Desk
from roireport.present.said import Said
from roireport.present.view import Block, Item, Points, Sentence

MOST_POINTS: Final = 3
"""Switching values told: those nearest to the amounts as they are."""


def switching(desk: Desk) -> tuple[Block, ...]:
    """The nearest switching values; a sentence where no assumption alone can bring the ROI to zero."""
    nearest = nearest_switches(desk)
    if not nearest:
        return (Sentence(desk.words("robustness.switching.none")),)
    items = tuple(_item(desk, swing) for swing in nearest[:MOST_POINTS])
    return (Points(desk.words("robustness.switching.title"), items, "plain"),)


def nearest_switches(desk: Desk) -> tuple[Swing, ...]:
    """The assumptions that have a switching value, the nearest to 1 first."""
    known = [swing for swing in swings(desk) if swing.switching_value.defined]
    return tuple(sorted(known, key=lambda swing: abs(swing.switching_value.known - 1)))


def is_within(desk: Desk, swing: Swing) -> bool:
    """Whether the switching value lies in the assumption's own range."""
    given = range_of(desk, swing.input)
    return given.low <= swing.switching_value.known <= given.high


def _item(desk: Desk, swing: Swing) -> Item:
    """At which share of its amount the ROI is zero, and whether its range goes that far."""
    value = swing.switching_value.known
    path = f"uncertainty.sensitivity.{swing.input}.switching_value"
    kind = swing.input.partition(".")[0]
    way = "fall" if value < 1 else "rise" if value > 1 else "stay"
    reach = "within" if is_within(desk, swing) else "beyond"
    given = range_of(desk, swing.input)
    text = desk.words(
        f"robustness.switching.{kind}.{way}.{reach}" if way != "stay" else "robustness.switching.stay",
        value=_share_of_amount(desk, path),
        end=desk.formats.percent(given.low if way == "fall" else given.high),
    )
    return Item(text, label_of(desk, swing.input), "negative" if reach == "within" else "plain")


def _share_of_amount(desk: Desk, path: str) -> Said:
    """A factor as a share of the amount; a share that is not the whole never reads 100 %."""
    places = 0 if abs(desk.figures[path].known - 1) >= Decimal("0.005") else 1
    return desk.say(path, places=places)
