"""What has not changed is neither read nor written; what has is made as if everything were."""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from roireport.build import render_engagement as rendering
from roireport.cli import main
from roireport.evaluate import evaluate_folder
from tests.cli.workspaces import GOOD, workspace

IDS = ("forge", "mill", "dairy")
REST = ["--no-pdf", "-q", "--jobs", "1"]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of three engagements, with a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return workspace(tmp_path / "work", **dict.fromkeys(IDS, GOOD))


def build(root: Path, *more: str) -> dict[str, bytes]:
    """The files of the site after a build."""
    assert main(["build", "-C", str(root), *REST, *more]) == 0
    site = root / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_the_bytes_are_the_same_whatever_was_kept(root: Path) -> None:
    cold = build(root, "--no-cache")
    assert build(root) == cold
    assert build(root) == cold
    shutil.rmtree(root / "site")
    assert build(root) == cold


def test_nothing_is_made_where_nothing_changed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(root)
    before = (root / "site").stat().st_ino
    monkeypatch.setattr(rendering, "evaluate_folder", None)
    build(root)
    assert (root / "site").stat().st_ino == before


def test_a_change_is_built_as_without_a_cache_and_leaves_the_others(root: Path) -> None:
    build(root)
    stays = root / "site" / IDS[2] / "index.html"
    place = stays.stat().st_ino
    costs = root / "engagements" / IDS[0] / "engagement.yaml"
    costs.write_text(costs.read_text("utf-8").replace("title: ", "title: New ", 1), "utf-8")
    warm = build(root)
    assert stays.stat().st_ino == place
    assert b"New " in warm[f"{IDS[0]}/index.html"]
    assert warm == build(root, "--no-cache")


def test_a_change_that_moves_the_scale_of_all_intervals_is_built_as_without_a_cache(root: Path) -> None:
    before = build(root)
    main_file = root / "engagements" / IDS[1] / "engagement.yaml"
    main_file.write_text(main_file.read_text("utf-8").replace("200", "900"), "utf-8")
    warm = build(root)
    assert warm["index.html"] != before["index.html"]
    assert warm == build(root, "--no-cache")


def test_a_page_that_somebody_edited_and_a_damaged_cache_are_noticed(root: Path) -> None:
    clean = build(root)
    (root / "site" / IDS[0] / "index.html").write_text("edited")
    assert build(root) == clean
    for file in (root.parent / "cache" / "roireport").iterdir():
        file.write_bytes(file.read_bytes()[:-1] + b"?")
    (root / "site" / IDS[1] / "index.html").unlink()
    assert build(root) == clean


def test_a_neighbour_that_fails_is_skipped(root: Path) -> None:
    whole = build(root)
    assert f'href="../{IDS[0]}/index.html" rel="next"'.encode() in whole[f"{IDS[2]}/index.html"]
    (root / "engagements" / IDS[0] / "engagement.yaml").write_text("title: [")
    assert main(["build", "-C", str(root), *REST]) == 1
    page = (root / "site" / IDS[2] / "index.html").read_bytes()
    assert f'href="../{IDS[1]}/index.html" rel="next"'.encode() in page


def test_a_sitemap_and_a_feed_are_made_only_for_an_address(root: Path) -> None:
    assert not {"sitemap.xml", "feed.xml"} & build(root).keys()
    settings = root / "roireport.yaml"
    text = settings.read_text("utf-8").replace("{language: en}", "{language: en, base_url: https://roi.example/site}")
    settings.write_text(text, "utf-8")
    files = build(root)
    assert b"<loc>https://roi.example/site/forge/index.html</loc>" in files["sitemap.xml"]
    assert files["feed.xml"].count(b"<entry>") == len(IDS)
    assert b'href="https://roi.example/site/assets/site.css"' in files["404.html"]


def test_the_404_page_and_the_feeds_speak_every_language_of_the_site(root: Path) -> None:
    settings = root / "roireport.yaml"
    text = settings.read_text("utf-8").replace("{language: en}", "{language: en, base_url: https://roi.example/site}")
    settings.write_text(text, "utf-8")
    file = root / "engagements" / IDS[0] / "engagement.yaml"
    file.write_text(file.read_text("utf-8").replace("language: en", "language: [en, fr]"), "utf-8")
    files = build(root)
    missing = files["404.html"].decode()
    assert '<html lang="en"' in missing
    assert '<section lang="fr">' in missing
    for address in ("index.html", "fr/index.html", "fr/open-challenges.html"):
        assert f'href="https://roi.example/site/{address}"' in missing
    assert files["feed.xml"].count(b"<entry>") == files["fr/feed.xml"].count(b"<entry>") == len(IDS)
    assert b'xml:lang="fr"' in files["fr/feed.xml"]
    assert b'href="../feed.xml"' not in files["fr/index.html"]
    assert b'href="../fr/feed.xml"' in files["fr/index.html"]


def edit_and_undo(file: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `file` hold another text while an engagement is evaluated, and no longer."""
    before, evaluate = file.read_text("utf-8"), evaluate_folder

    def edited(workspace: Any, id: str, **given: Any) -> Any:
        file.write_text(text, "utf-8")
        try:
            return evaluate(workspace, id, **given)
        finally:
            file.write_text(before, "utf-8")

    monkeypatch.setattr(rendering, "evaluate_folder", edited)


def test_an_edit_that_is_undone_during_a_build_is_in_no_page(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clean = build(root, "--no-cache")
    file = root / "engagements" / IDS[0] / "engagement.yaml"
    edit_and_undo(file, file.read_text("utf-8").replace("title: ", "title: Edited "), monkeypatch)
    assert build(root) == clean
    monkeypatch.setattr(rendering, "evaluate_folder", evaluate_folder)
    assert build(root) == clean


@pytest.mark.parametrize("edited", ["roireport.yaml", "templates/words/en/report.yaml", "templates/styles/site.css"])
def test_nothing_is_stored_where_settings_or_templates_were_edited_during_a_build(
    edited: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The edit was undone, so that the files are as they were before: the pages may still be of another state."""
    file = root / edited
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        file.write_text("body { margin: 0 }" if edited.endswith(".css") else "{}")
    edit_and_undo(file, file.read_text("utf-8") + "\n", monkeypatch)
    build(root)
    assert not list((root.parent / "cache" / "roireport").glob("*"))


def test_every_file_of_an_engagement_is_opened_once(root: Path, tmp_path: Path) -> None:
    """In this process and its workers together: each writes down what it opens."""
    for other in IDS[1:]:
        shutil.rmtree(root / "engagements" / other)
    (root / "engagements" / IDS[0] / "data").mkdir()
    (root / "engagements" / IDS[0] / "data" / "spare.csv").write_text("period,value\n")
    log = os.open(tmp_path / "opened", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    active = True

    def heard(event: str, facts: tuple[Any, ...]) -> None:
        if active and event == "open" and f"{root}/engagements/" in str(facts[0]):
            os.write(log, f"{facts[0]}\n".encode())

    sys.addaudithook(heard)
    assert main(["build", "-q", "-C", str(root)]) == 0
    active = False
    os.close(log)
    opened = (tmp_path / "opened").read_text().split()
    assert sorted(opened) == sorted(set(opened))
    assert len(opened) == 2


def test_what_a_killed_build_left_goes_also_where_nothing_changed(root: Path) -> None:
    build(root)
    leftover = root / ".site.new-killed"
    leftover.mkdir()
    build(root)
    assert not leftover.exists()
