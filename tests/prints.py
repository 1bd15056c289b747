"""The reports of the engagements that come with the repository, as a build prints them: each is printed once a run."""

import fcntl
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from roireport.load.engagement import read_folder
from roireport.load.sources import sources_of
from roireport.load.workspace import load_workspace
from roireport.model.language import Language
from roireport.present.document.results import results_document
from roireport.problems.problem import Problems
from roireport.publish.render_tools import RenderTools, render_tools
from roireport.publish.report_files import report_files
from tests.contexts import LANGUAGES, ROOT, engagement_ids, real, words

REFERENCE: Final = "aurelis-excellence-commerciale"
REPORTS: Final = [
    pytest.param(id, language, id=f"{id}-{language}") for id in engagement_ids() for language in LANGUAGES
]
"""Every engagement in every language, the one it is written in or not."""


@dataclass(frozen=True, slots=True)
class Prints:
    """PDFs in a folder that all processes of a run share."""

    folder: Path

    def of(self, id: str, language: Language) -> bytes:
        """An engagement's PDF; who comes second waits for who prints it."""
        kept = self.folder / f"{id}.{language}.pdf"
        with open(f"{kept}.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                kept.write_bytes(printed(id, language))
        return kept.read_bytes()


def shared_prints(folders: pytest.TempPathFactory) -> Prints:
    """In the folder of the run, which the processes of pytest-xdist have each a part of."""
    own = folders.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "prints"
    folder.mkdir(exist_ok=True)
    return Prints(folder)


def printed(id: str, language: Language) -> bytes:
    """The PDF of a build, but for the commit, which is always the same."""
    ctx = real(id, language)
    sources = sources_of(read_folder(ROOT, id), ctx.engagement)
    return report_files(_render_tools(), (ctx,), results_document(ctx), sources).files[f"{id}/{id}.{language}.pdf"]


@cache
def _render_tools() -> RenderTools:
    workspace = load_workspace(ROOT)
    assert not isinstance(workspace, Problems)
    return render_tools(ROOT, workspace.workspace, {language: words(language) for language in LANGUAGES}, pdf=True)
