"""Engagements from plain values, as if they had been read from files."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from roireport.model.engagement import Engagement, EngagementFiles
from roireport.model.offer import KIND_OF_KIND, OfferKind
from roireport.model.period import Span, read_when
from roireport.model.place import Place
from roireport.model.series import Observation, Series
from roireport.model.written import Node, Written, WrittenList, WrittenMapping

Row = Sequence[Any]
"""A period, its value and, where there are, the control group's, the expected one, the volume and the cases.

A cell that is None or "-" is empty.
"""

DEFAULTS: Mapping[str, Any] = {
    "title": "Negotiation",
    "client": {"name": "Works"},
    "period": {"start": "2025-01-06", "end": "2025-06-30"},
    "as_of": "2025-12-31",
    "horizon": "12 months",
    "currency": "EUR",
    "language": ["en"],
}


LIKE_THOUSANDS = re.compile(r"-?\d{1,3}\.\d{3}")
"""Amounts that a file may not hold, since 9.999 could be 9,999; with a fourth decimal they are the same number."""


def written(value: Any, file: str, lines: "count[int] | None" = None) -> Node:
    """A plain value as a located tree: every node on a line of its own, counted from 1."""
    lines = lines or count(1)
    place = Place(file, next(lines), 1)
    if isinstance(value, Mapping):
        entries = {Written(str(key), place): written(each, file, lines) for key, each in value.items()}
        return WrittenMapping(entries, place)
    if isinstance(value, list | tuple):
        return WrittenList([written(each, file, lines) for each in value], place)
    return Written(scalar(value), place)


def scalar(value: Any) -> str:
    """A plain value as a file would write it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | Decimal):
        number = f"{Decimal(str(value)):f}"
        return f"{number}0" if LIKE_THOUSANDS.fullmatch(number) else number
    return str(value)


def series(id: str, rows: Sequence[Row]) -> Series:
    """A series of monthly, quarterly or yearly rows, in the order of time."""
    read = sorted(
        (observation(f"data/{id}.csv", line, row) for line, row in enumerate(rows, 2)),
        key=lambda row: row.period.first,
    )
    return Series(f"data/{id}.csv", len(read[0].period.months), tuple(read))


def observation(file: str, line: int, row: Row) -> Observation:
    """One row; None or nothing where a column is missing."""
    period = read_when(str(row[0]))
    assert isinstance(period, Span)
    cells = [None if cell in (None, "-") else Decimal(str(cell)) for cell in [*row[1:], None, None, None, None][:5]]
    value, control, expected, volume, n = cells
    assert value is not None
    return Observation(period, value, control, expected, volume, n, Place(file, line, 1))


def engagement(
    *,
    id: str = "negotiation",
    observed: Mapping[str, Sequence[Row]] | None = None,
    offer_kinds: Mapping[str, OfferKind] = KIND_OF_KIND,
    **sections: Any,
) -> Engagement:
    """An engagement whose keys and sections are given as plain values; `observed` are the rows of each KPI's series.

    A section is in its own file (`costs` in costs.yaml), other keys in engagement.yaml. What is silent is as in
    DEFAULTS; `assert` is given as `control_totals`. Without `offer_kinds` only the four kinds are offers.
    """
    observed = observed or {}
    given = {**DEFAULTS, **sections}
    if "control_totals" in given:
        given["assert"] = given.pop("control_totals")
    given["kpis"] = [_with_series(kpi, observed) for kpi in given.get("kpis", ())]
    lines: count[int] = count(2)
    entries: dict[Written, Node] = {}
    for key, value in given.items():
        own = isinstance(value, list | tuple) and key != "language"
        entries[Written(key, Place("engagement.yaml", 1, 1))] = (
            written(value, f"{key}.yaml") if own else written(value, "engagement.yaml", lines)
        )
    files = EngagementFiles.model_validate(WrittenMapping(entries, Place("engagement.yaml", 1, 1)))
    observed_series = {name: series(name, rows) for name, rows in observed.items()}
    return Engagement.of(files, id=id, series=observed_series, narratives=(), offer_kinds=offer_kinds)


def _with_series(kpi: Mapping[str, Any], observed: Mapping[str, Sequence[Row]]) -> Mapping[str, Any]:
    keys_and_defaults = {"name": kpi["id"], "unit": "number", **kpi}
    return {**keys_and_defaults, "series": f"data/{kpi['id']}.csv"} if kpi["id"] in observed else keys_and_defaults


def cost(amount: Any = None, *, id: str = "fees", **keys: Any) -> dict[str, Any]:
    """A cost line as costs.yaml writes it."""
    keys_and_defaults = {"id": id, "label": id, "category": "fees", **_yaml(keys)}
    return keys_and_defaults if amount is None else {**keys_and_defaults, "amount": amount}


def gain(*, id: str = "margin", **keys: Any) -> dict[str, Any]:
    """A gain as gains.yaml writes it; `from_` is written as `from`."""
    return {"id": id, "label": id, "kind": "margin", **_yaml(keys)}


def criterion(*, id: str = "skill", **keys: Any) -> dict[str, Any]:
    """A criterion as nonfinancial.yaml writes it."""
    return {"id": id, "label": id, "dimension": "skills", **keys}


def _yaml(keys: Mapping[str, Any]) -> dict[str, Any]:
    return {key.rstrip("_"): value for key, value in keys.items()}
