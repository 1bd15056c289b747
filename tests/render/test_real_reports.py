"""The reports of the engagements that come with the repository, French and English, as a build prints them."""

from dataclasses import replace
from functools import cache
from typing import Final

import pytest

from roireport.model.engagement import Language, Status
from roireport.present.desk import Desk
from roireport.present.document.results import results_document
from roireport.present.report import report
from roireport.publish.report_files import report_files
from roireport.publish.workshop import Workshop, workshop
from tests.desks import LANGUAGES, ROOT, engagement_ids, real, words
from tests.render.conformance.conditions import faults
from tests.render.furniture import unread

REFERENCE: Final = "aurelis-excellence-commerciale"
LARGEST: Final = 400 * 1024
"""Bytes of the reference report."""


@cache
def shop() -> Workshop:
    return workshop(
        ROOT, real(REFERENCE, "fr").workspace, {language: words(language) for language in LANGUAGES}, pdf=True
    )


def printed(desk: Desk) -> bytes:
    """The PDF of a build."""
    files = report_files(shop(), (desk,), results_document(desk))
    return files[f"{desk.engagement.id}/{desk.engagement.id}.{desk.words.language}.pdf"]


def in_status(desk: Desk, status: Status) -> Desk:
    return replace(desk, engagement=desk.engagement.model_copy(update={"status": status}))


@pytest.mark.parametrize("id", engagement_ids())
def test_a_report_keeps_every_condition_and_only_furniture_goes_unread(id: str) -> None:
    desk = real(id, real(id, "fr").engagement.language[0])
    content = printed(desk)
    assert faults(content) == {}
    assert unread(content, report(desk)) == []
    if id == REFERENCE:
        assert len(content) <= LARGEST


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", ["draft", "interim", "final"])
def test_only_a_draft_has_a_word_across_its_pages_and_only_a_final_report_hides_its_status(
    status: Status, language: Language
) -> None:
    desk = in_status(real("salesloft-tei", language), status)
    cover = report(desk).cover
    assert bool(cover.mark) == (status == "draft")
    assert cover.status == ("" if status == "final" else desk.words(f"status.report.{status}"))
