"""What every noun of an engagement has: the places of its values."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, PrivateAttr, model_validator

from roireport.model.place import Place
from roireport.model.written import WrittenMapping


class Located(BaseModel):
    """A frozen noun; `place("margin")` tells where its margin was written, `place()` where it begins."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, populate_by_name=False, defer_build=True
    )
    _place: Place | None = PrivateAttr(default=None)
    _places: Mapping[str, Place] = PrivateAttr(default_factory=dict)

    @model_validator(mode="wrap")
    @classmethod
    def _keep_places(cls, raw: Any, read: Callable[[Any], Self]) -> Self:
        made = read(raw)
        if isinstance(raw, WrittenMapping):
            made._place = raw.place
            made._places = raw.places()
        return made

    def place(self, key: str | None = None) -> Place | None:
        """Where the value of a key was written (the YAML key's name); None where it was left silent."""
        return self._place if key is None else self._places.get(key)
