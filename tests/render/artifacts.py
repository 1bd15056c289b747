"""What stands on a page because it is a page: headers, footers, the word across a draft."""

from collections import Counter
from collections.abc import Iterator

from roireport.present.view import Report
from tests.render.conformance.file import File
from tests.render.conformance.fonts import characters


def artifact_texts(content: bytes) -> list[str]:
    """Its text, page by page, in the order in which it is painted."""
    file = File.opened(content)
    return ["".join(_artifacts(file, n)) for n in range(len(file.pages))]


def _artifacts(file: File, page: int) -> Iterator[str]:
    for each in file.paintings[page].instructions:
        if each.codes and each.marks and each.marks[0].tag == "Artifact":
            texts = characters(each.font)
            yield "".join(texts[code] for code in each.codes)


def unread(content: bytes, made: Report) -> list[str]:
    """The artifacts of pages where more goes unread than header, section, footer, number and the word of a draft."""
    names = [_letters(section.kicker) for section in made.sections]
    found, mark = artifact_texts(content), made.cover.mark
    around = f"{made.header}{made.footer_left}{made.footer_middle}"
    expected = [_letters(mark), *(_letters(f"{around}{n}/{len(found)}{mark}") for n in range(2, len(found) + 1))]
    texts = zip(found, expected, strict=True)
    return [text for text, known in texts if _letters(text) != known and _letters(text) - known not in names]


def _letters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))
