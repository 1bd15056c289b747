"""An engagement with all its sections."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from roireport.model.approval import Approval
from roireport.model.cost import Cost
from roireport.model.criterion import Criterion
from roireport.model.discounting import Discounting
from roireport.model.expectation import Challenges
from roireport.model.gain import Gain
from roireport.model.kpi import Kpi
from roireport.model.language import Language
from roireport.model.local_text import ReaderName, ReaderText
from roireport.model.located import Located
from roireport.model.objective import Objective
from roireport.model.offer import KIND_OF_KIND, OfferKind
from roireport.model.picture import Picture
from roireport.model.place import Place
from roireport.model.recommendation import Recommendations
from roireport.model.series import Series
from roireport.model.values import Day, Duration, Flag, Id, Languages, Rate, Text, refuse
from roireport.model.visibility import FirmOnly, ForClient
from roireport.model.workspace import NARRATIVE_NAMES

Status = Literal["draft", "interim", "final"]

TYPED_SECTIONS = ("objectives", "kpis", "costs", "gains", "nonfinancial", "challenges", "recommendations")
"""The sections that people write."""
FILE_SECTIONS = (*TYPED_SECTIONS, "approvals")
"""The sections of an engagement that may have a file of their own; `approve` writes the last."""

LONGEST_HORIZON = 600
"""Months; fifty years are more than any sales engagement needs."""


class Client(Located):
    """The client."""

    name: ForClient[ReaderName]
    sector: ForClient[ReaderText | None] = None


class Intervention(Located):
    """The first and the last day of the work."""

    start: ForClient[Day]
    end: ForClient[Day]

    @model_validator(mode="after")
    def _ordered(self) -> "Intervention":
        if self.end < self.start:
            refuse("end_before_start")
        return self


class BusinessGoal(Located):
    """A goal of the client's business."""

    id: ForClient[Id]
    statement: ForClient[ReaderText]


class Initiative(Located):
    """Another project of the client during the engagement."""

    label: ForClient[ReaderName]
    started: ForClient[Day]
    ended: ForClient[Day | None] = None


class TeamMember(Located):
    """Somebody of the firm or the client who worked on the engagement."""

    name: ForClient[ReaderName]
    role: ForClient[ReaderText | None] = None


class ControlTotal(Located):
    """The expected value or bounds of a figure; half the last digit written is tolerated."""

    equals: ForClient[Text | None] = None
    min: ForClient[Text | None] = None
    max: ForClient[Text | None] = None


class Internal(Located):
    """Notes of the firm, which no page or result shows."""

    fee_margin: FirmOnly[Rate | None] = None
    notes: FirmOnly[Text | None] = None


class EngagementFiles(Located):
    """All sections of an engagement as its YAML files give them.

    A `reference` is a published case restated, which the portfolio keeps apart from the firm's own.
    """

    title: ForClient[ReaderName]
    client: ForClient[Client]
    offer: ForClient[tuple[Id, ...]] = ()
    period: ForClient[Intervention]
    as_of: ForClient[Day]
    horizon: ForClient[Duration] = 12
    currency: ForClient[Text]
    language: ForClient[Languages]
    perspective: ForClient[ReaderText | None] = None
    status: ForClient[Status] = "draft"
    version: ForClient[ReaderText | None] = None
    reference: ForClient[Flag] = False
    independence: ForClient[ReaderText | None] = None
    confidentiality: ForClient[ReaderText | None] = None
    discounting: ForClient[Discounting] = Discounting()
    target_roi: ForClient[Rate | None] = None
    target_set_on: ForClient[Day | None] = None
    business_goals: ForClient[tuple[BusinessGoal, ...]] = ()
    concurrent_initiatives: ForClient[tuple[Initiative, ...]] = ()
    team: ForClient[tuple[TeamMember, ...]] = ()
    control_totals: ForClient[Annotated[dict[Text, ControlTotal], Field(alias="assert", default_factory=dict)]]
    internal: FirmOnly[Internal | None] = None
    objectives: ForClient[tuple[Objective, ...]] = ()
    kpis: ForClient[tuple[Kpi, ...]] = ()
    costs: ForClient[tuple[Cost, ...]] = ()
    gains: ForClient[tuple[Gain, ...]] = ()
    nonfinancial: ForClient[tuple[Criterion, ...]] = ()
    challenges: ForClient[Challenges] = Challenges()
    recommendations: ForClient[Recommendations] = Recommendations()
    approvals: ForClient[tuple[Approval, ...]] = ()

    @model_validator(mode="after")
    def _horizon_in_range(self) -> Self:
        if not 1 <= self.horizon <= LONGEST_HORIZON:
            refuse("horizon_out_of_range", limit=str(LONGEST_HORIZON))
        return self

    @model_validator(mode="after")
    def _year_grid_needs_whole_years(self) -> Self:
        if self.discounting.yearly and self.horizon % 12:
            refuse("horizon_needs_whole_years")
        return self


@dataclass(frozen=True, slots=True)
class Narrative:
    """A text in Markdown with its pictures; `language` is None where it is for every language."""

    name: str
    language: Language | None
    text: str
    place: Place
    pictures: tuple[Picture, ...] = ()


def narrative_in(narratives: Iterable[Narrative], name: str, language: Language) -> Narrative | None:
    """The narrative of a name that a report in this language shows: its own form, else the one for every language."""
    texts = {text.language: text for text in narratives if text.name == name}
    return texts.get(language) or texts.get(None)


def shown_narratives(narratives: Collection[Narrative], languages: Iterable[Language]) -> frozenset[str]:
    """The files of the narratives that a report in one of these languages has a place for."""
    texts = (narrative_in(narratives, name, language) for language in languages for name in NARRATIVE_NAMES)
    return frozenset(text.place.file for text in texts if text is not None)


ENGAGEMENTS = "engagements"
"""The folder of a workspace that holds its engagements, each in a folder named by its id."""
INPUTS = "inputs"
"""The folder of the view that a report for an audience outside the firm was computed from, beside that report."""


class Engagement(EngagementFiles):
    """An engagement with its series by KPI and its narratives.

    `folder` is relative to the workspace, or INPUTS for a view. `offer_kinds` gives the kind of
    every offer of the workspace, `unread_files` the files of data/ and narrative/ that nothing reads.
    """

    id: ForClient[str]
    folder: ForClient[str]
    series: ForClient[Mapping[str, Series]]
    narratives: ForClient[tuple[Narrative, ...]]
    offer_kinds: ForClient[Mapping[str, OfferKind]]
    unread_files: FirmOnly[tuple[str, ...]] = ()

    @classmethod
    def of(
        cls,
        files: EngagementFiles,
        *,
        id: str,
        series: Mapping[str, Series],
        narratives: tuple[Narrative, ...],
        offer_kinds: Mapping[str, OfferKind] = KIND_OF_KIND,
        unread_files: tuple[str, ...] = (),
    ) -> "Engagement":
        """Combine the validated files, the series and the narratives."""
        sections = {name: getattr(files, name) for name in EngagementFiles.model_fields}
        engagement = cls.model_construct(
            **sections,
            id=id,
            folder=f"{ENGAGEMENTS}/{id}",
            series=series,
            narratives=narratives,
            offer_kinds=offer_kinds,
            unread_files=unread_files,
        )
        engagement._place, engagement._places = files._place, files._places
        return engagement

    def kpi(self, id: str) -> Kpi:
        """The KPI of that id."""
        return next(kpi for kpi in self.kpis if kpi.id == id)

    @property
    def is_view(self) -> bool:
        """Whether it was loaded from a view, not from the files that people typed."""
        return self.folder == INPUTS

    @property
    def offers(self) -> tuple[str, ...]:
        """The declared offers, then those that only a cost or a gain names."""
        named = (*self.offer, *(cost.offer for cost in self.costs), *(gain.offer for gain in self.gains))
        return tuple(dict.fromkeys(offer for offer in named if offer is not None))
