"""`init`: a workspace that builds, all of it or nothing, and nothing that exists is overwritten."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from roireport.cli import main
from roireport.model.language import LANGUAGES
from roireport.scaffold.new_workspace import start_workspace

Shell = pytest.CaptureFixture[str]
SAMPLE = {"fr": "exemple", "en": "example"}


def texts(root: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_builds_and_leaves_its_author_nothing_to_complete(
    language: str, tmp_path: Path, capsys: Shell
) -> None:
    root = tmp_path / "new" / "workspace"
    assert main(["init", str(root), "--lang", language]) == 0
    assert set(capsys.readouterr().out.split()) == set(texts(root))
    assert main(["check", "-C", str(root), "--fail-on", "info"]) == 0
    assert main(["build", "-C", str(root), "--no-pdf", "--strict"]) == 0
    page = (root / f"site/{SAMPLE[language]}/index.html").read_text()
    assert f'lang="{language}"' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_is_called_fictional_and_counts_in_no_total(language: str, tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    assert main(["init", str(root), "--lang", language]) == 0
    text = (root / f"engagements/{SAMPLE[language]}/engagement.yaml").read_text()
    assert re.search(r"^title: .*(fictif|Fictional)", text, re.MULTILINE)
    assert "\nreference: true\n" in text


@pytest.mark.parametrize("ci", ["github", "gitlab", "none"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_recipe_builds_the_site_from_a_package_that_is_a_setting(ci: str, language: str, tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    assert main(["init", str(root), "--lang", language, "--ci", ci]) == 0
    files = {"github": ".github/workflows/roireport.yml", "gitlab": ".gitlab-ci.yml"}
    assert {kind for kind, path in files.items() if (root / path).exists()} == {ci} - {"none"}
    if ci == "none":
        return
    text = (root / files[ci]).read_text()
    recipe = yaml.safe_load(text)
    settings = recipe["env" if ci == "github" else "variables"]
    assert settings["ROIREPORT_PACKAGE"] == "roireport"
    for command in ('pip install "$ROIREPORT_PACKAGE"', "roireport check", "roireport build"):
        assert command in text
    assert text.index("ROIREPORT_PACKAGE") < text.index("site:")


def test_files_that_exist_are_left_and_named(tmp_path: Path, capsys: Shell) -> None:
    (tmp_path / ".gitignore").write_text("mine\n")
    (tmp_path / ".vscode").mkdir()
    (tmp_path / "README.md").write_text("mine\n")
    assert main(["init", "-C", str(tmp_path), "--lang", "en", "--interface", "en"]) == 0
    printed = capsys.readouterr()
    assert "E768 .gitignore [info]" in printed.err
    assert ".gitignore" not in printed.out
    assert (tmp_path / ".gitignore").read_text() == (tmp_path / "README.md").read_text() == "mine\n"
    assert (tmp_path / ".vscode/settings.json").is_file()


def test_a_workspace_is_not_started_twice(tmp_path: Path, capsys: Shell) -> None:
    assert main(["init", str(tmp_path / "one")]) == 0
    before = texts(tmp_path)
    assert main(["init", str(tmp_path / "one"), "--ci", "github", "--interface", "en"]) == 2
    assert "E760 roireport.yaml" in capsys.readouterr().err
    assert texts(tmp_path) == before


@pytest.mark.parametrize("exists", [False, True])
@pytest.mark.parametrize("after", range(4))
def test_no_half_of_a_workspace_is_left_where_a_write_fails(
    exists: bool, after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "workspace"
    if exists:
        root.mkdir()
        (root / "README.md").write_text("mine\n")
    rename, moved = os.rename, list[str]()

    def failing(source: str, target: str) -> None:
        if len(moved) == (after if exists else 0) and ".roireport-" in str(source):
            raise OSError(28, "No space left on device")
        moved.append(str(target))
        rename(source, target)

    monkeypatch.setattr(os, "rename", failing)
    assert main(["init", str(root)]) == 3
    assert os.listdir(tmp_path) == (["workspace"] if exists else [])
    assert not exists or os.listdir(root) == ["README.md"]


def test_a_folder_that_cannot_be_made_is_one_problem(tmp_path: Path, capsys: Shell) -> None:
    (tmp_path / "notes.txt").write_text("mine\n")
    assert main(["init", str(tmp_path / "notes.txt" / "workspace"), "--interface", "en"]) == 3
    assert capsys.readouterr().err.startswith(
        f"E452 {tmp_path}/notes.txt No file could be written in this folder: Not a"
    )


def test_a_link_in_the_place_of_a_folder_is_not_followed(tmp_path: Path, capsys: Shell) -> None:
    root = tmp_path / "workspace"
    root.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (root / "engagements").symlink_to(tmp_path / "elsewhere")
    assert main(["init", str(root), "--interface", "en"]) == 2
    assert "E102 engagements/" in capsys.readouterr().err
    assert os.listdir(tmp_path / "elsewhere") == []
    assert os.listdir(root) == ["engagements"]


def test_every_link_to_a_schema_leads_to_one(tmp_path: Path) -> None:
    for name, schemas in (("without", {}), ("with", {"kpis": "{}", "roireport": "{}", "engagement": "{}"})):
        root = tmp_path / name
        start_workspace(root, "en", "none", schemas)
        links = [
            (path, link)
            for path in root.rglob("*.yaml")
            for link in re.findall(r"^# yaml-language-server: \$schema=(.*)$", path.read_text(), re.MULTILINE)
        ]
        assert {(path.parent / link).resolve() for path, link in links} == {
            root / f"schema/{schema}.schema.json" for schema in schemas
        }
        assert len(links) == len(schemas)
        assert (
            main(["new", "works", "-C", str(root), "--client", "C", "--start", "2025-01-06", "--end", "2025-02-06"])
            == 0
        )
        line = "# yaml-language-server: $schema=../../schema/kpis.schema.json\n"
        assert (root / "engagements/works/kpis.yaml").read_text().startswith(line) == bool(schemas)
        assert main(["check", "-C", str(root)]) == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_schemas_are_those_that_the_verb_writes(language: str, tmp_path: Path, capsys: Shell) -> None:
    assert main(["init", str(tmp_path), "--lang", language]) == 0
    before = texts(tmp_path)
    linked = [path for path, content in before.items() if content.startswith(b"# yaml-language-server: $schema=")]
    assert len(linked) == len([path for path in before if path.endswith(".yaml")]) == 9
    assert main(["schema", "--write", "-C", str(tmp_path), "--lang", language]) == 0
    assert texts(tmp_path) == before


def test_the_editor_settings_are_json(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path / "one")]) == 0
    for name in ("settings", "extensions"):
        assert json.loads((tmp_path / f"one/.vscode/{name}.json").read_text())


@pytest.mark.needs("git")
def test_git_keeps_the_files_and_ignores_what_a_build_writes(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path), "--lang", "en"]) == 0
    written = set(texts(tmp_path))
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert main(["build", "-q", "--no-pdf", "-C", str(tmp_path)]) == 0
    status = ["git", "-C", str(tmp_path), "status", "--porcelain", "--untracked-files=all"]
    listed = subprocess.run(status, check=True, capture_output=True, text=True).stdout
    assert {line[3:] for line in listed.splitlines()} == written


@pytest.mark.needs("git")
def test_git_for_windows_leaves_line_ends_alone(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path), "--lang", "en"]) == 0
    before = texts(tmp_path)
    git = [
        "git",
        "-C",
        str(tmp_path),
        "-c",
        "core.autocrlf=true",
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.org",
    ]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "Start"], ["rm", "-q", "-r", "engagements"]):
        subprocess.run([*git, *words], check=True, capture_output=True)
    subprocess.run([*git, "checkout", "-q", "HEAD", "--", "."], check=True)
    assert {path: content for path, content in texts(tmp_path).items() if not path.startswith(".git/")} == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rules_for_assistants_name_keys_and_commands_that_exist(language: str, tmp_path: Path) -> None:
    assert main(["init", str(tmp_path / "one"), "--lang", language]) == 0
    rules = (tmp_path / "one/AGENTS.md").read_text()
    for part in ("[[financial.roi]]", "`evidence", "`source:`", "`internal/`", "`accepted:`", "`roireport check ID`"):
        assert part in rules
    for verb in set(re.findall(r"`roireport\s+([a-z]+)", rules)):
        assert main([verb, "--help"]) == 0
