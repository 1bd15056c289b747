"""A whole report: sections in order, numbered exhibits, every quoted figure with its trace."""

from collections.abc import Iterable, Iterator

import pytest

from roireport.chart.drawing import Drawing
from roireport.model.language import Language
from roireport.model.workspace import SECTIONS, ReportSettings, Workspace
from roireport.model.written import WrittenMapping
from roireport.present.blocks import Block, Contents, Exhibit, Points, Table, TraceList, opened
from roireport.present.figures.trace_labels import TraceLabels
from roireport.present.language.quoted_text import quoted_in
from roireport.present.report import report
from roireport.present.sections.traceability import entries
from roireport.present.story.section import data_source, source
from roireport.present.trace_entry import TraceEntry
from roireport.present.view import Report
from roireport.trace.tree import by_file, places
from tests.contexts import LANGUAGES, ROOT, ctx, engagement_ids, real, simple
from tests.engagements import cost, engagement, gain, written

CASES = [(id, language) for id in engagement_ids() for language in LANGUAGES]


def exhibits(blocks: Iterable[Block]) -> Iterator[Exhibit]:
    """The exhibits in reading order."""
    return (block for block in opened(blocks) if isinstance(block, Exhibit))


def points(blocks: Iterable[Block]) -> Iterator[Points]:
    """The lists of points in reading order."""
    return (block for block in opened(blocks) if isinstance(block, Points))


def traced(whole: Report) -> tuple[TraceEntry, ...]:
    """The entries of the page of traces."""
    (trace,) = [block for block in whole.trace.blocks if isinstance(block, TraceList)]
    return trace.entries


@pytest.mark.parametrize(("id", "language"), CASES)
def test_every_quoted_figure_is_on_the_page_of_traces_once(id: str, language: Language) -> None:
    whole = report(real(id, language))
    quoted = set(quoted_in(whole.cover)) | {path for part in whole.sections for path in quoted_in(part)}
    listed = [entry.path for entry in traced(whole)]
    assert len(quoted) > 10
    assert sorted(listed) == sorted(quoted)


@pytest.mark.parametrize(("id", "language"), CASES)
def test_figures_and_tables_are_numbered_separately_in_reading_order(id: str, language: Language) -> None:
    whole = report(real(id, language))
    numbered = [each for section in whole.sections for each in exhibits(section.blocks)]
    for kind in (Drawing, Table):
        numbers = [each.number for each in numbered if isinstance(each.body, kind)]
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize(("id", "language"), CASES)
def test_the_lead_of_a_point_is_set_off_from_its_text(id: str, language: Language) -> None:
    lists = [each for section in report(real(id, language)).sections for each in points(section.blocks)]
    leads = [item.lead for each in lists for item in each.items if item.lead]
    assert leads
    assert [lead for lead in leads if not lead.endswith((":", "."))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_publish_the_same_figures(language: Language) -> None:
    whole = report(real("aurelis-excellence-commerciale", language))
    other = report(real("aurelis-excellence-commerciale", "en"))
    assert [entry.path for entry in traced(whole)] == [entry.path for entry in traced(other)]


def test_a_figure_lists_every_line_it_depends_on_or_a_letter_for_them() -> None:
    at_hand = real("aurelis-excellence-commerciale", "en")
    spelled = {
        entry.path: entry.places for entry in entries(TraceLabels.at(at_hand), ("financial.roi", "financial.cost"), {})
    }
    folder = f"{at_hand.engagement.folder}/"
    whole = by_file(tuple(sorted(places(at_hand.figures["financial.roi"]))))
    assert spelled["financial.roi"] == tuple(place.removeprefix(folder) for place in whole)
    assert any(place.startswith("costs.yaml:6,") for place in spelled["financial.cost"])  # the first cost's amount
    lettered = {entry.path: entry.places for entry in traced(report(at_hand))}
    assert lettered["financial.roi"] == ("C", "G")
    lines = (ROOT / folder / "engagement.yaml").read_text("utf-8").splitlines()
    (rate,) = (n for n, line in enumerate(lines, 1) if line.startswith("discounting:"))
    assert lettered["financial.npv"] == ("C", "G", f"engagement.yaml:{rate}")


def test_the_origin_is_typed_computed_or_simulated() -> None:
    origins = {entry.path: entry.origin for entry in traced(report(real("aurelis-excellence-commerciale", "fr")))}
    assert origins["discounting.rate"] == "saisi"
    assert origins["financial.roi"] == "calculé"
    assert origins["uncertainty.roi.p10"] == "simulé"


def test_all_sections_are_in_their_order() -> None:
    assert tuple(section.id for section in report(ctx(simple())).sections) == SECTIONS


def test_the_workspace_chooses_and_orders_the_sections() -> None:
    raw = written({"report": {"sections": ["traceability", "roi", "summary"]}}, "roireport.yaml")
    assert isinstance(raw, WrittenMapping)
    whole = report(ctx(simple(), workspace=Workspace.model_validate(raw)))
    assert [section.id for section in whole.sections] == ["traceability", "roi", "summary"]
    assert "financial.roi" in {entry.path for entry in traced(whole)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_header_and_footer_name_client_firm_version_and_commit(language: Language) -> None:
    whole = report(real("aurelis-excellence-commerciale", language))
    assert whole.header == "Aurélis Industries SAS — Programme Excellence commerciale"
    assert whole.footer_left == "Cabinet Méridien · Comité de direction, diffusion restreinte"
    assert whole.footer_middle == f"{'Rapport' if language == 'fr' else 'Report'} v1.2 · 0a1b2c3"
    assert (whole.language, whole.author) == (language, "Cabinet Méridien")


@pytest.mark.parametrize("language", LANGUAGES)
def test_sections_contents_numbers_and_references_follow_the_order_of_the_workspace(language: Language) -> None:
    wanted = ("summary", "traceability", "roi", "method", "objectives")
    whole = report(ctx(simple(2260), language, workspace=Workspace(report=ReportSettings(sections=wanted))))
    kickers = {part.id: part.kicker for part in whole.sections}
    assert tuple(kickers) == wanted
    assert [kickers[id][0] for id in wanted[1:]] == ["A", "1", "B", "2"]
    (contents,) = [block for block in whole.sections[0].blocks if isinstance(block, Contents)]
    assert contents.entries == tuple((id, kickers[id]) for id in wanted[1:])
    sources = [each.source for part in whole.sections for each in exhibits(part.blocks)]
    assert any(
        source.endswith({"fr": "calcul en annexe\xa0A", "en": "in appendix\xa0A"}[language]) for source in sources
    )


def test_no_exhibit_refers_to_an_appendix_that_is_left_out() -> None:
    whole = report(ctx(simple(2260), workspace=Workspace(report=ReportSettings(sections=("summary", "roi", "method")))))
    sources = [each.source for part in whole.sections for each in exhibits(part.blocks)]
    assert "Source: engagement data" in sources
    assert [source for source in sources if "appendix" in source] == []


LONG = "the ledger of the company, read month by month"


@pytest.mark.parametrize(
    ("sources", "named"),
    [
        ([], "Source: engagement data"),
        ([None, "CRM"], "Source: CRM"),
        (["CRM", "Accounts.", "CRM"], "Source: CRM; Accounts"),
        ([f"CRM, {LONG}", f"Accounts: {LONG}", f"CRM; {LONG}"], "Source: CRM; Accounts"),
        (
            [
                f"{name} system of the group, {LONG}"
                for name in ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")
            ],
            "Source: First system of the group; Second system of the group; Third system of the group; "
            "and 3\xa0other documents",
        ),
    ],
)
def test_a_source_line_names_sources_by_their_heads_where_they_are_long(sources: list[str | None], named: str) -> None:
    assert source(ctx(simple(2260)), sources) == named


def test_computed_data_name_the_accounts_and_the_indicators_that_they_rest_on() -> None:
    kpi = {"id": "k", "baseline": 1, "source": "CRM"}
    gains = [
        gain(id="a", kpi="k", flows={"2025-02": 10}, source="Gap × volume"),
        gain(id="b", flows={"2025-02": 10}, source="Contract"),
        gain(id="c", flows={"2025-02": 10}, source="Estimate", observed={"source": "Ledger 706"}),
    ]
    sample = engagement(kpis=[kpi], gains=gains, costs=[cost(100, source="Invoices")])
    line = data_source(ctx(sample))
    assert line == "Source: CRM; Contract; Ledger 706; Invoices; computation in appendix\xa0B"
