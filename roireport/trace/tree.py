"""A figure as the tree of its inputs, down to the places where values were typed."""

from collections import deque
from collections.abc import Collection, Mapping, MutableMapping
from typing import Final, TypeAlias

from roireport.measure.figure import Figure
from roireport.model.place import Place

Position: TypeAlias = tuple[int, ...]
"""The way from a figure down to one it rests on: the number of the input, then of that one's input, and so on."""

MOST_LEVELS: Final = 3
"""Levels of inputs that a trace unfolds."""
MOST_LINES: Final = 40
"""Inputs that a trace lists in all."""


def unfolded(root: Figure, traced: Collection[int]) -> Mapping[Position, Figure]:
    """The figures whose inputs a trace lists, each at its first position: level by level, while there is room.

    Those whose id() is among `traced` have a trace elsewhere and stay closed; the root, at (), is always open.
    """
    opened: dict[Position, Figure] = {}
    seen, lines = set[int](), 0
    waiting: deque[tuple[Position, Figure]] = deque([((), root)])
    while waiting:
        position, figure = waiting.popleft()
        wanted = lines_of(figure)
        closed = id(figure) in seen or id(figure) in traced
        if position and (closed or lines + wanted > MOST_LINES or not wanted):
            continue
        seen.add(id(figure))
        opened[position] = figure
        lines += wanted
        if len(position) + 1 < MOST_LEVELS:
            waiting.extend(((*position, number), part.figure) for number, part in enumerate(figure.inputs))
    return opened


def silent(figure: Figure) -> bool:
    """Whether a value holds for a key that nobody wrote."""
    return figure.formula == "typed" and figure.place is None and figure.defined


def lines_of(figure: Figure) -> int:
    """How many lines the inputs of a figure take: the silent ones share one."""
    unsaid = sum(silent(part.figure) for part in figure.inputs)
    return len(figure.inputs) - unsaid + (unsaid > 0)


def places(figure: Figure, cache: MutableMapping[int, tuple[Place, ...]] | None = None) -> tuple[Place, ...]:
    """The places of all typed values that a figure rests on, without repetition, in the order of the formula.

    Formulas share figures: `cache` holds the places of each figure by its id(), and is completed here.
    """
    cache = {} if cache is None else cache
    if id(figure) not in cache:
        own = () if figure.place is None else (figure.place,)
        below = (place for part in figure.inputs for place in places(part.figure, cache))
        cache[id(figure)] = tuple(dict.fromkeys((*own, *below)))
    return cache[id(figure)]


def by_file(typed_places: tuple[Place, ...]) -> tuple[str, ...]:
    """Places shortened to a file and its lines: costs.yaml:4,11-13."""
    lines: dict[str, set[int]] = {}
    for place in typed_places:
        lines.setdefault(place.file, set()).add(place.line)
    return tuple(f"{file}:{_runs(sorted(numbers))}" for file, numbers in lines.items())


def _runs(numbers: list[int]) -> str:
    """Numbers with neighbours joined: 4,11-13."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
