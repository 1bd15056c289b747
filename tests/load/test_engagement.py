"""An engagement's folder: what is read, what is refused, and what is never opened."""

import os
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal
from unicodedata import normalize

import pytest

from roireport.load import snapshot
from roireport.load.engagement import load_engagement
from roireport.load.workspace import LoadedWorkspace, load_workspace
from roireport.model.engagement import Engagement
from roireport.model.place import Place
from roireport.model.workspace import Workspace
from roireport.problems.problem import Problems

MINIMAL = """\
title: Négociation
client: {name: Aciéries du Rhône}
period: {start: 2025-01-06, end: 2025-06-30}
as_of: 2025-12-31
currency: EUR
"""
KPI = "- {id: taux, name: Taux, unit: percent, series: data/taux.csv}\n"
SERIES = "period,value\n2025-01,18%\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A minimal engagement of the id x."""
    target = tmp_path / "engagements" / "x"
    (target / "data").mkdir(parents=True)
    (target / "narrative").mkdir()
    (target / "engagement.yaml").write_text(MINIMAL, encoding="utf-8")
    return target


def load(folder: Path) -> Engagement | Problems:
    return load_engagement(folder.parents[1], folder.name, Workspace())


def engagement(folder: Path) -> Engagement:
    outcome = load(folder)
    assert isinstance(outcome, Engagement), outcome
    return outcome


def test_one_is_read_without_a_look_at_the_others(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Among thousands each would list thousands."""
    listed: list[Path] = []
    look = os.scandir

    def watched(path: Path) -> Any:
        listed.append(Path(path))
        return look(path)

    monkeypatch.setattr(os, "scandir", watched)
    engagement(folder)
    assert listed
    assert folder.parent not in listed


def problems(folder: Path) -> list[tuple[str, str]]:
    outcome = load(folder)
    assert isinstance(outcome, Problems)
    assert {one.engagement for one in outcome.items} == {"x"}
    return [(one.key, one.place.file.removeprefix("engagements/x/")) for one in outcome.items]


def test_section_files_and_sections_of_the_main_file_make_one_engagement(folder: Path) -> None:
    main = MINIMAL + "costs:\n  - {id: a, label: Honoraires, category: fees, amount: 100}\n"
    (folder / "engagement.yaml").write_text(main, encoding="utf-8")
    (folder / "kpis.yaml").write_text(KPI)
    (folder / "data" / "taux.csv").write_text(SERIES)
    (folder / "narrative" / "summary.fr.md").write_text("Le ROI : [[ financial.roi ]].\n\n[[financial.cost]]", "utf-8")
    loaded = engagement(folder)
    assert (loaded.id, loaded.folder) == ("x", "engagements/x")
    assert loaded.costs[0].place("amount") == Place("engagements/x/engagement.yaml", 7, 56)
    assert loaded.kpis[0].place("unit") == Place("engagements/x/kpis.yaml", 1, 32)
    assert loaded.series["taux"].rows[0].place == Place("engagements/x/data/taux.csv", 2, 1)
    (narrative,) = loaded.narratives
    assert (narrative.name, narrative.language) == ("summary", "fr")
    assert narrative.place == Place("engagements/x/narrative/summary.fr.md", 1, 1)


def test_the_problems_of_all_files_are_reported_at_once(folder: Path) -> None:
    (folder / "kpis.yaml").write_text(KPI + "- {id: b, name: B, unit: x}\n")
    (folder / "costs.yaml").write_text("- {id: a\n")
    (folder / "data" / "taux.csv").write_text("period,value\n2025-01,x\n")
    (folder / "narrative" / "summary.md").write_text("[[roi]]")
    assert problems(folder) == [
        ("yaml_unclosed_bracket", "costs.yaml"),
        ("not_a_number", "data/taux.csv"),
        ("not_one_of", "kpis.yaml"),
        ("quotation_malformed", "narrative/summary.md"),
    ]


def test_internal_notes_are_never_opened(folder: Path) -> None:
    (folder / "internal").mkdir()
    os.mkfifo(folder / "internal" / "notes.yaml")
    (folder / "internal" / "costs.yaml").write_bytes(b"\xff")
    assert engagement(folder).costs == ()


@pytest.mark.parametrize("file", ["costs.yaml", "data/taux.csv", "narrative/summary.md", "engagement.yaml"])
def test_a_link_is_refused_wherever_it_leads(folder: Path, tmp_path: Path, file: str) -> None:
    (folder / "kpis.yaml").write_text(KPI)
    (folder / "data" / "taux.csv").write_text(SERIES)
    (tmp_path / "outside").write_text("[]")
    (folder / file).unlink(missing_ok=True)
    (folder / file).symlink_to(tmp_path / "outside")
    assert ("not_a_regular_file", file) in problems(folder)


@pytest.mark.parametrize("file", ["costs.yaml", "data/taux.csv", "narrative/summary.md"])
def test_a_pipe_is_refused_and_never_waited_for(folder: Path, file: str) -> None:
    (folder / "kpis.yaml").write_text(KPI)
    (folder / "data" / "taux.csv").write_text(SERIES)
    (folder / file).unlink(missing_ok=True)
    os.mkfifo(folder / file)
    assert problems(folder) == [("not_a_regular_file", file)]


def test_a_link_to_a_folder_is_refused_too(folder: Path, tmp_path: Path) -> None:
    (folder / "kpis.yaml").write_text(KPI)
    (folder / "data").rmdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "taux.csv").write_text(SERIES)
    (folder / "data").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert problems(folder) == [("not_a_regular_file", "data/taux.csv")]


def test_an_engagement_that_is_a_link_is_refused(folder: Path) -> None:
    (folder.parent / "y").symlink_to(folder, target_is_directory=True)
    outcome = load(folder.parent / "y")
    assert isinstance(outcome, Problems)
    assert [one.key for one in outcome.items] == ["not_a_regular_file"]


def test_a_link_that_leads_to_itself_is_refused(folder: Path) -> None:
    (folder.parent / "y").symlink_to("y")
    outcome = load(folder.parent / "y")
    assert isinstance(outcome, Problems)
    assert [one.key for one in outcome.items] == ["not_a_regular_file"]


def test_texts_behind_a_link_are_not_left_out_in_silence(folder: Path, tmp_path: Path) -> None:
    (folder / "narrative").rmdir()
    (folder / "narrative").symlink_to(tmp_path, target_is_directory=True)
    assert problems(folder) == [("not_a_regular_file", "narrative")]


def test_texts_whose_names_end_in_capitals_are_read_too(folder: Path) -> None:
    (folder / "narrative" / "summary.MD").write_text("Fine.")
    (folder / "narrative" / "WORKED.md").write_text("Fine.")
    assert problems(folder) == [("narrative_name", "narrative/WORKED.md")]


@pytest.mark.parametrize("closed", ["", "narrative", "data"])
def test_a_folder_that_may_not_be_listed_is_reported(
    folder: Path, monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    """As for a user without the right to, which root always has."""
    if closed == "data":
        (folder / "kpis.yaml").write_text(KPI)
    list_folder = os.scandir

    def refused(path: Path) -> Any:
        if Path(path) == folder / closed:
            raise PermissionError
        return list_folder(path)

    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != folder / closed)
    monkeypatch.setattr(os, "scandir", refused)
    expected = {"": "engagements/x", "narrative": "narrative", "data": "data/taux.csv"}
    assert problems(folder) == [("unreadable_file", expected[closed])]


def test_a_folder_of_too_many_bytes_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files beside and in internal/ are not read, and count for nothing."""
    (folder / "internal").mkdir()
    for name in ("internal/a.csv", "note.txt"):
        (folder / name).write_bytes(bytes(900_000))
    monkeypatch.setattr(snapshot, "LARGEST_FOLDER", (folder / "engagement.yaml").stat().st_size)
    assert engagement(folder).costs == ()
    (folder / "data" / "spare.csv").write_text("x")
    assert problems(folder) == [("folder_too_large", "engagements/x")]


def test_a_series_whose_name_is_too_long_for_a_file_is_not_found(folder: Path) -> None:
    (folder / "kpis.yaml").write_text(KPI.replace("taux.csv", "x" * 300 + ".csv"))
    assert problems(folder) == [("series_not_found", "kpis.yaml")]


def test_a_file_with_thousands_of_faults_tells_the_first_ones_and_hides_no_other_file(folder: Path) -> None:
    (folder / "kpis.yaml").write_text(KPI)
    (folder / "data" / "taux.csv").write_text("period,value\n2025-01,y\n")
    (folder / "narrative" / "summary.md").write_text("[[roi]]\n" * 2000)
    faults = problems(folder)
    assert faults == [("not_a_number", "data/taux.csv"), *[("quotation_malformed", "narrative/summary.md")] * 200]


def test_a_file_of_more_than_a_megabyte_is_refused(folder: Path) -> None:
    (folder / "costs.yaml").write_text("#" * 1_000_000)
    assert engagement(folder).costs == ()
    (folder / "costs.yaml").write_text("#" * 1_000_001)
    assert problems(folder) == [("file_too_large", "costs.yaml")]


def test_the_name_of_a_file_that_is_no_text_is_shown_all_the_same(folder: Path) -> None:
    (folder / "narrative" / os.fsdecode(b"caf\xe9\x1b.md")).write_text("")
    ((key, file),) = problems(folder)
    assert (key, file) == ("narrative_name", "narrative/caf\ufffd\ufffd.md")


def test_every_engagement_of_this_repository_reads(repository: Path) -> None:
    folders = [path for path in (repository / "engagements").iterdir() if path.is_dir()]
    assert len(folders) >= 6
    workspace = load_workspace(repository)
    assert isinstance(workspace, LoadedWorkspace)
    for path in folders:
        outcome = load_engagement(repository, path.name, workspace.workspace)
        assert isinstance(outcome, Engagement), outcome


@pytest.mark.parametrize(
    ("own", "read"), [("{fr: La filiale}", {"fr": "La filiale"}), ("Client", {}), ("", {"fr": "Groupe", "en": "Group"})]
)
def test_a_text_is_not_mixed_with_the_forms_of_a_default(folder: Path, own: str, read: dict[str, str]) -> None:
    (folder.parents[1] / "roireport.yaml").write_text("defaults: {perspective: {fr: Groupe, en: Group}}\n")
    if own:
        (folder / "engagement.yaml").write_text(f"{MINIMAL}perspective: {own}\n", encoding="utf-8")
    perspective = engagement(folder).perspective
    assert perspective is not None
    assert perspective.forms == read


def test_a_short_name_has_24_characters_at_most_in_each_language(folder: Path) -> None:
    name = {"fr": "é" * 24, "en": "a" * 24}
    (folder / "kpis.yaml").write_text(KPI.replace("unit:", f"short: {name}, unit:"), encoding="utf-8")
    (folder / "data" / "taux.csv").write_text(SERIES)
    assert engagement(folder).kpis[0].short_name.forms == name
    (folder / "kpis.yaml").write_text(KPI.replace("unit:", f"short: {'a' * 25}, unit:"), encoding="utf-8")
    assert problems(folder) == [("text_too_long", "kpis.yaml")]


@pytest.mark.parametrize(("on_disk", "written"), [("NFD", "NFC"), ("NFC", "NFD")])
def test_a_name_is_found_in_either_form_of_its_accents(
    folder: Path, on_disk: Literal["NFC", "NFD"], written: Literal["NFC", "NFD"]
) -> None:
    name = "data/taux-réussite.csv"
    (folder / normalize(on_disk, name)).write_text(SERIES)
    (folder / "kpis.yaml").write_text(KPI.replace("data/taux.csv", normalize(written, name)), encoding="utf-8")
    loaded = engagement(folder)
    assert [row.value for row in loaded.series["taux"].rows] == [Decimal("0.18")]
    assert loaded.unread_files == ()


def test_a_narrative_without_a_place_in_a_report_is_unread(folder: Path) -> None:
    for name in ("context.md", "summary.md", "summary.fr.md", "worked.en.md"):
        (folder / "narrative" / name).write_text("A text.")
    assert set(engagement(folder).unread_files) == {
        f"narrative/{name}" for name in ("context.md", "summary.md", "worked.en.md")
    }
