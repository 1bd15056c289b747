"""The documents name what exists, and the index of decisions is complete."""

import re
from pathlib import Path

import pytest

from tests.ground.decisions import FOLDER, HEAD, INDEX, index_lines, read_decision, read_decisions, write_index

NAMED = re.compile(r"`((?:roireport|templates|tests|engagements|site|bench|docs)/[A-Za-z0-9_/.*<>-]*)`")
BRANDS = {"WeasyPrint"}
CODE = re.compile(r"`[^`\n]+`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)")
GOOD = "# 0007 A title\n\nDate: 2026-11-30 · Status: accepted\n"


def test_what_the_architecture_page_names_exists(repository: Path) -> None:
    named = NAMED.findall((repository / "ARCHITECTURE.md").read_text())
    assert len(named) > 15
    assert [path for path in named if not (repository / path).exists()] == []


def test_the_types_of_the_architecture_page_exist(repository: Path) -> None:
    diagrams = "".join(
        re.findall(r"^```\n(.*?)^```", (repository / "ARCHITECTURE.md").read_text(), re.DOTALL | re.MULTILINE)
    )
    types = set(re.findall(r"\b[A-Z][a-z]+(?:[A-Z][a-z]+)*\b", diagrams)) - BRANDS
    code = "".join(path.read_text() for path in (repository / "roireport").rglob("*.py"))
    assert {"Engagement", "Results", "Report", "EngagementOutput"} <= types
    assert [name for name in sorted(types) if not re.search(rf"^class {name}\b", code, re.MULTILINE)] == []


def test_every_package_is_on_the_architecture_page(repository: Path) -> None:
    page = (repository / "ARCHITECTURE.md").read_text()
    packages = [folder for folder in (repository / "roireport").iterdir() if (folder / "__init__.py").is_file()]
    assert len(packages) > 10
    assert [folder.name for folder in packages if f"roireport/{folder.name}/`" not in page] == []


def test_links_between_documents_lead_to_files(repository: Path) -> None:
    pages = [*repository.glob("*.md"), *repository.glob("docs/**/*.md"), *repository.glob("bench/*.md")]
    links = [(page, link) for page in pages for link in LINK.findall(CODE.sub("", page.read_text()))]
    assert len(links) > 10
    assert [(page.name, link) for page, link in links if not (page.parent / link).exists()] == []


def test_the_index_has_every_decision(repository: Path) -> None:
    expected = [decision.line for decision in read_decisions(repository)]
    rows = index_lines(repository)
    missing, wrong = [row for row in expected if row not in rows], [row for row in rows if row not in expected]
    assert len(expected) > 30
    changes = [*(f"+ {row}" for row in missing), *(f"- {row}" for row in wrong)]
    assert rows == expected, "\n".join([f"{INDEX} is out of date; run `make decisions`", *changes])


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("0007-A_title.md", GOOD, "name it"),
        ("0007-a-title.md", GOOD.replace("0007", "0008"), "# 0007 Title"),
        ("0007-a-title.md", GOOD.replace("# ", ""), "# 0007 Title"),
        ("0007-a-title.md", GOOD.replace("2026-11-30", "today"), "Date:"),
        ("0007-a-title.md", GOOD.replace("accepted", "proposed"), "Status:"),
        ("0007-a-title.md", GOOD + "line\n" * 38, "at most 40"),
    ],
)
def test_a_faulty_decision_is_refused(name: str, text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        read_decision(name, text)


def test_a_decision_of_forty_lines_is_accepted() -> None:
    decision = read_decision("0007-a-title.md", GOOD + "line\n" * 37)
    assert decision.line == "| [0007](0007-a-title.md) | A title | accepted | 2026-11-30 |"


def test_numbers_are_unique_and_successors_exist(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    (folder / "0007-a-title.md").write_text(GOOD)
    (folder / "0007-another.md").write_text(GOOD.replace("accepted", "superseded by 0009"))
    with pytest.raises(ValueError, match=r"taken twice(?s:.*)no decision 0009"):
        read_decisions(tmp_path)


def test_the_index_is_written_below_its_text(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    (tmp_path / INDEX).write_text(f"# Decisions\n\nText.\n\n{HEAD}| old |\n")
    (folder / "0150-later.md").write_text(GOOD.replace("0007", "0150"))
    (folder / "0007-a-title.md").write_text(GOOD.replace("accepted", "superseded by 0150"))
    write_index(tmp_path)
    assert (tmp_path / INDEX).read_text() == (
        f"# Decisions\n\nText.\n\n{HEAD}"
        "| [0007](0007-a-title.md) | A title | superseded by 0150 | 2026-11-30 |\n"
        "| [0150](0150-later.md) | A title | accepted | 2026-11-30 |\n"
    )
