"""Where a published document differs from what the oracle expects."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.oracle.published import Bars, Keyed, Near
from tests.oracle.written import Undefined


def differences(expected: Any, published: Any, path: str = "") -> Iterator[str]:
    """A line for each leaf that is not what the oracle says, whatever else is published beside it."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            if not isinstance(published, dict) or key not in published:
                yield f"{path}.{key}: not published"
            else:
                yield from differences(value, published[key], f"{path}.{key}".removeprefix("."))
    elif isinstance(expected, list):
        if not isinstance(published, list) or len(expected) != len(published):
            yield f"{path}: {len(expected)} expected, {published!r:.200} published"
            return
        for n, (item, other) in enumerate(zip(expected, published, strict=True)):
            yield from differences(item, other, f"{path}[{n}]")
    elif isinstance(expected, Bars):
        yield from (f"{path}: {fault}" for fault in expected.faults(published))
    elif isinstance(expected, Keyed):
        yield from keyed_differences(expected, published, path)
    elif not agrees(expected, published):
        yield f"{path}: {readable(expected)} expected, {published!r} published"


def keyed_differences(expected: Keyed, published: Any, path: str) -> Iterator[str]:
    """A line for each entry that is missing or different, in whatever order they are published."""
    leaves = expected.of(published)
    for entry, leaf in expected.entries.items():
        if entry in leaves:
            yield from differences(leaf, leaves[entry], f"{path}[{' '.join(entry)}]")
        elif entry not in expected.idle:
            yield f"{path}[{' '.join(entry)}]: not published"


def agrees(expected: Any, published: Any) -> bool:
    """Whether a leaf is the same as published: numbers to their last decimal, reasons where a wording is agreed."""
    if isinstance(expected, Undefined):
        reason = published.get("undefined") if isinstance(published, dict) else None
        return isinstance(reason, str) and (not expected.whys or reason.startswith(tuple(expected.whys)))
    if isinstance(expected, bool | str) or expected is None:
        return type(expected) is type(published) and bool(expected == published)
    if isinstance(published, bool) or not isinstance(published, int | Decimal):
        return False
    number = Decimal(published)
    if isinstance(expected, Near):
        return abs(number - expected.value) <= expected.tolerance
    if isinstance(expected, Fraction | Decimal):
        return Fraction(number) == Fraction(expected)
    return number == Decimal(repr(float(expected)))


def readable(leaf: Any) -> str:
    """A leaf for a person to read."""
    return f"{leaf.value} ± {leaf.tolerance}" if isinstance(leaf, Near) else str(leaf)
