"""`export`: a workbook, the figures as CSV or JSON, or all of it in one archive."""

import csv
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from roireport.cli import main
from tests.cli.workspaces import BROKEN, GOOD, workspace

Shell = pytest.CaptureFixture[str]
HIDDEN = "internal: {fee_margin: 38%, notes: CANARY-7f3a}\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return str(workspace(tmp_path / "work", good=GOOD + HIDDEN, broken=BROKEN))


def test_a_workbook_is_written_here_under_its_id_and_language(root: str, capsys: Shell) -> None:
    assert main(["export", "-C", root, "good", "--interface", "en"]) == 0
    assert "good.en.xlsx" in capsys.readouterr().err
    assert "Results" in openpyxl.load_workbook("good.en.xlsx").sheetnames


def test_the_figures_as_csv_have_paths_units_values_and_places(root: str, capsys: Shell) -> None:
    assert main(["export", "-C", root, "good", "--format", "csv"]) == 0
    rows = {row["path"]: row for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}
    assert rows["financial.cost"]["value"] == "1000"
    assert rows["financial.cost"]["unit"] == "money"
    assert rows["financial.cost"]["places"].startswith("engagement.yaml:8")


def test_json_is_that_of_compute(root: str, capsys: Shell) -> None:
    assert main(["compute", "-C", root, "good", "--format", "json"]) == 0
    computed = json.loads(capsys.readouterr().out)
    assert main(["export", "-C", root, "good", "--format", "json", "-o", "-"]) == 0
    assert json.loads(capsys.readouterr().out) == computed


def test_the_archive_holds_everything_and_nothing_internal(root: str) -> None:
    assert main(["export", "-C", root, "good", "--format", "zip", "-q"]) == 0
    first = Path("good.zip").read_bytes()
    archive = zipfile.ZipFile(io.BytesIO(first))
    names = {"results.json", "good.en.xlsx", "figures.csv", "sources/engagement.yaml"}
    assert set(archive.namelist()) == {f"good/{name}" for name in names}
    assert {entry.date_time for entry in archive.infolist()} == {(2025, 12, 31, 0, 0, 0)}
    assert all(b"CANARY" not in archive.read(name) for name in archive.namelist())
    assert main(["export", "-C", root, "good", "--format", "zip", "-q", "-o", "again.zip"]) == 0
    assert Path("again.zip").read_bytes() == first


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["good", "-o", "/dev/full"], 3, "E815 /dev/full"),
        (["gold"], 2, "Did you mean `good`?"),
        (["good", "-o", "nowhere/x.xlsx"], 3, "E815 nowhere/x.xlsx"),
        (["good", "-o", "."], 2, "is a directory"),
        (["good", "--lang", "fr"], 2, "no report in `fr`"),
        (["broken"], 1, "2oo"),
    ],
)
def test_what_cannot_be_written_has_a_clear_error(
    root: str, capsys: Shell, words: list[str], code: int, message: str
) -> None:
    assert main(["export", "-C", root, "--interface", "en", *words]) == code
    assert message in capsys.readouterr().err
    assert list(Path().iterdir()) == []


def test_a_link_is_followed_and_not_replaced(root: str) -> None:
    Path("link.csv").symlink_to("table.csv")
    assert main(["export", "-C", root, "good", "--format", "csv", "-o", "link.csv"]) == 0
    assert Path("link.csv").is_symlink()
    assert Path("table.csv").read_text(encoding="utf-8-sig").startswith("path")
