"""What attacks come to on paper: nothing that runs, leads away or shows other files."""

import re
import subprocess
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from tests.attacks.case import Case
from tests.attacks.corpus import ATTACHED, LEAKS
from tests.attacks.notes import HUSH
from tests.attacks.stage import SECRET, refusals
from tests.attacks.texts import EVERY_TEXT, TEMPLATES
from tests.attacks.worlds import Worlds
from tests.publish.canaries import parts_of_pdf
from tests.render.conformance.file import File

_FORBIDDEN = frozenset(
    ("/JavaScript", "/Launch", "/GoToR", "/SubmitForm", "/ImportData", "/RichMedia", "/Sound", "/Movie")
)


@pytest.fixture(scope="module")
def file(worlds: Worlds) -> Iterator[File]:
    (stage,) = worlds.of("printed").stages
    raw = (stage.site / EVERY_TEXT.id / f"{EVERY_TEXT.id}.en.pdf").read_bytes()
    with pikepdf.open(BytesIO(raw)) as pdf:
        yield File(raw, pdf)


@pytest.fixture(scope="module")
def pages(worlds: Worlds) -> str:
    """The source of the report's pages, its appendices among them."""
    (stage,) = worlds.of("printed").stages
    return "".join(path.read_text("utf-8") for path in sorted((stage.site / EVERY_TEXT.id).glob("*.html")))


@pytest.fixture(scope="module")
def printed(file: File) -> str:
    """The words of all pages."""
    command = ["pdftotext", "-raw", "-", "-"]
    text = subprocess.run(command, input=file.raw, capture_output=True, check=True).stdout
    return " ".join(text.decode().split())


def texts(node: Any) -> Iterator[bytes]:
    """The strings of a dictionary, and what its stream holds."""
    if isinstance(node, pikepdf.Stream):
        yield node.read_bytes() if node.get("/Subtype") != "/Image" else b""
    yield from (bytes(value) for _, value in node.items() if isinstance(value, pikepdf.String))


def test_links_lead_to_https_and_mail_and_nothing_runs(file: File) -> None:
    actions = [each for each in file.dictionaries if "/S" in each and "/URI" in each]
    addresses = {str(each.URI) for each in actions}
    assert {address for address in addresses if not address.startswith(("https://", "mailto:"))} == set()
    assert {str(each.get("/S")) for each in file.dictionaries} & _FORBIDDEN == set()
    assert [each for each in file.dictionaries if "/JS" in each or "/AA" in each or "/F" in each.get("/A", {})] == []


def test_no_other_file_is_shown(file: File) -> None:
    objects = b"\0".join(text for each in file.dictionaries for text in texts(each))
    assert b"as_of: 2025-12-31" in objects  # the attached sources hold what is shown: the search finds something
    for secret in (SECRET.encode(), SECRET.encode("utf-16-be"), b"root:x:0:0", b"XDG_CACHE_HOME"):
        assert secret not in objects
        assert secret not in file.raw


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("case", TEMPLATES, ids=lambda case: case.id)
def test_a_template_in_a_text_is_text(case: Case, pages: str, printed: str) -> None:
    (mark,) = case.kept
    assert set(re.findall(rf"{mark}(.{{10}})", pages)) <= {" {{ 7*7 }}"}
    assert set(re.findall(rf"{mark} .", printed)) <= {f"{mark} {{"}


def test_most_texts_are_shown(pages: str) -> None:
    shown = [case.id for case in TEMPLATES if case.kept[0] in pages]
    assert len(shown) >= 0.6 * len(TEMPLATES) > 20, sorted({case.id for case in TEMPLATES} - set(shown))


@pytest.mark.parametrize("case", ATTACHED, ids=lambda case: case.id)
def test_what_nothing_reads_is_not_attached(case: Case, worlds: Worlds) -> None:
    (stage,) = worlds.of("printed").stages
    assert case.engagement not in refusals(stage)
    with pikepdf.open(stage.site / case.engagement / f"{case.engagement}.en.pdf") as pdf:
        sources = {"engagement.yaml", "costs.yaml", "gains.yaml", "kpis.yaml", "data/rate.csv", "narrative/summary.md"}
        ours = {"results.json", "trace.csv", "verification.json", "workspace/roireport.yaml"}
        assert set(pdf.attachments) == ours | sources


@pytest.mark.parametrize("id", [EVERY_TEXT.id, *(case.id for case in LEAKS)])
def test_no_object_holds_what_nobody_may_see(id: str, worlds: Worlds) -> None:
    (stage,) = worlds.of("printed").stages
    parts = list(parts_of_pdf((stage.site / id / f"{id}.en.pdf").read_bytes()))
    assert [part for part in parts if HUSH.encode() in part.lower() or HUSH.encode("utf-16-be") in part.lower()] == []
    assert any(b"as_of: 2025-12-31" in part for part in parts)
