"""What moved in a quarter: an ROI that is stated only now has moved too."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from roireport.compare.history import KEPT, ROI, EngagementHistory, EngagementVersion, VersionFigures, VersionRecord
from roireport.present.history.portfolio import quarter, quarter_title
from roireport.present.history.rows import HistoryTexts
from tests.contexts import words


def version(name: str, day: date, roi: str, *, established: bool = True) -> EngagementVersion:
    """A version with an ROI, which its report states where it is established; without a text it cannot be read."""
    values = {**dict.fromkeys(KEPT), ROI: Decimal(roi or 0)}
    figures = VersionFigures(values, established, False, "final", day, "EUR")
    return EngagementVersion(
        name, "", day, "mill", VersionRecord(figures if roi else None, fault="" if roi else "lost")
    )


def history(id: str, now: EngagementVersion, before: EngagementVersion) -> EngagementHistory:
    return EngagementHistory(id, (now, before))


def title(histories: Sequence[EngagementHistory]) -> str:
    return quarter_title(HistoryTexts.of(words("en")), quarter(histories, date(2026, 9, 30)), str)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (("0.84", True), "The ROI of mill has moved this quarter, from 84% to 109%"),
        (("1.09", True), "The ROI of one engagement has not moved this quarter"),
        (("0.84", False), "The ROI of mill has moved this quarter, from not established to 109%"),
        (("", True), "The ROI of one engagement has not moved this quarter"),
    ],
)
def test_one_engagement_has_moved_where_another_roi_is_stated(before: tuple[str, bool], expected: str) -> None:
    roi, established = before
    now = version("1.1", date(2026, 8, 1), "1.09")
    assert title([history("mill", now, version("1.0", date(2026, 6, 1), roi, established=established))]) == expected


def test_of_several_the_largest_change_is_named() -> None:
    now, stated = version("1.1", date(2026, 8, 1), "1.09"), version("1.0", date(2026, 6, 1), "0.84")
    unstated = version("1.0", date(2026, 6, 1), "0.1", established=False)
    listed = [
        history("dairy", now, unstated),
        history("mill", now, stated),
        history("works", now, version("1.0", date(2026, 6, 1), "1.09")),
    ]
    assert (
        title(listed) == "Two of three engagements have moved this quarter; the largest change: mill, from 84% to 109%"
    )
