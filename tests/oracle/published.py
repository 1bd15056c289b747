"""Figures as published, rounded half up."""

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tests.oracle.written import Undefined, Value, half_up

CENT, RATIO, ROOT, MONTHS, POINTS = 2, 10, 8, 6, 8
"""Decimals of money, ratios and rates, IRR and MIRR, months, index points."""


@dataclass(frozen=True)
class Near:
    """A value that came through floats, good to a tolerance."""

    value: Decimal
    tolerance: Decimal


@dataclass(frozen=True)
class Bars:
    """A histogram of these draws, in as many bars as one likes."""

    draws: tuple[float, ...]

    def faults(self, published: Sequence[Mapping[str, Decimal]]) -> Iterator[str]:
        """Bars that leave draws out, that do not follow one another, or whose share is not that of their draws."""
        bars = [{key: float(value) for key, value in bar.items()} for bar in published]
        edges = [bars[0]["from"], *(bar["to"] for bar in bars)]
        if any(bar["from"] != edge for bar, edge in zip(bars, edges, strict=False)):
            yield "the bars do not follow one another"
        ends = zip((edges[0], edges[-1]), (self.draws[0], self.draws[-1]), strict=True)
        if any(abs(edge - draw) > 1e-9 + abs(draw) * 1e-12 for edge, draw in ends):
            yield f"from {edges[0]} to {edges[-1]}, not {self.draws[0]} to {self.draws[-1]}"
        for bar in bars[:-1]:
            slack = 1e-9 + abs(bar["to"]) * 1e-12
            least, most = (bisect(self.draws, bar["to"] + by) / len(self.draws) for by in (-slack, slack))
            below = sum(other["share"] for other in bars[: bars.index(bar) + 1])
            if not least - 1e-9 <= below <= most + 1e-9:
                yield f"{below} up to {bar['to']}, not {least}"
        if abs(sum(bar["share"] for bar in bars) - 1) > 1e-9:
            yield "the shares are not the whole"


@dataclass(frozen=True)
class Keyed:
    """Entries of a list in any order, found by some of their keys; the idle ones may be left out."""

    keys: tuple[str, ...]
    figure: str
    entries: Mapping[tuple[str, ...], "Leaf"]
    idle: frozenset[tuple[str, ...]]

    def of(self, published: Any) -> dict[tuple[str, ...], Any]:
        """What is published under each key."""
        return {tuple(entry[key] for key in self.keys): entry[self.figure] for entry in published}


Leaf = Decimal | Near | Undefined


def shown(value: Value, places: int) -> Leaf:
    """An exact figure as published."""
    return value if isinstance(value, Undefined) else half_up(value, places)


def near(value: Value | float, places: int, size: Value | float = 0) -> Leaf:
    """A figure from floats: good to one unit of the last place, or to 12 digits of it or of the size it came from."""
    if isinstance(value, Undefined):
        return value
    rounded = half_up(value, places)
    largest = rounded if isinstance(size, Undefined) else max(rounded, half_up(size, places), key=abs)
    return Near(rounded, max(Decimal(1).scaleb(-places), abs(largest).scaleb(-12)))


def close(value: float, places: int, size: float) -> Leaf:
    """A figure that came through long sums of floats of a size: good to one unit of the last place, or 10 digits."""
    return Near(half_up(value, places), max(Decimal(1).scaleb(-places), half_up(size, RATIO).scaleb(-RATIO)))
