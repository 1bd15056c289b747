"""Read templates/words/<language>/*.yaml: every word by its key."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from roireport.load.files import Reading, names_in
from roireport.model.place import Place
from roireport.model.written import Node, Written, WrittenMapping
from roireport.problems.problem import Refused, problem

PLURALS = frozenset(("zero", "one", "two", "few", "many", "other"))
"""The plural categories of the Unicode CLDR; a mapping of these alone is one entry."""

OF_THE_HELP = ("help", "click")
"""Files that only the command's help and its errors use."""
Words = Mapping[str, str | Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class WrittenWord:
    """A word with the places of its key and texts."""

    key: Place
    texts: Mapping[str, Written]
    """By plural form; the one text of a word that is not counted is under ""."""

    @property
    def entry(self) -> str | dict[str, str]:
        """The word without its places."""
        return str(self.texts[""]) if "" in self.texts else {form: str(text) for form, text in self.texts.items()}


def read_words(folder: Path, root: Path | None = None) -> dict[str, str | dict[str, str]]:
    """Read all files of a folder: the key `profit` of verdict.yaml is verdict.profit.

    Places are relative to `root`. Raises Refused where a file is no mapping of texts.
    """
    return {key: word.entry for key, word in written_words(folder, root).items()}


def built_in_words(folder: Path) -> Words:
    """Read roireport's own files without places, in a third of the time; tests check them.

    The files of the command's help are left out: no report needs them.
    """
    files = [folder / name for name in names_in(folder.parent, folder.name) if name.endswith(".yaml")]
    read = (built_in_file(file) for file in files if file.stem not in OF_THE_HELP)
    return {key: entry for words in read for key, entry in words.items()}


def built_in_file(file: Path) -> Words:
    """Read one of roireport's own files without places."""
    return dict(_entries(file.stem, yaml.load(file.read_text(encoding="utf-8"), yaml.CBaseLoader)))


def _entries(prefix: str, tree: Mapping[str, Any]) -> Iterator[tuple[str, str | Mapping[str, str]]]:
    for key, value in tree.items():
        if isinstance(value, dict) and not PLURALS.issuperset(value):
            yield from _entries(f"{prefix}.{key}", value)
        else:
            yield f"{prefix}.{key}", value


def written_words(folder: Path, root: Path | None = None) -> dict[str, WrittenWord]:
    """Read all files of a folder, with the places of keys and texts."""
    reading = Reading(root or folder)
    words: dict[str, WrittenWord] = {}
    for name in names_in(folder.parent, folder.name):
        if name.endswith(".yaml"):
            words.update(_file(reading, (folder / name).relative_to(reading.root).as_posix()))
    if reading.problems:
        raise Refused(reading.as_problems().items)
    return words


def _file(reading: Reading, file: str) -> Iterator[tuple[str, WrittenWord]]:
    tree = reading.tree(file)
    if isinstance(tree, WrittenMapping):
        yield from _flat(Path(file).stem, tree, reading)
    elif tree is not None:
        reading.found([problem("not_a_mapping", tree.place, kind="file")])


def _flat(prefix: str, entries: WrittenMapping, reading: Reading) -> Iterator[tuple[str, WrittenWord]]:
    for key, value in entries.items():
        name = f"{prefix}.{key}"
        if isinstance(value, WrittenMapping) and not PLURALS.issuperset(value):
            yield from _flat(name, value, reading)
            continue
        texts = _texts(value)
        for wrong in (text for text in texts.values() if not isinstance(text, Written)):
            reading.found([problem("not_a_scalar", wrong.place, kind="text")])
        yield name, WrittenWord(key.place, {form: text for form, text in texts.items() if isinstance(text, Written)})


def _texts(value: Node) -> Mapping[str, Node]:
    return {str(form): text for form, text in value.items()} if isinstance(value, WrittenMapping) else {"": value}
