"""Reports keep every condition of PDF/A-3a and PDF/UA-1 that can be read from a file; each condition can fail."""

import subprocess
from pathlib import Path

import pytest
from jinja2 import Environment

from roireport.present.language.words import Words
from roireport.render.pdf import PdfPrinter
from roireport.render.report import print_html
from tests.render.artifacts import artifact_texts, unread
from tests.render.conformance.condition import Condition, edited, replaced_mark
from tests.render.conformance.conditions import CONDITIONS, faults
from tests.render.specimens import ATTACHMENTS, framed, specimen


@pytest.fixture(scope="module")
def good(templates: Environment, words: Words) -> bytes:
    html = print_html(specimen(), templates, words, framed())
    return PdfPrinter(framed()).print(html, ATTACHMENTS).content


def test_there_are_enough_conditions_each_with_its_own_name_and_clause() -> None:
    assert len(CONDITIONS) >= 40
    assert len({condition.id for condition in CONDITIONS}) == len(CONDITIONS)
    assert len({condition.sentence for condition in CONDITIONS}) == len(CONDITIONS)
    assert all(condition.clause for condition in CONDITIONS)


def test_a_report_with_everything_in_it_keeps_all_conditions(good: bytes) -> None:
    assert faults(good) == {}


def test_a_file_that_is_only_written_again_keeps_them_too(good: bytes) -> None:
    assert faults(edited(lambda pdf: None)(good)) == {}


def test_the_word_across_a_draft_is_on_every_page_and_is_read_aloud_on_none(good: bytes) -> None:
    texts = artifact_texts(good)
    assert len(texts) > 3
    assert [text.count("DRAFT") for text in texts] == [1] * len(texts)
    assert unread(good, specimen()) == []


def test_a_heading_that_is_an_artifact_is_noticed(good: bytes) -> None:
    hidden = replaced_mark(b"/Span <</MCID 1>> BDC", b"/Artifact BMC")(good)
    assert len(unread(hidden, specimen())) == 1


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: condition.id)
def test_a_damaged_file_fails_this_condition_and_no_other(condition: Condition, good: bytes) -> None:
    assert list(faults(condition.damage(good))) == [condition.id], condition.sentence


@pytest.mark.needs("qpdf")
def test_qpdf_finds_nothing(good: bytes, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(good)
    run = subprocess.run(["qpdf", "--check", tmp_path / "report.pdf"], capture_output=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
