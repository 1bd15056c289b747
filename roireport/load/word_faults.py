"""Check the words of a workspace against the built-in ones."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from string import Formatter

from roireport.load.undrawn import undrawn_values
from roireport.load.words import Words, WrittenWord
from roireport.model.language import Language
from roireport.model.place import Place
from roireport.model.written import Written
from roireport.problems.problem import Problem, problem
from roireport.text.near import near

FORMS = ("one", "other")
"""The plural forms of French and English that every counted sentence has."""
Named = Mapping[str, WrittenWord]
"""A workspace's own words by key."""


def sentence_faults(own: Named, language: Language, built_in: Mapping[Language, Words]) -> Iterator[Problem]:
    """Yield the sentences of a language that cannot be filled: a build would stop at them.

    A fact that one language's sentence uses is there for the other's too. Each language decides whether a sentence
    has plural forms.
    """
    for name, word in own.items():
        entries = [words[name] for words in built_in.values() if name in words]
        yield from _plural_faults(name, word, built_in[language].get(name), entries)
        for text in word.texts.values():
            names, fault = _placeholders(text)
            if fault:
                yield problem("word_malformed", text.place, word=name, why=fault)
            yield from _unfilled(name, text, names, entries)
            yield from undrawn_values(text, {})


def lacking_faults(own: Named, built_in: Words) -> Iterator[Problem]:
    """Warn of facts that a sentence leaves out and the built-in one has."""
    for name, word in own.items():
        entry = built_in.get(name, "")
        for form, text in word.texts.items():
            original = entry if isinstance(entry, str) else entry.get(form, entry.get("other", ""))
            for placeholder in sorted(_names_in(original) - _names_in(text)):
                braced = _braced(placeholder)
                fault = problem(
                    "word_placeholder_lacking", text.place, word=name, placeholder=braced, original=original
                )
                yield replace(fault, level="warning")


def key_faults(own: Mapping[Language, Named], built_in: Collection[Words], used: Collection[str]) -> Iterator[Problem]:
    """Yield the words that nothing uses, and those that one of the languages lacks."""
    built_in_names = dict.fromkeys(name for words in built_in for name in words)
    for words in own.values():
        for name in (name for name in words if name not in built_in_names):
            if name in used:
                yield from _missing_in_a_language(name, words[name].key, own)
            else:
                yield problem("word_unknown", words[name].key, word=name, near=_near_key(name, built_in_names))


def _missing_in_a_language(name: str, place: Place, own: Mapping[Language, Named]) -> Iterator[Problem]:
    for language, words in own.items():
        if name not in words:
            file = f"templates/words/{language}/{name.partition('.')[0]}.yaml"
            yield problem("word_missing", place, word=name, language=language, file=file)


def _plural_faults(
    name: str, word: WrittenWord, entry: str | Mapping[str, str] | None, entries: Collection[str | Mapping[str, str]]
) -> Iterator[Problem]:
    is_counted = "" not in word.texts
    if is_counted and entries and not any(isinstance(built_in, Mapping) for built_in in entries):
        yield problem("word_not_plural", word.key, word=name)
    elif is_counted or isinstance(entry, Mapping):
        missing = ", ".join(f"`{form}`" for form in FORMS if form not in word.texts)
        if missing:
            yield problem("word_plural_missing", word.key, word=name, forms=missing)


def _unfilled(
    name: str, text: Written, names: Collection[str], entries: Collection[str | Mapping[str, str]]
) -> Iterator[Problem]:
    """Yield the placeholders that no built-in sentence of that key has: no fact fills them."""
    texts = [text for entry in entries for text in ([entry] if isinstance(entry, str) else entry.values())]
    allowed = sorted(set().union(*map(_names_in, texts))) if texts else sorted(names)
    for placeholder in sorted(set(names) - set(allowed)):
        choices = ", ".join(map(_braced, allowed)) or "—"
        guess = near(placeholder, allowed)
        meant, braced = _braced(guess) if guess else "", _braced(placeholder)
        yield problem(
            "word_placeholder_unknown", text.place, word=name, placeholder=braced, near=meant, allowed=choices
        )


def _braced(placeholder: str) -> str:
    return f"{{{placeholder}}}"


def _placeholders(text: str) -> tuple[tuple[str, ...], str]:
    """Return the names in braces, and the first content of braces that is not a plain name."""
    names: list[str] = []
    try:
        for _, name, spec, conversion in Formatter().parse(text):
            if name is None:
                continue
            field = f"{name}{'!' if conversion else ''}{conversion or ''}{':' if spec else ''}{spec}"
            if not field.isidentifier():
                return (), _braced(field)
            names.append(name)
    except ValueError as wrong:
        return (), str(wrong)
    return tuple(names), ""


def _names_in(text: str) -> set[str]:
    return set(_placeholders(text)[0])


def _near_key(name: str, keys: Collection[str]) -> str:
    """The closest key of the same file; empty where none is close."""
    file = name.partition(".")[0]
    return near(name, [key for key in keys if key.startswith(f"{file}.")], cutoff=0.75)
