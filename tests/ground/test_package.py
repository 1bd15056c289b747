"""What is shipped: the tool and its templates, nothing that was built or belongs to the repository."""

import tarfile
import tomllib
import zipfile
from itertools import chain
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def tracked(repository: Path, folder: str) -> set[str]:
    """The files of a folder, without what Python leaves there."""
    files = (repository / folder).rglob("*")
    paths = (file.relative_to(repository).as_posix() for file in files if file.is_file())
    return {path for path in paths if "__pycache__" not in path}


def test_the_wheel_holds_the_package_and_the_templates_and_nothing_else(shipped: Path, repository: Path) -> None:
    (wheel,) = shipped.glob("*.whl")
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    templates = {f"roireport/{path}" for path in tracked(repository, "templates")}
    assert len(templates) > 10
    assert names == templates | tracked(repository, "roireport")


def test_the_source_archive_holds_no_built_site_and_no_environment(shipped: Path) -> None:
    (archive,) = shipped.glob("*.tar.gz")
    with tarfile.open(archive) as files:
        tops = {name.split("/")[1] for name in files.getnames() if "/" in name}
    assert {"roireport", "templates", "tests", "engagements", "LICENSE"} <= tops
    assert tops.isdisjoint({"site", ".venv", ".git"})


def test_every_package_needed_is_pinned(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text())["project"]
    needed = [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]
    pins = [Requirement(line) for line in (repository / "constraints.txt").read_text().splitlines()]
    assert {canonicalize_name(Requirement(line).name) for line in needed} <= {
        canonicalize_name(pin.name) for pin in pins
    }
    assert all(pin.url is None and [one.operator for one in pin.specifier] == ["=="] for pin in pins)
