"""A client's view holds what the schema marks for clients, whatever else there is."""

from collections.abc import Iterator

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from roireport.audience.allow_list import client_view
from roireport.model.engagement import Engagement
from roireport.model.library import LibraryEntry
from roireport.model.located import Located
from roireport.model.visibility import FirmOnly, ForClient, is_for_client, marks, models_in
from roireport.model.workspace import Workspace
from tests.engagements import cost, engagement


def models(root: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[type[BaseModel]]:
    """The model and all that its fields hold, at every depth."""
    if root in seen:
        return
    seen.add(root)
    yield root
    for field in root.model_fields.values():
        for model in models_in(field.annotation):
            yield from models(model, seen)


def schema() -> list[tuple[str, FieldInfo]]:
    """Every field that a file of a workspace or of an engagement can have."""
    seen: set[type[BaseModel]] = set()
    places = [*models(Engagement, seen), *models(Workspace, seen)]
    return [(f"{model.__name__}.{name}", field) for model in places for name, field in model.model_fields.items()]


def test_every_field_of_the_schema_is_marked_once() -> None:
    assert [name for name, field in schema() if len(marks(field)) != 1] == []
    assert {"Gain.attribution", "Attribution.share", "Flow.when", "ValuePoints.points", "ControlTotal.min"} <= dict(
        schema()
    ).keys()
    assert len(schema()) > 150


def test_every_model_of_the_package_is_walked() -> None:
    def below(model: type[BaseModel]) -> Iterator[str]:
        for subclass in model.__subclasses__():
            if subclass.__module__.startswith("roireport.model"):
                yield subclass.__name__
                yield from below(subclass)

    walked = {name.partition(".")[0] for name, _ in schema()}
    of_library = {"LibraryEntry", "FittingCounterfactual", *below(LibraryEntry)}  # templates, which `new` copies from
    assert set(below(Located)) - walked == {"EngagementFiles", *of_library}  # whose fields are those of Engagement


def test_what_is_internal_is_what_the_contract_says_and_can_be_left_out() -> None:
    internal = {name: field for name, field in schema() if not is_for_client(field)}
    assert internal.keys() == {
        "Engagement.internal",
        "Engagement.unread_files",  # no key: the files of the folder that nothing reads, for the author's G12
        "Internal.fee_margin",
        "Internal.notes",
        "SignedDocument.file",
    }
    assert [name for name, field in internal.items() if field.is_required()] == []


class Part(Located):
    """A part with one field of each kind, and one without a mark."""

    shown: ForClient[str]
    margin: FirmOnly[str | None] = None
    forgotten: str = ""


class Whole(Located):
    """A noun with parts in every place."""

    part: ForClient[Part]
    parts: ForClient[tuple[Part, ...]]
    named: ForClient[dict[str, Part]]


def test_internal_and_unmarked_fields_are_left_out_at_every_depth() -> None:
    part = Part.model_construct(shown="yes", margin="no", forgotten="no")
    view = client_view(Whole.model_construct(part=part, parts=(part, part), named={"a": part}))
    silent = Part.model_construct(shown="yes", margin=None, forgotten="")
    assert view == Whole.model_construct(part=silent, parts=(silent, silent), named={"a": silent})


def test_the_clients_view_never_has_the_internal_section() -> None:
    whole = engagement(costs=[cost(100)], internal={"fee_margin": "38%", "notes": "do not tell"})
    assert whole.internal is not None
    seen = client_view(whole)
    assert seen.internal is None
    assert "do not tell" not in repr(seen.model_dump())


def test_what_is_allowed_stays_as_it_was_with_its_places() -> None:
    whole = engagement(costs=[cost(100)], internal={"notes": "do not tell"})
    seen = client_view(whole)
    assert seen.costs == whole.costs
    assert seen.place("title") == whole.place("title")
    assert seen.place("internal") is None
    assert seen.costs[0].place("amount") == whole.costs[0].place("amount")
