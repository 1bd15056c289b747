"""The forms in which a value may be written, each as a JSON Schema of what an editor reads there.

An editor reads YAML 1.2: 12500 is a number, 60%, 2025-03-31 and 12_500 are strings.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema

JsonSchema = Mapping[str, Any]

_NUMBER: Final = r"(0|[1-9][0-9]*(_[0-9]+)*)(\.[0-9]+(_[0-9]+)*)?"
_PERCENT: Final = r"[ \u00a0\u202f]*%"
_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_SPAN: Final = rf"{_DAY}|[0-9]{{4}}-[0-9]{{2}}|[0-9]{{4}}-[QT][1-4]"
_ID: Final = r"[a-z0-9]+(-[a-z0-9]+)*"
_LARGEST: Final = 1e15
_YEAR: Final = {"type": "integer", "minimum": 1900, "maximum": 2199}
_INDEX: Final = {"type": "integer", "minimum": 0, "maximum": 999}


def _text(pattern: str) -> dict[str, Any]:
    return {"type": "string", "pattern": rf"^({pattern})$"}


def _number() -> dict[str, Any]:
    return {"anyOf": [{"type": "number", "minimum": -_LARGEST, "maximum": _LARGEST}, _text(rf"[+-]?{_NUMBER}")]}


def _rate(low: float, high: float, percent: str, sign: str = "[+-]?") -> dict[str, Any]:
    number = {"type": "number", "minimum": low, "maximum": high}
    return {"anyOf": [number, _text(rf"{sign}{percent}{_PERCENT}|{sign}[01](\.[0-9]+)?")]}


def _whole(low: int, high: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": low, "maximum": high}


def _reader_text(longest: int) -> dict[str, Any]:
    form = {"type": ["string", "number"], "maxLength": longest}
    forms = {
        "type": "object",
        "properties": {"fr": form, "en": form},
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {"anyOf": [form, forms]}


_UP_TO_100: Final = r"(100(\.0+)?|[0-9]{1,2}(\.[0-9]+)?)"
_LEVEL: Final = {"anyOf": [{"type": "number"}, _text(rf"[+-]?{_NUMBER}({_PERCENT})?")]}
_YEARLY_RATE: Final = _rate(-0.99, 1, _NUMBER)
_LANGUAGE: Final = {"enum": ["fr", "en"]}
_POINTS: Final = {
    "type": "object",
    "properties": {
        "points": {
            "type": "array",
            "minItems": 2,
            "items": {"type": "array", "minItems": 2, "maxItems": 2, "items": _LEVEL},
        }
    },
    "required": ["points"],
    "additionalProperties": False,
}
FORMS: Final[Mapping[str, JsonSchema]] = MappingProxyType(
    {
        "amount": _number(),
        "number": _number(),
        "level": _LEVEL,
        "baseline": {"anyOf": [*_LEVEL["anyOf"], {"const": "computed"}]},
        "rate": _rate(-1, 1, _NUMBER),
        "share": _rate(0, 1, _UP_TO_100, r"\+?"),
        "yearly_rate": _YEARLY_RATE,
        "exchange_rate": {"anyOf": [{"type": "number", "exclusiveMinimum": 0, "maximum": _LARGEST}, _text(_NUMBER)]},
        "low_factor": _rate(0, 1, _UP_TO_100, r"\+?"),
        "high_factor": {"anyOf": [{"type": "number", "minimum": 1}, _text(rf"\+?{_NUMBER}({_PERCENT})?")]},
        "volume": {"anyOf": [*_number()["anyOf"], {"const": "series"}]},
        "cases": _whole(0, 10**9),
        "periods": _whole(1, 999),
        "evidence": _whole(0, 5),
        "swing": {"anyOf": [{"type": "number", "minimum": 0, "maximum": 100}, _text(rf"\+?{_UP_TO_100}")]},
        "text": {"type": ["string", "number"], "minLength": 1, "maxLength": 20_000},
        "sign_off_item": _text(rf"report|(baseline|target|attribution|anchors)\.{_ID}"),
        "digest": _text("[0-9a-f]{64}"),
        "evidence_file": {"type": ["string", "number"], "pattern": r"^([^/\\:]+/)*[^/\\:]+$"},
        "id": {"anyOf": [_text(_ID) | {"maxLength": 64}, {"type": "integer", "minimum": 0}]},
        "day": _text(_DAY),
        "last_day": {"anyOf": [_text(_SPAN), _YEAR]},
        "period": {"anyOf": [_text(_SPAN), _YEAR, _INDEX]},
        "duration": _text(r"([1-9][0-9]{0,3}|0) (month|year)s?"),
        "flag": {"type": "boolean"},
        "flows": {
            "type": "object",
            "propertyNames": {"pattern": rf"^({_SPAN}|0|[1-9][0-9]{{0,3}})$"},
            "additionalProperties": _number(),
        },
        "growth": {"anyOf": [*_YEARLY_RATE["anyOf"], _text(rf"[+-]?{_NUMBER}{_PERCENT} a year")]},
        "languages": {"anyOf": [_LANGUAGE, {"type": "array", "minItems": 1, "uniqueItems": True, "items": _LANGUAGE}]},
        "value_function": {"anyOf": [{"const": "linear"}, _POINTS]},
        "reader_text": _reader_text(20_000),
        "reader_name": _reader_text(500),
        "short_name": _reader_text(24),
    }
)
"""By kind of value. Where a rule looks at more than one value (`low` ≤ `high`), only `check` knows it."""


@dataclass(frozen=True, slots=True)
class Form:
    """Mark a type with the kind of its values: a key of FORMS."""

    kind: str

    def __get_pydantic_json_schema__(self, _core: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(FORMS[self.kind])
