"""The files that a PDF carries."""

import re
from collections.abc import Callable, Iterator
from hashlib import md5
from typing import Any, Final

import pikepdf
from pikepdf import Array, Name

from tests.render.conformance.condition import Condition, edited
from tests.render.conformance.file import File

RELATIONSHIPS: Final = frozenset(("/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"))
TYPES: Final = frozenset(
    (
        "/application/json",
        "/application/yaml",
        "/text/csv",
        "/text/markdown",
        "/image/png",
        "/image/jpeg",
        "/image/svg+xml",
    )
)
MOMENT: Final = re.compile(r"D:\d{14}(Z|[+-]\d\d'\d\d'?)")


def _streams(file: File) -> Iterator[tuple[str, Any]]:
    return ((name, each.EF.F) for name, each in file.files.items())


def _media_types(file: File) -> Iterator[str]:
    yield from (f"{name} has no media type" for name, stream in _streams(file) if "/Subtype" not in stream)


def _known_types(file: File) -> Iterator[str]:
    for name, stream in _streams(file):
        if "/Subtype" in stream and str(stream.Subtype) not in TYPES:
            yield f"{name} is said to be {stream.Subtype}"


def _names(file: File) -> Iterator[str]:
    for name, specification in file.files.items():
        if not str(specification.get("/F", "")) or str(specification.get("/F", "")) != str(
            specification.get("/UF", "")
        ):
            yield f"{name} has not one name in both of its keys"


def _relationships(file: File) -> Iterator[str]:
    for name, specification in file.files.items():
        if str(specification.get("/AFRelationship")) not in RELATIONSHIPS:
            yield f"{name} does not say what it is to the document"


def _associated(file: File) -> Iterator[str]:
    associated = {specification.objgen for specification in file.root.get("/AF", [])}
    for name, specification in file.files.items():
        if specification.objgen not in associated:
            yield f"{name} belongs to no part of the document"


def _listed(file: File) -> Iterator[str]:
    listed = {each.objgen for each in file.files.values()}
    if any(each.objgen not in listed for each in file.root.get("/AF", [])):
        yield "a file that belongs to the document is not listed"


def _moments(file: File) -> Iterator[str]:
    for name, stream in _streams(file):
        if not MOMENT.fullmatch(str(stream.get("/Params", {}).get("/ModDate", ""))):
            yield f"{name} does not say when it was last changed"


def _sizes(file: File) -> Iterator[str]:
    for name, stream in _streams(file):
        if int(stream.Params.get("/Size", -1)) != len(stream.read_bytes()):
            yield f"{name} is of another size than said"


def _sums(file: File) -> Iterator[str]:
    for name, stream in _streams(file):
        if bytes(stream.Params.CheckSum) != md5(stream.read_bytes(), usedforsecurity=False).digest():
            yield f"{name} has another sum than said"


def _described(file: File) -> Iterator[str]:
    yield from (f"{name} is not described" for name, each in file.files.items() if not str(each.get("/Desc", "")))


def _file(change: Callable[[Any], object]) -> Callable[[pikepdf.Pdf], object]:
    """Changes the first file."""
    return lambda pdf: change(next(iter(File.of(pdf).files.values())))


def _unlisted(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Names.EmbeddedFiles.Names = Array(list(pdf.Root.Names.EmbeddedFiles.Names)[2:])


CONDITIONS = (
    Condition(
        "E01",
        "An attached file has a media type.",
        "ISO 19005-3, 6.8",
        _media_types,
        edited(_file(lambda file: delattr(file.EF.F, "Subtype"))),
    ),
    Condition(
        "E02",
        "The type is a registered one of what a report carries.",
        "RFC 9512, 8259, 7111, 7763",
        _known_types,
        edited(_file(lambda file: setattr(file.EF.F, "Subtype", Name("/application/x-yaml")))),
    ),
    Condition(
        "E03",
        "An attached file has one name, in both of its keys.",
        "ISO 19005-3, 6.8; ISO 14289-1, 7.11",
        _names,
        edited(_file(lambda file: delattr(file, "UF"))),
    ),
    Condition(
        "E04",
        "An attached file says what it is to the document.",
        "ISO 19005-3, 6.8",
        _relationships,
        edited(_file(lambda file: delattr(file, "AFRelationship"))),
    ),
    Condition(
        "E05",
        "Every attached file belongs to the document.",
        "ISO 19005-3, 6.8",
        _associated,
        edited(lambda pdf: pdf.Root.AF.__delitem__(0)),
    ),
    Condition(
        "E06",
        "Every file that belongs to the document is listed for the reader.",
        "ISO 19005-3, annex E",
        _listed,
        edited(_unlisted),
    ),
    Condition(
        "E07",
        "An attached file says when it was last changed.",
        "ISO 19005-3, 6.8",
        _moments,
        edited(_file(lambda file: delattr(file.EF.F.Params, "ModDate"))),
    ),
    Condition(
        "E08",
        "An attached file is of the size said.",
        "ISO 32000-1, 7.11.4",
        _sizes,
        edited(_file(lambda file: setattr(file.EF.F.Params, "Size", 1))),
    ),
    Condition(
        "E09",
        "An attached file has the sum said.",
        "ISO 32000-1, 7.11.4",
        _sums,
        edited(_file(lambda file: setattr(file.EF.F.Params, "CheckSum", pikepdf.String(b"x" * 16)))),
    ),
    Condition(
        "E10",
        "An attached file is described.",
        "ISO 32000-1, 7.11.3",
        _described,
        edited(_file(lambda file: delattr(file, "Desc"))),
    ),
)
