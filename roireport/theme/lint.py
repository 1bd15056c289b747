"""Everything that is wrong with a workspace's own templates."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from roireport.load.files import Reading
from roireport.load.handbook import HandbookRefused, read_handbook
from roireport.load.word_faults import key_faults, lacking_faults, sentence_faults
from roireport.load.words import WordsRefused, WrittenWord, read_words, written_words
from roireport.model.language import Language
from roireport.model.place import Place
from roireport.present.language.words import Words
from roireport.problems.excerpts import with_excerpts
from roireport.problems.problem import Problem, Problems, problem
from roireport.render.environment import environment
from roireport.render.markdown import sheet_problems
from roireport.render.origin import without_origin
from roireport.render.sheets import SITE_SCRIPTS, sheet_text
from roireport.render.style_faults import style_faults
from roireport.render.template_faults import Templates, parsed_templates, template_faults
from roireport.render.trial import trial_faults
from roireport.resources import TEMPLATES, template_folders, templates_folder
from roireport.theme.catalogue import (
    TemplateFile,
    built_in_paths,
    catalogue,
    own_paths,
    stands_in_for_a_section,
    unreadable_folders,
)
from roireport.theme.eject import paths_of

LANGUAGES: tuple[Language, ...] = ("fr", "en")
OwnWords = Mapping[Language, Mapping[str, WrittenWord]]


@dataclass(frozen=True, slots=True)
class WordsAtHand:
    """The words of each language, built in and the workspace's own, and why these could not be read."""

    built_in: Mapping[Language, Mapping[str, str | Mapping[str, str]]]
    own: OwnWords
    refused: tuple[Problem, ...]

    @staticmethod
    def of(root: Path) -> "WordsAtHand":
        """All that a workspace can say."""
        built_in = {each: read_words(templates_folder() / "words" / each) for each in LANGUAGES}
        try:
            return WordsAtHand(built_in, {each: _own_words(root, each) for each in LANGUAGES}, ())
        except WordsRefused as refused:
            return WordsAtHand(built_in, {each: {} for each in LANGUAGES}, refused.problems)

    @property
    def keys(self) -> Mapping[Language, Collection[str]]:
        return {each: {*self.built_in[each], *self.own[each]} for each in LANGUAGES}

    @property
    def said(self) -> Mapping[Language, Words]:
        """Sentences to try the templates with: the built-in one wherever the workspace's own cannot be said."""
        made: dict[Language, Words] = {}
        for language, own in self.own.items():
            faults = sentence_faults(own, language, self.built_in)
            unsaid = {fact for fault in faults for name, fact in fault.facts if name == "word"}
            entries = {key: word.entry for key, word in own.items() if key not in unsaid}
            made[language] = Words(language, {**self.built_in[language], **entries})
        return made


def lint(root: Path, names: Sequence[str] = ()) -> tuple[Problem, ...] | Problems:
    """All problems of the workspace's own templates, or of the files and folders that are named.

    Problems where a name is no template's: nothing was checked then.
    """
    known = tuple(dict.fromkeys((*own_paths(root), *built_in_paths())))
    chosen = [paths_of(name, known) for name in names]
    if unknown := [found for found in chosen if isinstance(found, Problem)]:
        return Problems(tuple(unknown))
    wanted = {f"{TEMPLATES}/{path}" for found in chosen if not isinstance(found, Problem) for path in found}
    ordered = sorted(_faults(root), key=lambda one: (one.place, one.key, one.facts))
    return tuple(one for one in ordered if not names or one.place.file in wanted or one.key == "unreadable_file")


def _faults(root: Path) -> tuple[Problem, ...]:
    if unreadable := tuple(unreadable_folders(root)):
        return unreadable
    files = [file for file in catalogue(root) if file.source != "built_in"]
    if not files:
        return ()
    reading = Reading(root)
    texts = {file.path: reading.text(f"{TEMPLATES}/{file.path}") for file in files}
    templates, unparsed = parsed_templates(root)
    words = WordsAtHand.of(root)
    read = (
        *reading.as_problems().items,
        *unparsed,
        *_word_faults(root, words, templates),
        *template_faults(templates, words.keys),
        *_handbook_faults(root),
        *(
            fault
            for path, text in texts.items()
            if text and path.endswith(".css")
            for fault in style_faults(path, text)
        ),
        *_shadow_faults(files, templates.used, texts),
        *_code(texts),
    )
    return tuple(dict.fromkeys((*read, *_tried(root, words, read))))


def _tried(root: Path, words: WordsAtHand, known: Sequence[Problem]) -> Iterator[Problem]:
    """What only filling the templates shows, once a line, where nothing is known to be wrong yet.

    A built-in template that fails is told of only where no own one does: it fails for want of what it is given.
    """
    ours = {f"{TEMPLATES}/{path}" for path in own_paths(root)}
    tried = [fault for said in words.said.values() for fault in trial_faults(environment(root), said)]
    by_line = {(each.place.file, each.place.line): each for each in reversed((*known, *tried))}
    fresh = [each for each in tried if by_line[each.place.file, each.place.line] is each]
    own = [each for each in fresh if each.place.file in ours]
    is_broken = own or any(each.level == "error" for each in known)
    yield from own if is_broken else fresh


def _word_faults(root: Path, words: WordsAtHand, templates: Templates) -> Iterator[Problem]:
    found = list(key_faults(words.own, words.built_in.values(), templates.quoted))
    for language, own in words.own.items():
        found += [*sentence_faults(own, language, words.built_in), *lacking_faults(own, words.built_in[language])]
    yield from words.refused
    yield from _with_lines(root, found)


def _own_words(root: Path, language: Language) -> Mapping[str, WrittenWord]:
    return written_words(root / TEMPLATES / "words" / language, root)


def _with_lines(root: Path, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    reading = Reading(root)
    for file in {each.place.file for each in problems}:
        reading.text(file)
    return with_excerpts(problems, reading.texts)


def _handbook_faults(root: Path) -> Iterator[Problem]:
    for language in LANGUAGES:
        try:
            handbook = read_handbook(template_folders(root), language)
        except HandbookRefused as refused:
            yield from refused.problems
        else:
            yield from sheet_problems(handbook)


def _shadow_faults(
    files: Sequence[TemplateFile], used: Collection[str], texts: Mapping[str, str | None]
) -> Iterator[Problem]:
    """Files that nothing reads, and shadows of what has changed."""
    for file in files:
        place = Place(f"{TEMPLATES}/{file.path}")
        if file.source == "own" and not _is_read(file.path, used):
            yield replace(problem("template_unread", place, near=file.near), level="warning")
        if file.out_of_date and file.origin:
            line = 2 if file.path.endswith(".md") else 1
            found = problem(
                "template_out_of_date", Place(place.file, line, 1), version=file.origin.version, path=file.path
            )
            yield from with_excerpts([replace(found, level="info")], {place.file: texts[file.path] or ""})


def _code(texts: Mapping[str, str | None]) -> Iterator[Problem]:
    """Warn of each script of the site that a workspace replaces by another: it is code, and no policy restrains it."""
    for path, text in texts.items():
        if text is not None and path in SITE_SCRIPTS and without_origin(text) != sheet_text(path, None):
            yield replace(problem("template_code", Place(f"{TEMPLATES}/{path}")), level="warning")


def _is_read(path: str, used: Collection[str]) -> bool:
    """Whether something reads a file that no built-in one stands behind: words by key, a section, another template."""
    parts = PurePosixPath(path).parts
    is_words = parts[0] == "words" and len(parts) == 3 and parts[1] in LANGUAGES and path.endswith(".yaml")
    is_sheet = parts[0] == "handbook" and parts[2:3] == ("measures",) and path.endswith(".md")
    return is_words or is_sheet or stands_in_for_a_section(path) or path in used
