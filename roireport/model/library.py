"""Entries of the library: what sales consulting usually measures, counts and scores, without any figure."""

from typing import Annotated, Final, Literal, get_args

from pydantic import AfterValidator

from roireport.model.cost import Category
from roireport.model.criterion import Anchors, Dimension
from roireport.model.kpi import Method, Unit
from roireport.model.local_text import LocalText, ReaderName, ReaderText, ShortName
from roireport.model.located import Located
from roireport.model.values import Flag, Text, read_id

EntryKind = Literal["kpi", "gain", "cost", "criterion"]
ENTRY_KINDS: Final[tuple[EntryKind, ...]] = get_args(EntryKind)


def ids_of(id: LocalText) -> tuple[str, ...]:
    """The ids of an entry, one for each language that has its own."""
    return tuple(id.forms.values()) or (str(id),)


def _checked(id: LocalText) -> LocalText:
    for form in ids_of(id):
        read_id(form)
    return id


EntryId = Annotated[ReaderName, AfterValidator(_checked)]
"""The id that an entry gets in an engagement; it may differ by language."""


class FittingCounterfactual(Located):
    """The counterfactual that fits an entry: the method where one is computed, and the reason for it."""

    method: Method | None = None
    why: ReaderText


class LibraryEntry(Located):
    """A piece of an engagement to start from."""

    id: EntryId
    formula: ReaderText
    usual_source: ReaderText
    pitfalls: ReaderText
    counterfactual: FittingCounterfactual

    @property
    def title(self) -> LocalText:
        """Its name as a page would show it."""
        raise NotImplementedError


class KpiEntry(LibraryEntry):
    """An indicator."""

    name: ReaderName
    short: ShortName | None = None
    unit: Unit
    direction: Literal["up", "down"]

    @property
    def title(self) -> LocalText:
        """Its name."""
        return self.name


class CostEntry(LibraryEntry):
    """A cost line."""

    label: ReaderName
    short: ShortName | None = None
    category: Category

    @property
    def title(self) -> LocalText:
        """Its label."""
        return self.label


class GainEntry(LibraryEntry):
    """A gain; `kpi` is the name of its KPI's entry, `amount` the key that its amounts are written under."""

    label: ReaderName
    short: ShortName | None = None
    kind: Literal["revenue", "margin", "saving", "cash_release"]
    kpi: Text | None = None
    amount: Literal["per_month", "flows"]
    cashable: Flag = True

    @property
    def title(self) -> LocalText:
        """Its label."""
        return self.label


class CriterionEntry(LibraryEntry):
    """A criterion with its scale; `levels` says what a reader finds at the anchors and between them."""

    dimension: Dimension
    label: ReaderName
    short: ShortName | None = None
    metric: ReaderText
    unit: ReaderText
    anchors: Anchors
    levels: ReaderText

    @property
    def title(self) -> LocalText:
        """Its label."""
        return self.label
