"""templates/handbook/<language>/measures/*.md → the sheets of the handbook."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from roireport.load.files import Reading
from roireport.load.yaml_tree import read_tree
from roireport.model.handbook import Example, Handbook, Sheet, SheetPart
from roireport.model.language import Language
from roireport.model.place import Place
from roireport.model.written import Node, Written, WrittenList, WrittenMapping
from roireport.problems.problem import Problem, TemplatesRefused, problem
from roireport.text.near import near

CONTENTS: Final = "handbook/contents.yaml"
"""The families and their sheets, in order; the same for all languages."""

_LINES: Final = ("title", "question", "words", "symbols", "source")
_LISTS: Final = ("formulas", "challenges")
_KEYS: Final = (*_LINES, *_LISTS, "example", "results")
_HEAD = re.compile(r"---\n(?P<head>.*?\n)---\n(?P<body>.*)", re.DOTALL)
_EXAMPLE = re.compile(r"^example:\n(?P<sections>(?:[ ]{2}.*\n|\n)+)", re.MULTILINE)


class HandbookRefused(TemplatesRefused):
    """Sheets that are missing or are none."""


def read_handbook(folders: Sequence[Path], language: Language) -> Handbook:
    """The handbook from folders of templates, a file of an earlier folder in place of the later ones' of that name.

    Raises HandbookRefused with all that is wrong, in every sheet, where a file is missing or is no sheet.
    """
    contents = _contents(folders)
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for family, ids in contents.items():
        for id in map(str, ids if isinstance(ids, WrittenList) else ()):
            try:
                sheets.append(_sheet(folders, f"handbook/{language}/measures/{id}.md", str(family), id))
            except HandbookRefused as refused:
                problems.extend(refused.problems)
    if problems:
        raise HandbookRefused(problems)
    return Handbook(language, tuple(sheets))


def _contents(folders: Sequence[Path]) -> WrittenMapping:
    reading, file = _place_of(folders, CONTENTS)
    tree = reading.tree(file)
    if tree is not None and not isinstance(tree, WrittenMapping):
        reading.found([problem("not_a_mapping", tree.place)])
    for ids in tree.values() if isinstance(tree, WrittenMapping) else ():
        reading.found(_list_faults(ids))
    if reading.problems or not isinstance(tree, WrittenMapping):
        raise HandbookRefused(reading.settled().items)
    return tree


def _sheet(folders: Sequence[Path], path: str, family: str, id: str) -> Sheet:
    """One sheet: a head in YAML between two lines of dashes, then Markdown in parts headed by ##."""
    reading, file = _place_of(folders, path)
    text = reading.markdown(file)
    found = _HEAD.fullmatch(text) if text is not None else None
    if text is not None and found is None:
        reading.found([problem("sheet_without_head", Place(file, 1, 1))])
    if found is None:
        raise HandbookRefused(reading.settled().items)
    # The line of dashes above the head is a blank one here, so that each key keeps its line.
    head, problems = read_tree(f"\n{found['head']}", file)
    reading.found(problems)
    if head is not None and not reading.problems:
        reading.found(_head_faults(head, found["head"], file))
    if reading.problems or not isinstance(head, WrittenMapping):
        raise HandbookRefused(reading.settled().items)
    return Sheet(
        id=id,
        family=family,
        formulas=_texts(head.value("formulas")),
        challenges=_texts(head.value("challenges")),
        example=_example(head, found["head"]),
        parts=tuple(_parts(found["body"])),
        **{key: str(head.value(key)) for key in _LINES},
    )


def _place_of(folders: Sequence[Path], path: str) -> tuple[Reading, str]:
    """The first folder that has the file, and its path as a reader of the workspace knows it: templates/…"""
    folder = next((folder for folder in folders if (folder / path).is_file()), folders[-1])
    if folder.name == "templates":
        return Reading(folder.parent), f"{folder.name}/{path}"
    return Reading(folder), path


def _head_faults(head: Node, text: str, file: str) -> Iterator[Problem]:
    """What a head lacks, has too much, or has in another shape than a sheet needs."""
    if not isinstance(head, WrittenMapping):
        yield problem("not_a_mapping", head.place)
        return
    for key in (key for key in head if key not in _KEYS):
        yield problem("unknown_key", key.place, key=key[:60], allowed=", ".join(_KEYS), near=near(key, _KEYS))
    for name in _KEYS:
        value = head.value(name)
        yield from (
            _shape_faults(name, value) if value is not None else [problem("missing_key", Place(file, 1, 1), key=name)]
        )
    if isinstance(head.value("example"), WrittenMapping) and not _EXAMPLE.search(text):
        yield problem("sheet_without_example", head.key_place("example"))


def _shape_faults(key: str, value: Node) -> Iterator[Problem]:
    """A value that is not what stands under that key."""
    if key in _LINES:
        yield from _text_faults(value)
    elif key in _LISTS:
        yield from _list_faults(value)
    elif not isinstance(value, WrittenMapping):
        yield problem("not_a_mapping", value.place)
    elif key == "results":
        for result in value.values():
            yield from _text_faults(result)


def _text_faults(value: Node) -> Iterator[Problem]:
    if not isinstance(value, Written):
        yield problem("not_a_scalar", value.place, kind="text")


def _list_faults(value: Node) -> Iterator[Problem]:
    if not isinstance(value, WrittenList):
        yield problem("not_a_list", value.place)


def _texts(value: Node | None) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, WrittenList) else ()


def _example(head: WrittenMapping, text: str) -> Example:
    sections, results = (_entries(head.value(key)) for key in ("example", "results"))
    found = _EXAMPLE.search(text)
    rows = found["sections"].rstrip("\n").split("\n") if found else ()
    shown = "\n".join(row.removeprefix("  ") for row in rows)
    return Example(sections, shown, tuple((path, str(value)) for path, value in results.items()))


def _entries(value: Node | None) -> dict[str, Node]:
    return {str(key): one for key, one in value.items()} if isinstance(value, WrittenMapping) else {}


def _parts(body: str) -> Iterator[SheetPart]:
    """What stands under each heading."""
    for part in re.split(r"^## ", body, flags=re.MULTILINE)[1:]:
        heading, _, text = part.partition("\n")
        yield SheetPart(heading.strip(), text.strip())
