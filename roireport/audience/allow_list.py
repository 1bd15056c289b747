"""The view of an engagement that an audience gets: only what the schema marks for it, at every depth."""

from typing import Any, Literal

from pydantic.fields import FieldInfo

from roireport.model.engagement import Engagement
from roireport.model.located import Located
from roireport.model.visibility import is_for_client

Audience = Literal["internal", "client"]


def for_audience(engagement: Engagement, audience: Audience) -> Engagement:
    """Return the engagement itself for the firm, and for a client a copy without what is not marked for clients."""
    return engagement if audience == "internal" else client_view(engagement)


def client_view(value: Any) -> Any:
    """Copy a value without the fields that are not marked for clients; where nothing is left out, it is the same."""
    match value:
        case Located():
            return _view_of_noun(value)
        case tuple():
            items = tuple(client_view(item) for item in value)
            return value if _same(items, value) else items
        case dict():
            entries = {key: client_view(item) for key, item in value.items()}
            return value if _same(tuple(entries.values()), tuple(value.values())) else entries
    return value


def _view_of_noun(noun: Located) -> Located:
    fields = type(noun).model_fields
    before = {name: getattr(noun, name) for name in fields}
    seen: dict[str, Any] = {
        name: client_view(before[name]) if is_for_client(field) else _silent(field) for name, field in fields.items()
    }
    if _same(tuple(seen.values()), tuple(before.values())):
        return noun
    hidden = {field.alias or name for name, field in fields.items() if not is_for_client(field)}
    view = type(noun).model_construct(**seen)
    view._place = noun._place
    view._places = {key: place for key, place in noun._places.items() if key not in hidden}
    return view


def _silent(field: FieldInfo) -> object:
    """What a field is where nothing was written."""
    return field.get_default(call_default_factory=True)


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return all(a is b for a, b in zip(one, other, strict=True))
