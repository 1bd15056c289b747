"""Where the ROI would be zero: how far one assumption alone would have to move."""

from decimal import Decimal

from roireport.measure.results import Swing
from roireport.present.blocks import Sentence
from roireport.present.context import ReportContext
from roireport.present.language.quoted_text import QuotedText
from roireport.present.story.assumptions import label_of, range_of, swings


def switching(ctx: ReportContext) -> Sentence:
    """The nearest switching value, and whether the assumption's range goes that far."""
    nearest = nearest_switches(ctx)
    if not nearest:
        return Sentence(ctx.words("robustness.switching.none"))
    return Sentence(_told(ctx, nearest[0]))


def nearest_switches(ctx: ReportContext) -> tuple[Swing, ...]:
    """The assumptions that have a switching value, the nearest to 1 first."""
    known = [swing for swing in swings(ctx) if swing.switching_value.defined]
    return tuple(sorted(known, key=lambda swing: abs(swing.switching_value.known - 1)))


def is_within(ctx: ReportContext, swing: Swing) -> bool:
    """Whether the switching value lies in the assumption's own range."""
    given = range_of(ctx, swing.input)
    return given.low <= swing.switching_value.known <= given.high


def _told(ctx: ReportContext, swing: Swing) -> QuotedText:
    """At which share of its amount the ROI is zero, and whether its range goes that far."""
    value = swing.switching_value.known
    path = f"uncertainty.sensitivity.{swing.input}.switching_value"
    kind = swing.input.partition(".")[0]
    way = "fall" if value < 1 else "rise" if value > 1 else "stay"
    reach = "within" if is_within(ctx, swing) else "beyond"
    given = range_of(ctx, swing.input)
    return ctx.words(
        f"robustness.switching.{kind}.{way}.{reach}" if way != "stay" else "robustness.switching.stay",
        name=label_of(ctx, swing.input),
        value=_share_of_amount(ctx, path),
        end=ctx.formats.percent(given.low if way == "fall" else given.high),
    )


def _share_of_amount(ctx: ReportContext, path: str) -> QuotedText:
    """A factor as a share of the amount; a share that is not the whole never reads 100 %."""
    places = 0 if abs(ctx.figures[path].known - 1) >= Decimal("0.005") else 1
    return ctx.say(path, places=places)
