"""Open a workspace: its settings, the ids of its engagements, the words of each language.

Nothing is computed or written here, so that a build without changes imports no more than this.
"""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TypeAlias

from roireport.load import words
from roireport.load.snapshot import FolderSnapshot
from roireport.load.word_faults import sentence_faults
from roireport.load.words import WrittenWord, written_words
from roireport.load.workspace import FILE, load_workspace, workspace_root
from roireport.model.language import LANGUAGES, Language
from roireport.model.workspace import Workspace
from roireport.present.language.words import Words
from roireport.problems.excerpts import with_excerpts
from roireport.problems.problem import Problem, Problems, Refused
from roireport.resources import TEMPLATES, template_folders, templates_folder

FileState: TypeAlias = tuple[str, int, int, int, int]
"""A file's path, inode, size, and times of change in nanoseconds."""


@dataclass(frozen=True, slots=True)
class OpenWorkspace:
    """A workspace that was opened: its root, its settings, the ids of its engagements, the words of each language.

    `state` is that of its settings, templates and logo before any of them was read.
    """

    root: Path
    settings: Workspace
    engagements: tuple[str, ...]
    words: Mapping[Language, Words]
    state: tuple[FileState, ...] = ()

    def is_unchanged(self) -> bool:
        """Whether no setting, template or logo was written since, an edit that was undone included."""
        return self.state == (*_state(self.root), *_logo_state(self.root, self.settings))


def open_workspace(start: Path) -> OpenWorkspace | Problems:
    """The workspace that a folder belongs to."""
    root = workspace_root(start)
    if isinstance(root, Problems):
        return root
    state = _state(root)
    loaded = load_workspace(root)
    if isinstance(loaded, Problems):
        return loaded
    state = (*state, *_logo_state(root, loaded.workspace))
    try:
        words = {language: words_of(language, loaded.root) for language in LANGUAGES}
    except Refused as refused:
        return Problems(refused.problems)
    return OpenWorkspace(loaded.root, loaded.workspace, tuple(loaded.engagements), words, state)


def _state(root: Path) -> tuple[FileState, ...]:
    """The state of the settings and of every file of the workspace's own templates.

    The time of the last change of an inode (ctime) cannot be set back, so an edit that was undone shows.
    """
    templates = (f"{folder}/{name}" for folder, _, names in os.walk(root / TEMPLATES) for name in sorted(names))
    return _states((f"{root}/{FILE}", *templates))


def _logo_state(root: Path, settings: Workspace) -> tuple[FileState, ...]:
    return _states((f"{root}/{settings.firm.logo}",)) if settings.firm.logo else ()


def _states(paths: Iterable[str]) -> tuple[FileState, ...]:
    states = []
    for path in paths:
        with suppress(OSError, ValueError):
            state = os.lstat(path)
            states.append((path, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns))
    return tuple(states)


def words_of(language: Language, root: Path | None = None) -> Words:
    """The built-in words, shadowed one by one by those of a workspace's own templates.

    Raises Refused where one of these cannot be filled: every report that needs it would stop there.
    """
    own = own_words(root, language) if root else {}
    if not own:
        return Words(language, partial(built_in_words, language))
    if faults := tuple(sentence_faults(own, language, {each: built_in_words(each) for each in LANGUAGES})):
        raise Refused(with_lines(root or Path(), faults))
    return Words(language, {**built_in_words(language), **{key: word.entry for key, word in own.items()}})


@cache
def built_in_words(language: Language) -> Mapping[str, str | Mapping[str, str]]:
    """Every word of a language as roireport has it, by its key."""
    return words.built_in_words(templates_folder() / "words" / language)


def own_words(root: Path, language: Language) -> Mapping[str, WrittenWord]:
    """The words of a workspace's own templates, with their places; none in the folder of the built-in ones."""
    folders = template_folders(root)
    own = folders[0] / "words" / language if len(folders) > 1 else None
    return written_words(own, root) if own and os.path.isdir(own) else {}


def with_lines(
    root: Path, problems: tuple[Problem, ...], snapshot: FolderSnapshot | None = None
) -> tuple[Problem, ...]:
    """Problems found after loading, with the lines that they are about; lines of the snapshot as they were read."""
    files = {problem.place.file for problem in problems}
    read = {file: snapshot.content(file) if snapshot else None for file in files}
    contents = (
        (file, content if isinstance(content, bytes) else (root / file).read_bytes()) for file, content in read.items()
    )
    return with_excerpts(problems, {file: content.decode("utf-8-sig") for file, content in contents})
