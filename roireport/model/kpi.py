"""A key performance indicator and its counterfactual."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, ValidationInfo, model_validator

from roireport.model.forms import Form
from roireport.model.local_text import LocalText, ReaderName, ReaderText, ShortName
from roireport.model.located import Located
from roireport.model.values import Count, DiscountRate, Id, KpiLevel, Text, read_kpi_level, refuse
from roireport.model.visibility import ForClient
from roireport.model.written import Written

Unit = Literal["money", "percent", "number", "days", "hours", "score"]
Method = Literal["control", "trend", "year_before", "market", "forecast", "estimate", "none"]

COMPUTED_METHODS: frozenset[Method] = frozenset(("control", "trend", "year_before", "market", "forecast"))
"""Counterfactuals that are computed from data; an estimate or none at all is not."""


def _yearly(raw: object) -> object:
    """Accept `8% a year`: the rate is yearly anyway."""
    return Written(raw.removesuffix(" a year"), raw.place, plain=raw.plain) if isinstance(raw, Written) else raw


class Counterfactual(Located):
    """The method for what would have happened anyway.

    `growth` is a rate a year: of the market, or of the same period a year before (0 where silent).
    """

    method: ForClient[Method]
    growth: ForClient[Annotated[DiscountRate | None, BeforeValidator(_yearly), Form("growth")]] = None

    @model_validator(mode="after")
    def _growth_fits_method(self) -> "Counterfactual":
        missing = self.method == "market" and self.growth is None
        unused = self.method not in ("market", "year_before") and self.growth is not None
        if missing or unused:
            refuse("growth_goes_with_market")
        return self


class ControlGroup(Located):
    """The group that was compared: its cases before (`n`) and after, the treated cases, and what reached it too.

    `contact` is its contact with the treated cases, `initiatives` whether the concurrent initiatives reached it.
    """

    label: ForClient[ReaderName | None] = None
    n: ForClient[Count | None] = None
    n_after: ForClient[Count | None] = None
    treated: ForClient[Count | None] = None
    contact: ForClient[Literal["none", "some", "full"] | None] = None
    initiatives: ForClient[Literal["shared", "not_shared"] | None] = None


def _baseline(raw: object, info: ValidationInfo) -> Decimal | None:
    return None if raw == "computed" else read_kpi_level(raw, info)


Baseline = Annotated[Decimal | None, BeforeValidator(_baseline), Form("baseline")]
"""As declared; None where it is `computed` or missing: then it is the mean of the series before the start."""


class Kpi(Located):
    """An indicator; percent values are fractions; `series` is a path to a CSV file in the engagement's folder."""

    id: ForClient[Id]
    name: ForClient[ReaderName]
    short: ForClient[ShortName | None] = None
    unit: ForClient[Unit]
    direction: ForClient[Literal["up", "down"]] = "up"
    baseline: ForClient[Baseline] = None
    target: ForClient[KpiLevel | None] = None
    source: ForClient[ReaderText | None] = None
    series: ForClient[Text | None] = None
    counterfactual: ForClient[Counterfactual | None] = None
    control: ForClient[ControlGroup | None] = None

    @property
    def method(self) -> Method:
        """The counterfactual's method; none where nothing is said."""
        return self.counterfactual.method if self.counterfactual else "none"

    @property
    def sign(self) -> int:
        """+1 where more is better, −1 where less is."""
        return 1 if self.direction == "up" else -1

    @property
    def short_name(self) -> LocalText:
        """Its name in a chart or a title."""
        return self.short or self.name
