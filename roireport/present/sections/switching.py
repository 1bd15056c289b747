"""Where the ROI would be zero: how far one assumption alone would have to move."""

from decimal import Decimal

from roireport.measure.results import Swing
from roireport.present.blocks import Sentence
from roireport.present.desk import Desk
from roireport.present.language.said import Said
from roireport.present.story.assumptions import label_of, range_of, swings


def switching(desk: Desk) -> Sentence:
    """The nearest switching value, and whether the assumption's range goes that far."""
    nearest = nearest_switches(desk)
    if not nearest:
        return Sentence(desk.words("robustness.switching.none"))
    return Sentence(_told(desk, nearest[0]))


def nearest_switches(desk: Desk) -> tuple[Swing, ...]:
    """The assumptions that have a switching value, the nearest to 1 first."""
    known = [swing for swing in swings(desk) if swing.switching_value.defined]
    return tuple(sorted(known, key=lambda swing: abs(swing.switching_value.known - 1)))


def is_within(desk: Desk, swing: Swing) -> bool:
    """Whether the switching value lies in the assumption's own range."""
    given = range_of(desk, swing.input)
    return given.low <= swing.switching_value.known <= given.high


def _told(desk: Desk, swing: Swing) -> Said:
    """At which share of its amount the ROI is zero, and whether its range goes that far."""
    value = swing.switching_value.known
    path = f"uncertainty.sensitivity.{swing.input}.switching_value"
    kind = swing.input.partition(".")[0]
    way = "fall" if value < 1 else "rise" if value > 1 else "stay"
    reach = "within" if is_within(desk, swing) else "beyond"
    given = range_of(desk, swing.input)
    return desk.words(
        f"robustness.switching.{kind}.{way}.{reach}" if way != "stay" else "robustness.switching.stay",
        name=label_of(desk, swing.input),
        value=_share_of_amount(desk, path),
        end=desk.formats.percent(given.low if way == "fall" else given.high),
    )


def _share_of_amount(desk: Desk, path: str) -> Said:
    """A factor as a share of the amount; a share that is not the whole never reads 100 %."""
    places = 0 if abs(desk.figures[path].known - 1) >= Decimal("0.005") else 1
    return desk.say(path, places=places)
