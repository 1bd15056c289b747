"""Read the handbook: templates/handbook/<language>/measures/*.md, and the cases of each rule."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from roireport.load.files import Reading
from roireport.load.yaml_tree import read_tree
from roireport.model.handbook import Example, Handbook, Sheet, SheetPart
from roireport.model.keys import KeyTexts
from roireport.model.language import Language
from roireport.model.place import Place
from roireport.model.written import Node, Written, WrittenList, WrittenMapping
from roireport.problems.problem import Problem, Refused, problem
from roireport.text.near import near

CONTENTS: Final = "handbook/contents.yaml"
"""The families and their sheets, in order; the same for all languages."""

CASES: Final = "handbook/cases"
"""The cases of each rule, which the tests try; its page shows the first that fires. The same for all languages."""

EXAMPLES: Final = "handbook/key_examples.yaml"
"""For each key a value as a file writes it; the same for all languages."""

_LINES: Final = ("title", "question", "words", "symbols", "source")
_LISTS: Final = ("formulas", "challenges")
_KEYS: Final = (*_LINES, *_LISTS, "example", "results")
_HEAD = re.compile(r"\A---\n(?P<head>.*?\n)---\n(?P<body>.*)", re.DOTALL)
_FIRING = re.compile(r"^fires:\n  - (?P<case>.*\n(?:    .*\n)*)", re.MULTILINE)
_NO_SECTION: Final = ("because:", "subjects:", "evidence:")
"""What a case says beside the sections of its engagement, a line each."""
_EXAMPLE = re.compile(r"^example:\n(?P<sections>(?:[ ]{2}.*\n|\n)+)", re.MULTILINE)


def read_handbook(folders: Sequence[Path], language: Language) -> Handbook:
    """Read the handbook from folders of templates; a file of an earlier folder goes first.

    Raises Refused with all problems of all sheets.
    """
    contents = _mapping(folders, CONTENTS, _list_faults)
    sheets: list[Sheet] = []
    firing: dict[str, str] = {}
    problems: list[Problem] = []
    for family, ids in contents.items():
        for id in map(str, ids if isinstance(ids, WrittenList) else ()):
            try:
                sheets.append(_sheet(folders, f"handbook/{language}/measures/{id}.md", str(family), id))
            except Refused as refused:
                problems.extend(refused.problems)
    for rule in sorted({path.stem for folder in folders for path in (folder / CASES).glob("*.yaml")}):
        try:
            firing[rule] = _firing_case(folders, rule)
        except Refused as refused:
            problems.extend(refused.problems)
    if problems:
        raise Refused(problems)
    return Handbook(language, tuple(sheets), firing)


def _firing_case(folders: Sequence[Path], rule: str) -> str:
    """Return the sections of the first case on which the rule fires, as they are written in its file."""
    reading, file = _place_of(folders, f"{CASES}/{rule}.yaml")
    case = _match(reading, file, _FIRING, reading.text(file), "case_without_firing")
    rows = [row.removeprefix("    ") for row in case["case"].splitlines()]
    return "\n".join(row for row in rows if not row.startswith(_NO_SECTION))


def read_key_texts(folders: Sequence[Path], language: Language) -> KeyTexts:
    """Read what each key means from folders of templates; a file of an earlier folder goes first."""
    texts = _mapping(folders, f"handbook/{language}/keys.yaml", _mapping_faults)
    examples = _mapping(folders, EXAMPLES, _text_faults)
    kinds, keys = (_plain_texts(texts.value(name)) for name in ("kinds", "keys"))
    return KeyTexts(language, kinds, keys, _plain_texts(examples))


def _plain_texts(node: Node | None) -> dict[str, str]:
    return {name: str(text) for name, text in _entries(node).items()}


def _mapping_faults(value: Node) -> Iterator[Problem]:
    if isinstance(value, WrittenMapping):
        for text in value.values():
            yield from _text_faults(text)
    else:
        yield problem("not_a_mapping", value.place)


def _mapping(folders: Sequence[Path], path: str, faults: Callable[[Node], Iterator[Problem]]) -> WrittenMapping:
    """Read a file that is a mapping, and report the faults of its values."""
    reading, file = _place_of(folders, path)
    tree = reading.tree(file)
    if tree is not None and not isinstance(tree, WrittenMapping):
        reading.found([problem("not_a_mapping", tree.place)])
    for value in tree.values() if isinstance(tree, WrittenMapping) else ():
        reading.found(faults(value))
    if reading.problems or not isinstance(tree, WrittenMapping):
        raise Refused(reading.as_problems().items)
    return tree


def _sheet(folders: Sequence[Path], path: str, family: str, id: str) -> Sheet:
    """Read a sheet: a head in YAML between lines of dashes, then Markdown parts."""
    reading, file = _place_of(folders, path)
    sheet = _match(reading, file, _HEAD, reading.markdown(file), "sheet_without_head")
    # The line of dashes above the head is a blank one here, so that each key keeps its line.
    head, problems = read_tree(f"\n{sheet['head']}", file)
    reading.found(problems)
    if head is not None and not reading.problems:
        reading.found(_head_faults(head, sheet["head"], file))
    if reading.problems or not isinstance(head, WrittenMapping):
        raise Refused(reading.as_problems().items)
    return Sheet(
        id=id,
        family=family,
        formulas=_texts(head.value("formulas")),
        challenges=_texts(head.value("challenges")),
        example=_example(head, sheet["head"]),
        parts=tuple(_parts(sheet["body"])),
        **{key: str(head.value(key)) for key in _LINES},
    )


def _match(reading: Reading, file: str, form: re.Pattern[str], text: str | None, fault: str) -> re.Match[str]:
    """Find the form in a text; Refused where the file cannot be read, or has not this form."""
    match = form.search(text) if text is not None else None
    if text is not None and match is None:
        reading.found([problem(fault, Place(file, 1, 1))])
    if match is None:
        raise Refused(reading.as_problems().items)
    return match


def _place_of(folders: Sequence[Path], path: str) -> tuple[Reading, str]:
    """Find the first folder with the file, and the path to print (templates/…)."""
    folder = next((folder for folder in folders if (folder / path).is_file()), folders[-1])
    if folder.name == "templates":
        return Reading(folder.parent), f"{folder.name}/{path}"
    return Reading(folder), path


def _head_faults(head: Node, text: str, file: str) -> Iterator[Problem]:
    """Yield the keys of a head that are missing, unknown or of the wrong shape."""
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
    """Report a value whose shape does not suit its key."""
    if key in _LINES:
        yield from _text_faults(value)
    elif key in _LISTS:
        yield from _list_faults(value)
    elif key == "results":
        yield from _mapping_faults(value)
    elif not isinstance(value, WrittenMapping):
        yield problem("not_a_mapping", value.place)


def _text_faults(value: Node) -> Iterator[Problem]:
    if not isinstance(value, Written):
        yield problem("not_a_scalar", value.place, kind="text")


def _list_faults(value: Node) -> Iterator[Problem]:
    if not isinstance(value, WrittenList):
        yield problem("not_a_list", value.place)


def _texts(value: Node | None) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, WrittenList) else ()


def _example(head: WrittenMapping, text: str) -> Example:
    sections, results = (_entries(head.value(key)) for key in ("example", "results"))
    example = _EXAMPLE.search(text)
    rows = example["sections"].rstrip("\n").split("\n") if example else ()
    shown = "\n".join(row.removeprefix("  ") for row in rows)
    return Example(sections, shown, tuple((path, str(value)) for path, value in results.items()))


def _entries(value: Node | None) -> dict[str, Node]:
    return {str(key): node for key, node in value.items()} if isinstance(value, WrittenMapping) else {}


def _parts(body: str) -> Iterator[SheetPart]:
    """Yield each heading with the text below it."""
    for part in re.split(r"^## ", body, flags=re.MULTILINE)[1:]:
        heading, _, text = part.partition("\n")
        yield SheetPart(heading.strip(), text.strip())
