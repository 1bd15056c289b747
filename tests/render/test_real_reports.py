"""The reports of the engagements that come with the repository, French and English, as a build prints them."""

from dataclasses import replace
from typing import Final

import pytest

from roireport.model.engagement import Status
from roireport.model.language import Language
from roireport.present.context import ReportContext
from roireport.present.report import report
from tests.contexts import LANGUAGES, real
from tests.prints import REFERENCE, REPORTS, Prints
from tests.render.artifacts import unread
from tests.render.conformance.conditions import faults

LARGEST: Final = 400 * 1024
"""Bytes of the reference report."""


def in_status(ctx: ReportContext, status: Status) -> ReportContext:
    return replace(ctx, engagement=ctx.engagement.model_copy(update={"status": status}))


@pytest.mark.parametrize(("id", "language"), REPORTS)
def test_a_report_keeps_every_condition_and_only_artifacts_go_unread(
    id: str, language: Language, prints: Prints
) -> None:
    content = prints.of(id, language)
    assert faults(content) == {}
    assert unread(content, report(real(id, language))) == []
    if id == REFERENCE:
        assert len(content) <= LARGEST


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", ["draft", "interim", "final"])
def test_only_a_draft_has_a_word_across_its_pages_and_only_a_final_report_hides_its_status(
    status: Status, language: Language
) -> None:
    ctx = in_status(real("salesloft-tei", language), status)
    cover = report(ctx).cover
    assert bool(cover.mark) == (status == "draft")
    assert cover.status == ("" if status == "final" else ctx.words(f"status.report.{status}"))
