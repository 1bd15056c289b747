"""The file itself: header, trailer, streams, and what its catalogue may not hold."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.render.conformance.condition import Condition, edited, replaced
from tests.render.conformance.file import File

LONGEST_NAME: Final = 127
"""Bytes of a name (ISO 32000-1, annex C)."""


def _header(file: File) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[0-7][\r\n]", file.raw):
        yield f"begins with {file.raw[:10]!r}"


def _binary_comment(file: File) -> Iterator[str]:
    comment = file.raw.split(b"\n", 2)[1]
    if not comment.startswith(b"%") or sum(byte > 127 for byte in comment[:5]) < 4:
        yield f"the second line is {comment[:10]!r}"


def _identifier(file: File) -> Iterator[str]:
    id = file.pdf.trailer.get("/ID")
    if id is None or len(id) != 2 or not all(bytes(part) for part in id):
        yield "the trailer has no identifier of two parts"


def _encryption(file: File) -> Iterator[str]:
    if file.pdf.is_encrypted:
        yield "the file is encrypted"


def _encrypted(content: bytes) -> bytes:
    buffer = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        pdf.save(
            buffer,
            fix_metadata_version=False,
            encryption=pikepdf.Encryption(owner="owner", user="", R=4, aes=True, metadata=False),
        )
    return buffer.getvalue()


def _end(file: File) -> Iterator[str]:
    if not re.search(rb"%%EOF[\r\n]{0,2}\Z", file.raw):
        yield f"ends with {file.raw[-10:]!r}"


def _filters(file: File) -> Iterator[str]:
    for stream in file.streams:
        names = stream.get("/Filter", [])
        for name in [names] if isinstance(names, Name) else names:
            if name in ("/LZWDecode", "/Crypt"):
                yield f"a stream is packed with {name}"


def _packed_with_lzw(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_stream(b"")
    stream.write(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", filter=Name.LZWDecode)
    pdf.Root.Extra = stream


def _streams_elsewhere(file: File) -> Iterator[str]:
    for stream in file.streams:
        yield from (f"a stream has {key}" for key in ("/F", "/FFilter", "/FDecodeParms") if key in stream)


def _stream_elsewhere(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Extra = pdf.make_stream(b"x", F=String("elsewhere.bin"))


def _names(file: File) -> Iterator[str]:
    for dictionary in file.dictionaries:
        keys = dictionary.stream_dict.keys() if isinstance(dictionary, pikepdf.Stream) else dictionary.keys()
        yield from (f"a name has {len(key) - 1} bytes" for key in keys if len(key.encode()) > LONGEST_NAME + 1)


def _optional_content(file: File) -> Iterator[str]:
    properties = file.root.get("/OCProperties", {})
    configurations = [properties[key] for key in ("/D",) if key in properties] + list(properties.get("/Configs", []))
    for configuration in configurations:
        if not str(configuration.get("/Name", "")) or "/AS" in configuration:
            yield "a configuration of optional content has no name, or switches by itself"


def _with_nameless_content(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OCProperties = Dictionary(OCGs=[], D=Dictionary(Order=[]))


def _syntax(file: File) -> Iterator[str]:
    yield from map(str, file.pdf.check_pdf_syntax())


def _with_broken_stream(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_stream(b"")
    stream.write(b"this was never packed", filter=Name.FlateDecode)
    pdf.Root.Extra = stream


def _without(*keys: str) -> Callable[[File], Iterator[str]]:
    """A check that the catalogue, its names and its form hold none of these."""

    def check(file: File) -> Iterator[str]:
        for holder in (file.root, file.root.get("/Names", {}), file.root.get("/AcroForm", {})):
            yield from (f"the catalogue holds {key}" for key in keys if key in holder)

    return check


CONDITIONS = (
    Condition(
        "F01",
        "The header names PDF 1.0 to 1.7.",
        "ISO 19005-3, 6.1.2",
        _header,
        replaced(b"%PDF-1.7", b"%PDF-2.0"),
    ),
    Condition(
        "F02",
        "A comment of bytes above 127 follows the header.",
        "ISO 19005-3, 6.1.2",
        _binary_comment,
        replaced(b"%\xbf\xf7\xa2\xfe", b"%text"),
    ),
    Condition(
        "F03",
        "The trailer has an identifier of two parts.",
        "ISO 19005-3, 6.1.3",
        _identifier,
        replaced(b"/ID [", b"/IX ["),
    ),
    Condition("F04", "The file is not encrypted.", "ISO 19005-3, 6.1.3", _encryption, _encrypted),
    Condition(
        "F05",
        "Nothing follows the end of the file.",
        "ISO 19005-3, 6.1.3",
        _end,
        lambda content: content + b"one line more\n",
    ),
    Condition(
        "F06", "No stream is packed with LZW or Crypt.", "ISO 19005-3, 6.1.7.2", _filters, edited(_packed_with_lzw)
    ),
    Condition(
        "F07",
        "No stream lies in another file.",
        "ISO 19005-3, 6.1.7.1",
        _streams_elsewhere,
        edited(_stream_elsewhere),
    ),
    Condition(
        "F08",
        "No name is longer than 127 bytes.",
        "ISO 19005-3, 6.1.13",
        _names,
        edited(lambda pdf: pdf.Root.__setitem__(f"/{'x' * 128}", True)),
    ),
    Condition(
        "F09",
        "Optional content has a name and does not switch by itself.",
        "ISO 19005-3, 6.9",
        _optional_content,
        edited(_with_nameless_content),
    ),
    Condition(
        "F10",
        "There is no alternate presentation.",
        "ISO 19005-3, 6.10",
        _without("/AlternatePresentations"),
        edited(lambda pdf: setattr(pdf.Root.Names, "AlternatePresentations", Dictionary(Names=[]))),
    ),
    Condition(
        "F11",
        "The catalogue sets no requirement on the viewer.",
        "ISO 19005-3, 6.11",
        _without("/Requirements"),
        edited(lambda pdf: setattr(pdf.Root, "Requirements", Array([]))),
    ),
    Condition(
        "F12",
        "There is no XFA form, and no form whose looks the viewer makes.",
        "ISO 19005-3, 6.4",
        _without("/XFA", "/NeedsRendering", "/NeedAppearances"),
        edited(lambda pdf: setattr(pdf.Root, "NeedsRendering", True)),
    ),
    Condition(
        "F13",
        "qpdf can read every object and unpack every stream.",
        "ISO 32000-1, 7",
        _syntax,
        edited(_with_broken_stream),
    ),
)
