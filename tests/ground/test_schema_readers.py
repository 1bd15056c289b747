"""Every key of the input files is read by a computation, a challenge or a page, or is refused."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any, Final

import pytest

from roireport.build.jobs import EngagementJob
from roireport.build.limits import limits_of
from roireport.build.render_engagement import render_engagement
from roireport.evaluate import Evaluation, evaluate_folder
from roireport.model.engagement import Engagement, EngagementFiles
from roireport.model.language import Language
from roireport.model.located import Located
from roireport.model.workspace import CLIENT, Defaults, Firm, Workspace
from roireport.present.portfolio.entry import PortfolioEntry, portfolio_entry
from roireport.problems.problem import Problems
from roireport.publish.edition import editions
from roireport.publish.portfolio_files import challenge_files, data_files, portfolio_files
from roireport.publish.render_tools import render_tools
from roireport.publish.report_files import report_files
from roireport.workspace import open_workspace
from tests.audience.test_allow_list import models

ROOT: Final = Path(__file__).parents[2]
BILINGUAL: Final = ROOT / "tests" / "bilingual"
"""A workspace whose engagement uses every key."""
NOT_READERS: Final = ("roireport.model.", "roireport.load.", "roireport.audience.")
"""Packages that carry a value on, whatever it is, or only check it."""
NOTES_OF_THE_FIRM: Final = {("Engagement", "internal"), ("Internal", "fee_margin"), ("Internal", "notes")}
"""Keys that people read in the file: decision 0180."""
MERGED_BY_LOADING: Final = {("Workspace", "defaults"), *(("Defaults", key) for key in Defaults.model_fields)}
"""Keys that loading puts into each engagement that has none of its own."""
COPIED_BY_LOADING: Final = {("Offer", "kind"): ("Engagement", "offer_kinds")}
"""Keys of the workspace, with the field of the engagement that they become."""

WALKER: Final = "texts_without"
"""The search for texts without a form, which passes through every key."""

Key = tuple[str, str]


def schema_keys() -> Iterator[Key]:
    """The class and the name of every field that a file of a workspace can hold."""
    seen: set[Any] = set()
    for model in (*models(Engagement, seen), *models(Workspace, seen)):
        yield from ((model.__name__, name) for name in model.model_fields)


class Recorder:
    """Notes which fields of the input are read by code outside NOT_READERS."""

    def __init__(self) -> None:
        self.keys: set[Key] = set()

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """Observe every attribute that is read from a value of the model."""

        def read(value: Located, name: str) -> Any:
            noun = type(value)
            if name in noun.model_fields and _reader(sys._getframe(1)):
                self.keys.add((noun.__name__, name))
            return object.__getattribute__(value, name)

        patch.setattr(Located, "__getattribute__", read)


def _reader(frame: FrameType | None) -> bool:
    """Whether the first frame outside the model, whose properties read for others, is one of our readers."""
    while frame is not None:
        if frame.f_code.co_name == WALKER:
            return False
        module = str(frame.f_globals.get("__name__", ""))
        if not module.startswith(("roireport.model.", __name__)):
            return module.startswith("roireport.") and not module.startswith(NOT_READERS)
        frame = frame.f_back
    return False


def render_everything() -> None:
    """Make every page of both workspaces, without PDFs."""
    for root in (ROOT, BILINGUAL):
        render_workspace(root)


def render_workspace(root: Path) -> None:
    """Make every page of a workspace, without PDFs."""
    opened = open_workspace(root)
    assert not isinstance(opened, Problems)
    tools = render_tools(opened.root, opened.settings, opened.words, pdf=False)
    limits_of(opened.settings)
    entries: list[PortfolioEntry] = []
    for id in opened.engagements:
        result = evaluate_folder(opened, id)
        assert isinstance(result, Evaluation)
        report_files(tools, result.contexts, result.document, result.sources)
        assert render_engagement(opened, tools, EngagementJob(id, None, audience=CLIENT)).files
        page: tuple[tuple[Language, str], ...] = (("fr", f"{id}/index.html"),)
        entries.append(portfolio_entry(result.engagement, result.results, result.verdict, page, (), result.findings))
    (edition,) = editions(tools, ())
    portfolio_files(edition, entries, {}, ())
    challenge_files(edition, entries, None)
    data_files(tools, entries, ())


@pytest.fixture(scope="module")
def read_keys() -> set[Key]:
    """The keys that are read while every page is made."""
    recorder = Recorder()
    with pytest.MonkeyPatch.context() as patch:
        recorder.install(patch)
        render_everything()
    return recorder.keys


def test_every_key_of_the_schema_has_a_reader(read_keys: set[Key]) -> None:
    keys = set(schema_keys())
    assert len(keys) > 150
    assert sorted(keys - read_keys - NOTES_OF_THE_FIRM - MERGED_BY_LOADING - COPIED_BY_LOADING.keys()) == []
    assert set(COPIED_BY_LOADING.values()) <= read_keys


def test_no_page_reads_the_notes_of_the_firm(read_keys: set[Key]) -> None:
    assert read_keys & NOTES_OF_THE_FIRM <= {("Engagement", "internal")}


def test_every_default_is_a_key_of_an_engagement() -> None:
    assert Defaults.model_fields.keys() <= EngagementFiles.model_fields.keys()


@pytest.mark.parametrize(
    ("module", "is_read"),
    [("roireport.load.x", False), ("roireport.audience.x", False), ("tests.x", False), ("roireport.assess.x", True)],
)
def test_only_computations_challenges_and_pages_count_as_readers(module: str, is_read: bool) -> None:
    recorder = Recorder()
    with pytest.MonkeyPatch.context() as patch:
        recorder.install(patch)
        exec("Firm().name", {"__name__": module, "Firm": Firm})
    assert recorder.keys == ({("Firm", "name")} if is_read else set())
