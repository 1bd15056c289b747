"""The artifacts of a PDF page: headers, footers, the word across a draft."""

from collections import Counter
from collections.abc import Iterator

from roireport.present.view import Report
from tests.render.conformance.file import File
from tests.render.conformance.fonts import characters


def artifact_texts(content: bytes) -> list[str]:
    """The text of the artifacts of each page, in painting order."""
    file = File.opened(content)
    return ["".join(_artifacts(file, n)) for n in range(len(file.pages))]


def _artifacts(file: File, page: int) -> Iterator[str]:
    for instruction in file.paintings[page].instructions:
        if instruction.codes and instruction.marks and instruction.marks[0].tag == "Artifact":
            texts = characters(instruction.font)
            yield "".join(texts[code] for code in instruction.codes)


def unread(content: bytes, shown: Report) -> list[str]:
    """The artifacts of pages where more goes unread than header, section, footer, number and the word of a draft."""
    names = [_letters(section.kicker) for section in shown.sections]
    pages, mark = artifact_texts(content), shown.cover.mark
    frame_text = f"{shown.header}{shown.footer_left}{shown.footer_middle}"
    expected = [_letters(mark), *(_letters(f"{frame_text}{n}/{len(pages)}{mark}") for n in range(2, len(pages) + 1))]
    texts = zip(pages, expected, strict=True)
    return [text for text, known in texts if _letters(text) != known and _letters(text) - known not in names]


def _letters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))
