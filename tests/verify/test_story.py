"""The story: build, hand over, alter one digit, found."""

import json
import re
import shutil
from pathlib import Path

import pytest

from roireport.cli import main
from tests.contexts import ROOT
from tests.verify.altering import altered, digit_on_page
from tests.verify.reports import built, report
from tests.versions.repositories import commit_all


@pytest.fixture
def handed_over(tmp_path: Path) -> Path:
    """The client's PDF in a folder of the client, where there is no workspace."""
    return Path(shutil.copy(report("client"), tmp_path / "works.pdf"))


def test_one_altered_digit_is_found_by_whoever_has_the_file(
    handed_over: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(handed_over.parent)
    assert main(["verify", "works.pdf"]) == 0
    out = capfd.readouterr().out
    assert "consistent with its own data" in out
    assert "no proof of origin" in out
    assert "Not signed" in out

    handed_over.write_bytes(altered(handed_over.read_bytes(), digit_on_page(2, "41", "0")))
    assert main(["verify", "works.pdf"]) == 4
    out = capfd.readouterr().out
    assert "altered. 1 difference" in out
    assert re.search(r"p\.\s2: “404” is printed, “414” is computed", out)
    assert main(["verify", "works.pdf", "--interface", "fr"]) == 4
    assert re.search(r"p\.\s2\s: «\s404\s» est imprimé, «\s414\s» est calculé", capfd.readouterr().out)
    assert [file.name for file in handed_over.parent.iterdir()] == ["works.pdf"]


def test_the_answer_for_programs_has_every_fact(handed_over: Path, capfd: pytest.CaptureFixture[str]) -> None:
    handed_over.write_bytes(altered(handed_over.read_bytes(), digit_on_page(2, "41", "0")))
    assert main(["verify", str(handed_over), "-C", str(handed_over.parent), "--format", "json"]) == 4
    answer = json.loads(capfd.readouterr().out)
    (difference,) = answer["data"]["differences"]
    assert difference == {"kind": "figure", "page": 2, "part": ": €414", "given": "404", "computed": "414"}
    assert (answer["data"]["answer"], answer["data"]["proof_of_origin"]) == ("altered", False)
    assert (answer["against"], answer["signature"]["state"]) == (None, "unsigned")


def test_the_firm_compares_a_report_with_what_it_has_in_git(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    root = Path(shutil.copytree(built(), tmp_path / "workspace"))
    file = root / "site" / "client" / "works" / "works.en.pdf"
    assert main(["verify", str(file), "-C", str(root), "--against", "HEAD"]) == 0
    assert "Matches HEAD" in capfd.readouterr().out

    source = root / "engagements" / "works" / "engagement.yaml"
    source.write_text(source.read_text("utf-8").replace("amount: 1000", "amount: 900"), "utf-8")
    commit_all(root)
    assert main(["verify", str(file), "-C", str(root), "--against", "HEAD"]) == 4
    out = capfd.readouterr().out
    assert "consistent with its own data" in out
    assert "Does not match HEAD" in out
    assert "results.json: financial.cost: “1000”, computed “900”" in out
    assert main(["verify", str(file), "-C", str(root), "--against", "HEAD~1"]) == 0


def test_a_revision_that_is_none_is_refused(capfd: pytest.CaptureFixture[str]) -> None:
    command = ["verify", str(report()), "-C", str(built()), "--against"]
    for revision in ("no-such-tag", "--help", "HEAD:roireport.yaml"):
        assert main([*command, revision]) == 2
        assert "E780" in capfd.readouterr().err


def test_own_templates_are_taken_from_the_workspace_and_never_from_the_file(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root = Path(shutil.copytree(built(), tmp_path / "workspace"))
    words = root / "templates" / "words" / "en"
    words.mkdir(parents=True)
    (words / "report.yaml").write_text("attached.trace: Our own words\n", "utf-8")
    assert main(["build", "-q", "--no-cache", "--lang", "en", "-C", str(root)]) == 0
    file = root / "site" / "works" / "works.en.pdf"
    assert main(["verify", str(file), "-C", str(root)]) == 0
    alone = Path(shutil.copy(file, tmp_path / "alone.pdf"))
    capfd.readouterr()
    assert main(["verify", str(alone), "-C", str(tmp_path)]) == 4
    assert "templates of the firm’s own" in capfd.readouterr().out


def test_a_report_that_uses_every_key_is_made_again(tmp_path: Path) -> None:
    root = Path(shutil.copytree(ROOT / "tests" / "bilingual", tmp_path / "workspace"))
    assert main(["build", "-q", "--no-cache", "--lang", "fr", "-C", str(root)]) == 0
    (file,) = (root / "site").rglob("*.pdf")
    assert main(["verify", str(file), "-C", str(tmp_path)]) == 0
