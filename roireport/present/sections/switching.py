"""The switching value: the share of an amount at which the ROI is zero."""

from decimal import Decimal

from roireport.measure.results import Swing
from roireport.present.blocks import Sentence
from roireport.present.context import ReportContext
from roireport.present.language.quoted_text import QuotedText
from roireport.present.story.assumptions import label_of, range_ends, swings


def switching(ctx: ReportContext) -> Sentence:
    """Give the nearest switching value, and whether it is in its range."""
    nearest = nearest_switches(ctx)
    if not nearest:
        return Sentence(ctx.words("robustness.switching.none"))
    return Sentence(_switching_text(ctx, nearest[0]))


def nearest_switches(ctx: ReportContext) -> tuple[Swing, ...]:
    """Return the assumptions with a switching value, the nearest to 1 first."""
    with_value = [swing for swing in swings(ctx) if swing.switching_value.defined]
    return tuple(sorted(with_value, key=lambda swing: abs(swing.switching_value.known - 1)))


def is_within(ctx: ReportContext, swing: Swing) -> bool:
    """Return whether the switching value is in the range or the interval of its assumption."""
    low, high = range_ends(ctx, swing.input).factors
    return low <= swing.switching_value.known <= high


def _switching_text(ctx: ReportContext, swing: Swing) -> QuotedText:
    """Write a switching value, and whether it is in its range."""
    value = swing.switching_value.known
    path = f"uncertainty.sensitivity.{swing.input}.switching_value"
    kind = swing.input.partition(".")[0]
    way = "fall" if value < 1 else "rise" if value > 1 else "stay"
    reach = "within" if is_within(ctx, swing) else "beyond"
    given = range_ends(ctx, swing.input)
    return ctx.words(
        f"robustness.switching.{kind}.{way}.{reach}" if way != "stay" else "robustness.switching.stay",
        name=label_of(ctx, swing.input),
        value=_share_of_amount(ctx, path),
        end=given.low if way == "fall" else given.high,
    )


def _share_of_amount(ctx: ReportContext, path: str) -> QuotedText:
    """Write a factor as a share of the amount; only the whole reads 100 %."""
    places = 0 if abs(ctx.figures[path].known - 1) >= Decimal("0.005") else 1
    return ctx.say(path, places=places)
