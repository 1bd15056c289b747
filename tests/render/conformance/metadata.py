"""The XMP packet, and the document information beside it."""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree

import pikepdf
from pikepdf import Name, String

from tests.render.conformance.condition import Condition, edited, in_packet
from tests.render.conformance.file import File

RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC: Final = "{http://purl.org/dc/elements/1.1/}"
PDF: Final = "{http://ns.adobe.com/pdf/1.3/}"
XMP: Final = "{http://ns.adobe.com/xap/1.0/}"
PDFA: Final = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUA: Final = "{http://www.aiim.org/pdfua/ns/id/}"
PREDEFINED: Final = frozenset((DC, PDF, XMP, PDFA, RDF, "{http://www.aiim.org/pdfa/ns/extension/}"))
"""The schemas that PDF/A knows, as far as reports use them."""
SAME: Final = {
    "/Title": f"{DC}title",
    "/Author": f"{DC}creator",
    "/Subject": f"{DC}description",
    "/Creator": f"{XMP}CreatorTool",
    "/Producer": f"{PDF}Producer",
    "/CreationDate": f"{XMP}CreateDate",
    "/ModDate": f"{XMP}ModifyDate",
}
"""Each entry of the document information and the property that must agree with it."""
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def properties(file: File) -> dict[str, str]:
    """The properties of the packet by their qualified name, arrays as their first item."""
    values = {}
    for description in file.rdf.iter(f"{RDF}Description"):
        for element in description:
            values[element.tag] = "".join(element.itertext()).strip()
    return values


def _stream(file: File) -> Iterator[str]:
    metadata = file.root.get("/Metadata", {})
    if (metadata.get("/Type"), metadata.get("/Subtype")) != (Name.Metadata, Name.XML):
        yield "the catalogue has no stream of metadata in XML"
    elif "/Filter" in metadata:
        yield "the metadata are packed"


def _packet(file: File) -> Iterator[str]:
    head = re.match(r"<\?xpacket ([^>]*)\?>", file.packet)
    if head is None or "W5M0MpCehiHzreSzNTczkc9d" not in head[1] or re.search("bytes=|encoding=", head[1]):
        yield "the packet's head is not as it must be"
    if not re.search(r'<\?xpacket end="[rw]"\?>\s*\Z', file.packet):
        yield "the packet has no end"


def _one_description(file: File) -> Iterator[str]:
    if len(list(file.rdf.iter(f"{RDF}RDF"))) != 1:
        yield "the packet does not hold one rdf:RDF"


def _own_namespaces(file: File) -> Iterator[str]:
    for opening, body in re.findall(r"<rdf:Description([^>]*)>(.*?)</rdf:Description>", file.packet, re.DOTALL):
        for prefix in set(re.findall(r"<(\w+):", body)) - {"rdf"}:
            if f"xmlns:{prefix}=" not in opening:
                yield f"{prefix} is not declared where it is used"


def _part_of_pdfa(file: File) -> Iterator[str]:
    declared = properties(file)
    if (declared.get(f"{PDFA}part"), declared.get(f"{PDFA}conformance")) != ("3", "A"):
        yield "the packet does not say PDF/A-3a"


def _part_of_pdfua(file: File) -> Iterator[str]:
    if properties(file).get(f"{PDFUA}part") != "1":
        yield "the packet does not say PDF/UA-1"


def _described_schemas(file: File) -> Iterator[str]:
    described = {each.text for each in file.rdf.iter("{http://www.aiim.org/pdfa/ns/schema#}namespaceURI")}
    for tag in properties(file):
        space = tag[: tag.index("}") + 1]
        if space not in PREDEFINED and space[1:-1] not in described:
            yield f"the schema {space[1:-1]} is not described"


def _title(file: File) -> Iterator[str]:
    if not properties(file).get(f"{DC}title"):
        yield "there is no title"
    elif (alternatives := file.rdf.find(f".//{DC}title/{RDF}Alt")) is None or _default(alternatives) is None:
        yield "the title has no default language"


def _default(alternatives: ElementTree.Element) -> ElementTree.Element | None:
    wanted = "{http://www.w3.org/XML/1998/namespace}lang"
    return next((each for each in alternatives if each.get(wanted) == "x-default"), None)


def _agreement(file: File) -> Iterator[str]:
    declared, information = properties(file), file.pdf.trailer.Info
    for key, tag in SAME.items():
        entry = str(information.get(key, ""))
        if key.endswith("Date"):
            entry = re.sub(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(Z?)", r"\1-\2-\3T\4:\5:\6\7", entry)
        if entry != declared.get(tag, ""):
            yield f"{key} is {entry!r}, the packet says {declared.get(tag)!r}"


def _dates(file: File) -> Iterator[str]:
    declared = properties(file)
    created, modified = declared.get(f"{XMP}CreateDate", ""), declared.get(f"{XMP}ModifyDate", "")
    if not all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", each) for each in (created, modified)):
        yield "a date is missing, or none"
    elif modified < created:
        yield "it was modified before it was created"


def _language(file: File) -> Iterator[str]:
    if not LANGUAGE.fullmatch(str(file.root.get("/Lang", ""))):
        yield "the catalogue has no language"


def _same_language(file: File) -> Iterator[str]:
    declared, catalog_language = properties(file).get(f"{DC}language"), str(file.root.get("/Lang", ""))
    if catalog_language and declared != catalog_language:
        yield f"the catalogue says {catalog_language!r}, the packet {declared!r}"


_EXTENSION: Final = re.compile(r"<rdf:Description[^>]*pdfaExtension=.*?</rdf:Description>\n", re.DOTALL)


def _without_extension(pdf: pikepdf.Pdf) -> None:
    metadata = pdf.Root.Metadata
    metadata.write(_EXTENSION.sub("", metadata.read_bytes().decode()).encode())


def _without_zone(pdf: pikepdf.Pdf) -> None:
    metadata, information = pdf.Root.Metadata, pdf.trailer.Info
    metadata.write(metadata.read_bytes().replace(b"Z</xmp:CreateDate>", b"</xmp:CreateDate>"))
    information.CreationDate = String(str(information.CreationDate).removesuffix("Z"))


CONDITIONS = (
    Condition(
        "M01",
        "The catalogue has an unpacked stream of metadata in XML.",
        "ISO 19005-3, 6.6.2.1",
        _stream,
        edited(lambda pdf: setattr(pdf.Root.Metadata, "Subtype", Name.Text)),
    ),
    Condition(
        "M02",
        "The packet's head says neither its bytes nor its encoding.",
        "ISO 19005-3, 6.6.2.1",
        _packet,
        in_packet(('zkc9d"?>', 'zkc9d" encoding="UTF-8"?>')),
    ),
    Condition(
        "M03",
        "The packet holds one rdf:RDF.",
        "ISO 16684-1, 7.4",
        _one_description,
        in_packet(("</rdf:RDF>", f'</rdf:RDF><rdf:RDF xmlns:rdf="{RDF[1:-1]}"/>')),
    ),
    Condition(
        "M04",
        "Each description declares the namespaces that it uses.",
        "ISO 16684-1, 7.9",
        _own_namespaces,
        in_packet((f' xmlns:xmp="{XMP[1:-1]}"', ""), ("<rdf:RDF", f'<rdf:RDF xmlns:xmp="{XMP[1:-1]}"')),
    ),
    Condition(
        "M05",
        "The packet says PDF/A-3, level A.",
        "ISO 19005-3, 6.6.4",
        _part_of_pdfa,
        in_packet(("<pdfaid:conformance>A<", "<pdfaid:conformance>B<")),
    ),
    Condition(
        "M06",
        "The packet says PDF/UA-1.",
        "ISO 14289-1, 5",
        _part_of_pdfua,
        in_packet(("<pdfuaid:part>1<", "<pdfuaid:part>2<")),
    ),
    Condition(
        "M07",
        "A schema that PDF/A does not know is described.",
        "ISO 19005-3, 6.6.2.3",
        _described_schemas,
        edited(_without_extension),
    ),
    Condition(
        "M08",
        "The document has a title, and it has a default language.",
        "ISO 14289-1, 7.1",
        _title,
        in_packet(('xml:lang="x-default">Works', 'xml:lang="en">Works')),
    ),
    Condition(
        "M09",
        "The document information agrees with the packet.",
        "ISO 19005-3, 6.6.3",
        _agreement,
        edited(lambda pdf: setattr(pdf.trailer.Info, "Author", String("Somebody else"))),
    ),
    Condition(
        "M10",
        "The dates are there, in the form of ISO 8601, in their order.",
        "ISO 16684-1, 8.2.2.1",
        _dates,
        edited(_without_zone),
    ),
    Condition(
        "M11",
        "The catalogue names the language of the document.",
        "ISO 14289-1, 7.2",
        _language,
        edited(lambda pdf: setattr(pdf.Root, "Lang", String(""))),
    ),
    Condition(
        "M12",
        "The packet names the same language.",
        "ISO 16684-1, 8.3",
        _same_language,
        in_packet(("<rdf:li>en</rdf:li>", "<rdf:li>fr</rdf:li>")),
    ),
)
