"""A gain: one financial return, from its gross to its net amount."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from roireport.model.flow import Flows, Range
from roireport.model.local_text import LocalText, ReaderName, ReaderText, ShortName
from roireport.model.located import Located
from roireport.model.values import (
    Amount,
    Day,
    DiscountRate,
    Duration,
    Evidence,
    Flag,
    ForecastPeriods,
    Id,
    Period,
    Share,
    Volume,
    refuse,
)
from roireport.model.visibility import ForClient

Step = Literal["deadweight", "displacement", "attribution", "confidence", "risk", "drop_off"]
"""A deduction that the source of a gain may have made already."""


class PerUnit(Located):
    """The value of a unit of KPI effect: effect × volume × value in each period of the series.

    A volume of None is that of each period, in the column `volume` of the series. The forecast rests on the mean
    effect of the last `forecast_from` measured periods; of all where it is silent.
    """

    value: ForClient[Amount]
    volume: ForClient[Volume]
    forecast_from: ForClient[ForecastPeriods | None] = None


class Observed(Located):
    """The accounts that the typed amounts were read from, up to a month; up to as_of where it is silent."""

    source: ForClient[ReaderText | None] = None
    through: ForClient[Period | None] = None


class Booked(Located):
    """The account that a gain shows in, and the person who confirmed it."""

    account: ForClient[ReaderText | None] = None
    by: ForClient[ReaderText | None] = None
    on: ForClient[Day | None] = None


class Plan(Located):
    """The net gain expected at the start."""

    flows: ForClient[Flows | None] = None
    per_month: ForClient[Amount | None] = None
    per_year: ForClient[Amount | None] = None
    from_: ForClient[Annotated[Period | None, Field(alias="from")]] = None
    to: ForClient[Period | None] = None

    @model_validator(mode="after")
    def _one_amount(self) -> "Plan":
        if sum(way is not None for way in (self.flows, self.per_month, self.per_year)) != 1:
            refuse("plan_needs_one_amount")
        if self.flows is not None and (self.from_ is not None or self.to is not None):
            refuse("flows_carry_their_dates")
        return self


class Attribution(Located):
    """The share of the gain that the engagement caused (silent: all), with its estimator and confidence."""

    share: ForClient[Share] = Decimal(1)
    by: ForClient[ReaderText | None] = None
    confidence: ForClient[Share | None] = None


class Isolated(Located):
    """An effect that was isolated outside the tool."""

    method: ForClient[ReaderText]
    source: ForClient[ReaderText | None] = None


class Gain(Located):
    """A gain, given by exactly one of flows, per_month, per_year and per_unit.

    A deduction that is not given takes nothing away.
    """

    id: ForClient[Id]
    label: ForClient[ReaderName]
    short: ForClient[ShortName | None] = None
    kind: ForClient[Literal["revenue", "margin", "saving", "cash_release"]]
    offer: ForClient[Id | None] = None
    kpi: ForClient[Id | None] = None
    flows: ForClient[Flows | None] = None
    per_month: ForClient[Amount | None] = None
    per_year: ForClient[Amount | None] = None
    per_unit: ForClient[PerUnit | None] = None
    observed: ForClient[Observed | None] = None
    owner: ForClient[ReaderName | None] = None
    booked: ForClient[Booked | None] = None
    already_adjusted: ForClient[tuple[Step, ...]] = ()
    from_: ForClient[Annotated[Period | None, Field(alias="from")]] = None
    to: ForClient[Period | None] = None
    plan: ForClient[Plan | None] = None
    margin: ForClient[Share | None] = None
    cashable: ForClient[Flag] = True
    carrying_rate: ForClient[DiscountRate | None] = None
    isolated: ForClient[Isolated | None] = None
    deadweight: ForClient[Share | None] = None
    displacement: ForClient[Share | None] = None
    attribution: ForClient[Attribution | None] = None
    lag: ForClient[Duration | None] = None
    ramp: ForClient[Duration | None] = None
    drop_off: ForClient[Share | None] = None
    risk: ForClient[Share | None] = None
    range: ForClient[Range | None] = None
    drivers: ForClient[tuple[Id, ...] | None] = None
    evidence: ForClient[Evidence] = 0
    source: ForClient[ReaderText | None] = None

    @model_validator(mode="after")
    def _one_amount(self) -> "Gain":
        ways = (self.flows, self.per_month, self.per_year, self.per_unit)
        if sum(way is not None for way in ways) != 1:
            refuse("gain_needs_one_amount")
        if self.per_unit is not None and self.kpi is None:
            refuse("per_unit_needs_kpi")
        if self.carrying_rate is not None and self.kind != "cash_release":
            refuse("carrying_rate_goes_with_cash_release")
        if self.observed is not None and self.per_unit is not None:
            refuse("observed_goes_with_typed_amounts")
        return self

    @model_validator(mode="after")
    def _flows_are_taken_as_written(self) -> "Gain":
        shaped = [self.lag, self.ramp, self.drop_off]
        if self.flows is not None and any(part is not None for part in shaped):
            refuse("flows_take_no_shape")
        if self.flows is not None and (self.from_ is not None or self.to is not None):
            refuse("flows_carry_their_dates")
        return self

    @property
    def driven_by(self) -> frozenset[str]:
        """The drivers of the gain; its KPI where none is named."""
        if self.drivers is not None:
            return frozenset(self.drivers)
        return frozenset((self.kpi,)) if self.kpi else frozenset()

    @property
    def short_name(self) -> LocalText:
        """Its name in a chart or a title."""
        return self.short or self.label
