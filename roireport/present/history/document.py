"""The history of engagements as JSON: numbers as published."""

from collections.abc import Mapping
from typing import Final

from roireport.compare.history import (
    KEPT,
    ROI,
    EngagementHistory,
    EngagementVersion,
    VersionFigures,
    VersionRecord,
    pairs,
    reserved,
)
from roireport.compare.share import INDEX, SHARED_OUT, Share
from roireport.measure.figure import Unit
from roireport.present.difference.figures import published_parts
from roireport.present.document.shown import Json

_UNITS: Final[Mapping[str, Unit]] = {ROI: "ratio", INDEX: "points"}
"""The units of the figures that are no amounts."""


def history_document(history: EngagementHistory) -> dict[str, Json]:
    """The versions of an engagement, the newest first."""
    return {
        "id": history.id,
        "limit": history.limit or None,
        "versions": [_version(*pair) for pair in pairs(history)],
    }


def _version(version: EngagementVersion, before: EngagementVersion | None) -> dict[str, Json]:
    record = version.record
    document = {**_mark(version), **(_figures(record.figures) if record.figures else {})}
    if before is not None:
        moved = reserved(record, before.record)
        document |= {"came": [one.id for one in moved.came], "went": [one.id for one in moved.went]}
        document |= _step(record, before.record)
    return document


def _mark(version: EngagementVersion) -> dict[str, Json]:
    """The names of a version, its commit, and why it has no figures."""
    return {
        "version": version.name or None,
        "tag": version.is_tag,
        "id": version.id,
        "commit": version.commit or None,
        "modified": version.modified,
        "date": version.day and version.day.isoformat(),
        "fault": version.record.fault or None,
    }


def _step(now: VersionRecord, before: VersionRecord) -> dict[str, Json]:
    """The parts of each change as published: they add up to the difference of the published figures."""
    step = now.step
    if step is None or now.figures is None or before.figures is None:
        return {}
    shares: dict[str, Json] = {}
    for path in SHARED_OUT:
        numbers = before.figures.values[path], now.figures.values[path]
        parts = Share(dict(step.parts.get(path, ())))
        shares[path] = dict(published_parts(_UNITS.get(path, "money"), numbers, parts)) or None
    return {"shares": shares, "cause": step.cause, "not_shared_out": step.why}


def _figures(figures: VersionFigures) -> dict[str, Json]:
    return {
        "established": figures.established,
        "as_of": figures.as_of.isoformat(),
        "currency": figures.currency,
        "figures": {path: figures.values[path] for path in KEPT},
        "reservations": [one.id for one in figures.reservations],
    }
