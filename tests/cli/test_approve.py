"""`approve`: what a sign-off covers, when it goes stale, and what it refuses."""

import io
import json
import pickle
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pytest

from roireport.build.audience_view import evaluate_view
from roireport.build.jobs import EngagementJob
from roireport.build.parcels import parcel_of
from roireport.cli import main
from roireport.cli.options import Console
from roireport.evaluate import Evaluation, evaluate_folder
from roireport.present.blocks import Exhibit, Table
from roireport.present.sections.sign_off_table import sign_off_table
from roireport.workspace import OpenWorkspace, open_workspace

Shell = pytest.CaptureFixture[str]

ENGAGEMENT: Final = """\
title: Negotiation
client: {name: Works}
period: {start: 2025-01-06, end: 2025-06-30}
as_of: 2025-12-31
currency: EUR
language: en
status: interim
team: [{name: Ada Quill, role: Consultant}]
"""
FILES: Final = {
    "engagement.yaml": ENGAGEMENT,
    "kpis.yaml": """\
- {id: rate, name: Win rate, unit: percent, target: 24%, source: CRM, series: data/rate.csv}
- {id: deals, name: Deals, unit: number, baseline: 40, target: 50, source: CRM}
""",
    "objectives.yaml": "- {id: win, statement: Win more, kpi: rate, target: 24%, due: 2025-12-31}\n",
    "costs.yaml": "- {id: fees, label: Fees, category: fees, amount: 1000}\n",
    "gains.yaml": """\
- {id: margin, label: Margin, kind: margin, kpi: deals, per_month: 200, attribution: {share: 60%, by: Sales director}}
""",
    "nonfinancial.yaml": """\
- {id: trust, dimension: relationships, label: Trust, anchors: {worst: 1, best: 5}, baseline: 2, current: 3, target: 4}
""",
    "data/rate.csv": "period,value\n2024-11,17%\n2024-12,19%\n2025-02,20%\n",
    "narrative/summary.md": "Ada Quill led the work. <!-- an aside -->\n",
}
ITEMS: Final = ("report", "baseline.rate", "baseline.deals", "target.rate", "attribution.margin", "anchors.trust")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with one engagement, as the current folder."""
    folder = tmp_path / "ws"
    for name, text in FILES.items():
        file = folder / "engagements" / "works" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    (folder / "roireport.yaml").write_text("firm: {name: Firm}\nsite: {language: en}\n")
    monkeypatch.chdir(folder)
    return folder


def home(root: Path) -> Path:
    """The folder of the engagement."""
    return root / "engagements" / "works"


def approve(*arguments: str) -> int:
    """Run the verb on the engagement."""
    return main(["approve", "works", *arguments])


def signed(item: str, by: str = "Finance director", **options: str) -> None:
    """Sign off an item; it must be accepted."""
    given = {"by": by, "on": "2026-02-03", **options}
    assert approve(item, *(word for name, value in given.items() for word in (f"--{name}", value))) == 0


def edit(root: Path, file: str, before: str, after: str) -> None:
    """Change a text in a file of the engagement."""
    path = home(root) / file
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


def evaluated(root: Path) -> Evaluation:
    """The engagement as it is now."""
    evaluation = evaluate_folder(opened(root), "works")
    assert isinstance(evaluation, Evaluation), evaluation
    return evaluation


def opened(root: Path) -> OpenWorkspace:
    """The workspace."""
    workspace = open_workspace(root)
    assert isinstance(workspace, OpenWorkspace)
    return workspace


def stale(root: Path, capsys: Shell) -> list[str]:
    """What `check` says has changed since a sign-off."""
    capsys.readouterr()
    main(["check", "works", "--format", "json"])
    (result,) = json.loads(capsys.readouterr().out)["engagements"]
    return [plain(found["evidence"]) for found in result["challenges"]["author"] if found["rule"] == "G15"]


def plain(text: str) -> str:
    """A text without its no-break spaces."""
    return text.replace("\xa0", " ")


def table(evaluation: Evaluation) -> list[tuple[str, ...]]:
    """The texts of the sign-offs in appendix A: item, by, day, state."""
    (exhibit,) = sign_off_table(evaluation.contexts[0])
    assert isinstance(exhibit, Exhibit)
    assert isinstance(exhibit.body, Table)
    rows = [[filter(None, (cell.text, cell.sub)) for cell in row.cells] for row in exhibit.body.rows]
    return [tuple(plain(" / ".join(cell)) for cell in row) for row in rows]


@pytest.mark.parametrize("item", ITEMS)
def test_each_kind_of_item_is_signed_and_printed(item: str, root: Path, capsys: Shell) -> None:
    signed(item, role="client")
    (row,) = table(evaluated(root))
    names = {
        "report": "The report",
        "baseline.rate": "The baseline of “Win rate”",
        "baseline.deals": "The baseline of “Deals”",
        "target.rate": "The target of “Win rate”",
        "attribution.margin": "The share of “Margin”",
        "anchors.trust": "The scale of “Trust”",
    }
    by = "Finance director (client) / assurance from outside the team and the firm"
    assert row == (names[item], by, "3 February 2026", "unchanged")
    assert stale(root, capsys) == []


@pytest.mark.parametrize(
    ("item", "file", "before", "after", "changed"),
    [
        ("baseline.rate", "data/rate.csv", "19%", "18.5%", "the baseline and the periods before the start"),
        (
            "baseline.rate",
            "kpis.yaml",
            "target: 24%",
            "baseline: 18%, target: 24%",
            "whether it is declared or computed",
        ),
        ("baseline.deals", "kpis.yaml", "baseline: 40", "baseline: 41", "the baseline"),
        ("target.rate", "kpis.yaml", "target: 24%", "target: 25%", "the target"),
        (
            "target.rate",
            "objectives.yaml",
            "due: 2025-12-31",
            "due: 2026-03-31",
            "the objectives’ targets and due dates",
        ),
        ("attribution.margin", "gains.yaml", "share: 60%", "share: 70%", "the share"),
        (
            "attribution.margin",
            "gains.yaml",
            "kpi: deals",
            "deadweight: 10%, kpi: deals",
            "what would have happened anyway",
        ),
        (
            "attribution.margin",
            "gains.yaml",
            "by: Sales director",
            "by: Sales director, confidence: 80%",
            "the confidence",
        ),
        (
            "attribution.margin",
            "kpis.yaml",
            "baseline: 40",
            "baseline: 40, counterfactual: {method: estimate}",
            "the KPI or its counterfactual",
        ),
        ("anchors.trust", "nonfinancial.yaml", "best: 5", "best: 6", "the best level"),
        (
            "anchors.trust",
            "nonfinancial.yaml",
            "label: Trust",
            "label: Trust, value: {points: [[1, 0], [4, 0.9], [5, 1]]}",
            "the value function",
        ),
        ("report", "costs.yaml", "1000", "1100", "the costs and the computed figures"),
        ("report", "narrative/summary.md", "led", "did", "the narratives"),
        ("report", "data/rate.csv", "20%", "21%", "the series and the computed figures"),
        ("report", "engagement.yaml", "title: Negotiation", "title: Sales", "the terms of the engagement"),
    ],
)
def test_a_sign_off_goes_stale_with_what_it_covers(
    item: str, file: str, before: str, after: str, changed: str, root: Path, capsys: Shell
) -> None:
    signed(item)
    edit(root, file, before, after)
    assert stale(root, capsys) == [f"Signed off on 3 February 2026; changed since: {changed}."]
    assert table(evaluated(root))[0][3] == f"changed: {changed}"


@pytest.mark.parametrize(
    ("item", "file", "before", "after"),
    [
        ("baseline.rate", "data/rate.csv", "2025-02,20%\n", "2025-02,20%\n2025-03,22%\n"),
        ("baseline.rate", "kpis.yaml", "target: 24%", "target: 30%"),
        ("baseline.deals", "engagement.yaml", "2025-01-06", "2025-01-13"),
        ("target.rate", "data/rate.csv", "19%", "18%"),
        ("attribution.margin", "gains.yaml", "per_month: 200", "per_month: 900"),
        ("attribution.margin", "gains.yaml", "share: 60%", "share: 0.600"),
        ("anchors.trust", "nonfinancial.yaml", "current: 3", "current: 4"),
        (
            "report",
            "engagement.yaml",
            "status: interim",
            "status: final # agreed\ninternal: {notes: Not for the client}",
        ),
        ("report", "narrative/summary.md", "an aside", "another aside"),
        ("report", "costs.yaml", "amount: 1000", "amount: 1_000.00"),
    ],
)
def test_a_sign_off_holds_when_something_else_changes(
    item: str, file: str, before: str, after: str, root: Path, capsys: Shell
) -> None:
    signed(item)
    edit(root, file, before, after)
    assert stale(root, capsys) == []


def test_a_sign_off_of_the_report_holds_while_others_are_added(root: Path, capsys: Shell) -> None:
    signed("report")
    signed("target.rate")
    assert stale(root, capsys) == []


def test_the_last_sign_off_of_a_person_counts_and_that_of_another_stays_stale(root: Path, capsys: Shell) -> None:
    signed("attribution.margin")
    signed("attribution.margin", by="Auditor")
    edit(root, "gains.yaml", "share: 60%", "share: 70%")
    signed("attribution.margin", by="finance  Director")
    assert [(row[1], row[3]) for row in table(evaluated(root))] == [
        ("finance  Director / assurance from outside the team and the firm", "unchanged"),
        ("Auditor / assurance from outside the team and the firm", "changed: the share"),
    ]
    assert len(stale(root, capsys)) == 1


@pytest.mark.parametrize(
    ("by", "role", "is_assurance"),
    [
        ("Finance director", "client", True),
        ("Ada Quill", "", False),
        ("The lead consultant", "", False),
        ("J. Roe", "Consultant", False),
        ("Partner of Firm", "", False),
        ("Firmin", "auditor", True),
    ],
)
def test_who_is_outside_the_team_and_the_firm_gives_assurance(
    by: str, role: str, is_assurance: bool, root: Path, capsys: Shell
) -> None:
    signed("report", by=by, role=role)
    assert ("assurance" in table(evaluated(root))[0][1]) is is_assurance
    assert ("printed as assurance" in capsys.readouterr().err) is is_assurance


def test_what_is_in_the_file_stays(root: Path) -> None:
    file = home(root) / "approvals.yaml"
    signed("baseline.deals")
    before = "# Agreed in January.\r\n" + "".join(f"  {line}\r\n" for line in file.read_text().splitlines()) + "  # end"
    file.write_bytes(before.encode())
    signed("report", role="auditor: external")
    after = file.read_bytes().decode()
    assert after.startswith(f"{before}\r\n  - item: report\r\n")
    assert after.count("\n") == after.count("\r\n")
    assert [row[0] for row in table(evaluated(root))] == ["The baseline of “Deals”", "The report"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["baseline.rates", "--by", "X"], "E309 engagements/works/approvals.yaml"),
        (["scale.trust", "--by", "X"], "E309 engagements/works/approvals.yaml"),
        (["report", "--by", "X", "--on", "2199-01-01"], "E612 --on"),
        (["report", "--by", "X", "--on", "tomorrow"], "E209 --on"),
        (["report"], "E762 approve"),
        (["report", "--by", "X", "--evidence", "../outside.eml"], "E278 ../outside.eml"),
        (["report", "--by", "X", "--evidence", "engagements/works/internal/none.eml"], "E610 "),
        (["report", "--by", "X", "--evidence", "engagements/works/data"], "E610 "),
        (["report", "--by", "a\u202eb"], "E105 approve"),
    ],
)
def test_what_cannot_be_signed_is_refused_with_its_place(
    arguments: list[str], message: str, root: Path, capsys: Shell
) -> None:
    (root.parent / "outside.eml").write_text("yes")
    assert approve(*arguments) == 2
    assert capsys.readouterr().err.startswith(message)
    assert not (home(root) / "approvals.yaml").exists()


def test_there_is_nothing_to_sign_without_a_value(root: Path, capsys: Shell) -> None:
    edit(root, "kpis.yaml", "baseline: 40, target: 50, ", "")
    assert approve("baseline.deals", "--by", "X") == 2
    assert capsys.readouterr().err.startswith("E613 engagements/works/approvals.yaml")


def test_an_engagement_that_does_not_load_is_not_signed(root: Path, capsys: Shell) -> None:
    edit(root, "costs.yaml", "1000", "1OOO")
    assert approve("report", "--by", "X") == 1
    assert capsys.readouterr().err.startswith("E203 engagements/works/costs.yaml:1")
    assert not (home(root) / "approvals.yaml").exists()


@pytest.mark.parametrize(
    ("file", "text"), [("approvals.yaml", "[]\n"), ("engagement.yaml", f"{ENGAGEMENT}approvals: []\n")]
)
def test_a_file_that_takes_no_entry_is_left_alone(file: str, text: str, root: Path, capsys: Shell) -> None:
    (home(root) / file).write_text(text)
    before = {path: path.read_bytes() for path in home(root).rglob("*.yaml")}
    assert approve("report", "--by", "X") == 2
    assert capsys.readouterr().err.startswith("E614 engagements/works/approvals.yaml")
    assert {path: path.read_bytes() for path in home(root).rglob("*.yaml")} == before


def test_a_document_is_kept_by_its_digest_and_missed_when_it_changes(root: Path, capsys: Shell) -> None:
    mail = home(root) / "internal" / "mail.eml"
    mail.parent.mkdir()
    mail.write_text("I agree.")
    signed("report", evidence=str(mail))
    digest = sha256(b"I agree.").hexdigest()
    assert f"evidence: {{file: internal/mail.eml, sha256: {digest}}}" in (home(root) / "approvals.yaml").read_text()
    assert table(evaluated(root))[0][3] == f"unchanged / document with SHA-256 {digest[:16]}…"
    assert main(["check", "works"]) == 0
    mail.write_text("I do not agree.")
    capsys.readouterr()
    assert main(["check", "works"]) == 1
    assert "E611 engagements/works/approvals.yaml:4:20" in capsys.readouterr().err
    mail.unlink()
    assert main(["check", "works"]) == 1
    assert "E610 engagements/works/approvals.yaml:4:20" in capsys.readouterr().err


def test_a_document_that_has_changed_is_reported_here_and_not_by_a_server(root: Path) -> None:
    """What is sent to a server does not name the documents."""
    mail = home(root) / "internal" / "mail.eml"
    mail.parent.mkdir()
    mail.write_text("I agree.")
    signed("report", evidence=str(mail))
    job = EngagementJob("works", None)
    parcel = parcel_of(opened(root), (), job, pdf=False)
    assert parcel is not None
    assert b"mail.eml" not in pickle.dumps(parcel)
    mail.write_text("I do not agree.")
    assert parcel_of(opened(root), (), job, pdf=False) is None


def test_a_document_behind_a_link_is_none(root: Path, capsys: Shell) -> None:
    (root.parent / "mail.eml").write_text("I agree.")
    (home(root) / "internal").symlink_to(root.parent)
    (home(root) / "approvals.yaml").write_text(
        "- item: report\n  by: X\n  on: 2026-02-03\n  fingerprint: {}\n"
        f"  evidence: {{file: internal/mail.eml, sha256: {sha256(b'I agree.').hexdigest()}}}\n"
    )
    main(["check", "works"])
    assert "E610 engagements/works/approvals.yaml:5:20" in capsys.readouterr().err


def test_on_a_terminal_what_is_missing_is_asked_for(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Console, "can_ask", property(lambda _: True))
    monkeypatch.setattr(sys, "stdin", io.StringIO("2\nFinance director\n\n2026-02-03\n\n"))
    assert approve() == 0
    text = (home(root) / "approvals.yaml").read_text()
    assert text.startswith("- item: baseline.rate\n  by: Finance director\n  on: 2026-02-03\n  fingerprint:\n")


def test_a_clients_view_has_roles_for_names_and_the_same_sign_offs(root: Path) -> None:
    mail = home(root) / "internal" / "mail.eml"
    mail.parent.mkdir()
    mail.write_text("I agree.")
    signed("report", evidence=str(mail))
    signed("report", by="Ada Quill")
    edit(root, "costs.yaml", "1000", "1100")
    signed("report", by="Auditor")
    view = _view(root)
    changed = "changed: the costs and the computed figures"
    assert [row[3].split(" / ")[0] for row in table(view)] == [changed, changed, "unchanged"]
    assert [row[1].split(" / ")[0] for row in table(view)] == ["Finance director", "Consultant", "Auditor"]
    (approval, *_) = view.engagement.approvals
    assert approval.evidence is not None
    assert (approval.evidence.file, approval.evidence.sha256) == (None, sha256(b"I agree.").hexdigest())


def _view(root: Path) -> Evaluation:
    workspace: Any = opened(root)
    view = evaluate_view(workspace, EngagementJob("works", None, audience="client"))
    assert isinstance(view, Evaluation), view
    return view
