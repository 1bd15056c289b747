"""The base class of the model: frozen values that know their places."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, PrivateAttr, model_validator

from roireport.model.place import Place
from roireport.model.written import WrittenMapping


class Located(BaseModel):
    """A frozen value; `place("margin")` is the place of its margin, `place()` its own."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, populate_by_name=False, defer_build=True
    )
    _place: Place | None = PrivateAttr(default=None)
    _places: Mapping[str, Place] = PrivateAttr(default_factory=dict)

    @model_validator(mode="wrap")
    @classmethod
    def _keep_places(cls, raw: Any, read: Callable[[Any], Self]) -> Self:
        noun = read(raw)
        if isinstance(raw, WrittenMapping):
            noun._place = raw.place
            noun._places = raw.places()
        return noun

    def place(self, key: str | None = None) -> Place | None:
        """The place of the value of a YAML key; None where it was not written."""
        return self._place if key is None else self._places.get(key)
