"""Write an engagement from its view; no comment, spelling or order of a source file is kept."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, get_args

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from roireport.model.criterion import ValuePoints
from roireport.model.engagement import Engagement, EngagementFiles
from roireport.model.flow import Flow
from roireport.model.kpi import Kpi
from roireport.model.local_text import LocalText
from roireport.model.located import Located
from roireport.model.period import Index, Span
from roireport.model.series import COLUMNS, Observation, Series
from roireport.model.values import DiscountRate, Duration, Rate, Share
from roireport.model.visibility import is_for_client

Plain = str | int | bool | Decimal | date | list[Any] | dict[str, Any]

_RATES: Final = frozenset(get_args(kind)[1] for kind in (Rate, Share, DiscountRate))
_DURATION: Final = get_args(Duration)[1]
_LEVELS_OF_KPI: Final = ("baseline", "target")


def rewritten(engagement: Engagement) -> dict[str, Plain]:
    """Write every section in the notation of engagement.yaml, without default values.

    Texts in Markdown are left out: they are in the report, and their source may hold a comment.
    """
    sections = {name: EngagementFiles.model_fields[name] for name in EngagementFiles.model_fields}
    return dict(_entries(engagement, sections))


def rewritten_series(engagement: Engagement) -> dict[str, list[list[str]]]:
    """Write the series of each KPI as rows of text with a header, by the path that the KPI names."""
    kpis = (kpi for kpi in engagement.kpis if kpi.series is not None and kpi.id in engagement.series)
    return {str(kpi.series): _rows(engagement.series[kpi.id], kpi) for kpi in kpis}


def _entries(noun: Located, fields: Mapping[str, FieldInfo]) -> Iterator[tuple[str, Plain]]:
    for name, field in fields.items():
        if not is_for_client(field):
            continue
        value = getattr(noun, name)
        if value is None or (not field.is_required() and value == field.get_default(call_default_factory=True)):
            continue
        percent = isinstance(noun, Kpi) and noun.unit == "percent" and name in _LEVELS_OF_KPI
        yield field.alias or name, _percent(value) if percent else _plain(value, tuple(_readers(field)))


def _readers(field: FieldInfo) -> Iterator[object]:
    """Yield the functions that read a field: they distinguish a rate from an amount."""
    types = (field.metadata, *(get_args(kind)[1:] for kind in get_args(field.annotation)))
    yield from (mark for marks in types for mark in marks if isinstance(mark, BeforeValidator))


def _plain(value: Any, readers: tuple[object, ...] = ()) -> Plain:
    match value:
        case ValuePoints():
            return {"points": [list(pair) for pair in value.points]}
        case Located():
            return dict(_entries(value, type(value).model_fields))
        case (Flow(), *_):
            return {str(flow.when): flow.amount for flow in value}
        case tuple():
            return [_plain(item) for item in value]
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case _:
            return _scalar(value, readers)


def _scalar(value: Any, readers: tuple[object, ...]) -> Plain:
    match value:
        case LocalText():
            return value.written
        case Span():
            text = str(value)
            return int(text) if text.isdecimal() else text
        case Index():
            return value.number
        case Decimal() if not _RATES.isdisjoint(readers):
            return _percent(value)
        case int() if _DURATION in readers:
            return f"{value} months"
        case _:
            text_day_number_or_flag: Plain = value
            return text_day_number_or_flag


def _percent(value: Decimal) -> str:
    """Write a rate with %: a plain number above 1 would be refused."""
    return f"{_digits(value.scaleb(2))}%"


def _digits(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rows(series: Series, kpi: Kpi) -> list[list[str]]:
    """Write the columns that are not empty."""
    write = _percent if kpi.unit == "percent" else _digits
    shown = [name for name in COLUMNS if any(getattr(row, name) is not None for row in series.rows)]
    return [shown, *([_cell(row, name, write) for name in shown] for row in series.rows)]


def _cell(row: Observation, column: str, write: Callable[[Decimal], str]) -> str:
    value = getattr(row, column)
    if value is None:
        return ""
    return str(value) if column == "period" else write(value)
