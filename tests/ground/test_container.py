"""The container and the recipe of the repository name what exists, and install the same libraries as every message."""

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

from tests.ground.blocked import install_commands


@pytest.fixture(scope="module")
def steps(repository: Path) -> list[tuple[str, list[str]]]:
    """The instructions of the Dockerfile with their words."""
    text = re.sub(r"^#.*\n", "", (repository / "Dockerfile").read_text(), flags=re.MULTILINE).replace("\\\n", " ")
    lines = [line.partition(" ") for line in text.splitlines() if line]
    return [(name, shlex.split(rest)) for name, _, rest in lines]


def test_what_is_copied_makes_the_same_wheel(
    repository: Path, steps: list[tuple[str, list[str]]], shipped: Path, tmp_path: Path
) -> None:
    copied = {source for name, words in steps if name == "COPY" for source in words[:-1]}
    kept = re.findall(r"^!(.+)$", (repository / ".dockerignore").read_text(), re.MULTILINE)
    assert copied == set(kept)
    for source in copied:
        if (repository / source).is_dir():
            shutil.copytree(repository / source, tmp_path / "source" / source)
        else:
            (tmp_path / "source").mkdir(exist_ok=True)
            shutil.copy(repository / source, tmp_path / "source")
    (build,) = [words for name, words in steps if name == "RUN" and "hatchling" in words and "build" in words]
    assert build == ["python", "-m", "hatchling", "build", "-t", "wheel", "-d", "/dist"]
    command = [sys.executable, *build[1:-1], str(tmp_path / "dist")]
    subprocess.run(command, cwd=tmp_path / "source", check=True, capture_output=True)
    (built,), (expected,) = (tmp_path / "dist").glob("*.whl"), shipped.glob("*.whl")
    assert zipfile.ZipFile(built).namelist() == zipfile.ZipFile(expected).namelist()


def test_the_container_has_a_supported_python_and_a_user_of_its_own(
    repository: Path, steps: list[tuple[str, list[str]]]
) -> None:
    classifiers = tomllib.loads((repository / "pyproject.toml").read_text())["project"]["classifiers"]
    images = {words[0] for name, words in steps if name == "FROM"}
    assert len(images) == 1
    (version,) = re.findall(r"^python:(3\.\d+)-slim-[a-z]+$", "\n".join(images))
    assert f"Programming Language :: Python :: {version}" in classifiers
    names = [name for name, _ in steps]
    assert names.index("USER") > max(index for index, name in enumerate(names) if name == "RUN")
    assert dict(steps)["USER"] == ["roireport"]
    assert dict(steps)["ENTRYPOINT"] == ["[roireport]"]


LISTS = (
    "Dockerfile",
    ".ci/prepare",
    ".github/workflows/ci.yml",
    *(f"templates/starter/{language}/workspace/{ci}.yml" for language in ("en", "fr") for ci in ("github", "gitlab")),
)


@pytest.mark.parametrize("path", LISTS)
def test_the_libraries_are_those_that_messages_name(repository: Path, path: str) -> None:
    _, _, packages = install_commands()["Debian"].partition(" --no-install-recommends ")
    assert "libpango-1.0-0" in packages
    assert packages in (repository / path).read_text()


def test_readme_says_how_to_get_the_libraries_and_what_was_never_tried(repository: Path) -> None:
    readme = (repository / "README.md").read_text()
    for system in ("Debian", "Fedora", "macOS"):
        assert f"`{install_commands()[system]}`" in readme
    assert re.findall(r"^\| (\w+) \(untested\) \|", readme, re.MULTILINE) == ["macOS", "Windows"]


def test_the_recipe_names_files_that_exist_and_tries_every_system_with_every_installer(repository: Path) -> None:
    text = (repository / ".github/workflows/ci.yml").read_text()
    jobs = yaml.safe_load(text)["jobs"]
    matrix = jobs["install"]["strategy"]["matrix"]
    assert {system.partition("-")[0] for system in matrix["system"]} == {"ubuntu", "macos", "windows"}
    assert {f"{name})" for name in matrix["installer"]} <= set((repository / ".ci/install").read_text().split())
    named = re.findall(r"(?<![\w/])(?:\.ci/\w[\w-]*|tests/[\w./]+)", text)
    assert len(named) > 8
    assert [path for path in named if not (repository / path).exists()] == []
