"""templates/handbook/<language>/measures/*.md → the sheets of the handbook."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from roireport.load.files import Reading
from roireport.load.yaml_tree import read_tree
from roireport.model.engagement import Language
from roireport.model.handbook import Example, Handbook, Sheet, SheetPart
from roireport.model.written import Written, WrittenList, WrittenMapping
from roireport.problems.problem import Problem

CONTENTS: Final = "handbook/contents.yaml"
"""The families and their sheets, in order; the same for all languages."""

_HEAD = re.compile(r"---\n(?P<head>.*?\n)---\n(?P<body>.*)", re.DOTALL)
_EXAMPLE = re.compile(r"^example:\n(?P<sections>(?:[ ]{2}.*\n|\n)+)", re.MULTILINE)


def read_handbook(folders: Sequence[Path], language: Language) -> Handbook:
    """The handbook from folders of templates, a file of an earlier folder in place of the later ones' of that name.

    Raises ValueError, with the place, where a file is missing or is no sheet.
    """
    contents = _mapping(*_located(folders, CONTENTS))
    sheets = (
        _sheet(folders, f"handbook/{language}/measures/{id}.md", str(family), id)
        for family, ids in contents.items()
        for id in _texts(ids, CONTENTS)
    )
    return Handbook(language, tuple(sheets))


def _sheet(folders: Sequence[Path], file: str, family: str, id: str) -> Sheet:
    """One sheet: a head in YAML between two lines of dashes, then Markdown in parts headed by ##."""
    text, _ = _located(folders, file)
    found = _HEAD.fullmatch(text)
    if found is None:
        raise ValueError(f"{file}: no head between two lines of ---")
    head = _mapping(found["head"], file)
    line = {key: _text(head, key, file) for key in ("title", "question", "words", "symbols", "source")}
    return Sheet(
        id=id,
        family=family,
        formulas=_texts(head.value("formulas"), file),
        challenges=_texts(head.value("challenges"), file),
        example=_example(head, found["head"], file),
        parts=tuple(_parts(found["body"])),
        **line,
    )


def _located(folders: Sequence[Path], file: str) -> tuple[str, str]:
    """The text of the first file of that name, with the name."""
    folder = next((folder for folder in folders if (folder / file).is_file()), folders[-1])
    reading = Reading(folder)
    text = reading.text(file)
    if text is None:
        raise ValueError(f"{file}: {_said(reading.problems)}")
    return text, file


def _mapping(text: str, file: str) -> WrittenMapping:
    tree, problems = read_tree(text, file)
    if problems or not isinstance(tree, WrittenMapping):
        raise ValueError(f"{file}: {_said(problems)}")
    return tree


def _said(problems: Sequence[Problem]) -> str:
    return ", ".join(f"{one.key} ({one.place})" for one in problems) or "not a mapping"


def _text(head: WrittenMapping, key: str, file: str) -> str:
    value = head.value(key)
    if not isinstance(value, Written):
        raise ValueError(f"{file}: no text under {key}")
    return str(value)


def _texts(value: object, file: str) -> tuple[str, ...]:
    if not isinstance(value, WrittenList):
        raise ValueError(f"{file}: a list is missing")
    return tuple(str(one) for one in value)


def _example(head: WrittenMapping, text: str, file: str) -> Example:
    sections, results, found = head.value("example"), head.value("results"), _EXAMPLE.search(text)
    if not isinstance(sections, WrittenMapping) or not isinstance(results, WrittenMapping) or found is None:
        raise ValueError(f"{file}: no example with its results")
    shown = "\n".join(row.removeprefix("  ") for row in found["sections"].rstrip("\n").split("\n"))
    return Example(
        {str(key): value for key, value in sections.items()},
        shown,
        tuple((str(path), _text(results, path, file)) for path in results),
    )


def _parts(body: str) -> Iterator[SheetPart]:
    """What stands under each heading."""
    for part in re.split(r"^## ", body, flags=re.MULTILINE)[1:]:
        heading, _, text = part.partition("\n")
        yield SheetPart(heading.strip(), text.strip())
