"""A key performance indicator and its counterfactual."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, ValidationInfo, model_validator

from roireport.model.local_text import ReaderName, ReaderText
from roireport.model.located import Located
from roireport.model.values import DiscountRate, Id, KpiLevel, Text, read_kpi_level, refuse
from roireport.model.visibility import ForClient
from roireport.model.written import Written

Unit = Literal["money", "percent", "number", "days", "hours", "score"]
Method = Literal["control", "trend", "market", "forecast", "estimate", "none"]

COMPUTED_METHODS: frozenset[Method] = frozenset(("control", "trend", "market", "forecast"))
"""Counterfactuals that are computed from data; an estimate or none at all is not."""


def _yearly(raw: object) -> object:
    """Accept `8% a year`: the rate is yearly anyway."""
    return Written(raw.removesuffix(" a year"), raw.place, plain=raw.plain) if isinstance(raw, Written) else raw


class Counterfactual(Located):
    """The method for what would have happened anyway; `growth` is the yearly rate of a market."""

    method: ForClient[Method]
    growth: ForClient[Annotated[DiscountRate | None, BeforeValidator(_yearly)]] = None

    @model_validator(mode="after")
    def _growth_belongs_to_market(self) -> "Counterfactual":
        if (self.method == "market") != (self.growth is not None):
            refuse("growth_goes_with_market")
        return self


def _baseline(raw: object, info: ValidationInfo) -> Decimal | None:
    return None if raw == "computed" else read_kpi_level(raw, info)


Baseline = Annotated[Decimal | None, BeforeValidator(_baseline)]
"""As declared; None where it is `computed` or missing: then it is the mean of the series before the start."""


class Kpi(Located):
    """An indicator; percent values are fractions; `series` is a path to a CSV file in the engagement's folder."""

    id: ForClient[Id]
    name: ForClient[ReaderName]
    unit: ForClient[Unit]
    direction: ForClient[Literal["up", "down"]] = "up"
    baseline: ForClient[Baseline] = None
    target: ForClient[KpiLevel | None] = None
    source: ForClient[ReaderText | None] = None
    series: ForClient[Text | None] = None
    counterfactual: ForClient[Counterfactual | None] = None

    @property
    def method(self) -> Method:
        """The counterfactual's method; none where nothing is said."""
        return self.counterfactual.method if self.counterfactual else "none"

    @property
    def sign(self) -> int:
        """+1 where more is better, −1 where less is."""
        return 1 if self.direction == "up" else -1
