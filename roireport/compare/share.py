"""The parts of the change of each headline figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from roireport.compare.change import GROUPS, Group, InputChange
from roireport.problems.problem import Problem

INDEX: Final = "nonfinancial.index"
SHARED_OUT: Final = (
    *("financial.roi", "financial.gain", "financial.cost", "financial.npv"),
    INDEX,
)
"""The paths of the figures whose change is shared out."""
Unshared: TypeAlias = Literal["undefined", "currency", "refused", "undefined_between"]
"""Why a change is not shared out: a side has no value, the currency changed, a mixture of old and new inputs makes no
engagement, or the figure has no value in one."""


@dataclass(frozen=True, slots=True)
class Share:
    """The change of a figure: the part of each group, which add up to it; or why there are none."""

    parts: Mapping[Group, Decimal]
    why: Unshared | None = None


@dataclass(frozen=True, slots=True)
class Causes:
    """What changed between two states of an engagement, and what it did.

    Args:
        changes: The lines of the changed inputs, by group.
        shares: By the path of a figure.
        united: The entries whose changes are counted in one group, since a part of them alone makes no engagement.
        refused: The problem of a mixture that makes no engagement, where one is the reason.
    """

    changes: tuple[InputChange, ...]
    shares: Mapping[str, Share]
    united: tuple[str, ...] = ()
    refused: Problem | None = None

    def main_cause(self, path: str) -> Group | None:
        """The group that more than half of all movement of a figure is due to; None where there is none."""
        parts = self.shares[path].parts
        moved = sum((abs(part) for part in parts.values()), Decimal(0))
        return next((group for group in GROUPS if abs(parts.get(group, Decimal(0))) * 2 > moved), None)
