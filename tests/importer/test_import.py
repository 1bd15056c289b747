"""The verb `import`: what it writes, what it asks for, what it refuses."""

import io
import os
from pathlib import Path

import openpyxl
import pytest

from roireport.cli import main
from tests.terminal import typed

ENGAGEMENT = """\
title: Negotiation   # kept
client: {name: Works}
period: {start: 2025-01-06, end: 2025-06-30}
as_of: 2025-02-28   # moves
currency: EUR
language: en
"""
KPIS = """\
# kept
- id: rate
  name: {fr: Taux de conversion, en: Conversion}
  unit: percent
  source: CRM   # kept too
- {id: sales, name: Sales, unit: money}
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an engagement, in a workspace that is the current folder."""
    home = tmp_path / "engagements" / "x"
    home.mkdir(parents=True)
    (tmp_path / "roireport.yaml").write_text("firm: {name: Firm}\n")
    (home / "engagement.yaml").write_text(ENGAGEMENT)
    (home / "kpis.yaml").write_text(KPIS)
    monkeypatch.chdir(tmp_path)
    return home


def run(text: str, *options: str, kpi: str = "sales") -> int:
    Path("source.csv").write_text(text)
    return main(["import", "source.csv", "x", "--kpi", kpi, "--interface", "en", *options])


def files(home: Path) -> dict[str, str]:
    return {file.relative_to(home).as_posix(): file.read_text() for file in sorted(home.rglob("*")) if file.is_file()}


@pytest.mark.parametrize(
    ("interface", "answers", "moves"),
    [("en", ("y",), True), ("en", ("",), False), ("fr", ("peut-être", "Oui"), True), ("fr", ("n",), False)],
)
def test_a_terminal_is_asked_whether_as_of_moves(
    interface: str, answers: tuple[str, ...], moves: bool, home: Path
) -> None:
    Path("source.csv").write_text("period;value\n2025-03;10\n")
    words = ("import", "source.csv", "x", "--kpi", "sales", "--interface", interface)
    shown = typed(home.parents[1], words, answers)
    assert {"en": "[y/N]", "fr": "[o/N]"}[interface] in shown
    assert ("répondez" in shown) == (len(answers) == 2)
    assert ("as_of: 2025-03-31" in files(home)["engagement.yaml"]) == moves


def test_an_export_becomes_a_series(home: Path) -> None:
    text = (
        "Export;;\nMois;Taux de conversion;Autre\n31/01/2025;21,5 %;x\n28/02/2025;22 %;y\n31/03/2025;;\nTotal;21 %;\n"
    )
    assert run(text, kpi="rate") == 0
    assert files(home) == {
        "engagement.yaml": ENGAGEMENT,
        "kpis.yaml": KPIS.replace("# kept too\n", "# kept too\n  series: data/rate.csv\n"),
        "data/rate.csv": "period,value\n2025-01,21.5%\n2025-02,22%\n",
        "data/rate.import.yaml": files(home)["data/rate.import.yaml"],
    }
    assert main(["check", "x", "-q"]) == 0, "the mapping beside the series is read, so nothing is reported"


def test_a_second_import_changes_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "When;Amount;Other\n03/04/2025;1.234;1\n03/05/2025;2.345;2\n"
    options = (
        "--period",
        "When",
        "--value",
        "amount",
        "--dates",
        "day-first",
        "--decimal",
        "comma",
        "--as-of",
        "follow",
    )
    assert run(text, *options) == 0
    before = {file: (file.stat().st_ino, file.read_bytes()) for file in home.rglob("*") if file.is_file()}
    capsys.readouterr()
    assert run(text) == 0, "columns and decisions are kept"
    assert "Nothing to change" in capsys.readouterr().err
    assert {file: (file.stat().st_ino, file.read_bytes()) for file in home.rglob("*") if file.is_file()} == before


def test_the_next_month_is_one_command(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("Mois;CA;X\n01/2025;1,5;9\n02/2025;2,5;9\n", "--value", "CA") == 0
    capsys.readouterr()
    assert run("Mois;X;CA\n02/2025;9;2,50\n03/2025;9;3,5\n") == 0
    shown = capsys.readouterr().out
    assert "+ 2025-03  3.5" in shown
    assert "rows added 1 · changed 0 · removed 0" in shown
    assert files(home)["data/sales.csv"] == "period,value\n2025-01,1.5\n2025-02,2.5\n2025-03,3.5\n"


def test_dry_run_shows_all_changes_and_writes_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("period,value,control\n2025-01,1,7\n2025-02,2,8\n") == 0
    before = files(home)
    capsys.readouterr()
    assert run("period,value\n2025-02,3\n2025-03,4\n", "--control", "", "--replace", "--dry-run") == 0
    assert capsys.readouterr().out.splitlines() == [
        "+ 2025-03  4",
        "~ 2025-02  value 2 → 3",
        "- 2025-01",
        "engagements/x/data/sales.csv: rows added 1 · changed 1 · removed 1",
    ]
    assert files(home) == before


def test_a_column_that_the_source_lacks_is_kept(home: Path) -> None:
    assert run("period,value,control\n2025-01,1,7\n") == 0
    assert run("period,value\n2025-01,2\n2025-02,3\n") == 2, "a column that is gone or renamed is not passed over"
    assert run("period,value\n2025-01,2\n2025-02,3\n", "--control", "") == 0
    assert files(home)["data/sales.csv"] == "period,value,control\n2025-01,2,7\n2025-02,3,\n"


@pytest.mark.parametrize(
    ("text", "kpi", "option", "choice", "rows"),
    [
        ("period;value\n03/04/2025;1\n", "sales", "dates", "day-first", "2025-04,1\n"),
        ("period;value\n03/04/2025;1\n", "sales", "dates", "month-first", "2025-03,1\n"),
        ("period;value\n2025-01;1.234\n", "sales", "decimal", "comma", "2025-01,1234\n"),
        ("period;value\n2025-01;1.234\n", "sales", "decimal", "point", "2025-01,1.234\n"),
        ("period;value\n31/03/2025;1\n30/06/2025;2\n", "sales", "every", "quarter", "2025-Q1,1\n2025-Q2,2\n"),
        ("period;value\n31/03/2025;1\n30/06/2025;2\n", "sales", "every", "month", "2025-03,1\n2025-06,2\n"),
        ("period;value\n2025-01;21,5\n", "rate", "rates", "percent", "2025-01,21.5%\n"),
        ("period;value\n2025-01;1,2\n", "rate", "rates", "fraction", "2025-01,120%\n"),
        ("period;Rate %\n2025-01;0,8\n", "rate", "rates", "percent", "2025-01,0.8%\n"),
        ("period;a;b\n2025-01;1;2\n", "sales", "value", "b", "2025-01,2\n"),
        ("Début;Fin;value\n2025-01;2025-02;2\n", "sales", "period", "Fin", "2025-02,2\n"),
    ],
)
def test_two_readings_need_an_option(
    home: Path, capsys: pytest.CaptureFixture[str], text: str, kpi: str, option: str, choice: str, rows: str
) -> None:
    before = files(home)
    assert run(text, kpi=kpi) == 2
    assert f"--{option}" in capsys.readouterr().err
    assert files(home) == before
    assert run(text, f"--{option}", choice, kpi=kpi) == 0
    assert files(home)[f"data/{kpi}.csv"] == f"period,value\n{rows}"


def test_an_evident_cell_decides_for_its_file(home: Path) -> None:
    assert run("period;value;volume\n03/04/2025;1.234;0,5\n31/05/2025;2.345;1\n") == 0
    assert files(home)["data/sales.csv"] == "period,value,volume\n2025-04,1234,0.5\n2025-05,2345,1\n"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("period;value\na;1\nb;2\nc;3\n", ["E442"]),
        ("period;value\n2025-01;x\n2025-02;y\n", ["E443"]),
        ("period;value\n2025-01;1\n2025-01;2\n", ["E450"]),
        ("period;value\n2025-01;1,5\n2025-02;1.5\n", ["E448"]),
        ("period;value\n31/01/2025;1\n01/31/2025;1\n", ["E445"]),
        ("period;value\n2025-01;1\n2025-Q2;1\n", ["E414"]),
        ("period;value\n", ["E415"]),
    ],
)
def test_mistakes_of_a_column_are_one_problem(
    home: Path, capsys: pytest.CaptureFixture[str], text: str, codes: list[str]
) -> None:
    before = files(home)
    assert run(text) == 1
    shown = [line for line in capsys.readouterr().err.splitlines() if line.startswith("E")]
    assert [line[:4] for line in shown] == codes
    assert "more row" in shown[0] or len(text.splitlines()) < 4
    assert files(home) == before


def test_as_of_follows_only_where_it_is_asked_for(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "period,value\n2025-02,1\n2025-03,2\n"
    assert run(text) == 0
    assert "--as-of follow" in capsys.readouterr().err
    assert files(home)["engagement.yaml"] == ENGAGEMENT
    assert run(text, "--as-of", "keep") == 0
    assert files(home)["engagement.yaml"] == ENGAGEMENT
    assert run(text, "--as-of", "follow") == 0
    assert files(home)["engagement.yaml"] == ENGAGEMENT.replace("2025-02-28", "2025-03-31")


def test_a_workbook_is_read_whatever_its_name(home: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (["Mois", "Montant"], ["01/2025", 1200.5], ["02/2025", 1300]):
        sheet.append(row)
    workbook.save(stream := io.BytesIO())
    Path("source.csv").write_bytes(stream.getvalue())
    assert main(["import", "source.csv", "x", "--kpi", "sales"]) == 0
    assert files(home)["data/sales.csv"] == "period,value\n2025-01,1200.5\n2025-02,1300\n"


def test_a_file_of_data_can_be_converted_where_it_is(home: Path) -> None:
    (home / "data").mkdir()
    (home / "data" / "sales.csv").write_text("Mois;Valeur\n01/2025;1 200,5\n")
    assert main(["import", "engagements/x/data/sales.csv", "x", "--kpi", "sales"]) == 0
    assert files(home)["data/sales.csv"] == "period,value\n2025-01,1200.5\n"


@pytest.mark.parametrize("name", ["data", "data/sales.csv", "data/sales.import.yaml"])
def test_no_link_is_written_through(home: Path, tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    (outside.mkdir if name == "data" else outside.touch)()
    (home / "data").mkdir(exist_ok=True) if name != "data" else None
    (home / name).symlink_to(outside)
    assert run("period,value\n2025-01,1\n") == 1
    assert (home / name).is_symlink()
    assert (list(outside.iterdir()) == []) if outside.is_dir() else (outside.read_text() == "")


def test_all_files_are_written_or_none(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(home)
    replace = os.replace

    def failing(source: str, target: Path) -> None:
        if target.name == "kpis.yaml":
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)
    assert run("period,value\n2025-01,1\n") == 3
    assert files(home) == before
    assert [file.name for file in home.iterdir() if file.name.startswith(".")] == []


def test_unknown_names_come_with_the_nearest(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("period,value\n2025-01,1\n", kpi="sale") == 1
    assert "Did you mean `sales`?" in capsys.readouterr().err
    assert run("Mois;Montant\n2025-01;1\n", "--value", "Montan") == 2
    assert "Did you mean “Montant”?" in capsys.readouterr().err


def test_a_pipe_is_no_source_and_is_not_called_too_large(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo("pipe.csv")
    assert main(["import", "pipe.csv", "x", "--kpi", "sales"]) == 1
    assert "E102 pipe.csv" in capsys.readouterr().err
