"""Charts drawn a second time for a narrow screen: shrunk, their words could not be read."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, TypeVar

from roireport.chart.drawing import Drawing

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Data = TypeVar("Data", bound=DataclassInstance)

NARROW: Final = 300.0
"""Units: on a screen of 320 pixels a chart has some 280."""


def for_narrow_screens(draw: "Callable[[Data], Drawing]") -> "Callable[[Data], Drawing]":
    """Add to each drawing the same one at a width of `NARROW`; its data has the field `width`."""

    @wraps(draw)
    def both(data: "Data") -> Drawing:
        changes: dict[str, Any] = {"width": NARROW}
        return replace(draw(data), narrow=draw(replace(data, **changes)))

    return both
