"""Section 5: how solid the result is: one assumption at a time, all at once, and where the ROI would be zero."""

from typing import Literal

from roireport.present.blocks import Block, Sentence, Takeaway
from roireport.present.charts.distribution import distribution
from roireport.present.charts.tornado import tornado
from roireport.present.desk import Desk
from roireport.present.figures.comparison import sign
from roireport.present.figures.quote import rate
from roireport.present.language.said import Said
from roireport.present.sections.switching import switching
from roireport.present.story.assumptions import best, ends_of, label_of, probability, swings, worst
from roireport.present.story.section import section, takeaway, withheld_notice
from roireport.present.story.verdict import blocker_name
from roireport.present.view import Section

Footing = Literal["withheld", "undefined", "no_range", "holds", "falls", "even", "lifts", "loses"]
"""What one assumption alone can do to the ROI."""

UNKNOWN = ("withheld", "undefined", "no_range")


def robustness(desk: Desk) -> Section:
    """The section."""
    footing = footing_of(desk)
    if footing in UNKNOWN:
        empty = desk.words(f"robustness.empty.{footing}", why=desk.say("financial.roi"))
        blocks: tuple[Block, ...] = (*withheld_notice(desk), Sentence(empty))
    else:
        blocks = (tornado(desk), *distribution(desk), switching(desk))
    return section(desk, "robustness", robustness_title(desk), (*blocks, _takeaway(desk)))


def footing_of(desk: Desk) -> Footing:
    """Which of the situations it is, to the digit that is shown."""
    roi = desk.results.financial.roi
    if not desk.verdict.established:
        return "withheld"
    if not roi.defined:
        return "undefined"
    if not swings(desk) or not desk.results.uncertainty.p10.defined:
        return "no_range"
    if sign(worst(desk).value) > 0:
        return "holds"
    if sign(best(desk).value) < 0:
        return "loses"
    between: dict[int, Footing] = {1: "falls", 0: "even", -1: "lifts"}
    return between[sign(roi.known)]


def robustness_title(desk: Desk) -> Said:
    """What one assumption alone can do, and in how many draws the target is reached."""
    footing = footing_of(desk)
    if footing == "withheld":
        return desk.words("robustness.title.withheld", blocker=blocker_name(desk, desk.verdict.blockers[0]))
    roi = desk.say("financial.roi")
    if footing in UNKNOWN:
        return desk.words(f"robustness.title.{footing}", why=roi, roi=roi)
    alone = len(swings(desk)) == 1 and footing in ("holds", "loses")
    form = f"{footing}.alone" if alone else footing
    aim = "sign" if desk.engagement.target_roi is None else "target"
    return desk.words(f"robustness.title.{form}.{aim}", **_facts(desk))


def _facts(desk: Desk) -> dict[str, object]:
    """All that the title and the takeaway may quote."""
    low, high, target = worst(desk), best(desk), desk.engagement.target_roi
    first = swings(desk)[0]
    lower, upper = ends_of(first)
    return {
        "roi": desk.say("financial.roi"),
        "worst": desk.say(low.path),
        "best": desk.say(high.path),
        "pulls": label_of(desk, low.swing.input),
        "lifts": label_of(desk, high.swing.input),
        "target": "" if target is None else rate(desk, target, "target_roi"),
        "reached": probability(desk, "uncertainty.probability_target"),
        "positive": probability(desk, "uncertainty.probability_positive"),
        "name": label_of(desk, first.input),
        "lower": desk.say(lower.path),
        "upper": desk.say(upper.path),
    }


def _takeaway(desk: Desk) -> Takeaway:
    """Where the discussion belongs."""
    footing = footing_of(desk)
    if footing in UNKNOWN:
        return takeaway(desk, desk.words(f"robustness.takeaway.{footing}"))
    ever = "sometimes" if desk.results.uncertainty.probability_positive.known else "never"
    form = f"loses.{ever}" if footing == "loses" else footing
    return takeaway(desk, desk.words(f"robustness.takeaway.{form}", **_facts(desk)))
