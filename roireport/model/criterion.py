"""A criterion of the non-financial return: a skill, a relationship, a process."""

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BeforeValidator, model_validator

from roireport.model.forms import Form
from roireport.model.local_text import LocalText, ReaderName, ReaderText, ShortName
from roireport.model.located import Located
from roireport.model.values import Amount, Day, Evidence, Id, Level, Share, Swing, refuse
from roireport.model.visibility import ForClient

Dimension = Literal["skills", "relationships", "processes", "other"]


class Anchors(Located):
    """The worst and the best level, and when they were agreed; worst may exceed best."""

    worst: ForClient[Level]
    best: ForClient[Level]
    fixed_on: ForClient[Day | None] = None

    @model_validator(mode="after")
    def _differ(self) -> "Anchors":
        if self.worst == self.best:
            refuse("anchors_must_differ")
        return self


class ValuePoints(Located):
    """A value function through points (level, value), values from 0 to 1."""

    points: ForClient[tuple[tuple[Level, Level], ...]]

    @model_validator(mode="after")
    def _rise_or_fall(self) -> "ValuePoints":
        levels = [level for level, _ in self.points]
        if len(levels) < 2 or not (_increases(levels) or _increases(levels[::-1])):
            refuse("points_need_an_order")
        if any(not 0 <= value <= 1 for _, value in self.points):
            refuse("point_value_out_of_range")
        return self


def _increases(levels: list[Decimal]) -> bool:
    return all(a < b for a, b in pairwise(levels))


ValueFunction = Annotated[
    ValuePoints | None, BeforeValidator(lambda raw: None if raw == "linear" else raw), Form("value_function")
]
"""The points; None where the value is `linear` between the anchors."""


class Monetise(Located):
    """The value of a criterion's progress in money, with its method and confidence."""

    amount: ForClient[Amount]
    method: ForClient[ReaderText | None] = None
    source: ForClient[ReaderText | None] = None
    confidence: ForClient[Share | None] = None
    drivers: ForClient[tuple[Id, ...] | None] = None


class Criterion(Located):
    """A scored return; `swing` (0 to 100) is the weight of going from worst to best."""

    id: ForClient[Id]
    dimension: ForClient[Dimension]
    label: ForClient[ReaderName]
    short: ForClient[ShortName | None] = None
    metric: ForClient[ReaderText | None] = None
    unit: ForClient[ReaderText | None] = None
    anchors: ForClient[Anchors | None] = None
    baseline: ForClient[Level | None] = None
    current: ForClient[Level | None] = None
    target: ForClient[Level | None] = None
    measured_on: ForClient[Day | None] = None
    value: ForClient[ValueFunction] = None
    swing: ForClient[Swing] = Decimal(100)
    evidence: ForClient[Evidence] = 0
    source: ForClient[ReaderText | None] = None
    monetise: ForClient[Monetise | None] = None

    @model_validator(mode="after")
    def _swing_in_range(self) -> "Criterion":
        if not 0 <= self.swing <= 100:
            refuse("swing_out_of_range")
        return self

    @property
    def measured(self) -> bool:
        """Whether anchors, baseline and current level are all known."""
        return None not in (self.anchors, self.baseline, self.current)

    @property
    def driven_by(self) -> frozenset[str]:
        """The drivers of the monetised return; its own id where none is named."""
        named = self.monetise.drivers if self.monetise else None
        return frozenset(named) if named is not None else frozenset((self.id,))

    @property
    def short_name(self) -> LocalText:
        """Its name in a chart or a title."""
        return self.short or self.label
