"""`check` for services and editors: each format against its published schema, places, escapes, exit codes."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from lxml import etree

from roireport.assess.catalogue import RULES
from roireport.cli import main
from tests.cli.workspaces import BROKEN, GOOD, workspace
from tests.contexts import LANGUAGES, ROOT

Shell = pytest.CaptureFixture[str]
SCHEMAS = ROOT / "tests/schemas"
FORMS = ("sarif", "github", "gitlab", "junit")
WAIVED = GOOD + (
    "challenges:\n  accepted:\n"
    "    - {rule: R01, subject: margin, reason: 'Known, 100% sure: see annex', by: Finance, until: 2027-01-01}\n"
    "    - {rule: G11, subject: margin, reason: Old, by: Finance, until: 2025-01-01}\n"
)
TWICE = BROKEN.replace("  - {id: fees,", "  - {id: fees, label: Fees, category: fees, amount: 1}\n  - {id: fees,")
CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./|/)"},
                    "lines": {"required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
                },
            },
        },
    },
}
"""GitLab, Code Quality, "Code Quality report format": the path is relative and does not begin with `./`."""


def printed(root: Path, form: str, capsys: Shell, *more: str, code: int = 0) -> str:
    """What `check` prints on standard output, and nothing else."""
    assert main(["check", "--interface", "en", "-C", str(root), "--format", form, "--color", "always", *more]) == code
    out = capsys.readouterr().out
    assert "\x1b" not in out
    return out


def sarif_run(text: str) -> dict[str, Any]:
    """The run of a document that the schema accepts."""
    document = json.loads(text)
    schema = json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text())
    assert [error.message for error in Draft4Validator(schema).iter_errors(document)] == []
    (run,) = document["runs"]
    assert isinstance(run, dict)
    return run


def junit_suites(text: str) -> dict[str, Any]:
    """The suites of a document that the schema accepts, by name; their counts are those of their cases."""
    tree = etree.fromstring(text.encode())
    etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd")).assertValid(tree)
    suites = {suite.get("name"): suite for suite in tree}
    for suite in suites.values():
        assert int(suite.get("tests")) == len(suite)
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped"))
    return suites


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound engagement, one with a waiver that holds and one that has ended, two that cannot be read."""
    return workspace(tmp_path_factory.mktemp("all"), good=GOOD, waived=WAIVED, broken=BROKEN, twice=TWICE)


def test_every_format_says_what_json_says(root: Path, capsys: Shell) -> None:
    """Problems and findings, by code; only SARIF and JUnit keep what somebody accepted."""
    document = json.loads(printed(root, "json", capsys, code=1))
    problems = [problem["code"] for problem in document["problems"]]
    groups = [group for one in document["engagements"] for group in one["challenges"].values()]
    findings = [finding for group in groups for finding in group]
    unused = [one["rule"] for one in document["engagements"] for one in one["unused_acceptances"]]
    still_open = [finding["rule"] for finding in findings if not finding["accepted"]]
    accepted = [finding["rule"] for finding in findings if finding["accepted"]]
    assert problems
    assert still_open
    assert accepted == ["R01"]
    assert unused == ["G11"]
    wanted = sorted([*problems, *still_open, *unused])
    results = sarif_run(printed(root, "sarif", capsys, code=1))["results"]
    assert sorted(result["ruleId"] for result in results) == sorted([*wanted, *accepted])
    report = json.loads(printed(root, "gitlab", capsys, code=1))
    assert sorted(item["check_name"] for item in report) == wanted
    titles = re.findall(r"^::\w+ .*?title=(\w+)", printed(root, "github", capsys, code=1), re.MULTILINE)
    assert sorted(titles) == wanted


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_messages_are_in_the_language_of_the_command(language: str, form: str, root: Path, capsys: Shell) -> None:
    assert main(["check", "--interface", language, "-C", str(root), "--format", form]) == 1
    out = capsys.readouterr().out
    assert ("is not a number" in out, "n’est pas un nombre" in out) == (language == "en", language == "fr")


def test_sarif_has_places_rules_and_suppressions(root: Path, capsys: Shell) -> None:
    run = sarif_run(printed(root, "sarif", capsys, code=1))
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    (number,) = [result["locations"][0]["physicalLocation"] for result in run["results"] if result["ruleId"] == "E203"][
        :1
    ]
    assert number["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
    file = root / unquote(number["artifactLocation"]["uri"])
    line = file.read_text().splitlines()[number["region"]["startLine"] - 1]
    assert line[number["region"]["startColumn"] - 1 :].startswith("2oo")
    (waived,) = [result for result in run["results"] if "suppressions" in result]
    assert waived["ruleId"] == "R01"
    assert waived["suppressions"][0]["justification"] == "Known, 100% sure: see annex"
    assert any("relatedLocations" in result for result in run["results"])
    assert not any("helpUri" in rule for rule in rules)


def test_a_rule_links_to_its_page_where_the_site_has_an_address(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path, good=GOOD)
    (root / "roireport.yaml").write_text("site: {language: en, base_url: 'https://roi.example.org/s/'}\n")
    (rule,) = [
        rule for rule in sarif_run(printed(root, "sarif", capsys))["tool"]["driver"]["rules"] if rule["id"] == "R01"
    ]
    assert rule["helpUri"] == "https://roi.example.org/s/method/challenges/R01.html"
    assert main(["build", "-q", "--no-pdf", "-C", str(root)]) == 0
    assert (root / "site/method/challenges/R01.html").is_file()


def test_fingerprints_differ_and_outlive_a_move_of_lines(tmp_path: Path, capsys: Shell) -> None:
    def fingerprints(name: str, text: str) -> dict[str, list[str]]:
        root = workspace(tmp_path / name, works=text, good=GOOD)
        run = sarif_run(printed(root, "sarif", capsys, code=1))
        hashes = [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]
        report = json.loads(printed(root, "gitlab", capsys, code=1))
        assert hashes == [item["fingerprint"] for item in report]
        assert len(set(hashes)) == len(hashes)
        return {"hashes": hashes, "lines": [str(item["location"]["lines"]["begin"]) for item in report]}

    before, after = fingerprints("before", BROKEN), fingerprints("after", f"# A line more\n\n{BROKEN}")
    assert before["hashes"] == after["hashes"]
    assert before["lines"] != after["lines"]


def test_gitlab_reads_the_report(root: Path, capsys: Shell) -> None:
    report = json.loads(printed(root, "gitlab", capsys, code=1))
    assert [error.message for error in Draft202012Validator(CODE_QUALITY).iter_errors(report)] == []
    severities = [item["severity"] for item in report]
    assert severities == sorted(severities, key=["critical", "minor", "info"].index)


def test_github_commands_are_one_line_each_and_escaped(tmp_path: Path, capsys: Shell) -> None:
    """Read back as the runner does (actions/runner, ActionCommand.cs): escapes in order, `%` last."""
    label = "50% off, now: yes\\n::error::forged"
    root = workspace(tmp_path, works=GOOD.replace("label: Margin", f'label: "{label}"'))
    lines = printed(root, "github", capsys).splitlines()
    commands = [re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line) for line in lines if line]
    assert commands
    assert all(commands)
    messages = []
    for command in filter(None, commands):
        properties = dict(pair.split("=", 1) for pair in command[2].split(","))
        assert properties.keys() == {"file", "line", "col", "title"}
        assert (root / properties["file"]).is_file()
        messages.append(command[3].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%"))
    assert any("50% off, now: yes" in message for message in messages)
    assert not any(line.startswith("::error") for line in lines)


def test_junit_has_a_suite_for_each_engagement_and_a_case_for_each_rule(root: Path, capsys: Shell) -> None:
    """What does not count against the run fails no case; the exit code says the same."""
    suites = junit_suites(printed(root, "junit", capsys, code=1))
    assert set(suites) == {"good", "waived", "broken", "twice"}
    names = {case.get("name").partition(" ")[0] for case in suites["good"]}
    assert names == {rule.id for rule in RULES}
    assert [suites[name].get("failures") for name in ("good", "waived")] == ["0", "0"]
    assert int(suites["broken"].get("failures")) > 0
    (skipped,) = suites["waived"].findall("testcase/skipped")
    assert skipped.get("message") == "Known, 100% sure: see annex"


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1)])
def test_junit_fails_what_the_exit_code_counts(fail_on: str, code: int, tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path, good=GOOD)
    suites = junit_suites(printed(root, "junit", capsys, "--fail-on", fail_on, code=code))
    assert (int(suites["good"].get("failures")) > 0) == bool(code)


@pytest.mark.needs("git")
@pytest.mark.parametrize("form", FORMS)
def test_paths_are_those_of_the_repository(form: str, tmp_path: Path, capsys: Shell) -> None:
    """A workspace may be a folder of a repository; services look for files from its top."""
    root = workspace(tmp_path / "firm/roi", works=BROKEN)
    assert "firm/roi/engagements" not in printed(root, form, capsys, code=1)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert "firm/roi/engagements/works/engagement.yaml" in printed(root, form, capsys, code=1)


@pytest.mark.parametrize("form", FORMS)
def test_settings_that_cannot_be_read_are_an_annotation_too(form: str, tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path, works=GOOD)
    (root / "roireport.yaml").write_text("firm: {nmae: Firm}\n")
    out = printed(root, form, capsys, code=2)
    assert "roireport.yaml" in out
    if form == "sarif":
        assert sarif_run(out)["results"]
    if form == "junit":
        assert junit_suites(out)["roireport.yaml"].get("failures") == "1"


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_workspace_is_a_valid_document(form: str, tmp_path: Path, capsys: Shell) -> None:
    out = printed(workspace(tmp_path), form, capsys, code=1)
    if form == "sarif":
        assert sarif_run(out)["results"] == []
    if form == "junit":
        assert junit_suites(out) == {}
    if form == "gitlab":
        assert json.loads(out) == []
    if form == "github":
        assert out.strip() == ""
