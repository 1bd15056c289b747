"""A page of the whole site that takes too much stops the build with its name; the old site stays."""

import json
from pathlib import Path

import pytest

from roireport.build.limits import JobLimits
from roireport.build.page_jobs import PageJob, make_pages
from roireport.cli import main
from roireport.model.place import Place
from roireport.posix import can_limit
from roireport.problems.problem import Refused, problem
from tests.cli.workspaces import GOOD, workspace

pytestmark = pytest.mark.skipif(not can_limit(), reason="needs fork and /proc")

SETTINGS = "firm: {name: Firm}\nsite: {language: en}\nlimits: {seconds: 1, memory: 256 MiB}\n"
ENDLESS = "<!doctype html>\n{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}\n"
HUGE = '<!doctype html>\n{{ ("y" * 3000000000)|length }}\n'
POISONS = {"E820": ENDLESS, "E821": HUGE}


def with_template(root: Path, name: str, text: str) -> Path:
    """The workspace with a template of its own under tight limits."""
    (root / "roireport.yaml").write_text(SETTINGS)
    file = root / "templates" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return root


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("name", "code"), [("portfolio", "E820"), ("rows", "E821"), ("search", "E821"), ("method", "E821")]
)
def test_a_page_of_the_site_that_takes_too_much_is_named_and_the_old_site_stays(
    name: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = workspace(tmp_path, alpha=GOOD)
    (root / "roireport.yaml").write_text(SETTINGS)
    command = ["build", "-q", "--no-pdf", "-C", str(root)]
    assert main(command) == 0
    old = files_of(root / "site")
    with_template(root, f"layout/{name}.html.jinja", POISONS[code])
    assert main(command) == 3
    assert capsys.readouterr().err.startswith(f"{code} templates/layout/{name}.html.jinja:2:1 `")
    assert files_of(root / "site") == old
    assert not list(root.glob(".site.new-*"))


def test_the_print_sheet_of_a_firm_is_loaded_under_limits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = with_template(workspace(tmp_path, alpha=GOOD), "styles/report.css", "a { width: " + "calc(" * 20_000 + " }")
    assert main(["build", "-q", "-C", str(root)]) == 3
    assert capsys.readouterr().err.startswith("E822 templates the process that made `styles/*.css` failed (")
    assert not (root / "site").exists()


@pytest.mark.parametrize("code", POISONS)
def test_a_template_that_takes_too_much_is_named_by_lint(
    code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = with_template(workspace(tmp_path, alpha=GOOD), "layout/portfolio.html.jinja", POISONS[code])
    assert main(["template", "lint", "--format", "json", "-C", str(root)]) == 1
    (fault,) = json.loads(capsys.readouterr().out)["problems"]
    assert (fault["code"], fault["file"], fault["line"]) == (code, "templates/layout/portfolio.html.jinja", 2)


def test_lint_keeps_its_limits_where_the_settings_are_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = with_template(workspace(tmp_path, alpha=GOOD), "layout/portfolio.html.jinja", HUGE)
    (root / "roireport.yaml").write_text("limits: {memory: plenty}\n")
    assert main(["template", "lint", "-C", str(root)]) == 1
    assert "E821 templates/layout/portfolio.html.jinja:2:1" in capsys.readouterr().err


def test_the_problems_of_all_pages_are_reported_at_once() -> None:
    fault = problem("template_failed", Place("templates/a.html.jinja", 3, 1), why="no")

    def refuse() -> int:
        raise Refused((fault,))

    def crash() -> int:
        raise RuntimeError("out of cheese")

    jobs = [PageJob("a.html", refuse), PageJob("b.html", crash), PageJob("c.html", lambda: 3)]
    with pytest.raises(Refused) as refused:
        make_pages(jobs, workers=1, limits=JobLimits(1, 2**28))
    assert [one.key for one in refused.value.problems] == ["template_failed", "page_crashed"]
    assert "out of cheese" in str(refused.value.problems[1].facts)
    assert make_pages(jobs[2:] * 2, workers=2, limits=JobLimits(1, 2**28)) == [3, 3]
