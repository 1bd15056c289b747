"""An engagement written anew from its view: no source file's comment, spelling or order survives."""

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
from roireport.model.located import Located
from roireport.model.period import Index, Span
from roireport.model.series import COLUMNS, Observation, Series
from roireport.model.values import DiscountRate, Duration, Rate, Share
from roireport.model.visibility import is_for_client

Plain = str | int | bool | Decimal | date | list[Any] | dict[str, Any]

_RATES: Final = tuple(get_args(kind)[1] for kind in (Rate, Share, DiscountRate))
_DURATION: Final = get_args(Duration)[1]
_LEVELS_OF_KPI: Final = ("baseline", "target")


def rewritten(engagement: Engagement) -> dict[str, Plain]:
    """Every section under the keys and in the notation of engagement.yaml, without what is as if nothing was written.

    Texts in Markdown are not part of it: they are in the report, and in their source a comment may hide.
    """
    sections = {name: EngagementFiles.model_fields[name] for name in EngagementFiles.model_fields}
    return dict(_entries(engagement, sections))


def rewritten_series(engagement: Engagement) -> dict[str, list[list[str]]]:
    """The series of each KPI as rows of text, a head first, by the path that the KPI names."""
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
    """What reads the value of a field: that is where a rate differs from an amount."""
    yield from (each for each in field.metadata if isinstance(each, BeforeValidator))
    for kind in get_args(field.annotation):
        yield from (each for each in get_args(kind)[1:] if isinstance(each, BeforeValidator))


def _plain(value: Any, readers: tuple[object, ...] = ()) -> Plain:
    match value:
        case ValuePoints():
            return {"points": [list(pair) for pair in value.points]}
        case Located():
            return dict(_entries(value, type(value).model_fields))
        case Span():
            text = str(value)
            return int(text) if text.isdecimal() else text
        case Index():
            return value.number
        case tuple() if value and isinstance(value[0], Flow):
            return {str(flow.when): flow.amount for flow in value}
        case tuple():
            return [_plain(each) for each in value]
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case Decimal() if any(reader in _RATES for reader in readers):
            return _percent(value)
        case int() if _DURATION in readers:
            return f"{value} months"
        case _:
            text_day_number_or_flag: Plain = value
            return text_day_number_or_flag


def _percent(value: Decimal) -> str:
    """A rate is read as a fraction, and one above 1 must be written with its sign."""
    return f"{_digits(value.scaleb(2))}%"


def _digits(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rows(series: Series, kpi: Kpi) -> list[list[str]]:
    """Only the columns in which something stands."""
    write = _percent if kpi.unit == "percent" else _digits
    shown = [name for name in COLUMNS if any(getattr(row, name) is not None for row in series.rows)]
    return [shown, *([_cell(row, name, write) for name in shown] for row in series.rows)]


def _cell(row: Observation, column: str, write: Callable[[Decimal], str]) -> str:
    value = getattr(row, column)
    if value is None:
        return ""
    return str(value) if column == "period" else write(value)
