"""templates/words/<language>/*.yaml → every word by its key."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from roireport.load.files import Reading, names_in
from roireport.model.written import Node, Written, WrittenMapping

PLURALS = frozenset(("zero", "one", "two", "few", "many", "other"))
"""The plural categories of the Unicode CLDR; a mapping of these alone is one entry."""

Words = Mapping[str, str | Mapping[str, str]]


def read_words(folder: Path) -> dict[str, str | dict[str, str]]:
    """All files of a folder as one: the key `profit` of verdict.yaml is verdict.profit.

    Raises ValueError, with the place, where a file is no mapping of texts.
    """
    words: dict[str, str | dict[str, str]] = {}
    for name in names_in(folder.parent, folder.name):
        if name.endswith(".yaml"):
            reading = Reading(folder)
            tree = reading.tree(name)
            if reading.problems or not isinstance(tree, WrittenMapping):
                raise ValueError(f"{name}: {[(one.key, str(one.place)) for one in reading.problems]}")
            words.update(_flat(name.removesuffix(".yaml"), tree))
    return words


def _flat(prefix: str, entries: WrittenMapping) -> Iterator[tuple[str, str | dict[str, str]]]:
    for key, value in entries.items():
        name = f"{prefix}.{key}"
        if isinstance(value, WrittenMapping) and not PLURALS.issuperset(value):
            yield from _flat(name, value)
        else:
            yield name, _entry(value)


def _entry(value: Node) -> str | dict[str, str]:
    if isinstance(value, Written):
        return str(value)
    if isinstance(value, WrittenMapping):
        return {str(form): _text(text) for form, text in value.items()}
    raise ValueError(f"{value.place}: a list is no text")


def _text(value: Node) -> str:
    if isinstance(value, Written):
        return str(value)
    raise ValueError(f"{value.place}: not a text")
