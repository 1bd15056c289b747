"""How flows are brought back to their value of today."""

from typing import Literal

from roireport.model.located import Located
from roireport.model.values import DiscountRate

Convention = Literal["month_end", "year_end", "dated", "spreadsheet"]


class Discounting(Located):
    """The yearly rate and the convention by which flows are discounted; two more rates for the MIRR."""

    rate: DiscountRate | None = None
    convention: Convention = "month_end"
    finance_rate: DiscountRate | None = None
    reinvest_rate: DiscountRate | None = None

    @property
    def yearly(self) -> bool:
        """Whether the convention counts years instead of months."""
        return self.convention in ("year_end", "spreadsheet")
