"""An engagement in the portfolio: figures, addresses, state, challenges."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
from roireport.present.portfolio.points import Point, points_of

State: TypeAlias = VerdictKind | Literal["reached"]
"""The kind of the verdict; reached where the engagement is profitable and reaches its target."""

LIKELIER_THAN_NOT: Final = Decimal("0.5")
"""The share of the simulations that must reach a target that is called reached."""


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
    target: Decimal | None
    """Its target ROI."""
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
    points: tuple[Point, ...] = ()
    """What somebody has to settle."""

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
        pages, pdfs = (tuple((of, root + address) for of, address in listed) for listed in (self.pages, self.pdfs))
        pages = tuple(sorted(pages, key=lambda page: page[0] != language))
        return replace(
            self,
            compared=self.compared.in_language(language),
            title=self.title.in_language(language),
            points=tuple(point.in_language(language) for point in self.points),
            pages=pages,
            pdfs=pdfs,
        )

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
        target=engagement.target_roi,
        low_case=verdict.low_case,
        median_beside=verdict.median_beside and verdict.established,
        pages=pages,
        pdfs=pdfs,
        open=tuple((finding.rule.id, finding.severity) for finding in findings if finding.accepted is None),
        points=points_of(engagement),
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
