"""An engagement in the portfolio: figures, addresses, state, challenges."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from roireport.assess.finding import Finding
from roireport.assess.verdict import Verdict, VerdictKind
from roireport.measure.candidate import Candidate, as_candidate
from roireport.measure.figure import Figure
from roireport.measure.results import Results
from roireport.model.engagement import Engagement
from roireport.model.language import Language
from roireport.model.local_text import LocalText
from roireport.model.workspace import Severity

State: TypeAlias = VerdictKind | Literal["reached"]
"""The kind of the verdict; reached where the engagement is profitable and reaches its target."""

LIKELIER_THAN_NOT: Final = Decimal("0.5")
"""The share of the simulations that must reach a target that is called reached."""


@dataclass(frozen=True, slots=True)
class Due:
    """A measurement due after the data ends: a KPI by name, or the whole engagement where it is None."""

    on: date
    kpi: LocalText | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """An acceptance as typed."""

    rule: str
    by: LocalText
    reason: LocalText
    until: date


@dataclass(frozen=True, slots=True)
class PortfolioEntry:
    """An engagement with its page; addresses are relative to the root of the site.

    It holds only what the pages of the portfolio show, so that a thousand entries load quickly.
    """

    compared: Candidate
    title: LocalText
    offer: tuple[str, ...]
    """The declared offers."""
    status: str
    state: State
    aimed: bool
    """Whether it has a target ROI."""
    low_case: bool
    """Whether its low case may be named."""
    median_beside: bool
    """Whether the median is printed beside its ROI."""
    pages: tuple[tuple[Language, str], ...]
    """The address of its page in each of its languages, its own language first."""
    pdfs: tuple[tuple[Language, str], ...] = ()
    open: tuple[tuple[str, Severity], ...] = ()
    """The rule and the severity of each finding that nobody accepted, the author's among them."""
    reservations: tuple[Severity, ...] = ()
    """The severity of each reservation of its report."""
    dues: tuple[Due, ...] = ()
    accepted: tuple[Accepted, ...] = ()

    @property
    def id(self) -> str:
        return self.compared.id

    @property
    def name(self) -> str:
        return self.compared.client

    @property
    def roi_first_year(self) -> Decimal | None:
        """The ROI that can be compared across horizons; None where withheld or undefined."""
        return self.published(self.compared.roi_first_year)

    @property
    def page(self) -> str:
        """The address of its first page."""
        return self.pages[0][1]

    def in_language(self, language: Language, root: str = "") -> "PortfolioEntry":
        """The same with its texts and its page in a language, where it has them.

        Args:
            root: The path to the root of the site from the pages that show the entry.
        """
        dues = tuple(replace(due, kpi=due.kpi and due.kpi.in_language(language)) for due in self.dues)
        accepted = tuple(
            replace(entry, by=entry.by.in_language(language), reason=entry.reason.in_language(language))
            for entry in self.accepted
        )
        compared, title = self.compared.in_language(language), self.title.in_language(language)
        pages, pdfs = (tuple((of, root + address) for of, address in listed) for listed in (self.pages, self.pdfs))
        pages = tuple(sorted(pages, key=lambda page: page[0] != language))
        return replace(self, compared=compared, title=title, dues=dues, accepted=accepted, pages=pages, pdfs=pdfs)

    def published(self, figure: Figure) -> Decimal | None:
        """Return the value of a figure unless a blocker withholds it."""
        return figure.value if self.compared.established else None


def without_references(entries: Iterable[PortfolioEntry]) -> tuple[PortfolioEntry, ...]:
    """The firm's own engagements: a published case restated is in no median, sum, ranking or to-do list."""
    return tuple(entry for entry in entries if not entry.compared.reference)


def references(entries: Iterable[PortfolioEntry]) -> tuple[PortfolioEntry, ...]:
    """The published cases restated."""
    return tuple(entry for entry in entries if entry.compared.reference)


def portfolio_entry(
    engagement: Engagement,
    results: Results,
    verdict: Verdict,
    pages: tuple[tuple[Language, str], ...],
    pdfs: tuple[tuple[Language, str], ...] = (),
    findings: Sequence[Finding] = (),
) -> PortfolioEntry:
    """Return the entry of an engagement."""
    return PortfolioEntry(
        compared=as_candidate(engagement, results, verdict.established),
        title=engagement.title,
        offer=tuple(map(str, engagement.offer)),
        status=engagement.status,
        state=_state(engagement, results, verdict),
        aimed=engagement.target_roi is not None,
        low_case=verdict.low_case,
        median_beside=verdict.median_beside and verdict.established,
        pages=pages,
        pdfs=pdfs,
        open=tuple((finding.rule.id, finding.severity) for finding in findings if finding.accepted is None),
        dues=_dues(engagement),
        accepted=tuple(
            Accepted(str(acceptance.rule), acceptance.by, acceptance.reason, acceptance.until)
            for acceptance in engagement.challenges.accepted
        ),
    )


def _state(engagement: Engagement, results: Results, verdict: Verdict) -> State:
    """Return the kind of the verdict, or that the target is reached.

    The ROI and at least half of the simulations reach a target that is called reached.
    """
    roi, target = results.financial.roi, engagement.target_roi
    likely = results.uncertainty.probability_target.value
    if not verdict.profitable or target is None or likely is None:
        return verdict.kind
    return "reached" if roi.known >= target and likely >= LIKELIER_THAN_NOT else verdict.kind


def _dues(engagement: Engagement) -> tuple[Due, ...]:
    """Return every measurement due after the data of the engagement."""
    names = {kpi.id: kpi.name for kpi in engagement.kpis}
    agreed = engagement.challenges.expectations
    days: list[tuple[date, LocalText | None]] = [
        (planned.on, names.get(planned.kpi, LocalText(planned.kpi)))
        for planned in engagement.recommendations.next_measurements
    ]
    days += [(agreed.remeasure_on, None)] if agreed and agreed.remeasure_on else []
    return tuple(Due(on, kpi) for on, kpi in days if on > engagement.as_of)
