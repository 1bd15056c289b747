"""Reservations: the open findings for the reader, one for each cause."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import localcontext
from typing import Final, TypeAlias, get_args

from roireport.assess.answered import Page, is_answered
from roireport.assess.correction import Way, effect_of, together
from roireport.assess.finding import Finding
from roireport.measure.figure import EXACT, Figure
from roireport.model.workspace import Severity

_SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)

Origin: TypeAlias = tuple[str, str | None]
"""A cause, and the KPI or gain of which it is one."""


@dataclass(frozen=True, slots=True)
class Reservation:
    """What limits a result, for the reader of its report.

    Args:
        cause: Why its findings fired: a cause that rules share, or the id of their rule.
        about: The KPIs or gains of which the cause is one, in the order of the findings.
        findings: The most severe first.
        effect: What all its doubts together do to the ROI: points as a fraction; None where none of them can say.
        way: What is done with the part in doubt; None where there is no effect.
    """

    cause: str
    about: tuple[str, ...]
    findings: tuple[Finding, ...]
    effect: Figure | None
    way: Way | None

    @property
    def id(self) -> str:
        """What it is listed under: its cause, with the first thing that it is about."""
        return ".".join((self.cause, *self.about[:1]))

    @property
    def leading(self) -> Finding:
        """The most severe finding."""
        return self.findings[0]

    @property
    def severity(self) -> Severity:
        """The severity of the most severe finding."""
        return self.leading.severity


def reservations(page: Page, findings: Iterable[Finding]) -> tuple[Reservation, ...]:
    """Return the reservations of a report, the most severe first, then by what they do to the ROI.

    Left out are findings for the author, accepted ones, and those that the report answers. Findings of one cause are
    one reservation; so are causes of one kind in which the same rules fired, such as on two KPIs.
    """
    with localcontext(EXACT):
        return tuple(sorted(_by_cause(page, findings), key=_rank))


def _by_cause(page: Page, findings: Iterable[Finding]) -> Iterator[Reservation]:
    by_origin: dict[Origin, list[Finding]] = {}
    for finding in findings:
        if is_open_for_reader(finding, page):
            by_origin.setdefault((finding.cause, finding.about), []).append(finding)
    alike: dict[tuple[str, frozenset[str]], list[Origin]] = {}
    for (cause, about), members in by_origin.items():
        alike.setdefault((cause, frozenset(member.rule.id for member in members)), []).append((cause, about))
    for origins in alike.values():
        yield _reservation(page, origins, [by_origin[origin] for origin in origins])


def is_open_for_reader(finding: Finding, page: Page) -> bool:
    """Whether a finding is the reader's, nobody has accepted it, and the report does not answer it."""
    return not finding.rule.for_author and finding.accepted is None and not is_answered(finding.rule.id, page)


def _reservation(page: Page, origins: Sequence[Origin], groups: Sequence[Sequence[Finding]]) -> Reservation:
    findings = sorted((one for group in groups for one in group), key=lambda one: _SEVERITIES.index(one.severity))
    corrections = [one.correction for one in findings if one.correction is not None]
    whole = together(corrections) if corrections else None
    return Reservation(
        cause=origins[0][0],
        about=tuple(about for _, about in origins if about is not None),
        findings=tuple(findings),
        effect=None if whole is None else effect_of(whole, page.results.financial),
        way=None if whole is None else whole.way,
    )


def _rank(reservation: Reservation) -> tuple[int, float]:
    """The severity, then the size of the effect, the largest first; one that is not known, then one that is 0."""
    effect = reservation.effect.value if reservation.effect else None
    size = 0.0 if effect is None else -abs(float(effect)) or 1.0
    return _SEVERITIES.index(reservation.severity), size
