"""Narratives show figures as pages do; an unknown path is reported at its place."""

from typing import Any

import pytest

from roireport.model.engagement import Engagement, Narrative
from roireport.model.language import Language
from roireport.model.place import Place
from roireport.present.context import ReportContext
from roireport.present.narrative import filled, narrative
from roireport.present.report import narrative_problems, report
from tests.contexts import ctx, finding, real, simple
from tests.engagements import engagement


def with_narratives(*texts: tuple[str, Language | None, str], findings: Any = ()) -> ReportContext:
    """A context whose engagement (1,000 of cost, 2,260 of gain) has these texts: name, language, Markdown."""
    sample = simple(target_roi="60%", kpis=[{"id": "k", "unit": "percent", "baseline": "18%"}])
    narratives = tuple(
        Narrative(name, language, text, Place(f"narrative/{name}.md", 1, 1)) for name, language, text in texts
    )
    with_texts = Engagement.of(sample, id=sample.id, series={}, narratives=narratives)
    return ctx(with_texts, findings=findings)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("financial.roi", "126%"),
        ("financial.cost", "€1.00k"),
        ("financial.bcr", "2.26"),
        ("financial.break_even", "June 2025"),
        ("kpis.k.baseline", "18.0%"),
        ("kpis.k.effect.method", "none"),
        ("engagement.client", "Works"),
        ("engagement.status", "Draft"),
        ("engagement.as_of", "31\xa0December 2025"),
        ("engagement.horizon_months", "12"),
        ("financial.established", "yes"),
        ("uncertainty.draws", "10,000"),
        ("financial.npv", "no discount rate is set"),
    ],
)
def test_a_path_becomes_its_value(path: str, shown: str) -> None:
    text = filled(with_narratives(), f"It is [[{path}]], or [[ {path} ]].")
    assert text == f"It is {shown}, or {shown}."


@pytest.mark.parametrize(
    ("due", "path", "shown"),
    [
        ("2025-10", "status", "Met late"),
        ("2025-10", "reached_on", "November 2025"),
        ("2025-10", "value_at_due", "15"),
        ("2025-10", "pace", "the due date has passed"),
        ("2026-12", "pace", "Ahead"),
        ("2026-12", "value_at_due", "not due yet"),
        (None, "status", "no due date is set"),
    ],
)
def test_the_judgement_of_an_objective_can_be_quoted(due: str | None, path: str, shown: str) -> None:
    objective = {"id": "o", "statement": "More", "kpi": "k", "target": 20, **({"due": due} if due else {})}
    rows = [("2025-10", 15), ("2025-11", 21)]
    sample = engagement(kpis=[{"id": "k", "baseline": 10}], observed={"k": rows}, objectives=[objective])
    assert filled(ctx(sample), f"[[objectives.o.{path}]]") == shown


def test_quoted_figures_keep_their_paths() -> None:
    text = filled(with_narratives(), "[[financial.roi]] and [[engagement.client]] and [[financial.cost]]")
    assert text.paths == ("financial.roi", "financial.cost")


def test_a_withheld_headline_reads_not_established() -> None:
    at_hand = with_narratives(findings=[finding("A01", "blocker")])
    assert filled(at_hand, "[[financial.roi]], [[financial.cost]]") == "not established, €1.00k"


def test_an_unknown_path_stays_and_is_reported_at_its_place() -> None:
    at_hand = with_narratives(("summary", None, "One.\n\nTwo [[financial.roi]] and [[financial.rio]]"))
    (unknown,) = narrative_problems(at_hand)
    assert (unknown.key, str(unknown.place)) == ("quotation_unknown", "narrative/summary.md:3:27")
    assert dict(unknown.facts) == {"path": "financial.rio", "near": "financial.roi"}
    prose = narrative(at_hand, "summary")
    assert prose is not None
    assert prose.markdown == "One.\n\nTwo 126% and [[financial.rio]]"


@pytest.mark.parametrize("path", ["financial.gains", "financial", "engagement", "uncertainty.histogram", "kpis.k"])
def test_a_path_to_a_structure_is_no_figure(path: str) -> None:
    at_hand = with_narratives(("worked", None, f"[[{path}]]"))
    assert len(narrative_problems(at_hand)) == (1 if "." in path else 0)  # without a dot it has not the form of a path


def test_every_text_is_checked_whatever_its_language_and_name() -> None:
    at_hand = with_narratives(("summary", "fr", "[[a.b]]"), ("aside", None, "[[c.d]] [[e.f]]"))
    assert [dict(found.facts)["path"] for found in narrative_problems(at_hand)] == ["a.b", "c.d", "e.f"]


def test_the_text_of_the_language_comes_before_the_one_for_all() -> None:
    at_hand = with_narratives(("summary", None, "for all"), ("summary", "en", "English"), ("worked", "fr", "français"))
    chosen = narrative(at_hand, "summary")
    assert chosen is not None
    assert chosen.markdown == "English"
    assert narrative(at_hand, "worked") is None
    assert narrative(at_hand, "did-not-work") is None


def test_a_text_named_as_a_section_is_at_its_end() -> None:
    whole = report(with_narratives(("robustness", None, "Ranges were agreed, ROI [[financial.roi]].")))
    (section,) = [each for each in whole.sections if each.id == "robustness"]
    assert "Ranges were agreed, ROI 126%." in repr(section.blocks[-1])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_engagements_of_the_repository_quote_no_unknown_figure(language: Language) -> None:
    from tests.contexts import engagement_ids

    assert [narrative_problems(real(id, language)) for id in engagement_ids()] == [()] * len(engagement_ids())
