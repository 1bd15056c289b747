"""How flows are brought back to their value of today."""

from typing import Literal

from roireport.model.located import Located
from roireport.model.values import DiscountRate
from roireport.model.visibility import ForClient

Convention = Literal["month_end", "year_end", "dated", "spreadsheet"]


class Discounting(Located):
    """The yearly rate and the convention by which flows are discounted; two more rates for the MIRR."""

    rate: ForClient[DiscountRate | None] = None
    convention: ForClient[Convention] = "month_end"
    finance_rate: ForClient[DiscountRate | None] = None
    reinvest_rate: ForClient[DiscountRate | None] = None

    @property
    def yearly(self) -> bool:
        """Whether the convention counts years instead of months."""
        return self.convention in ("year_end", "spreadsheet")
