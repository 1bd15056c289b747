"""The versions of an engagement, each as a row of texts: for a terminal, for Markdown and for a page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from roireport.compare.change import Group
from roireport.compare.history import (
    OBSERVED,
    EngagementHistory,
    EngagementVersion,
    ReservationName,
    VersionFigures,
    VersionStep,
    pairs,
    parts_of,
    reserved,
)
from roireport.compare.share import INDEX
from roireport.model.commit import SHOWN
from roireport.model.period import Span
from roireport.present.language.formats import Formats, round_half_up
from roireport.present.language.largest_remainder import largest_remainder
from roireport.present.language.words import Words

_PLACES: Final = 2
"""Decimals of an ROI as it is printed: whole points."""


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version of an engagement in words; `came` and `went` name reservations."""

    version: str
    day: str
    roi: str
    interval: str
    index: str
    observed: str
    reservations: str
    change: str
    why: str
    commit: str
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryTexts:
    """Writes versions in one language."""

    words: Words
    formats: Formats

    @classmethod
    def of(cls, words: Words, currency: str = "EUR") -> "HistoryTexts":
        """The texts in the language of the words."""
        return cls(words, Formats(words.language, currency))

    def rows(self, history: EngagementHistory) -> Iterator[VersionRow]:
        """Yield the versions, the newest first."""
        for version, before in pairs(history):
            yield self._row(version, before)

    def notes(self, history: EngagementHistory) -> Iterator[str]:
        """Yield why git may know more versions, or knows none."""
        if not history.has_course:
            yield str(self.words("history.one_version"))
        if history.limit:
            yield str(self.words(f"history.limit.{history.limit}"))

    def name(self, version: EngagementVersion) -> str:
        """The version as it is named."""
        return version.name or str(self.words("history.present"))

    def day(self, version: EngagementVersion) -> str:
        """The day of its commit."""
        return self.formats.day_short(version.day) if version.day else str(self.words("history.not_committed"))

    def roi(self, version: EngagementVersion) -> str:
        """The ROI that its report states, or why it states none."""
        figures = version.record.figures
        if figures is None:
            return str(self.words(f"history.fault.{version.record.fault}"))
        if figures.roi is not None:
            return self.formats.percent(figures.roi)
        return str(self.words("undefined.not_established" if not figures.established else "common.none"))

    def change(self, now: EngagementVersion, before: EngagementVersion) -> str:
        """By how much the printed ROI moved; empty where one of them states none."""
        change = roi_change(now, before)
        return "" if change is None else self.formats.percentage_points(change, 0)

    def why(self, versions: Sequence[EngagementVersion], before: EngagementVersion) -> str:
        """What the change of the ROI over some versions is due to; printed parts add up to the printed change."""
        change = roi_change(versions[0], before)
        steps = [version.record.step for version in versions]
        if reason := next((step.why for step in steps if step and step.why not in (None, "undefined")), None):
            return str(self.words(f"history.why.{reason}"))
        if change is None:
            return ""
        parts = parts_of(versions)
        if not parts and None in steps:
            return str(self.words("history.why.not_read"))
        printed = self._printed(parts, change, _months(steps))
        return ", ".join(printed) if printed else str(self.words("history.why.nothing"))

    def _printed(self, parts: Mapping[Group, Decimal], change: Decimal, months: Span | None) -> list[str]:
        values = largest_remainder(list(parts.values()), _PLACES, change)
        ordered = sorted(zip(parts, values, strict=True), key=lambda part: -abs(part[1]))
        return [
            str(
                self.words(
                    "history.part", group=self._group(group, months), change=self.formats.percentage_points(part, 0)
                )
            )
            for group, part in ordered
            if part
        ]

    def _group(self, group: Group, months: Span | None) -> str:
        if group != "measured" or months is None:
            return str(self.words(f"diff.group.{group}.full"))
        first, last = self.formats.month(months.first, short=True), self.formats.month(months.last, short=True)
        span = first if first == last else self.words("summary.since.months", first=first, last=last)
        return str(self.words("history.measured_in", months=span))

    def _row(self, version: EngagementVersion, before: EngagementVersion | None) -> VersionRow:
        figures = version.record.figures
        own = reserved(version.record, before.record) if before else None
        return VersionRow(
            version=self.name(version),
            day=self.day(version),
            roi=self.roi(version),
            interval=self._interval(figures),
            index=self._number(figures, INDEX),
            observed=self._number(figures, OBSERVED),
            reservations=str(len(figures.reservations)) if figures else str(self.words("common.none")),
            change=(before and self.change(version, before)) or str(self.words("common.none")),
            why=self.why((version,), before) if before else str(self.words("history.why.first")),
            commit=self._commit(version),
            came=self._names(own.came) if own else (),
            went=self._names(own.went) if own else (),
        )

    def _interval(self, figures: VersionFigures | None) -> str:
        if figures is None or figures.interval is None:
            return str(self.words("common.none"))
        low, high = map(self.formats.percent, figures.interval)
        return str(self.words("history.interval", low=low, high=high))

    def _number(self, figures: VersionFigures | None, path: str) -> str:
        value = figures.values[path] if figures else None
        if value is None:
            return str(self.words("common.none"))
        return self.formats.percent(value) if path == OBSERVED else self.formats.number(value, 1)

    def _commit(self, version: EngagementVersion) -> str:
        if not version.commit:
            return str(self.words("common.none"))
        commit = version.commit[:SHOWN]
        return str(self.words("history.modified", commit=commit)) if version.modified else commit

    def _names(self, reservations: Iterable[ReservationName]) -> tuple[str, ...]:
        return tuple(str(self.words(f"challenge.{one.rule}.name")) for one in reservations)


def roi_change(now: EngagementVersion, before: EngagementVersion) -> Decimal | None:
    """The difference of two ROIs as they are printed; None where a report states none."""
    if now.roi is None or before.roi is None:
        return None
    return round_half_up(now.roi, _PLACES) - round_half_up(before.roi, _PLACES)


def _months(steps: Sequence[VersionStep | None]) -> Span | None:
    """The first and the last month of the new measurements of some steps."""
    spans = [step.months for step in steps if step and step.months]
    return Span(min(span.first for span in spans), max(span.last for span in spans)) if spans else None
