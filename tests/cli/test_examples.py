"""The examples of the READMEs and of the help are commands that work."""

import re
import shlex
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from roireport.cli import main
from roireport.cli.group import verbs_of
from roireport.model.language import LANGUAGES, Language
from tests.verify.keys import allow, make_key
from tests.verify.reports import report
from tests.versions.repositories import commit_all, git

EXAMPLE = re.compile(r"^  (?:Example|Exemple\N{NO-BREAK SPACE}): roireport (.+)$", re.MULTILINE)
ORDER = (
    "init",
    "new",
    "diff",
    "import",
    "approve",
    "schema",
    "template",
    "explain",
    "compute",
    "check",
    "list",
    "build",
    "completion",
)
"""Verbs in the order in which a user comes to them; `clean` is last."""


def run(command: str) -> int:
    """Run a command as typed, without `roireport`; a build makes pages only, since PDFs take most of the time."""
    words = shlex.split(command)
    return main([*words, *(["--no-pdf"] if words[0] == "build" else [])])


def fences(text: str, language: str = "") -> list[str]:
    """The fenced blocks of a language; without one, those that name none."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return [body for named, body in blocks if named == language]


def run_all(commands: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the lines of an example one after the other; each must end well."""
    for command in commands:
        if command.startswith("cd "):
            monkeypatch.chdir(command.removeprefix("cd "))
        else:
            assert run(command.removeprefix("roireport ")) == 0, command


@pytest.mark.parametrize("name", ["README.md", "README.fr.md"])
def test_the_examples_of_a_readme_work(
    name: str, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (repository / name).read_text("utf-8")
    commands = next(fence for fence in fences(text) if "roireport init" in fence).splitlines()
    assert len(commands) == 5
    monkeypatch.chdir(tmp_path)
    run_all(commands, monkeypatch)
    folder = Path("engagements", "negotiation")
    folder.mkdir()
    yaml = fences(text, "yaml")[0]
    assert len(yaml.splitlines()) == 10
    (folder / "engagement.yaml").write_text(yaml, "utf-8")
    assert run("check negotiation") == 0


def test_the_first_report_of_the_manual_is_built(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (repository / "docs" / "manual.md").read_text("utf-8")
    (commands,) = (fence.splitlines() for fence in fences(text) if fence.startswith("roireport init roi"))
    assert len(commands) == 6
    monkeypatch.chdir(tmp_path)
    run_all(commands, monkeypatch)
    assert Path("site", "works", "index.html").is_file()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_of_each_verb_works(
    language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("ROIREPORT_INTERFACE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", f"{language}.UTF-8")
    verbs = [
        *(verb for verb in verbs_of() if verb != "template"),
        *(f"template {verb}" for verb in verbs_of("template")),
    ]
    examples: dict[str, str] = {}
    for verb in verbs:
        assert main([*verb.split(), "--help"]) == 0
        (examples[verb],) = EXAMPLE.findall(capsys.readouterr().out)
        assert examples[verb].startswith(verb), verb
    monkeypatch.chdir(tmp_path)
    Path("roi").mkdir()
    for verb in sorted(verbs, key=lambda verb: ORDER.index(verb.split()[0]) if verb.split()[0] in ORDER else 99):
        if verb == "import":
            id, kpi = re.findall(r"import export.csv (\S+) --kpi (\S+)", examples[verb])[0]
            assert run(f"new {id} --add kpi {kpi}") == 0
            Path("export.csv").write_text("Month;Value\n2025-01;18,0 %\n2025-02;18,5 %\n", "utf-8")
        if verb == "diff":
            git(Path(), "init", "--quiet")
            commit_all(Path())
            commit_all(Path())
        if verb == "sign":
            shutil.copy(report(), "works.en.pdf")
            if shutil.which("ssh-keygen") is None:
                continue
            allow(Path(), make_key(Path(), "key"))
        assert run(examples[verb]) == 0, examples[verb]
        if verb == "init":
            monkeypatch.chdir("roi")
