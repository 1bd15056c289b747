"""What a PDF shows and carries, part by part, for a comparison with another PDF."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import md5, sha256
from io import BytesIO
from typing import Any, Final

import pikepdf

from roireport.problems.problem import NO_PLACE, Refused, problem
from roireport.render.pdf_text import Glyphs, glyphs_of, run_text

MOST_RUNS: Final = 500_000
"""Instructions that draw texts and forms in a file; a report of 17 pages has 12,000."""
DEEPEST: Final = 8
"""Drawings within each other."""
_HEADER: Final = b"%PDF-"
_SHOWING: Final = "Tf Tj TJ ' \" ET Do"


@dataclass(frozen=True, slots=True)
class PdfPage:
    """The texts of a page in the order in which it draws them, and a digest of all that it draws."""

    runs: tuple[str, ...]
    drawing: str


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment; `intact` where it has the checksum that the PDF has for it."""

    content: bytes
    intact: bool


@dataclass(frozen=True, slots=True)
class PdfContents:
    """The pages of a PDF, its attachments by name, and its metadata: each entry, and the XMP packet."""

    pages: tuple[PdfPage, ...]
    attachments: Mapping[str, Attached]
    metadata: Mapping[str, str]


def read_pdf(content: bytes) -> PdfContents:
    """Read a PDF without repairing it. Nothing in it is run.

    Raises:
        Refused: it is no PDF (`not_a_pdf`), encrypted (`pdf_encrypted`), or cut off or damaged (`pdf_damaged`).
    """
    if not content.startswith(_HEADER):
        raise Refused([problem("not_a_pdf", NO_PLACE)])
    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise Refused([problem("pdf_encrypted", NO_PLACE)])
            return PdfContents(_pages(pdf), _attachments(pdf), _metadata(pdf))
    except pikepdf.PasswordError:
        raise Refused([problem("pdf_encrypted", NO_PLACE)]) from None
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError) as fault:
        # A damaged file has any type of object in any place.
        raise Refused([problem("pdf_damaged", NO_PLACE, why=type(fault).__name__)]) from fault


class _Reader:
    """Reads pages one after the other; all of them together may not be too much."""

    def __init__(self) -> None:
        self._tables: dict[tuple[int, int], Glyphs] = {}
        self._left = MOST_RUNS

    def page(self, page: pikepdf.Page) -> PdfPage:
        digest = sha256()
        runs = tuple(self._runs(page.obj, digest, DEEPEST))
        page.contents_coalesce()
        digest.update(page.obj.Contents.read_bytes())
        for annotation in page.obj.get("/Annots") or ():
            digest.update(_plain(annotation, DEEPEST).encode())
        return PdfPage(tuple(run for run in runs if run), digest.hexdigest())

    def _runs(self, owner: Any, digest: Any, deepest: int) -> Iterator[str]:
        """The texts that a page or a form draws, with the forms within it; what these are is added to the digest.

        Raises ValueError where that is too much.
        """
        resources = owner.get("/Resources") or {}
        fonts, forms = resources.get("/Font") or {}, resources.get("/XObject") or {}
        glyphs: Glyphs = {}
        letters: list[str] = []
        for operands, operator in _instructions(owner):
            self._count()
            if operator == "Tf":
                glyphs = glyphs_of(fonts.get(str(operands[0])), self._tables)
            elif operator == "Do":
                yield from self._form(forms.get(str(operands[0])), digest, deepest)
            elif operator == "ET":
                yield "".join(letters)
                letters = []
            else:
                letters += [run_text(operand, glyphs) for operand in operands]
        yield "".join(letters)

    def _form(self, form: Any, digest: Any, deepest: int) -> Iterator[str]:
        if not isinstance(form, pikepdf.Stream):
            return
        digest.update(form.read_raw_bytes())
        if form.get("/Subtype") == "/Form":
            if deepest == 0:
                raise ValueError("too many forms within each other")
            yield from self._runs(form, digest, deepest - 1)

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise ValueError("too many letters")


def _pages(pdf: pikepdf.Pdf) -> tuple[PdfPage, ...]:
    reader = _Reader()
    return tuple(reader.page(page) for page in pdf.pages)


def _instructions(owner: Any) -> Iterator[tuple[list[Any], str]]:
    for instruction in pikepdf.parse_content_stream(owner, _SHOWING):
        yield list(instruction.operands), str(instruction.operator)


def _plain(value: Any, deepest: int) -> str:
    """A value of an annotation as text; what it refers to is elsewhere in the file."""
    if deepest == 0 or (deepest < DEEPEST and getattr(value, "is_indirect", False)):
        return ""
    if isinstance(value, pikepdf.Dictionary):
        return repr({key: _plain(item, deepest - 1) for key, item in value.items()})
    if isinstance(value, pikepdf.Array):
        return repr([_plain(item, deepest - 1) for item in value])
    return str(value)


def _attachments(pdf: pikepdf.Pdf) -> dict[str, Attached]:
    attached = {}
    for name, specification in pdf.attachments.items():
        file = specification.get_file()
        content = file.read_bytes()
        attached[str(name)] = Attached(content, file.md5 in (b"", md5(content, usedforsecurity=False).digest()))
    return attached


def _metadata(pdf: pikepdf.Pdf) -> dict[str, str]:
    entries = {key.removeprefix("/"): str(value) for key, value in (pdf.trailer.get("/Info") or {}).items()}
    packet = pdf.Root.get("/Metadata")
    return entries | {"XMP": packet.read_bytes().decode("utf-8", "replace") if packet is not None else ""}
