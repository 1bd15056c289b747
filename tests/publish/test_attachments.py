"""What a PDF carries: for the firm the files that were read, for a client its view of them and nothing else."""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from roireport.audience.allow_list import client_view
from roireport.evaluate import evaluate
from roireport.load.engagement import load_engagement, read_folder
from roireport.load.sources import sources_of
from roireport.model.engagement import Engagement
from roireport.present.document.results import results_document
from roireport.problems.problem import Problems
from roireport.publish.attachments import attachments, client_sources
from roireport.publish.output import json_bytes, yaml_bytes
from roireport.render.printing import Attachment
from roireport.workspace import OpenWorkspace, open_workspace
from tests.contexts import ROOT, engagement_ids, real, words
from tests.engagements import cost, criterion, engagement, gain

SECRET = "do not tell the client"
AURELIS = "aurelis-excellence-commerciale"

COMPUTED = {"results.json": json_bytes({"a": 1})}


def opened_at(root: Path) -> OpenWorkspace:
    opened = open_workspace(root)
    assert not isinstance(opened, Problems)
    return opened


def loaded(root: Path, id: str) -> Engagement:
    engagement = load_engagement(root, id, opened_at(root).settings)
    assert not isinstance(engagement, Problems), engagement
    return engagement


def put(root: Path, id: str, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        file = root / "engagements" / id / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def sections(engagement: Engagement) -> dict[str, Any]:
    """All that an engagement's own files say, without where they say so; kinds of offers are the workspace's."""
    return engagement.model_dump(exclude={"narratives", "series", "folder", "offer_kinds"})


def series(engagement: Engagement) -> Any:
    return {
        kpi: [(row.period, row.value, row.control, row.expected) for row in kpi_series.rows]
        for kpi, kpi_series in engagement.series.items()
    }


def sources(root: Path, engagement: Engagement) -> Mapping[str, bytes]:
    """The files of an engagement, as a build reads them."""
    return sources_of(read_folder(root, engagement.id), engagement)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A workspace with one engagement, in whose files and beside them something is to be kept from the client."""
    folder = tmp_path / "engagements" / AURELIS
    shutil.copytree(ROOT / "engagements" / AURELIS, folder)
    shutil.copy(ROOT / "roireport.yaml", tmp_path)
    for file in (*folder.glob("*.yaml"),):
        file.write_text(f"# {SECRET}\n{file.read_text()}")
    with (folder / "engagement.yaml").open("a") as stream:
        if "\ninternal:" not in (folder / "engagement.yaml").read_text():
            stream.write(f"internal: {{notes: {SECRET}}}\n")
    (folder / "narrative" / "summary.md").write_text(f"{SECRET}\n")
    (folder / "narrative" / "summary.fr.md").write_text(f"<!-- {SECRET} -->\nAll is well.\n")
    (folder / "data" / "spare.csv").write_text(f"{SECRET}\n")
    (folder / "notes.txt").write_text(SECRET)
    (folder / "internal" / "fees.yaml").write_text(SECRET)
    return tmp_path


def assert_redacted_in_place(carried: Sequence[Attachment], folder: Path) -> None:
    """No attachment has the secret, and each has as many lines as its file."""
    for attachment in carried:
        text, read = attachment.content.decode(), (folder / attachment.name).read_text()
        assert SECRET not in text
        assert text.count("\n") == read.count("\n"), attachment.name


def test_for_the_firm_the_files_that_were_read_are_attached_without_what_is_internal(copy: Path) -> None:
    engagement = loaded(copy, AURELIS)
    carried = attachments(sources(copy, engagement), engagement, COMPUTED, words("fr"))
    folder = copy / "engagements" / AURELIS
    assert_redacted_in_place(carried[1:], folder)
    files = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
    beside = {name for name in files if name.startswith("internal/")} | {"data/spare.csv", "notes.txt"}
    beside |= {"narrative/summary.md"}  # each language has a summary of its own
    assert beside & files == beside
    assert {attachment.name for attachment in carried} == files - beside | {"results.json"}
    assert all(attachment.modified == engagement.as_of for attachment in carried)


@pytest.mark.parametrize("id", engagement_ids())
def test_the_attached_files_give_the_same_engagement_at_the_same_places(id: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "roireport.yaml", tmp_path)
    original = loaded(ROOT, id)
    carried = attachments(sources(ROOT, original), original, {}, words("en"))
    put(tmp_path, id, {each.name: each.content for each in carried})
    again = loaded(tmp_path, id)
    assert sections(again) == sections(original) | {"internal": None}
    assert again.series == original.series
    assert [text.text for text in again.narratives] == [text.text for text in original.narratives]
    assert [each.place("id") for each in again.costs] == [each.place("id") for each in original.costs]


def test_a_narrative_that_no_report_has_a_place_for_is_not_attached(copy: Path) -> None:
    folder = copy / "engagements" / AURELIS / "narrative"
    before = {
        attachment.name
        for attachment in attachments(sources(copy, loaded(copy, AURELIS)), loaded(copy, AURELIS), {}, words("fr"))
    }
    for name in ("draft.md", "tracking.md", "robustness.fr.md"):
        (folder / name).write_text("For us alone.\n")
    assert {path.name for path in folder.iterdir()} > {"summary.fr.md", "summary.en.md", "summary.md"}
    after = {
        attachment.name
        for attachment in attachments(sources(copy, loaded(copy, AURELIS)), loaded(copy, AURELIS), {}, words("fr"))
    }
    assert after - before == {"narrative/robustness.fr.md"}
    assert "narrative/summary.md" not in after  # each language has a summary of its own


def test_each_attachment_has_its_type_its_relationship_and_a_description(copy: Path) -> None:
    carried = attachments(sources(copy, loaded(copy, AURELIS)), loaded(copy, AURELIS), COMPUTED, words("fr"))
    assert carried[0].content == json_bytes({"a": 1})
    assert [(each.name, each.relationship) for each in carried if each.relationship == "Data"] == [
        ("results.json", "Data")
    ]
    types = {Path(each.name).suffix: each.media_type for each in carried}
    assert types == {
        ".json": "application/json",
        ".yaml": "application/yaml",
        ".csv": "text/csv",
        ".md": "text/markdown",
    }
    assert all(each.description for each in carried)


def test_a_client_receives_only_its_view_as_new_files(copy: Path) -> None:
    engagement = loaded(copy, AURELIS)
    opened = opened_at(copy)
    document = evaluate(engagement, opened, commit=None).document
    computed = {"results.json": json_bytes(document)}
    carried = attachments(client_sources(engagement), engagement, computed, words("fr"), rewritten=True)
    names = [each.name for each in carried]
    assert names[:2] == ["results.json", "engagement.yaml"]
    assert {name.partition("/")[0] for name in names[2:]} == {"data", "narrative"}
    assert "narrative/summary.fr.md" in names
    assert "narrative/summary.md" not in names  # each language has a summary of its own
    whole = b"".join(each.content for each in carried)
    assert SECRET.encode() not in whole
    for word in (b"internal:", b"fee_margin", b"narrative", b"#"):
        assert word not in carried[1].content, word


@pytest.mark.parametrize("id", engagement_ids())
def test_a_clients_files_read_again_are_its_view(id: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "roireport.yaml", tmp_path)
    view = client_view(loaded(ROOT, id))
    put(tmp_path, id, dict(client_sources(view)))
    again = loaded(tmp_path, id)
    assert sections(again) == sections(view)
    assert series(again) == series(view)


UNUSUAL = engagement(
    horizon="24 months",
    discounting={"rate": "150%", "finance_rate": "0.5%", "convention": "year_end"},
    control_totals={"financial.cost": {"equals": "1_000", "min": "900"}},
    offer=["no-offer"],
    team=[{"name": "2025-01-06", "role": "yes: and # no comment"}],
    costs=[
        cost(flows={"0": 20000, "2025-03": "28000.10", "2025-Q3": 1, "2026": -3}, overrun="250%"),
        cost(id="a", quantity="12_000", unit_cost="0.0001", funded={"share": "30%", "by": "12:30"}),
    ],
    gains=[
        gain(per_year=144_000, from_="2025", to="2026-12", lag="1 year", ramp="14 months", cashable=False),
        gain(id="b", per_month=1, plan={"per_year": 4, "from": "2025-05"}, drivers=["010", "a1"], source="0x1F"),
    ],
    nonfinancial=[criterion(value={"points": [["1", "0"], ["3", "0.6"], ["5", "1"]]}, swing=0, baseline="18%")],
)  # fmt: skip
"""What could be read otherwise than it was meant."""


def test_whatever_was_written_is_read_again_as_it_was_meant(tmp_path: Path) -> None:
    (tmp_path / "roireport.yaml").write_text("offers: [{id: no-offer, label: None, kind: training}]\n")
    put(tmp_path, "negotiation", dict(client_sources(UNUSUAL)))
    assert sections(loaded(tmp_path, "negotiation")) == sections(UNUSUAL)


OTHER_DEFAULTS = """
defaults: {horizon: 36 months, discounting: {rate: 4%, convention: year_end}, perspective: nobody}
offers: [{id: no-offer, label: None, kind: training}]
"""


@pytest.mark.parametrize("keys", [{}, {"discounting": {"rate": "0%"}}, {"horizon": "24 months"}])
def test_what_an_engagement_is_silent_about_does_not_change_with_the_defaults(
    keys: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "roireport.yaml").write_text(OTHER_DEFAULTS)
    silent = engagement(**{"discounting": {"rate": "8%"}, "perspective": "client", **keys})
    put(tmp_path, "negotiation", dict(client_sources(silent)))
    assert sections(loaded(tmp_path, "negotiation")) == sections(silent)


def test_levels_keep_their_unit_and_the_digits_that_were_typed(tmp_path: Path) -> None:
    kpi = {"id": "k", "unit": "percent", "baseline": "95.0%", "target": "120%"}
    typed = engagement(
        kpis=[kpi],
        observed={"k": [("2024-12", "0.950"), ("2025-07", "1.30")]},
        objectives=[{"id": "o", "statement": "Sell more", "kpi": "k", "target": "120.0%"}],
        recommendations={"next_measurements": [{"kpi": "k", "on": "2026-06-30", "alert": {"below": "110%"}}]},
    )
    put(tmp_path, "negotiation", dict(client_sources(typed)))
    again = loaded(tmp_path, "negotiation")
    assert sections(again) == sections(typed)
    assert str(again.kpis[0].baseline) == "0.950"
    assert str(again.objectives[0].target) == "1.200"
    assert [str(row.value) for row in again.series["k"].rows] == ["0.950", "1.30"]


def test_amounts_rates_and_durations_are_written_as_people_write_them() -> None:
    text = client_sources(UNUSUAL)["engagement.yaml"].decode()
    for line in ("horizon: 24 months", "rate: 150%", "finance_rate: 0.5%", "2025-03: 28000.10", "lag: 12 months"):
        assert line in text, line
    assert "cashable: false" in text
    assert yaml.safe_load(text)["costs"][1]["unit_cost"] == 0.0001


def test_a_text_that_yaml_would_take_for_something_else_is_quoted() -> None:
    assert yaml_bytes({"a": "no", "b": "12:30", "c": "010"}) == b"a: 'no'\nb: '12:30'\nc: '010'\n"


def test_yaml_has_no_anchors_whatever_occurs_twice() -> None:
    twice = ["a", "b"]
    assert yaml_bytes({"x": twice, "y": twice}) == b"x:\n- a\n- b\ny:\n- a\n- b\n"


def test_the_results_attached_are_the_results_published() -> None:
    ctx = real(AURELIS, "fr")
    document = results_document(ctx)
    carried = attachments(
        sources(ROOT, ctx.engagement), ctx.engagement, {"results.json": json_bytes(document)}, ctx.words
    )
    assert json.loads(carried[0].content)["financial"]["roi"] == float(document["financial"]["roi"])
