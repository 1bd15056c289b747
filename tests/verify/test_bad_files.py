"""A file that cannot be verified has one coded answer; nothing in it is run, and nothing is written."""

import os
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from roireport.cli import main
from roireport.problems.codes import CODES
from roireport.problems.problem import Refused
from roireport.publish.recipe import RECIPE
from roireport.verify.again import snapshot_from, workspace_from
from roireport.verify.check import LARGEST_PDF, check_data
from roireport.verify.read_recipe import recipe_in
from tests.verify import altering
from tests.verify.altering import altered
from tests.verify.reports import SETTINGS, report

LETTERS = b"\0" * 2**20


def blank(encryption: pikepdf.Encryption | bool = False) -> bytes:
    """A PDF of one empty page."""
    stream = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(stream, encryption=encryption)
    return stream.getvalue()


def bomb() -> bytes:
    """A PDF with an attachment of 4 GiB, packed into 4 MB."""
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(LETTERS) for _ in range(4096)) + packer.flush()

    def alter(pdf: pikepdf.Pdf) -> None:
        names = pdf.Root.Names.EmbeddedFiles.Names
        names[1].EF.F.write(packed, filter=pikepdf.Name.FlateDecode)

    return altered(report("client").read_bytes(), alter)


def locked() -> bytes:
    return blank(encryption=pikepdf.Encryption(owner="owner", user="user"))


def locked_for_changes_only() -> bytes:
    return blank(encryption=pikepdf.Encryption(owner="owner", user=""))


def recipe(**values: object) -> bytes:
    return altered(report("client").read_bytes(), altering.in_recipe(**values))


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "a text": (lambda: b"Not a PDF\n", "not_a_pdf"),
    "nothing": (lambda: b"", "not_a_pdf"),
    "a PDF of something else": (blank, "pdf_not_ours"),
    "a password to open it": (locked, "pdf_encrypted"),
    "a password to change it": (locked_for_changes_only, "pdf_encrypted"),
    "cut off": (lambda: report("client").read_bytes()[:60_000], "pdf_damaged"),
    "cut off at its end": (lambda: report("client").read_bytes()[:-200], "pdf_damaged"),
    "a later version": (lambda: recipe(schema="roireport/verification/2"), "pdf_of_later_version"),
    "a recipe of another kind": (lambda: recipe(schema="x"), "pdf_recipe_malformed"),
    "an id that leads out": (lambda: recipe(engagement="../../etc"), "pdf_recipe_malformed"),
    "a language that is none": (lambda: recipe(language="xx"), "pdf_recipe_malformed"),
    "a version that controls the terminal": (lambda: recipe(roireport="\x1b[31m1"), "pdf_recipe_malformed"),
    "too much when it is unpacked": (bomb, "pdf_damaged"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_has_its_code_and_exit_4(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    make, key = BAD[name]
    file = tmp_path / "file.pdf"
    file.write_bytes(make())
    before = set(os.listdir(tmp_path))
    assert main(["verify", str(file), "-C", str(tmp_path)]) == 4
    captured = capfd.readouterr()
    assert CODES[key] in captured.err
    assert "Traceback" not in captured.err
    assert captured.out == ""
    assert set(os.listdir(tmp_path)) == before


def test_a_file_of_500_mb_is_not_read(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "large.pdf"
    with file.open("wb") as stream:
        stream.truncate(5 * LARGEST_PDF)
    assert main(["verify", str(file), "-C", str(tmp_path)]) == 4
    assert CODES["pdf_too_large"] in capfd.readouterr().err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names on this system")
def test_a_pipe_is_not_waited_for(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    assert main(["verify", str(tmp_path / "pipe.pdf"), "-C", str(tmp_path)]) == 4
    assert CODES["pdf_unreadable"] in capfd.readouterr().err


OUTSIDE = (
    *("workspace/../outside.svg", "workspace//outside.svg", "workspace/a/../../outside.svg"),
    *("workspace/..\\outside.svg", "workspace/C:outside.svg", "../outside.svg", "/outside.svg"),
    *("workspace/templates/words/en/site.yaml", "workspace/outside.txt"),
)


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_attachment_is_written_outside_nor_as_a_template(name: str, tmp_path: Path) -> None:
    root = tmp_path / "a" / "b"
    root.mkdir(parents=True)
    files = {"workspace/roireport.yaml": SETTINGS.replace(", logo: brand/logo.svg", "").encode(), name: b"<svg/>"}
    workspace_from(root, files, {})
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert written == {"a/b/roireport.yaml"}


def test_only_files_that_an_engagement_has_are_read_as_its_data() -> None:
    content = report().read_bytes()
    with pikepdf.open(BytesIO(content)) as pdf:
        carried = {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}
    hostile = {"data/../../x.csv": b"", "internal/notes.md": b"", "../engagement.yaml": b"", "data/\x1b.csv": b""}
    snapshot = snapshot_from(recipe_in(carried), carried | hostile)
    assert set(snapshot.contents()) == {"engagement.yaml", "narrative/draft.md"}


def test_a_report_without_data_says_so() -> None:
    def alter(pdf: pikepdf.Pdf) -> None:
        altering.without_attachment("engagement.yaml")(pdf)

    answer = check_data(altered(report().read_bytes(), alter), "x.pdf", None)
    assert (answer.answer, [fault.key for fault in answer.problems]) == ("not_computed", ["pdf_without_data"])


@pytest.mark.parametrize("content", [b"{", b"[1]", b"[" * 100_000, b'{"schema": 1}', b"\xff"])
def test_a_recipe_that_is_no_json_of_ours_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        recipe_in({RECIPE: content})
    assert [fault.key for fault in refused.value.problems] == ["pdf_recipe_malformed"]
