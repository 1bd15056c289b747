"""Desks for tests: an engagement measured, and assessed where wanted, in one language."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from roireport.assess.answered import Page
from roireport.assess.assess import assess
from roireport.assess.catalogue import find_rule
from roireport.assess.editorial import editorial, shown_sections
from roireport.assess.established import established_effects
from roireport.assess.finding import Finding
from roireport.assess.reservations import reservations
from roireport.assess.verdict import verdict
from roireport.load.engagement import load_engagement
from roireport.load.words import read_words
from roireport.load.workspace import load_workspace
from roireport.measure.engagement import measure
from roireport.measure.outcomes import outcomes
from roireport.model.commit import Commit
from roireport.model.engagement import Engagement
from roireport.model.language import Language
from roireport.model.workspace import Severity, Workspace
from roireport.present.context import ReportContext
from roireport.present.figures.reservation_figures import reservation_entries
from roireport.present.language.formats import Formats
from roireport.present.language.words import Words
from roireport.present.story.outline import chosen
from roireport.problems.problem import Problems
from roireport.trace.paths import figure_entries
from tests.engagements import cost, engagement, gain

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES: tuple[Language, ...] = ("fr", "en")
"""The languages whose texts the tests state."""


@cache
def words(language: Language) -> Words:
    """The built-in words of a language."""
    return Words(language, read_words(ROOT / "templates" / "words" / language))


def ctx(
    sample: Engagement,
    language: Language = "en",
    *,
    findings: Iterable[Finding] | None = (),
    workspace: Workspace | None = None,
) -> ReportContext:
    """A context for an engagement; `findings` None runs the challenges, none are open otherwise."""
    settings = workspace or Workspace()
    results = measure(sample)
    assessed = assess(sample, results, settings.checks) if findings is None else tuple(findings)
    established, judged = established_effects(results, assessed), verdict(results, assessed)
    leads = editorial(results, judged, assessed, sample.target_roi)
    reserved = reservations(Page(results, judged, shown_sections(chosen(settings), leads), leads), assessed)
    entries = {**figure_entries(sample, results), **reservation_entries(reserved)}
    return ReportContext(
        engagement=sample,
        workspace=settings,
        results=results,
        entries=entries,
        figures={path: entry.figure for path, entry in entries.items()},
        findings=assessed,
        reservations=reserved,
        verdict=judged,
        editorial=leads,
        established_effects=established,
        outcomes=outcomes(results, established),
        words=words(language),
        formats=Formats(language, sample.currency),
        commit=Commit("0a1b2c3"),
    )


def finding(id: str, severity: Severity = "warning", subject: str | None = None) -> Finding:
    """An open finding of a rule, without facts."""
    return Finding(find_rule(id), severity, subject, {}, None, None, cause=find_rule(id).cause or id)


def simple(
    amount: Any = 2260,
    *,
    spent: Any = 1000,
    when: str = "2025-06-15",
    keys: dict[str, Any] | None = None,
    **sections: Any,
) -> Engagement:
    """One cost and one gain on a day; `keys` are further keys of the gain."""
    costs = [] if spent is None else [cost(spent)]
    gains = [] if amount is None else [gain(flows={when: amount}, **(keys or {}))]
    return engagement(costs=costs, gains=gains, **sections)


RANGE: dict[str, Any] = {"range": {"low": "80%", "high": "120%"}}
"""A range of a fifth to either side."""


@cache
def engagement_ids() -> tuple[str, ...]:
    """The engagements that come with the repository."""
    workspace = load_workspace(ROOT)
    assert not isinstance(workspace, Problems)
    return tuple(workspace.engagements)


@cache
def real(id: str, language: Language) -> ReportContext:
    """A context for one of the repository's own engagements, challenges included."""
    workspace = load_workspace(ROOT)
    assert not isinstance(workspace, Problems)
    loaded = load_engagement(ROOT, id, workspace.workspace)
    assert not isinstance(loaded, Problems)
    return ctx(loaded, language, findings=None, workspace=workspace.workspace)


def percent(value: Decimal, language: Language) -> str:
    """A percentage without decimals, written here by hand: half up, true minus, narrow space in French."""
    scaled = value * 100
    whole = int(abs(scaled) + Decimal("0.5"))
    sign = "\u2212" if scaled < 0 and whole else ""
    digits = f"{whole:,}".replace(",", "\u202f" if language == "fr" else ",")
    return f"{sign}{digits}{chr(0x202F) if language == 'fr' else ''}%"
