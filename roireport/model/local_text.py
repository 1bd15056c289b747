"""A text that a reader sees, in one language or in several."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Annotated, Any, Final, Self

from pydantic import BeforeValidator, ConfigDict, GetCoreSchemaHandler, TypeAdapter
from pydantic_core import CoreSchema, core_schema

from roireport.model.forms import Form
from roireport.model.language import LANGUAGES, Language
from roireport.model.located import Located
from roireport.model.place import Place
from roireport.model.values import read_text, refuse
from roireport.model.written import WrittenMapping

LONGEST_TEXT: Final = 20_000
LONGEST_NAME: Final = 500
"""Characters of a title or a label. A title of 19,000 took 30 seconds to print."""
LONGEST_SHORT_NAME: Final = 24

_ONE_FORM: Final[Mapping[Language, str]] = MappingProxyType({})


class LocalText(str):
    """A text in one language, with its forms in all languages that it was written in.

    `forms` is empty for a plain text, which serves every language.
    """

    __slots__ = ("forms",)
    forms: Mapping[Language, str]

    def __new__(cls, text: str, forms: Mapping[Language, str] = _ONE_FORM) -> Self:
        local = super().__new__(cls, text)
        local.forms = MappingProxyType(dict(forms)) if forms else _ONE_FORM
        return local

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, dict[Language, str]]]:
        """Keep the forms when a worker sends the text."""
        return (str(self),), {"forms": dict(self.forms)}

    def __getstate__(self) -> None:
        """No state beside the arguments of a new one."""

    def in_language(self, language: Language) -> "LocalText":
        """The text in a language; where it has no such form, the first one that was written."""
        form = self.forms.get(language, next(iter(self.forms.values()), str(self)))
        return self if form == self else LocalText(form, self.forms)

    @property
    def written(self) -> str | dict[str, str]:
        """The text as a file writes it: plain, or its forms by language."""
        return {str(language): form for language, form in self.forms.items()} or str(self)

    @classmethod
    def of(cls, written: "str | Mapping[Language, str]") -> "LocalText":
        """The text that a file writes so; its first form is the text until a language is chosen."""
        if isinstance(written, LocalText):
            return written
        return cls(written) if isinstance(written, str) else cls(next(iter(written.values())), written)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let records hold every form, and check them when they are loaded."""
        forms = core_schema.dict_schema(
            core_schema.literal_schema(list(LANGUAGES)), core_schema.str_schema(), min_length=1
        )
        return core_schema.no_info_after_validator_function(
            cls.of,
            core_schema.union_schema([core_schema.is_instance_schema(LocalText), core_schema.str_schema(), forms]),
            serialization=core_schema.plain_serializer_function_ser_schema(_written),
        )


def _written(text: str) -> str | dict[str, str]:
    """Write a text as a record holds it."""
    return LocalText.of(text).written


def _reader(longest: int) -> BeforeValidator:
    """The function that reads a text of at most so many characters, plain or in several languages."""
    read_form: Callable[[object], str] = partial(read_text, longest=longest)
    by_language: TypeAdapter[dict[Language, str]] = TypeAdapter(
        dict[Language, Annotated[str, BeforeValidator(read_form)]], config=ConfigDict(defer_build=True)
    )

    def read(raw: object) -> LocalText:
        if not isinstance(raw, WrittenMapping):
            return raw if isinstance(raw, LocalText) else LocalText(read_form(raw))
        if not raw:
            refuse("empty_value", kind="text")
        return LocalText.of(by_language.validate_python(raw))

    return BeforeValidator(read)


ReaderText = Annotated[LocalText, _reader(LONGEST_TEXT), Form("reader_text")]
"""A text that a reader sees."""
ReaderName = Annotated[LocalText, _reader(LONGEST_NAME), Form("reader_name")]
"""A title or a label: a text of some words."""
ShortName = Annotated[LocalText, _reader(LONGEST_SHORT_NAME), Form("short_name")]
"""A name for titles and charts, where the full one has no room."""


def texts_without(noun: Located, language: Language) -> Iterator[Place]:
    """The places of the texts that were written by language, but not in this one."""
    for name, field in type(noun).model_fields.items():
        yield from _without(getattr(noun, name), language, partial(_place, noun, field.alias or name))


def _place(noun: Located, key: str) -> Place | None:
    return noun.place(key) or noun.place()


def _without(value: object, language: Language, find_place: Callable[[], Place | None]) -> Iterator[Place]:
    if isinstance(value, LocalText):
        if value.forms and language not in value.forms and (place := find_place()) is not None:
            yield place
    elif isinstance(value, Located):
        yield from texts_without(value, language)
    elif isinstance(value, tuple):
        for item in value:
            yield from _without(item, language, find_place)
