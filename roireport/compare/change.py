"""A changed input, and the four groups that the change of a figure is shared out among."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias, get_args

from roireport.model.period import Span
from roireport.model.place import Place

Group: TypeAlias = Literal["measured", "assumed", "corrected", "cut_off"]
"""measured: new measurements; assumed: changed assumptions; corrected: corrections of what was measured before;
cut_off: the last day with data, the horizon, the dates of the intervention."""
GROUPS: Final[tuple[Group, ...]] = get_args(Group)


@dataclass(frozen=True, slots=True)
class InputChange:
    """An input that differs, as a reader finds it in the files.

    Args:
        path: Its keys and ids, joined by dots: `gains.margin.attribution.share`, `kpis.rate.series.2025-03.value`.
        group: What it is counted as.
        before: Its text before; None where it is new.
        after: Its text now; None where it was removed.
        place: Where it is now; where it was, if it was removed.
        period: The months or the day that a measured value is of; None where it has none.
    """

    path: str
    group: Group
    before: str | None
    after: str | None
    place: Place
    period: Span | date | None = None

    @property
    def removed(self) -> bool:
        """Whether it is no longer there, so that its place is one of the earlier files."""
        return self.after is None
