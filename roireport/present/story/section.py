"""What all sections have: a kicker, a source line, a takeaway, the notice of a withheld headline."""

from collections.abc import Iterable

from roireport.present.blocks import Block, Sentence, Takeaway
from roireport.present.desk import Desk
from roireport.present.figures.challenge_texts import challenge_texts
from roireport.present.language.said import Said
from roireport.present.story.outline import heading, number_of
from roireport.present.view import Section

LONGEST_SOURCE = 220
"""Letters of a source line before it refers to the data as a whole."""


def section(desk: Desk, id: str, title: str, blocks: Iterable[Block]) -> Section:
    """A section under its numbered heading."""
    return Section(id, heading(desk, id), title, tuple(blocks))


def takeaway(desk: Desk, text: str) -> Takeaway:
    """What to remember."""
    return Takeaway(desk.words("common.takeaway"), text)


def source(desk: Desk, sources: Iterable[str | None]) -> Said:
    """The source line of an exhibit: the sources typed by the consultant, or the engagement's data."""
    named = tuple(dict.fromkeys(text.rstrip(" .") for text in sources if text))
    joined = desk.words("common.semicolon").join(named)
    return desk.words("common.source", source=joined) if 0 < len(joined) <= LONGEST_SOURCE else data_source(desk)


def data_source(desk: Desk) -> Said:
    """The source line of what is computed from many lines; it refers to the appendix of figures where there is one."""
    appendix = number_of(desk.workspace, "traceability")
    return desk.words("common.source.data", appendix=appendix) if appendix else desk.words("common.source.data_alone")


def withheld_notice(desk: Desk) -> tuple[Block, ...]:
    """That the headline is not established, above what was computed all the same; nothing where it is."""
    if desk.verdict.established:
        return ()
    return (Takeaway(desk.words("common.withheld.label"), desk.words("common.withheld.text"), "warning"),)


def withheld(desk: Desk) -> tuple[Block, ...]:
    """The notice and why, one sentence a blocker; nothing where the headline stands."""
    blockers = [challenge_texts(desk, found) for found in desk.verdict.blockers]
    reasons = (desk.words("common.withheld.reason", found=text.message, remedy=text.remedy) for text in blockers)
    return (*withheld_notice(desk), *(Sentence(reason) for reason in reasons))


def accepted(desk: Desk) -> tuple[Block, ...]:
    """Who accepted a blocker, why and until when."""
    notices = []
    for found in desk.verdict.accepted_blockers:
        if found.accepted is None:
            continue
        text = desk.words(
            "common.accepted.text",
            name=desk.words(f"challenge.{found.rule.id}.name"),
            by=found.accepted.by,
            until=desk.formats.day(found.accepted.until),
            reason=found.accepted.reason.rstrip(" ."),
        )
        notices.append(Takeaway(desk.words("common.accepted.label"), text, "warning"))
    return tuple(notices)
