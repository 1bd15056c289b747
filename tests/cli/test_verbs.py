"""The verbs as a shell calls them: streams, exit codes, files."""

import csv
import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from roireport.cli import main
from tests.cli.workspaces import BROKEN, GOOD, workspace

Shell = pytest.CaptureFixture[str]


def files(folder: Path) -> set[str]:
    """The paths of all files below a folder."""
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


def test_a_build_writes_the_site_and_sums_up_on_standard_error(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path, good=GOOD)
    assert main(["build", "-C", str(root)]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[-1].startswith("1 engagement built · 1 PDF · 0 problems · ")
    wanted = {
        "index.html",
        "portfolio.json",
        "portfolio.csv",
        "manifest.json",
        "good/index.html",
        "good/good.en.pdf",
        "good/good.en.xlsx",
        "good/results.json",
    }
    assert wanted <= files(root / "site")
    assert (root / "site/good/good.en.pdf").read_bytes().startswith(b"%PDF-")


def contents(site: Path, folder: str) -> dict[str, bytes]:
    """The files of a site below a folder of it."""
    return {path: (site / path).read_bytes() for path in files(site) if path.startswith(folder)}


def test_a_good_engagement_beside_a_broken_one_is_built_as_if_it_were_alone(tmp_path: Path, capsys: Shell) -> None:
    both, alone = workspace(tmp_path / "both", bad=BROKEN, good=GOOD), workspace(tmp_path / "alone", good=GOOD)
    assert main(["build", "-C", str(both)]) == 1
    problem = capsys.readouterr().err
    assert "E203 engagements/bad/engagement.yaml:10:" in problem
    assert main(["build", "-C", str(alone)]) == 0
    own = contents(alone / "site", "good/")
    data = ("good.en.pdf", "good.en.xlsx", "index.html", "results.json", "trace.csv", "trace.html")
    names = ("appendices.html", *data)
    assert sorted(own) == [f"good/{name}" for name in names]
    assert contents(both / "site", "good/") == own
    (failure,) = json.loads((both / "site/manifest.json").read_text())["failures"]
    assert failure["engagement"] == "bad"
    assert "E203" in failure["messages"][0]
    assert "bad" in (both / "site/index.html").read_text()


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    sites = []
    for name in ("one", "two"):
        root = workspace(tmp_path / name, good=GOOD)
        assert main(["build", "-q", "-C", str(root)]) == 0
        sites.append({path: (root / "site" / path).read_bytes() for path in files(root / "site")})
    assert sites[0] == sites[1]


def test_without_pdf_there_are_pages_only(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path, good=GOOD)
    assert main(["build", "--no-pdf", "-C", str(root), "--site", str(tmp_path / "elsewhere")]) == 0
    assert "0 PDFs" in capsys.readouterr().err
    assert not [path for path in files(tmp_path / "elsewhere") if path.endswith(".pdf")]
    assert not (root / "site").exists()


def test_building_one_engagement_keeps_the_pages_of_the_others(tmp_path: Path) -> None:
    root = workspace(tmp_path, one=GOOD, two=GOOD)
    assert main(["build", "-q", "--no-pdf", "-C", str(root)]) == 0
    before = (root / "site/two/index.html").read_bytes()
    source = root / "engagements/one/engagement.yaml"
    source.write_text(source.read_text().replace("title: Negotiation", "title: Prospecting"))
    assert main(["build", "-q", "--no-pdf", "-C", str(root), "one"]) == 0
    assert "Prospecting" in (root / "site/one/index.html").read_text()
    assert (root / "site/two/index.html").read_bytes() == before
    assert 'href="two/index.html"' in (root / "site/index.html").read_text()


def test_a_site_of_somebody_else_is_left_alone(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path, good=GOOD)
    (root / "site").mkdir()
    (root / "site/thesis.txt").write_text("years")
    assert main(["build", "--no-pdf", "-C", str(root)]) == 2
    assert "E803" in capsys.readouterr().err
    assert files(root / "site") == {"thesis.txt"}


def test_both_languages_of_an_engagement_have_a_page_and_a_pdf(tmp_path: Path) -> None:
    root = workspace(tmp_path, good=GOOD.replace("language: en", "language: [fr, en]"))
    assert main(["build", "-q", "-C", str(root)]) == 0
    assert {"good/index.html", "good/index.en.html", "good/good.fr.pdf", "good/good.en.pdf"} <= files(root / "site")
    assert '<html lang="fr">' in (root / "site/good/index.html").read_text()


def test_an_empty_workspace_says_so(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path)
    for verb in ("build", "check", "compute"):
        assert main([verb, "-C", str(root)]) == 1
        assert "No engagement found" in capsys.readouterr().err


def test_no_workspace_is_a_usage_error(tmp_path: Path, capsys: Shell) -> None:
    assert main(["check", "-C", str(tmp_path)]) == 2
    assert "E701" in capsys.readouterr().err


def test_an_unknown_engagement_is_a_usage_error_with_the_one_that_is_close(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path, good=GOOD)
    assert main(["compute", "-C", str(root), "goood"]) == 2
    assert "Did you mean `good`?" in capsys.readouterr().err


def test_compute_prints_one_object_for_one_id_and_an_array_otherwise(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path, good=GOOD)
    assert main(["compute", "-C", str(root), "good", "--format", "json"]) == 0
    single = json.loads(capsys.readouterr().out)
    # 12 months × 200 × 60 % = 1,440; (1,440 − 1,000) / 1,000 = 44 %.
    assert (single["financial"]["gain"], single["financial"]["roi"]) == (1440, 0.44)
    assert main(["compute", "-C", str(root), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == [single]


def test_compute_as_csv_holds_the_numbers_as_published(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path, good=GOOD)
    assert main(["compute", "-C", str(root), "good", "--format", "csv"]) == 0
    rows = {row["path"]: row for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}
    assert rows["financial.roi"]["number"] == "0.44"
    assert rows["financial.npv"]["number"] == ""


@pytest.mark.parametrize("form", ["table", "md"])
def test_compute_shows_names_paths_and_values(form: str, tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path, good=GOOD)
    assert main(["compute", "-C", str(root), "good", "--format", form]) == 0
    shown = capsys.readouterr().out.replace("`", " ")
    line = next(line for line in shown.splitlines() if "financial.roi " in f"{line} ")
    assert "44.0%" in line


def test_check_counts_challenges_only_where_it_is_asked_to(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path, good=GOOD)
    assert main(["check", "-C", str(root)]) == 0
    assert "U07" in capsys.readouterr().out
    assert main(["check", "-C", str(root), "--fail-on", "warning"]) == 1
    assert main(["check", "-C", str(root), "--fail-on", "error"]) == 0
    capsys.readouterr()
    assert main(["check", "-C", str(root), "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    challenges = document["engagements"][0]["challenges"]
    assert "U07" in {challenge["rule"] for challenge in challenges["client"]}
    assert "L08" in {challenge["rule"] for challenge in challenges["author"]}
    for challenge in (*challenges["author"], *challenges["client"]):
        assert {"place", "remedy", "key", "roi_effect"} <= challenge.keys()


def test_check_prints_what_is_the_authors_apart_from_what_the_client_reads(tmp_path: Path, capsys: Shell) -> None:
    accepted = "challenges: {accepted: [{rule: R04, reason: Known, by: Finance, until: 2030-01-31}]}\n"
    assert main(["check", "-C", str(workspace(tmp_path, good=GOOD + accepted))]) == 0
    author, client = capsys.readouterr().out.split("Reservations that the client will read")
    assert "For the author to complete" in author
    assert "L08 warning" in author
    assert "challenges.expectations]" in author
    assert "R04 The waiver matches no finding" in author
    assert "challenges.accepted]" in author
    assert "U07 warning" in client


def test_check_writes_nothing(tmp_path: Path) -> None:
    root = workspace(tmp_path, good=GOOD)
    before = files(root)
    main(["check", "-q", "-C", str(root)])
    assert files(root) == before


def test_strict_makes_warnings_count_in_a_build(tmp_path: Path) -> None:
    root = workspace(tmp_path, good=GOOD)
    assert main(["build", "-q", "--no-pdf", "--strict", "-C", str(root)]) == 1
    assert (root / "site/good/index.html").is_file()


def test_a_broken_control_total_is_a_problem_and_the_engagement_is_built(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path, good=GOOD + "assert: {financial.cost: {equals: 999}}\n")
    assert main(["build", "--no-pdf", "-C", str(root)]) == 1
    assert "E601 engagements/good/engagement.yaml:11:" in capsys.readouterr().err
    assert (root / "site/good/index.html").is_file()


def test_list_shows_a_line_an_engagement(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path, good=GOOD, other_one=GOOD)
    assert main(["list", "-C", str(root)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["Engagement", "good", "other-one"]
    assert lines[1].endswith("44%  Not tested")


@pytest.mark.parametrize("extra", [["-q"], ["-v"], ["--color", "always"], ["--interface", "fr"]])
def test_the_exit_code_does_not_depend_on_the_format(extra: list[str], tmp_path: Path) -> None:
    root = workspace(tmp_path, bad=BROKEN, good=GOOD)
    for verb in ("check", "compute", "list", "build"):
        words = [verb, "-C", str(root), *extra] + (["--no-pdf"] if verb == "build" else [])
        assert main(words) == 1


def test_list_tells_problems_and_counts_them(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path, total=GOOD + "assert: {financial.cost: {equals: 999}}\n")
    assert main(["list", "-C", str(root)]) == 1
    out, err = capsys.readouterr()
    assert "E601 engagements/total/engagement.yaml:11:" in err
    assert "total" in out


def test_a_text_too_intricate_for_a_page_is_a_problem_of_every_verb_and_stops_no_other(
    tmp_path: Path, capsys: Shell
) -> None:
    root = workspace(tmp_path, bad=GOOD, good=GOOD)
    (root / "engagements/bad/narrative").mkdir()
    (root / "engagements/bad/narrative/summary.md").write_text(">" * 200 + " x")
    for verb in (["check"], ["compute"], ["list"], ["build", "--no-pdf"]):
        assert main([*verb, "-C", str(root)]) == 1
        assert "E507 engagements/bad/narrative/summary.md:1:1" in capsys.readouterr().err
    assert (root / "site/good/index.html").is_file()


def test_words_of_the_workspace_that_cannot_be_read_are_reported_with_their_place(
    tmp_path: Path, capsys: Shell
) -> None:
    root = workspace(tmp_path, good=GOOD)
    (root / "templates/words/fr").mkdir(parents=True)
    (root / "templates/words/fr/verdict.yaml").write_text("profit: [a\n")
    assert main(["check", "-C", str(root)]) == 2
    assert "E117 templates/words/fr/verdict.yaml:1:9" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["engagement.html.jinja", "portfolio.html.jinja"])
@pytest.mark.parametrize("text", ["{% for", "{{ nonsense }}", "{% include 'nowhere' %}"])
def test_a_template_of_the_workspace_that_fails_is_named(name: str, text: str, tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path, good=GOOD)
    (root / "templates/layout").mkdir(parents=True)
    (root / "templates/layout" / name).write_text(text)
    assert main(["build", "--no-pdf", "-C", str(root)]) == 3
    code = {"{% for": "E901", "{{ nonsense }}": "E902", "{% include 'nowhere' %}": "E903"}[text]
    assert f"{code} templates/layout/{name}:1:" in capsys.readouterr().err


def test_problems_speak_the_language_of_the_interface(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path, bad=BROKEN)
    main(["check", "-C", str(root), "--interface", "fr"])
    assert "n’est pas un nombre" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--format"], ["build", "--nonsense"], ["dance"], ["check", "--fail-on", "x"]])
def test_words_that_make_no_sense_are_a_usage_error(words: list[str]) -> None:
    assert main(words) == 2


@pytest.mark.parametrize("extra", [[], ["-v"]])
def test_a_fault_of_ours_is_one_line_and_70(
    extra: list[str], tmp_path: Path, capsys: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    from roireport.cli import check

    def fault(*given: object) -> None:
        raise RuntimeError("out of cheese")

    monkeypatch.setattr(check, "check", fault)
    root = workspace(tmp_path, good=GOOD)
    assert main(["check", "-C", str(root), *extra]) == 70
    messages = capsys.readouterr().err
    assert "RuntimeError: out of cheese" in messages
    assert ("Traceback" in messages) == bool(extra)


def shell(root: Path, line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """What a line of bash comes to, in which $R is the command; the exit code is that of $R."""
    command = f"{shlex.quote(sys.executable)} -m roireport"
    settings = {**os.environ, "R": command, "ROOT": str(root), **environment}
    return subprocess.run(["bash", "-c", f"{line}; exit ${{PIPESTATUS[0]}}"], env=settings, capture_output=True)


def test_files_and_pipes_get_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    root = workspace(tmp_path, good=GOOD.replace("Works", "Aciéries"))
    ended = shell(root, "$R check -C $ROOT --interface fr --format json", PYTHONIOENCODING="latin-1")
    assert ended.returncode == 0
    assert "’" in ended.stdout.decode("utf-8")
