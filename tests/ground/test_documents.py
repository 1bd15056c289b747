"""The documents name what exists."""

import re
from pathlib import Path

NAMED = re.compile(r"`((?:roireport|templates|tests|engagements|site|bench)/[a-z_/.*<>-]*)`")


def test_what_the_architecture_page_names_exists(repository: Path) -> None:
    named = NAMED.findall((repository / "ARCHITECTURE.md").read_text())
    assert len(named) > 15
    assert [path for path in named if not (repository / path).exists()] == []


def test_every_package_is_on_the_architecture_page(repository: Path) -> None:
    page = (repository / "ARCHITECTURE.md").read_text()
    packages = [folder for folder in (repository / "roireport").iterdir() if (folder / "__init__.py").is_file()]
    assert len(packages) > 10
    assert [folder.name for folder in packages if f"roireport/{folder.name}/`" not in page] == []


def test_decisions_are_dated(repository: Path) -> None:
    titles = re.findall(r"^## (.*)$", (repository / "DECISIONS.md").read_text(), re.MULTILINE)
    assert titles
    assert [title for title in titles if not re.match(r"\d{4}-\d{2}-\d{2} · \S", title)] == []
