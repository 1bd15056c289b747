"""`diff --format comment`: only what changes, with totals, within the length of a comment."""

from pathlib import Path

import pytest

from roireport.cli import diff_comment, main
from tests.cli.workspaces import GOOD, workspace
from tests.versions.repositories import commit_all, git

Shell = pytest.CaptureFixture[str]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Four engagements of one cost and one gain, in one commit."""
    root = workspace(tmp_path / "ws", forge=GOOD, mill=GOOD, pit=GOOD, book=f"{GOOD}reference: true\n")
    git(root, "init", "--quiet", "-b", "main")
    commit_all(root)
    return root


def change(root: Path, *ids: str, amount: int = 1250) -> None:
    """Change a cost of 1,000 in some engagements."""
    for id in ids:
        file = root / "engagements" / id / "engagement.yaml"
        file.write_text(file.read_text().replace("amount: 1000", f"amount: {amount}"))


def comment(root: Path, capsys: Shell, *more: str, code: int = 4) -> str:
    words = ["diff", "HEAD", "-C", str(root), "--interface", "en", "--format", "comment", "--exit-code", *more]
    assert main(words) == code
    return capsys.readouterr().out


def rows(text: str) -> dict[str, list[str]]:
    """The rows of the first table, by their first cell."""
    table = text.partition("<details>")[0]
    cells = ([cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line[:1] == "|")
    return {first: rest for first, *rest in cells}


def test_only_what_changes_is_listed_with_a_total(root: Path, capsys: Shell) -> None:
    """The sum is that of what changed: two costs of 1,000 that are 1,250 each."""
    change(root, "forge", "mill", "book")
    text = comment(root, capsys)
    table = rows(text)
    assert set(table) == {"Engagement", "---", "forge", "mill", "book", "Total of these 2 engagements (EUR)"}
    assert table["forge"][2] == "€1,000 → €1,250"
    assert table["Total of these 2 engagements (EUR)"][2] == "€2,000 → €2,500"
    assert "In one other engagement nothing changes." in text
    assert text.count("<details>") == 3
    assert "pit" not in text


def test_one_engagement_has_no_total_of_its_own(root: Path, capsys: Shell) -> None:
    change(root, "forge")
    assert set(rows(comment(root, capsys))) == {"Engagement", "---", "forge"}


def test_where_nothing_changes_the_code_says_so(root: Path, capsys: Shell) -> None:
    assert "In 4 other engagements nothing changes." in comment(root, capsys, code=0)


def test_below_a_threshold_nothing_is_listed(root: Path, capsys: Shell) -> None:
    change(root, "forge", amount=1001)
    change(root, "mill")
    assert set(rows(comment(root, capsys, "--threshold", "5pt"))) == {"Engagement", "---", "mill"}


def test_a_long_comment_is_cut_between_engagements(root: Path, capsys: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    change(root, "forge", "mill", "pit")
    whole = comment(root, capsys)
    assert len(whole) < diff_comment.LONGEST
    monkeypatch.setattr(diff_comment, "LONGEST", len(whole) - 100)
    cut = comment(root, capsys)
    assert cut.count("<details>") == cut.count("</details>") == 2
    assert "One more engagement changes: `roireport diff` shows it." in cut


def test_no_text_of_an_engagement_notifies_anybody(root: Path, capsys: Shell) -> None:
    file = root / "engagements" / "pit" / "engagement.yaml"
    objective = "objectives: [{id: margin, statement: 'Ask @acme', kpi: rate, due: 2025-12-31}]"
    kpi = "kpis: [{id: rate, name: Rate of @acme, unit: percent, baseline: 20%, target: 30%, source: CRM}]"
    file.write_text(f"{file.read_text()}{kpi}\n{objective}\n")
    change(root, "pit")
    text = comment(root, capsys)
    assert "@" in text
    assert "@acme" not in text


def test_a_new_and_an_unreadable_engagement_are_named(root: Path, capsys: Shell) -> None:
    (root / "engagements/fresh").mkdir()
    (root / "engagements/fresh/engagement.yaml").write_text(GOOD)
    (root / "engagements/pit/engagement.yaml").write_text("title: [")
    text = comment(root, capsys, code=1)
    assert "<summary>fresh</summary>" in text
    assert "<summary>pit</summary>" in text
