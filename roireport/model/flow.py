"""Amounts over time, as engagement files write them."""

from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator

from roireport.model.forms import Form
from roireport.model.local_text import ReaderText
from roireport.model.located import Located
from roireport.model.place import Place
from roireport.model.values import Amount, HighFactor, LowFactor, Number, Period, Share, refuse
from roireport.model.visibility import ForClient
from roireport.model.written import Written, WrittenList, WrittenMapping


class Flow(Located):
    """One amount on a day, over a period, or at an index of the grid."""

    when: ForClient[Period]
    amount: ForClient[Amount]


def _pairs(raw: Any) -> Any:
    """Turn the mapping of a file, when → amount, into a list of flows whose places are kept."""
    if not isinstance(raw, WrittenMapping):
        refuse("flows_are_a_mapping")
    items: WrittenList = WrittenList([], raw.place)
    for when, amount in raw.items():
        items.append(WrittenMapping({_name("when", when.place): when, _name("amount", when.place): amount}, when.place))
    return tuple(items)


def _name(text: str, place: Place) -> Written:
    return Written(text, place)


Flows = Annotated[tuple[Flow, ...], BeforeValidator(_pairs), Form("flows")]


class Range(Located):
    """How far an amount could be off, as factors on it: low ≤ 1 ≤ high."""

    low: ForClient[LowFactor]
    high: ForClient[HighFactor]


class Funded(Located):
    """The share of a cost that another party bears."""

    share: ForClient[Share]
    by: ForClient[ReaderText]


class Prorate(Located):
    """The part of a shared cost that the engagement used: `used` of `of`, in any unit."""

    used: ForClient[Number]
    of: ForClient[Number]

    @model_validator(mode="after")
    def _part_of_the_whole(self) -> "Prorate":
        if self.of <= 0:
            refuse("prorate_of_nothing", text=f"{self.of:f}")
        if not 0 <= self.used <= self.of:
            refuse("prorate_out_of_range", used=f"{self.used:f}", whole=f"{self.of:f}")
        return self
