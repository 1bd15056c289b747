"""The entries of the page of traces, with the inputs of each figure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TraceInput:
    """An input of a figure: the `path` of its own entry, or its origin and its inputs."""

    name: str
    value: str
    path: str = ""
    note: str = ""
    """Its formula, its places, the entry that lists its inputs, or how many are left out."""
    inputs: "tuple[TraceInput, ...]" = ()


@dataclass(frozen=True, slots=True)
class TraceEntry:
    """A published figure with its formula and places; `origin` is typed, computed or simulated."""

    path: str
    name: str
    value: str
    formula: str
    places: tuple[str, ...]
    origin: str
    group: str = ""
    """The group of the figure, which is the heading of its entries."""
    measure: str = ""
    """The id of the formula, for the link to its page."""
    inputs: tuple[TraceInput, ...] = ()
    """The inputs of the formula, for the screen, where an entry opens."""
    more: str = ""
    """How many inputs are not listed."""
    quoted_in: tuple[tuple[str, str], ...] = ()
    """Where the figure stands: the id and the heading of each section that quotes it."""
