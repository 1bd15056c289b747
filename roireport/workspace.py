"""A workspace opened: its settings, the ids of its engagements, the words of each language.

Nothing here computes or writes anything, so that a run which finds nothing changed loads no more than this.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from roireport.load import words
from roireport.load.excerpts import with_excerpts
from roireport.load.word_faults import sentence_faults
from roireport.load.words import WordsRefused, WrittenWord, written_words
from roireport.load.workspace import load_workspace
from roireport.model.language import LANGUAGES, Language
from roireport.model.workspace import Workspace
from roireport.present.language.words import Words
from roireport.problems.problem import Problem, Problems, TemplatesRefused
from roireport.resources import template_folders, templates_folder


@dataclass(frozen=True, slots=True)
class OpenWorkspace:
    """A workspace at hand: its root, its settings, the ids of its engagements, the words of each language."""

    root: Path
    settings: Workspace
    engagements: tuple[str, ...]
    words: Mapping[Language, Words]


def open_workspace(start: Path) -> OpenWorkspace | Problems:
    """The workspace that a folder belongs to."""
    found = load_workspace(start)
    if isinstance(found, Problems):
        return found
    try:
        words = {language: words_of(language, found.root) for language in LANGUAGES}
    except TemplatesRefused as refused:
        return Problems(refused.problems)
    return OpenWorkspace(found.root, found.workspace, tuple(found.engagements), words)


def words_of(language: Language, root: Path | None = None) -> Words:
    """The built-in words, shadowed one by one by those of a workspace's own templates.

    WordsRefused where one of these could not be said: a report would stop at it, wherever it comes to it.
    """
    own = own_words(root, language) if root else {}
    if not own:
        return Words(language, partial(built_in_words, language))
    if faults := tuple(sentence_faults(own, language, {each: built_in_words(each) for each in LANGUAGES})):
        raise WordsRefused(with_lines(root or Path(), faults))
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


def with_lines(root: Path, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Problems found after loading, with the lines that they are about."""
    files = {problem.place.file for problem in problems}
    return with_excerpts(problems, {file: (root / file).read_text(encoding="utf-8-sig") for file in files})
