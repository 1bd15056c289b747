"""Where a site may be."""

from pathlib import Path

import pytest

from roireport.problems.problem import Refused
from roireport.publish.site_place import refuse_sources
from tests.publish.published import reason


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    root = tmp_path / "above" / "work"
    for name in ("engagements/a/internal", "templates", ".git", "internal", "public"):
        (root / name).mkdir(parents=True)
    (root / "shortcut").symlink_to(root / "engagements")
    (tmp_path / "outside").symlink_to(root / "templates")
    (tmp_path / "other.git").mkdir()
    return root


@pytest.mark.parametrize(
    ("site", "source"),
    [
        ("engagements", "engagements"),
        ("engagements/site", "engagements"),
        ("engagements/a/internal/site", "engagements"),
        ("templates/site", "templates"),
        (".git/site", ".git"),
        (".GIT/site", ".GIT"),
        ("internal/site", "internal"),
        ("public/internal/site", "internal"),
        ("public/../engagements/site", "engagements"),
        ("shortcut/site", "engagements"),
        ("../../outside/site", "templates"),
        ("../.git/site", ".git"),
        (".roireport/site", ".roireport"),
    ],
)
def test_a_site_among_the_sources_is_refused(workspace: Path, site: str, source: str) -> None:
    with pytest.raises(Refused) as refused:
        refuse_sources(workspace / site, workspace)
    assert reason(refused.value) == ("site_among_sources", source)


@pytest.mark.parametrize("site", [".", "..", "../..", "public/.."])
def test_a_site_that_contains_the_workspace_is_refused(workspace: Path, site: str) -> None:
    with pytest.raises(Refused) as refused:
        refuse_sources(workspace / site, workspace)
    assert reason(refused.value) == ("site_among_sources", str(workspace))


@pytest.mark.parametrize(
    "site", ["site", "public", "public/engagements", "../site", "../../other.git/site", "site/client"]
)
def test_a_folder_of_its_own_is_accepted(workspace: Path, site: str) -> None:
    refuse_sources(workspace / site, workspace)
