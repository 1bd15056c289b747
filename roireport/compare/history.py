"""The headline figures of an engagement at each of its versions, and what each change is due to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Final, Literal, NamedTuple, TypeAlias

from roireport.compare.change import GROUPS, Group
from roireport.compare.share import SHARED_OUT, Unshared
from roireport.model.period import Span

ROI: Final = "financial.roi"
LOW, HIGH, OBSERVED = "uncertainty.roi.p10", "uncertainty.roi.p90", "financial.observed_share"
KEPT: Final = (*SHARED_OUT, LOW, HIGH, OBSERVED)
"""The paths of the figures that are kept for each version."""

Fault: TypeAlias = Literal["", "not_loaded", "schema", "settings", "git", "lost"]
"""Why a version has no figures: its files cannot be read, follow another schema, its settings cannot be read, git does
not have all files, or computing them took too long."""


class ReservationName(NamedTuple):
    """A reservation: what it is listed under, and the rule that leads it."""

    id: str
    rule: str


@dataclass(frozen=True, slots=True)
class VersionFigures:
    """The figures of a version as published; None where one has no value.

    `low_case` where the interval may be named, `reference` for a published case restated.
    """

    values: Mapping[str, Decimal | None]
    established: bool
    low_case: bool
    status: str
    as_of: date
    currency: str
    reference: bool = False
    reservations: tuple[ReservationName, ...] = ()

    @property
    def roi(self) -> Decimal | None:
        """The ROI that its report states; None where it states none."""
        return self.values[ROI] if self.established else None

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        """P10 and P90 of the ROI, where the report names them."""
        low, high = self.values[LOW], self.values[HIGH]
        named = self.roi is not None and self.low_case
        return (low, high) if named and low is not None and high is not None else None


@dataclass(frozen=True, slots=True)
class VersionStep:
    """What the change since the version before is due to.

    Args:
        parts: The part of each group in the change of a figure, by the path of the figure; none where it is not known.
        cause: The group that more than half of what moved the ROI is due to; None where there is none.
        months: The first and the last month of the new measurements; None without any.
        why: Why the change of the ROI is not shared out.
    """

    parts: Mapping[str, tuple[tuple[Group, Decimal], ...]]
    cause: Group | None = None
    months: Span | None = None
    why: Unshared | None = None


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """What is computed for a version, and kept: its figures, or why there are none, and the step to it."""

    figures: VersionFigures | None
    step: VersionStep | None = None
    fault: Fault = ""


@dataclass(frozen=True, slots=True)
class EngagementVersion:
    """A version of an engagement.

    Args:
        name: As the engagement names it, else the tag; empty for a present state without a name.
        commit: Empty where its commit is not known.
        day: The day of the commit; None where it is not committed.
        id: How its folder was called.
        modified: Whether the files differ from the commit.
        is_tag: Whether git alone names it.
    """

    name: str
    commit: str
    day: date | None
    id: str
    record: VersionRecord
    modified: bool = False
    is_tag: bool = False

    @property
    def roi(self) -> Decimal | None:
        """The ROI that its report states."""
        return self.record.figures.roi if self.record.figures else None


@dataclass(frozen=True, slots=True)
class EngagementHistory:
    """The versions of an engagement, the newest first; `limit` says why git may know more or knows none."""

    id: str
    versions: tuple[EngagementVersion, ...] = ()
    limit: str = ""

    @property
    def has_course(self) -> bool:
        """Whether there is more than the present state."""
        return len(self.versions) > 1


def pairs(history: EngagementHistory) -> Iterator[tuple[EngagementVersion, EngagementVersion | None]]:
    """Yield each version with the one before it, the newest first; None before the first."""
    yield from zip_longest(history.versions, history.versions[1:])


@dataclass(frozen=True, slots=True)
class Reserved:
    """The reservations that came with a version, and those that went."""

    came: tuple[ReservationName, ...] = ()
    went: tuple[ReservationName, ...] = ()


def reserved(now: VersionRecord, before: VersionRecord) -> Reserved:
    """What changed in the reservations between two versions; nothing where one of them has no figures."""
    if now.figures is None or before.figures is None:
        return Reserved()
    sides = now.figures.reservations, before.figures.reservations
    ids = [{one.id for one in side} for side in sides]
    return Reserved(
        tuple(one for one in sides[0] if one.id not in ids[1]), tuple(one for one in sides[1] if one.id not in ids[0])
    )


def parts_of(versions: Sequence[EngagementVersion], path: str = ROI) -> dict[Group, Decimal]:
    """The parts of the change of a figure over several versions, the newest first: the sums of those of their steps.

    Nothing where the change of one step is not shared out.
    """
    total: dict[Group, Decimal] = {}
    for version in versions:
        step = version.record.step
        if step is None or step.why:
            return {}
        for group, part in step.parts.get(path, ()):
            total[group] = total.get(group, Decimal(0)) + part
    return {group: total[group] for group in GROUPS if group in total}
