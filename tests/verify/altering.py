"""Alter the PDF of a report in one place, as somebody who wants another figure would."""

import json
from collections.abc import Callable, Iterator
from hashlib import md5
from io import BytesIO
from typing import Any

import pikepdf

from roireport.render.pdf_text import Glyphs, glyphs_of

Alteration = Callable[[pikepdf.Pdf], None]


def altered(content: bytes, alter: Alteration) -> bytes:
    """A PDF after an alteration, saved as roireport saves it."""
    stream = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        alter(pdf)
        pdf.save(
            stream,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            force_version="1.7",
            fix_metadata_version=False,
        )
    return stream.getvalue()


def digit_on_page(number: int, printed: str, forged: str) -> Alteration:
    """Draw another digit in the first text of a page that holds `printed`, a digit among other letters."""

    def alter(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[number - 1]
        assert _redrawn(pdf, page.obj, printed, forged)

    return alter


def digit_in_chart(number: int, forged: str) -> Alteration:
    """Draw another digit in the first chart of a page that draws one."""

    def alter(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[number - 1].obj
        names = [str(part.operands[0]) for part in pikepdf.parse_content_stream(page, "Do")]
        forms = [page.Resources.XObject[name] for name in names]
        assert any(_redrawn(pdf, form, digit, forged) for form in forms for digit in "123456789" if digit != forged)

    return alter


def _redrawn(pdf: pikepdf.Pdf, owner: Any, printed: str, forged: str) -> bool:
    """Replace the last letter of `printed` where a page or a form draws it for the first time."""
    instructions = list(pikepdf.parse_content_stream(owner))
    glyphs: Glyphs = {}
    for index, instruction in enumerate(instructions):
        operands = list(instruction.operands)
        if str(instruction.operator) == "Tf":
            glyphs = glyphs_of(owner.Resources.Font[str(operands[0])], {})
        elif str(instruction.operator) == "TJ" and (changed := _forged(list(operands[0]), glyphs, printed, forged)):
            instructions[index] = pikepdf.ContentStreamInstruction([pikepdf.Array(changed)], pikepdf.Operator("TJ"))
            content = pikepdf.unparse_content_stream(instructions)
            if isinstance(owner, pikepdf.Stream):
                owner.write(content)
            else:
                owner.Contents = pdf.make_stream(content)
            return True
    return False


def _forged(items: list[Any], glyphs: Glyphs, printed: str, forged: str) -> list[Any]:
    """The operand of TJ with the letter replaced; empty where it does not hold the text."""
    places = list(_letters(items, glyphs))
    at = "".join(letter for _, _, letter in places).find(printed)
    codes = {text: code for code, text in glyphs.items()}
    if at < 0 or forged not in codes or any(len(letter) != 1 for _, _, letter in places):
        return []
    item, offset, _ = places[at + len(printed) - 1]
    raw = bytes(items[item])
    code = codes[forged].to_bytes(2, "big")
    return [*items[:item], pikepdf.String(raw[:offset] + code + raw[offset + 2 :]), *items[item + 1 :]]


def _letters(items: list[Any], glyphs: Glyphs) -> Iterator[tuple[int, int, str]]:
    for index, item in enumerate(items):
        if isinstance(item, pikepdf.String):
            raw = bytes(item)
            for offset in range(0, len(raw), 2):
                yield index, offset, glyphs.get(int.from_bytes(raw[offset : offset + 2], "big"), "")


def attachment(name: str, change: Callable[[bytes], bytes], *, checksum: bool = True) -> Alteration:
    """Change an attachment in place, with its checksum or without."""

    def alter(pdf: pikepdf.Pdf) -> None:
        names = pdf.Root.Names.EmbeddedFiles.Names
        file = next(names[at + 1] for at in range(0, len(names), 2) if str(names[at]) == name).EF.F
        content = change(file.read_bytes())
        assert content != file.read_bytes()
        file.write(content)
        if checksum:
            file.Params.CheckSum = pikepdf.String(md5(content, usedforsecurity=False).digest())

    return alter


def replaced(before: str, after: str) -> Callable[[bytes], bytes]:
    """Replace a text of an attachment once."""

    def change(content: bytes) -> bytes:
        assert before.encode() in content
        return content.replace(before.encode(), after.encode(), 1)

    return change


def in_recipe(**values: Any) -> Alteration:
    """Say something else of how the report was made."""
    return attachment("verification.json", lambda content: json.dumps(json.loads(content) | values).encode())


def without_attachment(name: str) -> Alteration:
    def alter(pdf: pikepdf.Pdf) -> None:
        del pdf.attachments[name]

    return alter


def with_attachment(name: str, content: bytes) -> Alteration:
    def alter(pdf: pikepdf.Pdf) -> None:
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, content, filename=name)

    return alter


def title(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info.Title = pikepdf.String("Another title")


def packet(pdf: pikepdf.Pdf) -> None:
    content = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(content.replace(b"roireport", b"roireporx", 1))


def page_taken_out(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[3]


def pages_swapped(pdf: pikepdf.Pdf) -> None:
    first, second = pdf.pages[3].obj, pdf.pages[4].obj
    pdf.pages[3], pdf.pages[4] = pikepdf.Page(second), pikepdf.Page(first)


def page_repeated(pdf: pikepdf.Pdf) -> None:
    pdf.pages.append(pdf.pages[2])


def covered(pdf: pikepdf.Pdf) -> None:
    """A white rectangle over a part of page 3."""
    page = pdf.pages[2]
    page.contents_add(pdf.make_stream(b"q 1 1 1 rg 0 0 300 300 re f Q"))


def link(pdf: pikepdf.Pdf) -> None:
    """The first link of the file leads elsewhere."""
    links = [note for page in pdf.pages for note in page.obj.get("/Annots") or () if note.get("/Subtype") == "/Link"]
    if "/A" in links[0]:
        del links[0]["/A"]
    links[0].Dest = pikepdf.String("elsewhere")


def saved_again(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageMode = pikepdf.Name.UseOutlines if pdf.Root.get("/PageMode") is None else pikepdf.Name.UseNone


def script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
