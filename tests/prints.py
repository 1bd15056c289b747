"""The reports of the engagements that come with the repository, as a build prints them: each is printed once a run."""

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
from tests.shared import written_once

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
        """An engagement's PDF."""
        path = self.folder / f"{id}.{language}.pdf"
        return written_once(path, lambda: path.write_bytes(printed(id, language))).read_bytes()


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
