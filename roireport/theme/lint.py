"""All problems of a workspace's own templates."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from roireport.load.files import Reading
from roireport.load.handbook import read_handbook
from roireport.load.library import is_library_file, read_library
from roireport.load.word_faults import key_faults, lacking_faults, sentence_faults
from roireport.load.words import WrittenWord, read_words, written_words
from roireport.model.language import LANGUAGES, Language
from roireport.model.place import Place
from roireport.present.language.words import Words
from roireport.problems.excerpts import with_excerpts
from roireport.problems.problem import Problem, Problems, Refused, problem
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
    is_section_template,
    own_paths,
    unreadable_folders,
)
from roireport.theme.eject import selected_paths

OwnWords = Mapping[Language, Mapping[str, WrittenWord]]


@dataclass(frozen=True, slots=True)
class WorkspaceWords:
    """The words of each language, built in and own, and why own ones could not be read."""

    built_in: Mapping[Language, Mapping[str, str | Mapping[str, str]]]
    own: OwnWords
    problems: tuple[Problem, ...]

    @staticmethod
    def of(root: Path) -> "WorkspaceWords":
        """Read the words of a workspace."""
        built_in = {language: read_words(templates_folder() / "words" / language) for language in LANGUAGES}
        try:
            return WorkspaceWords(built_in, {language: _own_words(root, language) for language in LANGUAGES}, ())
        except Refused as refused:
            return WorkspaceWords(built_in, {language: {} for language in LANGUAGES}, refused.problems)

    @property
    def keys(self) -> Mapping[Language, Collection[str]]:
        return {language: {*self.built_in[language], *self.own[language]} for language in LANGUAGES}

    @property
    def usable(self) -> Mapping[Language, Words]:
        """The words to try the templates with: a built-in sentence replaces each faulty own one."""
        words: dict[Language, Words] = {}
        for language, own in self.own.items():
            faults = sentence_faults(own, language, self.built_in)
            faulty = {fact for fault in faults for name, fact in fault.facts if name == "word"}
            entries = {key: word.entry for key, word in own.items() if key not in faulty}
            words[language] = Words(language, {**self.built_in[language], **entries})
        return words


def lint(root: Path, names: Sequence[str] = ()) -> tuple[Problem, ...] | Problems:
    """Find all problems of the workspace's own templates, or of the named files and folders.

    Returns:
        The problems by place, or `Problems` where a name is no template's: nothing was checked then.
    """
    paths, unknown = selected_paths(names, tuple(dict.fromkeys((*own_paths(root), *built_in_paths()))))
    if unknown:
        return Problems(unknown)
    files = {f"{TEMPLATES}/{path}" for path in paths}
    faults = sorted(_faults(root), key=lambda fault: (fault.place, fault.key, fault.facts))
    return tuple(fault for fault in faults if not names or fault.place.file in files or fault.key == "unreadable_file")


def _faults(root: Path) -> tuple[Problem, ...]:
    if unreadable := tuple(unreadable_folders(root)):
        return unreadable
    files = [file for file in catalogue(root) if file.source != "built_in"]
    if not files:
        return ()
    reading = Reading(root)
    texts = {file.path: reading.text(f"{TEMPLATES}/{file.path}") for file in files}
    templates, unparsed = parsed_templates(root)
    words = WorkspaceWords.of(root)
    read = (
        *reading.as_problems().items,
        *unparsed,
        *_word_faults(root, words, templates),
        *template_faults(templates, words.keys),
        *_handbook_faults(root),
        *_library_faults(root),
        *(
            fault
            for path, text in texts.items()
            if text and path.endswith(".css")
            for fault in style_faults(path, text)
        ),
        *_shadow_faults(files, templates.used, texts),
        *_script_warnings(texts),
    )
    return tuple(dict.fromkeys((*read, *_render_faults(root, words, read))))


def _render_faults(root: Path, words: WorkspaceWords, earlier: Sequence[Problem]) -> Iterator[Problem]:
    """Yield the faults that only rendering shows, one a line, on lines without an earlier problem.

    A fault of a built-in template counts only where there is no error in an own one: it may be the consequence.
    """
    own_files = {f"{TEMPLATES}/{path}" for path in own_paths(root)}
    faults = [fault for usable in words.usable.values() for fault in trial_faults(environment(root), usable)]
    new = _on_new_lines(faults, earlier)
    own = [fault for fault in new if fault.place.file in own_files]
    is_broken = own or any(fault.level == "error" for fault in earlier)
    yield from own if is_broken else new


def _on_new_lines(faults: Sequence[Problem], earlier: Sequence[Problem]) -> list[Problem]:
    """The first fault of each line that has no earlier problem."""
    by_line = {(fault.place.file, fault.place.line): fault for fault in reversed((*earlier, *faults))}
    return [fault for fault in faults if by_line[fault.place.file, fault.place.line] is fault]


def _word_faults(root: Path, words: WorkspaceWords, templates: Templates) -> Iterator[Problem]:
    faults = list(key_faults(words.own, words.built_in.values(), templates.quoted))
    for language, own in words.own.items():
        faults += [*sentence_faults(own, language, words.built_in), *lacking_faults(own, words.built_in[language])]
    yield from words.problems
    yield from _with_lines(root, faults)


def _own_words(root: Path, language: Language) -> Mapping[str, WrittenWord]:
    return written_words(root / TEMPLATES / "words" / language, root)


def _with_lines(root: Path, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    reading = Reading(root)
    for file in {fault.place.file for fault in problems}:
        reading.text(file)
    return with_excerpts(problems, reading.texts)


def _handbook_faults(root: Path) -> Iterator[Problem]:
    for language in LANGUAGES:
        try:
            handbook = read_handbook(template_folders(root), language)
        except Refused as refused:
            yield from refused.problems
        else:
            yield from sheet_problems(handbook)


def _library_faults(root: Path) -> Sequence[Problem]:
    library = read_library(template_folders(root))
    return library.items if isinstance(library, Problems) else ()


def _shadow_faults(
    files: Sequence[TemplateFile], used: Collection[str], texts: Mapping[str, str | None]
) -> Iterator[Problem]:
    """Own files that nothing reads, and copies of built-in files that have changed since."""
    for file in files:
        place = Place(f"{TEMPLATES}/{file.path}")
        if file.source == "own" and not _is_read(file.path, used):
            yield replace(problem("template_unread", place, near=file.near), level="warning")
        if file.out_of_date and file.origin:
            line = 2 if file.path.endswith(".md") else 1
            outdated = problem(
                "template_out_of_date", Place(place.file, line, 1), version=file.origin.version, path=file.path
            )
            yield from with_excerpts([replace(outdated, level="info")], {place.file: texts[file.path] or ""})


def _script_warnings(texts: Mapping[str, str | None]) -> Iterator[Problem]:
    """Warn of each site script that a workspace replaces: it is code, and no policy restrains it."""
    for path, text in texts.items():
        if text is not None and path in SITE_SCRIPTS and without_origin(text) != sheet_text(path, None):
            yield replace(problem("template_code", Place(f"{TEMPLATES}/{path}")), level="warning")


def _is_read(path: str, used: Collection[str]) -> bool:
    """Whether something reads a file without a built-in twin: words, a section, another template."""
    parts = PurePosixPath(path).parts
    is_words = parts[0] == "words" and len(parts) == 3 and parts[1] in LANGUAGES and path.endswith(".yaml")
    is_sheet = parts[0] == "handbook" and parts[2:3] == ("measures",) and path.endswith(".md")
    return is_words or is_sheet or is_section_template(path) or is_library_file(path) or path in used
