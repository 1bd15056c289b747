"""A report says what changed since its version before: the summary in a sentence, appendix B in a table."""

import pickle
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from roireport.build.jobs import EngagementJob
from roireport.build.parcels import parcel_of
from roireport.cli import main
from roireport.compare.history import EngagementHistory, EngagementVersion, VersionRecord
from roireport.compare.share import SHARED_OUT
from roireport.evaluate import Evaluation, evaluate_folder
from roireport.load.engagement import read_folder
from roireport.model.period import Span
from roireport.present.blocks import Exhibit, Table
from roireport.present.context import EarlierVersion
from roireport.present.sections.since_table import since_table
from roireport.present.story.since import since_sentence
from roireport.revisions.history import Past, history_from, version_records
from roireport.revisions.side import repository_at
from roireport.revisions.since import version_before
from roireport.versions.version_commits import version_commits
from roireport.workspace import OpenWorkspace, open_workspace
from tests.cli.workspaces import GOOD, workspace
from tests.revisions.story import ID, STEPS, make_story, write
from tests.versions.repositories import commit_all, git


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("story") / "workspace"
    make_story(root)
    return root


def opened(root: Path) -> OpenWorkspace:
    workspace = open_workspace(root)
    assert isinstance(workspace, OpenWorkspace)
    return workspace


def since(root: Path, *, to_client: bool = False) -> EarlierVersion | None:
    snapshot = read_folder(root, ID)
    commits = version_commits(root / "engagements", {ID: snapshot.contents()["engagement.yaml"]}).of(ID)[:1]
    past = Past(snapshot, commits, repository_at(root))
    history = history_from(past, version_records(opened(root), past, range(2)))
    return version_before(history, to_client=to_client)


def test_the_earlier_version_has_its_figures_and_the_main_cause(root: Path) -> None:
    version = since(root)
    assert version is not None
    assert (version.version, str(version.day), version.is_tag) == ("1.0", "2026-01-10", False)
    assert version.months == Span(2026 * 12, 2026 * 12 + 2)
    assert [figure.path for figure in version.figures] == list(SHARED_OUT)
    assert version.figures[0].value == version.roi
    parts = dict(version.figures[0].parts)
    assert version.cause == "assumed"
    assert parts["assumed"] * 2 > sum(abs(part) for part in parts.values())


def test_a_sentence_and_a_table_say_so_with_parts_that_add_up(root: Path) -> None:
    evaluation = evaluate_folder(opened(root), ID)
    version = since(root)
    assert isinstance(evaluation, Evaluation)
    assert version is not None
    ctx = replace(evaluation.contexts[0], earlier=version)
    named = "Since version 1.0 (10\u00a0January 2026): the ROI"
    assert since_sentence(ctx, version).startswith(f"{named} moves from 56% to ")
    measured = replace(version, cause="measured")
    assert since_sentence(ctx, measured).endswith(", mostly because of new measurements of January to March 2026.")
    same = replace(version, roi=ctx.figures["financial.roi"].known)
    assert since_sentence(ctx, same).startswith(f"{named} stays at ")
    (exhibit,) = since_table(ctx)
    assert isinstance(exhibit, Exhibit)
    assert isinstance(exhibit.body, Table)
    for row in exhibit.body.rows:
        then, now, change, *parts = (_number(cell.text) for cell in row.cells[1:])
        assert len(parts) == 4
        assert now - then == change == sum(parts), row.cells[0].text


def _number(text: str) -> Decimal:
    return Decimal(re.sub(r"[^\d.−-]", "", text).replace("−", "-"))


def test_a_client_does_not_read_of_a_draft_nor_anybody_of_a_withheld_figure(tmp_path: Path) -> None:
    root = workspace(tmp_path / "ws", forge=GOOD + 'version: "0.9"\nstatus: draft\n')
    git(root, "init", "--quiet")
    commit_all(root)
    file = root / "engagements" / "forge" / "engagement.yaml"
    file.write_text(GOOD.replace("amount: 1000", "amount: 900") + 'version: "1.0"\nstatus: final\n')
    assert since(root) is not None
    assert since(root, to_client=True) is None
    commit_all(root)
    file.write_text(GOOD.replace("attribution: {share: 60%, by: Sales director}", "") + 'version: "1.1"\n')
    commit_all(root)
    file.write_text(GOOD + 'version: "1.2"\n')
    assert since(root) is None, "version 1.1 states no ROI"


def test_a_parcel_carries_it(root: Path) -> None:
    snapshot = read_folder(root, ID)
    history = EngagementHistory(ID, (EngagementVersion("1.0", "", None, ID, VersionRecord(None)),))
    parcel = parcel_of(opened(root), (), EngagementJob(ID, None, snapshot=snapshot, history=history), pdf=False)
    assert pickle.loads(pickle.dumps(parcel)).job.history == history


def test_what_git_knows_of_earlier_versions_is_in_the_key(tmp_path: Path) -> None:
    """The same files are rendered again once a tag says that there was an earlier version."""
    root = tmp_path / "ws"
    (root / "engagements").mkdir(parents=True)
    (root / "roireport.yaml").write_text("firm: {name: Firm}\n")
    git(root, "init", "--quiet")
    write(root, frozenset())
    main_file = root / "engagements" / ID / "engagement.yaml"
    main_file.write_text(main_file.read_text().replace('version: "1.0"\n', ""))
    first = commit_all(root)
    write(root, STEPS - {"version"})
    main_file.write_text(main_file.read_text().replace('version: "1.0"\n', ""))
    commit_all(root)

    def page() -> str:
        assert main(["build", "-q", "--no-pdf", "-C", str(root)]) == 0
        return (root / "site" / ID / "index.html").read_text("utf-8")

    assert "Since v1" not in page()
    git(root, "tag", "v1", first)
    assert "Since v1" in page()
    assert "What the change since v1" in (root / "site" / ID / "appendices.html").read_text("utf-8")
    git(root, "tag", "-d", "v1")
    assert "Since v1" not in page()
