"""The metadata of a PDF, in its XMP packet and in its document information."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from xml.sax.saxutils import escape

_BEGIN: Final = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SPACES: Final[Mapping[str, str]] = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}
_EXTENSION: Final = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""
"""PDF/A knows only properties of its own year, so those of PDF/UA must be described."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata of a document; `day` is the last day of its data, if any."""

    title: str
    author: str
    subject: str
    language: str
    creator: str
    producer: str
    day: date | None


def information(metadata: Metadata) -> dict[str, str]:
    """The document information dictionary: key → text, without empty entries."""
    moment = pdf_moment(metadata.day) if metadata.day else ""
    entries = {
        "Title": metadata.title,
        "Author": metadata.author,
        "Subject": metadata.subject,
        "Creator": metadata.creator,
        "Producer": metadata.producer,
        "CreationDate": moment,
        "ModDate": moment,
    }
    return {key: text for key, text in entries.items() if text}


def pdf_moment(day: date) -> str:
    """Format the first moment of a day for PDF; no clock is read."""
    return f"D:{day:%Y%m%d}000000Z"


def xmp_packet(metadata: Metadata, part: int, conformance: str) -> bytes:
    """The whole packet: PDF/A of a part and level, and PDF/UA-1.

    Each description declares its own namespaces; Apache's preflight refuses those that are inherited.
    """
    parts = (
        _description("pdfaid", part=str(part), conformance=conformance),
        _description("pdfuaid", part="1"),
        _EXTENSION,
        _dublin_core(metadata),
        _description("pdf", Producer=metadata.producer),
        _description("xmp", CreatorTool=metadata.creator, **_moments(metadata.day)),
    )
    body = "\n".join(part for part in parts if part)
    packet = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">\n<rdf:RDF xmlns:rdf="{_RDF}">\n{body}\n</rdf:RDF>\n</x:xmpmeta>'
    return f'{_BEGIN}\n{packet}\n<?xpacket end="r"?>\n'.encode()


def _moments(day: date | None) -> dict[str, str]:
    moment = f"{day.isoformat()}T00:00:00Z" if day else ""
    return {"CreateDate": moment, "ModifyDate": moment}


def _dublin_core(metadata: Metadata) -> str:
    """The Dublin Core properties; title and description are in the document's language, a title is required."""
    elements = [
        _array("format", "", "application/pdf"),
        _array("title", "Alt", metadata.title),
        _array("creator", "Seq", metadata.author),
        _array("description", "Alt", metadata.subject),
        _array("language", "Bag", metadata.language),
    ]
    return _described("dc", "\n".join(element for element in elements if element))


def _array(name: str, kind: str, text: str) -> str:
    if not text:
        return ""
    if not kind:
        return f"<dc:{name}>{escape(text)}</dc:{name}>"
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    item = f"<rdf:li{language}>{escape(text)}</rdf:li>"
    return f"<dc:{name}><rdf:{kind}>{item}</rdf:{kind}></dc:{name}>"


def _description(space: str, **properties: str) -> str:
    """The simple properties of a namespace, without empty ones."""
    texts = (f"<{space}:{name}>{escape(text)}</{space}:{name}>" for name, text in properties.items() if text)
    return _described(space, "\n".join(texts))


def _described(space: str, elements: str) -> str:
    opening = f'<rdf:Description rdf:about="" xmlns:{space}="{_SPACES[space]}">'
    return f"{opening}\n{elements}\n</rdf:Description>" if elements else ""
