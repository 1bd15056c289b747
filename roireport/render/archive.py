"""Turns WeasyPrint's PDF into PDF/A-3a and PDF/UA-1 in one file.

WeasyPrint claims one standard a file, and validators reject its metadata. So the metadata is replaced, the structure
tree corrected, the attachments added, and the file saved so that the same report is the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import md5
from importlib.resources import files
from io import BytesIO
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, String

from roireport.render.metadata import Metadata, information, pdf_moment, xmp_packet
from roireport.render.pdf_tags.correction import correct_tags
from roireport.render.pdf_tags.elements import Element
from roireport.render.pdf_tags.writing import write_structure
from roireport.render.printing import Attachment, not_printed

PRINTED: Final = 4
"""The flag of an annotation that is printed with its page; PDF/A wants it, and none that hides."""
_CMYK: Final = b"/DeviceCMYK"
_COLOURS: Final = "sRGB2014.icc"
"""The profile of the International Color Consortium that comes with WeasyPrint."""


@dataclass(frozen=True, slots=True)
class Standard:
    """A part and level of PDF/A, and its version of PDF; `modern` ones may have object streams."""

    part: int
    conformance: str
    version: str
    modern: bool = True


PDF_A_3A: Final = Standard(3, "A", "1.7")
"""ISO 19005-3 with its level A (tagged); the first part that may carry any file, and still PDF 1.7 as PDF/UA-1 is."""


def archive_pdf(
    content: bytes, structure: Element, metadata: Metadata, attachments: Sequence[Attachment], standard: Standard
) -> bytes:
    """Make a PDF conform to a standard, with the structure that was taken out of it.

    Raises:
        Refused: The PDF holds something that the standard forbids.
    """
    with pikepdf.open(BytesIO(content)) as pdf:
        if _CMYK in content:  # seldom true, and all objects are looked at then
            _refuse_cmyk(pdf)
        write_structure(pdf, correct_tags(structure))
        _describe(pdf, metadata, standard)
        _set_colours(pdf)
        _drop_groups(pdf)
        _attach(pdf, attachments)
        return _saved(pdf, standard)


def _refuse_cmyk(pdf: pikepdf.Pdf) -> None:
    """Refuse pictures in CMYK: the output intent is RGB. Only a firm's logo can be one."""
    pictures = (item for item in pdf.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image")
    if any(picture.get("/ColorSpace") == _CMYK.decode() for picture in pictures):
        raise not_printed("a picture is in CMYK, which PDF/A forbids beside colours in RGB")


def _describe(pdf: pikepdf.Pdf, metadata: Metadata, standard: Standard) -> None:
    packet = xmp_packet(metadata, standard.part, standard.conformance)
    pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary({f"/{key}": String(text) for key, text in information(metadata).items()})
    )


def _set_colours(pdf: pikepdf.Pdf) -> None:
    """Add the colour profile, and flag links as printed.

    WeasyPrint does both for its variants of PDF/A, but takes longer and leaves the file of the profile open.
    """
    profile = pdf.make_stream(files("weasyprint.pdf").joinpath(_COLOURS).read_bytes(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(_COLOURS),
        Info=String(_COLOURS),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    for page in pdf.pages:
        for annotation in page.get("/Annots", ()):
            annotation.F = PRINTED


def _drop_groups(pdf: pikepdf.Pdf) -> None:
    """Remove the transparency groups of WeasyPrint's centred chart texts, where nothing is transparent."""
    holders = (item["/ExtGState"] for item in pdf.objects if isinstance(item, Dictionary) and "/ExtGState" in item)
    if all(_is_opaque(state) for states in holders for state in states.values()):
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream) and "/Group" in item:
                del item["/Group"]


def _is_opaque(state: Any) -> bool:
    blends = state.get("/BM", "/Normal") != "/Normal" or "/SMask" in state
    return not blends and all(float(state.get(key, 1)) == 1 for key in ("/ca", "/CA"))


def _attach(pdf: pikepdf.Pdf, attachments: Sequence[Attachment]) -> None:
    """Embed files under their paths, associated with the whole document."""
    if not attachments:
        return
    in_order = sorted(attachments, key=lambda attachment: attachment.name)
    specifications = {attachment.name: _specification(pdf, attachment) for attachment in in_order}
    entries = [entry for name, file in specifications.items() for entry in (String(name), file)]
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = pdf.make_indirect(Dictionary(Names=Array(entries)))
    pdf.Root.AF = Array([specifications[attachment.name] for attachment in attachments])


def _specification(pdf: pikepdf.Pdf, attachment: Attachment) -> Any:
    """A file specification whose name has no folders: Poppler's pdfdetach stops at a missing folder."""
    name = attachment.name.replace("/", "-")
    moment = String(pdf_moment(attachment.modified))
    sum_of_bytes = md5(attachment.content, usedforsecurity=False).digest()
    stream = pdf.make_stream(
        attachment.content,
        Type=Name.EmbeddedFile,
        Subtype=Name(f"/{attachment.media_type}"),
        Params=Dictionary(
            Size=len(attachment.content), CheckSum=String(sum_of_bytes), CreationDate=moment, ModDate=moment
        ),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(name),
            UF=String(name),
            Desc=String(attachment.description),
            AFRelationship=Name(f"/{attachment.relationship}"),
            EF=Dictionary(F=stream, UF=stream),
        )
    )


def _saved(pdf: pikepdf.Pdf, standard: Standard) -> bytes:
    """Save with an identifier made from the content, so that the same document is the same bytes."""
    buffer = BytesIO()
    pdf.save(
        buffer,
        deterministic_id=True,
        object_stream_mode=ObjectStreamMode.generate if standard.modern else ObjectStreamMode.disable,
        force_version=standard.version,
        fix_metadata_version=False,
    )
    return buffer.getvalue()
