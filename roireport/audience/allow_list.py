"""Reduce an engagement to the fields that clients may see, at every depth."""

from typing import Any

from pydantic.fields import FieldInfo

from roireport.model.located import Located
from roireport.model.visibility import is_for_client


def client_view(value: Any) -> Any:
    """Copy a value without the fields that clients may not see; the same object if unchanged."""
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
    """The default of a field."""
    return field.get_default(call_default_factory=True)


def _same(after: tuple[object, ...], before: tuple[object, ...]) -> bool:
    return all(a is b for a, b in zip(after, before, strict=True))
