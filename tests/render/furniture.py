"""What stands on a page because it is a page: headers, footers, the word across a draft."""

from collections.abc import Iterator

from tests.render.conformance.file import File
from tests.render.conformance.fonts import characters


def furniture(content: bytes) -> list[str]:
    """Its text, page by page, in the order in which it is painted."""
    file = File.opened(content)
    return ["".join(_furniture(file, n)) for n in range(len(file.pages))]


def _furniture(file: File, page: int) -> Iterator[str]:
    for each in file.paintings[page].instructions:
        if each.codes and each.marks and each.marks[0].tag == "Artifact":
            texts = characters(each.font)
            yield "".join(texts[code] for code in each.codes)
