"""What is wrong with the words of a workspace, compared with the built-in ones."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from string import Formatter

from roireport.load.words import Words, WrittenWord
from roireport.model.language import Language
from roireport.model.written import Written
from roireport.problems.problem import Problem, problem
from roireport.text.near import near

FORMS = ("one", "other")
"""The plural forms of French and English that every counted sentence has."""
Named = Mapping[str, WrittenWord]
"""A workspace's own words by key."""


def sentence_faults(own: Named, language: Language, built_in: Mapping[Language, Words]) -> Iterator[Problem]:
    """Sentences of a language that cannot be said: a build would stop at them.

    A fact that one language's sentence tells is there for the other's too; whether a sentence is counted, each decides.
    """
    for name, word in own.items():
        entries = [words[name] for words in built_in.values() if name in words]
        yield from _plural_faults(name, word, built_in[language].get(name), entries)
        for text in word.texts.values():
            names, fault = _placeholders(text)
            if fault:
                yield problem("word_malformed", text.place, word=name, why=fault)
            yield from _unfilled(name, text, names, entries)


def lacking_faults(own: Named, built_in: Words) -> Iterator[Problem]:
    """What a sentence no longer tells of what the built-in one of the same language tells: a warning."""
    for name, word in own.items():
        entry = built_in.get(name, "")
        for form, text in word.texts.items():
            original = entry if isinstance(entry, str) else entry.get(form, entry.get("other", ""))
            for placeholder in sorted(_names_in(original) - _names_in(text)):
                told = f"{{{placeholder}}}"
                found = problem("word_placeholder_lacking", text.place, word=name, placeholder=told, original=original)
                yield replace(found, level="warning")


def key_faults(own: Mapping[Language, Named], built_in: Collection[Words], used: Collection[str]) -> Iterator[Problem]:
    """Words, by language, that no sentence of ours and no template uses, and those that one language lacks."""
    known = dict.fromkeys(name for words in built_in for name in words)
    for words in own.values():
        for name in (name for name in words if name not in known):
            place = words[name].key
            if name not in used:
                yield problem("word_unknown", place, word=name, near=_near_key(name, known))
            for other in (other for other in own if name in used and name not in own[other]):
                file = f"templates/words/{other}/{name.partition('.')[0]}.yaml"
                yield problem("word_missing", place, word=name, language=other, file=file)


def _plural_faults(
    name: str, word: WrittenWord, entry: str | Mapping[str, str] | None, entries: Collection[str | Mapping[str, str]]
) -> Iterator[Problem]:
    is_counted = "" not in word.texts
    if is_counted and entries and all(isinstance(each, str) for each in entries):
        yield problem("word_not_plural", word.key, word=name)
    elif is_counted or isinstance(entry, Mapping):
        missing = [form for form in FORMS if form not in word.texts]
        if missing:
            yield problem("word_plural_missing", word.key, word=name, forms=", ".join(f"`{form}`" for form in missing))


def _unfilled(
    name: str, text: Written, names: Collection[str], entries: Collection[str | Mapping[str, str]]
) -> Iterator[Problem]:
    """Placeholders that no sentence of that key has, in any language or form: no fact would fill them."""
    texts = [text for entry in entries for text in ([entry] if isinstance(entry, str) else entry.values())]
    allowed = sorted(set().union(*map(_names_in, texts))) if texts else sorted(names)
    for placeholder in sorted(set(names) - set(allowed)):
        shown = ", ".join(f"{{{one}}}" for one in allowed) or "—"
        guess = near(placeholder, allowed)
        meant = f"{{{guess}}}" if guess else ""
        told = f"{{{placeholder}}}"
        yield problem("word_placeholder_unknown", text.place, word=name, placeholder=told, near=meant, allowed=shown)


def _placeholders(text: str) -> tuple[tuple[str, ...], str]:
    """The names in braces, and what stands in braces and is no plain name."""
    try:
        fields = [(name, spec, conversion) for _, name, spec, conversion in Formatter().parse(text) if name is not None]
    except ValueError as wrong:
        return (), str(wrong)
    for name, spec, conversion in fields:
        if not name.isidentifier() or spec or conversion:
            return (), f"{{{name}{'!' + conversion if conversion else ''}{':' + spec if spec else ''}}}"
    return tuple(name for name, _, _ in fields), ""


def _names_in(text: str) -> set[str]:
    return set(_placeholders(text)[0])


def _near_key(name: str, known: Collection[str]) -> str:
    """The key of the same file that was probably meant, else any."""
    file = name.partition(".")[0]
    return near(name, [key for key in known if key.startswith(f"{file}.")], cutoff=0.75)
