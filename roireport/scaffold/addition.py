"""Add pieces to an engagement's files without touching what they hold."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from roireport.load.decoding import decode
from roireport.load.engagement import MAIN
from roireport.load.references import ids_in
from roireport.load.snapshot import FolderSnapshot
from roireport.load.yaml_tree import read_tree
from roireport.model.place import Place
from roireport.model.written import Node, Written, WrittenList, WrittenMapping
from roireport.problems.excerpts import with_excerpts
from roireport.problems.problem import Problem, Refused, problem
from roireport.scaffold.draft import SECTION_OF, Draft
from roireport.scaffold.modelines import with_modeline
from roireport.scaffold.starter import Starter
from roireport.text.characters import BOM


@dataclass(frozen=True, slots=True)
class AddedText:
    """What adding to an engagement writes, by path in the workspace."""

    new: dict[str, bytes] = field(default_factory=dict)
    changed: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    """The content before and after."""


@dataclass(frozen=True, slots=True)
class _File:
    """A file as it was read, with the section whose list it holds."""

    path: str
    content: bytes
    text: str
    tree: Node
    section: str

    @property
    def items(self) -> Node | None:
        """The list of the section; None where there is none, or empty text."""
        if self.path.endswith(f"/{MAIN}"):
            return self.tree.value(self.section) if isinstance(self.tree, WrittenMapping) else None
        return self.tree


def additions(
    snapshot: FolderSnapshot, drafts: Sequence[Draft], starter: Starter, schemas: Collection[str]
) -> AddedText:
    """The files of an engagement with the drafts added, each at the end of its section.

    Raises Refused where one of them is there already, or a section cannot be added to.
    """
    changes = AddedText()
    by_section = groupby(sorted(drafts, key=_section), key=_section)
    problems: list[Problem] = []
    for section, group in by_section:
        texts = {draft.id: draft.text(starter) for draft in group}
        try:
            _add(snapshot, section, texts, starter, schemas, changes)
        except Refused as refused:
            problems.extend(refused.problems)
    if problems:
        raise Refused(problems)
    return changes


def _section(draft: Draft) -> str:
    return SECTION_OF[draft.kind]


def _add(
    snapshot: FolderSnapshot,
    section: str,
    texts: Mapping[str, str],
    starter: Starter,
    schemas: Collection[str],
    changes: AddedText,
) -> None:
    """Note the change of one section's file."""
    file = _file_of(snapshot, section)
    if file is None:
        id = snapshot.folder.rpartition("/")[2]
        head = starter.filled(f"engagement/{section}.yaml", {"id": id})
        path = f"{snapshot.folder}/{section}.yaml"
        text = with_modeline("".join((head, *(f"\n{text}" for text in texts.values()))), section, schemas)
        changes.new[path] = text.encode()
        return
    if faults := list(_repeated(file, texts)):
        raise Refused(with_excerpts(faults, {file.path: file.text}))
    after = _extended(file, list(texts.values()))
    mark = BOM if file.content.startswith(BOM.encode()) else ""
    changes.changed[file.path] = (file.content, f"{mark}{after}".encode())


def _file_of(snapshot: FolderSnapshot, section: str) -> _File | None:
    """The file that holds a section: its own, or engagement.yaml; None where neither does."""
    own = _read(snapshot, f"{snapshot.folder}/{section}.yaml", section)
    if own is not None:
        return own
    main = _read(snapshot, f"{snapshot.folder}/{MAIN}", section)
    return main if main is not None and main.items is not None else None


def _read(snapshot: FolderSnapshot, path: str, section: str) -> _File | None:
    content = snapshot.content(path)
    if content is None:
        return None
    text = content if isinstance(content, Problem) else decode(content, path)
    if isinstance(text, Problem) or isinstance(content, Problem):
        raise Refused([text] if isinstance(text, Problem) else [])
    tree, problems = read_tree(text, path)
    if tree is None or problems:
        raise Refused(with_excerpts(problems, {path: text}))
    return _File(path, content, text, tree, section)


def _repeated(file: _File, texts: Mapping[str, str]) -> Iterator[Problem]:
    """Report the ids that the section has already, also in a piece that is still a comment."""
    places = {str(id): id.place for id in _written_ids(file.items)}
    for number, line in enumerate(file.text.splitlines(), start=1):
        if commented := re.fullmatch(r"\s*# - id: (\S+)\s*", line):
            places.setdefault(commented[1], Place(file.path, number, line.index("#") + 1))
    for id in texts:
        if id in places:
            yield problem("entry_exists", places[id], id=id)


def _written_ids(items: Node | None) -> Iterator[Written]:
    if ids_in(items):
        for item in items if isinstance(items, WrittenList) else ():
            id = item.value("id") if isinstance(item, WrittenMapping) else None
            if isinstance(id, Written):
                yield id


def _extended(file: _File, texts: Sequence[str]) -> str:
    """The text of a file with items after the last one of its section.

    Raises Refused where the list is written in a way that takes no lines, such as `[…]`.
    """
    lines = file.text.splitlines(keepends=True)
    at, indent = _end_of_items(file, lines)
    before = "".join(lines[:at])
    open_end = "" if before.endswith("\n") or not before else "\n"
    block = open_end + "".join(f"\n{_indented(text, indent)}" for text in texts)
    text = before + (block.replace("\n", "\r\n") if "\r\n" in file.text else block) + "".join(lines[at:])
    tree, problems = read_tree(text, file.path)
    if problems or tree != _expected(file, "".join(texts)):
        place = file.items.place if file.items else Place(file.path, 1, 1)
        raise Refused(
            with_excerpts([problem("section_takes_no_lines", place, section=file.section)], {file.path: file.text})
        )
    return text


def _end_of_items(file: _File, lines: Sequence[str]) -> tuple[int, int]:
    """The number of lines before the place of a new item, and the indent of the items."""
    items = file.items
    indent = items.place.column - 1 if isinstance(items, WrittenList) else 0
    if items is file.tree or not isinstance(file.tree, WrittenMapping):
        return len(lines), indent
    begin = file.tree.key_place(file.section).line
    after = min((key.place.line for key in file.tree if key.place.line > begin), default=len(lines) + 1) - 1
    while after > begin and (not lines[after - 1].strip() or re.match(r"#", lines[after - 1])):
        after -= 1
    return after, indent


def _indented(text: str, indent: int) -> str:
    return "".join(" " * indent + line for line in text.splitlines(keepends=True))


def _expected(file: _File, added: str) -> Node:
    """What the file must hold afterwards: all that it held, and the new items."""
    new, _ = read_tree(added, file.path)
    items = [*(file.items if isinstance(file.items, WrittenList) else ()), *(new if isinstance(new, list) else ())]
    if not items:
        return file.tree
    place = Place(file.path)
    listed = WrittenList(items, place)
    if file.items is file.tree or not isinstance(file.tree, WrittenMapping):
        return listed
    return WrittenMapping({**file.tree, Written(file.section, place): listed}, place)
