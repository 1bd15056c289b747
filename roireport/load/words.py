"""templates/words/<language>/*.yaml → every word by its key."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from roireport.load.files import Reading, names_in
from roireport.model.place import Place
from roireport.model.written import Node, Written, WrittenMapping
from roireport.problems.problem import Problem, problem

PLURALS = frozenset(("zero", "one", "two", "few", "many", "other"))
"""The plural categories of the Unicode CLDR; a mapping of these alone is one entry."""

Words = Mapping[str, str | Mapping[str, str]]


class WordsRefused(ValueError):
    """A file that is no mapping of texts, with its problems."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(f"{one.place}: {one.key}" for one in problems))
        self.problems = tuple(problems)


def read_words(folder: Path, root: Path | None = None) -> dict[str, str | dict[str, str]]:
    """All files of a folder as one: the key `profit` of verdict.yaml is verdict.profit. Places are told from the root.

    Raises WordsRefused where a file is no mapping of texts.
    """
    words: dict[str, str | dict[str, str]] = {}
    for name in names_in(folder.parent, folder.name):
        if name.endswith(".yaml"):
            reading = Reading(root or folder)
            file = (folder / name).relative_to(reading.root).as_posix()
            tree = reading.tree(file)
            if reading.problems:
                raise WordsRefused(reading.settled().items)
            if not isinstance(tree, WrittenMapping):
                place = tree.place if tree is not None else Place(file)
                raise WordsRefused([problem("not_a_mapping", place, kind="file")])
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
    raise _no_text(value)


def _text(value: Node) -> str:
    if isinstance(value, Written):
        return str(value)
    raise _no_text(value)


def _no_text(value: Node) -> WordsRefused:
    return WordsRefused([problem("not_a_scalar", value.place, kind="text")])
