"""What a PDF carries of its workspace: what its report depends on, and nothing else."""

from io import BytesIO

import pikepdf
import pytest
import yaml

from roireport.publish.recipe import template_files, templates_digest
from roireport.publish.redaction import redacted_for_report
from roireport.verify.read_recipe import recipe_in
from tests.verify.reports import LOGO, SETTINGS, built, report

SETTINGS_NAME = "workspace/roireport.yaml"


def carried(audience: str) -> dict[str, bytes]:
    with pikepdf.open(BytesIO(report(audience).read_bytes())) as pdf:
        return {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}


def test_the_settings_of_the_firm_keep_their_lines_and_lose_what_no_report_reads() -> None:
    text = carried("")[SETTINGS_NAME].decode()
    lines, before = text.splitlines(), SETTINGS.splitlines()
    assert [before.index(line) for line in lines if line.startswith("defaults")] == [
        index for index, line in enumerate(lines) if line.startswith("defaults")
    ]
    read = yaml.safe_load(text)
    assert set(read) == {"firm", "offers", "defaults", "checks", "site"}
    assert read["site"] == {"language": "en"}
    assert "comment" not in text


def test_a_client_gets_the_settings_of_its_own_report_alone() -> None:
    read = yaml.safe_load(carried("client")[SETTINGS_NAME])
    assert set(read) == {"firm", "offers", "checks", "site"}
    assert [offer["id"] for offer in read["offers"]] == ["training"]
    assert read["site"] == {"language": "en"}


@pytest.mark.parametrize(("audience", "hidden"), [("", b"Bank of another"), ("client", b"of another")])
def test_the_logo_is_carried_and_nothing_of_others(audience: str, hidden: bytes) -> None:
    files = carried(audience)
    assert files["workspace/brand/logo.svg"] == LOGO.encode()
    assert [name for name, content in files.items() if hidden in content or b"For us alone" in content] == []


def test_settings_that_were_redacted_once_stay_the_same() -> None:
    once = redacted_for_report(SETTINGS.encode())
    assert redacted_for_report(once) == once


def test_the_names_of_unread_files_are_for_the_firm_alone() -> None:
    assert recipe_in(carried("")).unread == ("data/spare.csv", "narrative/draft.md")
    assert recipe_in(carried("client")).unread == ()


def test_the_digest_of_templates_depends_on_names_and_contents() -> None:
    assert templates_digest(template_files(built())) == ""
    digests = {templates_digest(files) for files in ({"a": b"x"}, {"b": b"x"}, {"a": b"y"}, {"a": b"x", "b": b""})}
    assert len(digests) == 4
