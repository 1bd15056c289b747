"""From the press to the archive: what the data says of itself, and what is refused."""

import dataclasses
from datetime import date
from hashlib import md5
from io import BytesIO
from xml.etree import ElementTree

import pikepdf
import pytest

from roireport.problems.problem import Refused
from roireport.render.archive import PDF_A_3A, archive_pdf
from roireport.render.metadata import Metadata, information, xmp_packet
from roireport.render.pdf import PdfPrinter
from roireport.render.pdf_tags.elements import Content, Element
from roireport.render.printing import Attachment
from tests.render.conformance.condition import edited
from tests.render.conformance.metadata import DC
from tests.render.specimens import ATTACHMENTS

SAID = Metadata("R & D <1>", "Cabinet", "One € & more", "fr", "roireport", "WeasyPrint", date(2025, 3, 1))
PAGE = '<html lang="en"><title>x</title>{}'


@pytest.fixture(scope="module")
def page(printer: PdfPrinter) -> bytes:
    return printer.print(PAGE.format("<p>fine")).content


def test_metadata_is_escaped_and_dated_by_the_data() -> None:
    packet = xmp_packet(SAID, 3, "A").decode()
    rdf = ElementTree.fromstring(packet)
    assert ["".join(each.itertext()).strip() for each in rdf.iter(f"{DC}title")] == ["R & D <1>"]
    assert packet.count("2025-03-01T00:00:00Z") == 2
    assert information(SAID)["CreationDate"] == information(SAID)["ModDate"] == "D:20250301000000Z"


def test_what_is_silent_is_left_out_of_both() -> None:
    silent = Metadata("x", "", "", "", "", "p", None)
    assert information(silent) == {"Title": "x", "Producer": "p"}
    packet = xmp_packet(silent, 3, "A").decode()
    assert not any(word in packet for word in ("dc:creator", "dc:description", "dc:language", "xmp:", "Date"))
    ElementTree.fromstring(packet)


def assert_describes(file: pikepdf.Object, attachment: Attachment) -> None:
    assert file.EF.F.read_bytes() == attachment.content
    assert str(file.UF) == attachment.name.replace("/", "-")
    assert str(file.EF.F.Subtype) == f"/{attachment.media_type}"
    assert str(file.AFRelationship) == f"/{attachment.relationship}"
    assert str(file.EF.F.Params.ModDate) == "D:20251231000000Z"
    assert bytes(file.EF.F.Params.CheckSum) == md5(attachment.content, usedforsecurity=False).digest()


def test_attachments_are_there_byte_for_byte_under_their_paths(printer: PdfPrinter) -> None:
    content = printer.print(PAGE.format("<p>fine"), ATTACHMENTS).content
    with pikepdf.open(BytesIO(content)) as pdf:
        names = pdf.Root.Names.EmbeddedFiles.Names
        files = {str(names[n]): names[n + 1] for n in range(0, len(names), 2)}
        for attachment in ATTACHMENTS:
            file = files.pop(attachment.name)
            assert_describes(file, attachment)
        assert not files
        assert len(pdf.Root.AF) == len(ATTACHMENTS)


def test_other_attachments_are_another_file_and_no_attachments_are_none(printer: PdfPrinter, page: bytes) -> None:
    other = dataclasses.replace(ATTACHMENTS[0], content=b"{ }\n")
    first, another = (printer.print(PAGE.format("<p>fine"), [each]).content for each in (ATTACHMENTS[0], other))
    assert first != another
    with pikepdf.open(BytesIO(page)) as pdf:
        assert "/AF" not in pdf.Root
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})


def test_a_picture_in_cmyk_fails_the_report(page: bytes) -> None:
    def with_picture(pdf: pikepdf.Pdf) -> None:
        keys = {"Width": 1, "Height": 1, "BitsPerComponent": 8, "ColorSpace": pikepdf.Name.DeviceCMYK}
        pdf.Root.Extra = pdf.make_stream(b"\0\0\0\0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, **keys)

    with pytest.raises(Refused, match="CMYK"):
        archive_pdf(edited(with_picture)(page), Element("Document", 0), SAID, (), PDF_A_3A)


def test_content_that_no_page_has_fails_the_report(page: bytes) -> None:
    def without_marks(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pdf.make_stream(b"")

    with pytest.raises(Refused, match="is on no page"):
        archive_pdf(edited(without_marks)(page), Element("Document", 0, (Content(0, 0),)), SAID, (), PDF_A_3A)


@pytest.mark.parametrize(("opacity", "groups"), [("1", 0), ("0.5", 1)])
def test_a_transparent_group_stays_only_where_something_is_transparent(
    printer: PdfPrinter, opacity: str, groups: int
) -> None:
    text = '<svg width="90" height="30"><text x="45" y="20" text-anchor="middle" fill-opacity="{}">x</text></svg>'
    content = printer.print(PAGE.format(text.format(opacity).replace("<text", "<title>t</title><text"))).content
    with pikepdf.open(BytesIO(content)) as pdf:
        assert sum("/Group" in each for each in pdf.objects if isinstance(each, pikepdf.Stream)) == groups
