"""All that changed in an engagement, in the words of one language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from roireport.assess.reservations import Reservation
from roireport.compare.change import GROUPS, Group
from roireport.compare.share import Causes
from roireport.measure.figure import Reason
from roireport.measure.results import ObjectiveResult
from roireport.present.context import ReportContext
from roireport.present.difference.figures import FigureChange, headline_changes, kpi_changes
from roireport.present.difference.lines import ChangeLine, Provenance, change_lines
from roireport.present.difference.threshold import NO_THRESHOLD, Threshold
from roireport.present.figures.challenge_texts import challenge_texts
from roireport.present.story.verdict import kind_name
from roireport.problems.sentences import what


@dataclass(frozen=True, slots=True)
class Compared:
    """An engagement at two times in one language, and what its change is due to."""

    before: ReportContext
    after: ReportContext
    attribution: Causes
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class StateChange:
    """Something without a number: a verdict, the state of an objective."""

    id: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed in an engagement, as every form of the verb shows it.

    Args:
        states: The verdict and the objectives that differ.
        came: The reservations of today that the earlier version did not have, by id.
        went: Those that it had, and that are gone.
        lines: The changed inputs of each group.
        notes: What a reader must know of the comparison.
    """

    figures: tuple[FigureChange, ...]
    states: tuple[StateChange, ...]
    came: Mapping[str, str]
    went: Mapping[str, str]
    lines: Mapping[Group, tuple[ChangeLine, ...]]
    notes: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether anything that is shown differs."""
        return any(figure.differs for figure in self.figures) or bool(self.states or self.came or self.went)


def difference(compared: Compared, threshold: Threshold = NO_THRESHOLD) -> Difference:
    """Say what changed; a figure below a threshold counts as unchanged, and then only figures count at all."""
    before, after, attribution = compared.before, compared.after, compared.attribution
    figures = (*headline_changes(before, after, attribution), *kpi_changes(before, after))
    kept = tuple(_kept(figure, threshold) for figure in figures)
    is_open = threshold == NO_THRESHOLD
    return Difference(
        figures=tuple(figure for figure in kept if figure is not None),
        states=tuple(_states(before, after)) if is_open else (),
        came=_only_in(after, before) if is_open else {},
        went=_only_in(before, after) if is_open else {},
        lines=_lines_by_group(compared),
        notes=tuple(_notes(compared, [figure.why for figure in figures])),
    )


def _kept(figure: FigureChange, threshold: Threshold) -> FigureChange | None:
    """A figure where it is to be shown: a headline always, without a threshold; else what differs enough."""
    if threshold == NO_THRESHOLD:
        return figure if figure.differs or not figure.path.startswith("kpis.") else None
    return figure if figure.differs and threshold.reached(figure) else None


def _states(before: ReportContext, after: ReportContext) -> Iterator[StateChange]:
    """Yield the verdict and the objectives that are not what they were."""
    words = after.words
    if before.verdict.kind != after.verdict.kind:
        yield StateChange("verdict", str(words("diff.verdict")), str(kind_name(before)), str(kind_name(after)))
    sides = [{result.objective.id: result for result in ctx.results.objectives} for ctx in (before, after)]
    for id in dict.fromkeys((*sides[1], *sides[0])):
        texts = [_status(after, side.get(id)) for side in sides]
        if texts[0] != texts[1]:
            objective = (sides[1].get(id) or sides[0][id]).objective
            yield StateChange(f"objectives.{id}", str(objective.statement), *texts)


def _status(ctx: ReportContext, result: ObjectiveResult | None) -> str:
    if result is None:
        return str(ctx.words("common.none"))
    status = result.status
    if isinstance(status, Reason):
        return str(ctx.words(f"undefined.{status.key}", **dict(status.facts)))
    return str(ctx.words(f"status.objective.{status}"))


def _only_in(ctx: ReportContext, other: ReportContext) -> dict[str, str]:
    """The reservations that one side has and the other has not: their names and messages, by id."""
    others = {one.id for one in other.reservations}
    return {one.id: _reservation(ctx, one) for one in ctx.reservations if one.id not in others}


def _reservation(ctx: ReportContext, reservation: Reservation) -> str:
    texts = challenge_texts(ctx, reservation.leading)
    return str(ctx.words("diff.reservation", name=texts.name, message=texts.message))


def _lines_by_group(compared: Compared) -> dict[Group, tuple[ChangeLine, ...]]:
    lines: Sequence[ChangeLine] = tuple(change_lines(compared.after, compared.attribution.changes, compared.provenance))
    grouped = {group: tuple(line for line in lines if line.group == group) for group in GROUPS}
    return {group: own for group, own in grouped.items() if own}


def _notes(compared: Compared, reasons: Sequence[str]) -> Iterator[str]:
    """Yield why a change is not shared out, what was counted together, and that the rules of the checks changed."""
    words, attribution = compared.after.words, compared.attribution
    for why in dict.fromkeys(reasons):
        if why not in ("", "undefined"):
            yield str(words(f"diff.why.{why}"))
    if attribution.refused:
        yield str(words("diff.refused", what=what(attribution.refused, words)))
    if attribution.united:
        yield str(words("diff.united", entries=", ".join(attribution.united)))
    if compared.before.workspace.checks != compared.after.workspace.checks:
        yield str(words("diff.checks_changed"))
