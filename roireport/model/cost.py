"""A cost: one line of the fully loaded investment."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from roireport.model.flow import Flows, Funded, Prorate, Range
from roireport.model.local_text import LocalText, ReaderName, ReaderText, ShortName
from roireport.model.located import Located
from roireport.model.values import Amount, Day, Id, Number, Period, Rate, refuse
from roireport.model.visibility import ForClient

Category = Literal["fees", "client_time", "travel", "tools", "evaluation", "opportunity", "other"]


class Cost(Located):
    """A cost line: an amount, a quantity × unit_cost, or flows; dated, or spread evenly from … to."""

    id: ForClient[Id]
    label: ForClient[ReaderName]
    short: ForClient[ShortName | None] = None
    category: ForClient[Category]
    offer: ForClient[Id | None] = None
    amount: ForClient[Amount | None] = None
    quantity: ForClient[Number | None] = None
    unit_cost: ForClient[Amount | None] = None
    flows: ForClient[Flows | None] = None
    date: ForClient[Day | None] = None
    from_: ForClient[Annotated[Period | None, Field(alias="from")]] = None
    to: ForClient[Period | None] = None
    funded: ForClient[Funded | None] = None
    prorate: ForClient[Prorate | None] = None
    overrun: ForClient[Rate | None] = None
    range: ForClient[Range | None] = None
    source: ForClient[ReaderText | None] = None

    @model_validator(mode="after")
    def _one_amount(self) -> "Cost":
        if (self.quantity is None) != (self.unit_cost is None):
            refuse("quantity_goes_with_unit_cost")
        ways = [self.amount is not None, self.quantity is not None, self.flows is not None]
        if sum(ways) != 1:
            refuse("cost_needs_one_amount")
        return self

    @model_validator(mode="after")
    def _one_timing(self) -> "Cost":
        spread = self.from_ is not None or self.to is not None
        if self.flows is not None and (spread or self.date is not None):
            refuse("flows_carry_their_dates")
        if spread and self.date is not None:
            refuse("date_or_spread")
        if spread and (self.from_ is None or self.to is None):
            refuse("spread_needs_from_and_to")
        return self

    @property
    def short_name(self) -> LocalText:
        """Its name in a chart or a title."""
        return self.short or self.label
