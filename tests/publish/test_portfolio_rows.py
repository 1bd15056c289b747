"""A row of the portfolio's table is written when it tells something new, and not before."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from roireport.cli import main
from roireport.model.local_text import LocalText
from roireport.model.workspace import Site, Workspace
from roireport.present.portfolio.entry import PortfolioEntry
from roireport.present.portfolio.table import row, shared_scale
from roireport.publish import portfolio_rows
from roireport.publish.edition import Edition, editions
from roireport.publish.portfolio_rows import RenderedRow, render_rows
from roireport.publish.render_tools import render_tools
from roireport.workspace import words_of
from tests.cli.workspaces import GOOD, workspace
from tests.portfolios import entry

Rows = dict[str, RenderedRow]


@pytest.fixture
def edition() -> Edition:
    workspace = Workspace(site=Site(language="en"))
    (edition,) = editions(render_tools(Path("/nowhere"), workspace, {"en": words_of("en")}, pdf=False), ())
    return edition


def rows(edition: Edition, entries: list[PortfolioEntry], before: Rows, changed: str = "") -> Rows:
    """The rows of entries, one of which has another title."""
    return render_rows(
        edition, [replace(one, title=LocalText("New")) if one.id == changed else one for one in entries], before
    )


def test_only_what_changed_is_written(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = [entry(id="mill", gain=120_000), entry(id="dairy", gain=130_000), entry(id="works", gain=150_000)]
    cold = rows(edition, listed, {})
    assert "mill/index.html" in cold["mill"].markup
    written = Mock(wraps=row)
    monkeypatch.setattr(portfolio_rows, "row", written)
    assert rows(edition, listed, cold) == cold
    assert not written.called
    assert rows(edition, listed, cold, changed="dairy").keys() == cold.keys()
    assert [call.args[0].id for call in written.call_args_list] == ["dairy"]
    assert rows(edition, listed[1:], cold).keys() == {"dairy", "works"}
    assert written.call_count == 1


def test_all_are_written_where_the_scale_of_their_intervals_is_another(edition: Edition) -> None:
    listed = [entry(id="mill", gain=120_000), entry(id="dairy", gain=130_000)]
    more = [*listed, entry(id="works", gain=900_000)]
    assert shared_scale(listed) != shared_scale(more)
    cold = rows(edition, more, {})
    warm = rows(edition, more, rows(edition, listed, {}))
    assert warm == cold


def test_a_pdf_that_is_there_no_more_is_in_no_row(edition: Edition) -> None:
    listed = [entry(id="mill")]
    before = rows(edition, listed, {})
    assert "mill.en.pdf" in before["mill"].markup
    assert "mill.en.pdf" not in rows(edition, [replace(listed[0], pdfs=())], before)["mill"].markup


def test_another_workspace_of_the_same_settings_has_rows_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    ours, theirs = workspace(tmp_path / "ours", mill=GOOD, dairy=GOOD), workspace(tmp_path / "theirs", works=GOOD)

    def build(root: Path) -> None:
        assert main(["build", "-q", "--no-pdf", "-C", str(root)]) == 0

    build(ours)
    build(theirs)
    about = ours / "engagements" / "dairy" / "engagement.yaml"
    about.write_text(about.read_text().replace("Negotiation", "Closing"))
    log = tmp_path / "written"  # by a worker

    def written(entry: PortfolioEntry, *given: Any) -> Any:
        with log.open("a") as lines:
            lines.write(f"{entry.id}\n")
        return row(entry, *given)

    monkeypatch.setattr(portfolio_rows, "row", written)
    build(ours)
    assert log.read_text().split() == ["dairy"]
