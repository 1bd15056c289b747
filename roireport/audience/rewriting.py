"""Write an engagement from its view; no comment, spelling or order of a source file is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, get_args

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from roireport.model.criterion import ValuePoints
from roireport.model.discounting import Discounting
from roireport.model.engagement import Engagement, EngagementFiles
from roireport.model.flow import Flow
from roireport.model.gain import PerUnit
from roireport.model.kpi import Kpi
from roireport.model.local_text import LocalText
from roireport.model.located import Located
from roireport.model.period import Index, Span
from roireport.model.series import COLUMNS, Observation, Series
from roireport.model.values import DiscountRate, Duration, Rate, Share
from roireport.model.visibility import is_for_client
from roireport.model.workspace import Defaults, Workspace

Plain = str | int | bool | Decimal | date | list[Any] | dict[str, Any]

_RATES: Final = frozenset(get_args(kind)[1] for kind in (Rate, Share, DiscountRate))
_DURATION: Final = get_args(Duration)[1]
_WORDS_FOR_NONE: Final[Mapping[tuple[type[Located], str], str]] = {(PerUnit, "volume"): "series"}
"""Required keys whose value is None where a word is written."""
_LEVELS: Final = ("baseline", "target", "below", "above")
_LEVEL_COLUMNS: Final = ("value", "control", "expected")


def rewritten(engagement: Engagement) -> dict[str, Plain]:
    """Write every section in the notation of engagement.yaml, without default values.

    Narratives are files of their own.
    """
    return dict(_Notation(_in_percent(engagement)).entries(engagement, EngagementFiles.model_fields))


def rewritten_settings(settings: Workspace) -> dict[str, Plain]:
    """Write settings in the notation of roireport.yaml, without default values."""
    return dict(_Notation(frozenset()).entries(settings, Workspace.model_fields))


def rewritten_series(engagement: Engagement) -> dict[str, list[list[str]]]:
    """Write the series of each KPI as rows of text with a header, by the path that the KPI names."""
    kpis = (kpi for kpi in engagement.kpis if kpi.series is not None and kpi.id in engagement.series)
    return {str(kpi.series): _rows(engagement.series[kpi.id], kpi) for kpi in kpis}


def _in_percent(engagement: Engagement) -> frozenset[int]:
    """The identities of the nouns whose levels are percentages: KPIs, objectives and alerts on them."""
    kpis = {kpi.id: kpi for kpi in engagement.kpis if kpi.unit == "percent"}
    planned = engagement.recommendations.next_measurements
    objectives = (objective for objective in engagement.objectives if objective.kpi in kpis)
    alerts = (measurement.alert for measurement in planned if measurement.kpi in kpis)
    return frozenset(id(noun) for noun in (*kpis.values(), *objectives, *alerts))


@dataclass(frozen=True, slots=True)
class _Notation:
    """Writes values as files do; `in_percent` are the identities of the nouns whose levels are percentages."""

    in_percent: frozenset[int]

    def entries(self, noun: Located, fields: Mapping[str, FieldInfo]) -> Iterator[tuple[str, Plain]]:
        """Yield the keys of a noun that are not silent."""
        for name, field in fields.items():
            value = getattr(noun, name)
            if value is None:
                value = _WORDS_FOR_NONE.get((type(noun), name))
            if not is_for_client(field) or value is None or _is_silent(noun, name, field, value):
                continue
            percent = id(noun) in self.in_percent and name in _LEVELS
            yield field.alias or name, _percent(value) if percent else self._plain(value, tuple(_readers(field)))

    def _plain(self, value: Any, readers: tuple[object, ...] = ()) -> Plain:
        match value:
            case ValuePoints():
                return {"points": [list(pair) for pair in value.points]}
            case Located():
                return dict(self.entries(value, type(value).model_fields))
            case (Flow(), *_):
                return {str(flow.when): flow.amount for flow in value}
            case tuple():
                return [self._plain(item) for item in value]
            case dict():
                return {key: self._plain(item) for key, item in value.items()}
            case _:
                return _scalar(value, readers)


def _is_silent(noun: Located, name: str, field: FieldInfo, value: object) -> bool:
    """Whether a value is that of a missing key; a key that the workspace may have a default for is always written."""
    if field.is_required() or isinstance(noun, Discounting):
        return False
    if isinstance(noun, EngagementFiles) and name in Defaults.model_fields:
        return False
    return bool(value == field.get_default(call_default_factory=True))


def _readers(field: FieldInfo) -> Iterator[object]:
    """Yield the functions that read a field: they distinguish a rate from an amount."""
    types = (field.metadata, *(get_args(kind)[1:] for kind in get_args(field.annotation)))
    yield from (mark for marks in types for mark in marks if isinstance(mark, BeforeValidator))


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
    """Write a rate with %, in the digits that it was typed with: a plain number above 1 would be refused."""
    return f"{value.scaleb(2):f}%"


def _rows(series: Series, kpi: Kpi) -> list[list[str]]:
    """Write the columns that are not empty."""
    shown = [name for name in COLUMNS if any(getattr(row, name) is not None for row in series.rows)]
    return [shown, *([_cell(row, name, percent=kpi.unit == "percent") for name in shown] for row in series.rows)]


def _cell(row: Observation, column: str, *, percent: bool) -> str:
    value = getattr(row, column)
    if value is None:
        return ""
    if column == "period":
        return str(value)
    return _percent(value) if percent and column in _LEVEL_COLUMNS else f"{value:f}"
