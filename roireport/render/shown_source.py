"""Markdown without what its page does not show: comments, labels, dead addresses, extra cells.

Which words a page shows is tried, not guessed from the syntax. Each word is replaced by a mark of its own, and the note
is rendered. A word whose mark is missing is hidden. So this detects whatever the parser hides.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from html.entities import html5
from itertools import product
from typing import Final

from roireport.model.engagement import Narrative
from roireport.model.quotation import QUOTATION
from roireport.problems.problem import Problem, Refused, placed, problem
from roireport.render.html_names import ELEMENTS
from roireport.render.markdown import clean_html, html_of, pictures_of, refused_note

MOST_TRIALS: Final = 200
"""How often one note is rendered; a note that takes more is refused."""
MOST_MARKS: Final = 100
"""The limit that the refusal names: each mark of formatting takes two renderings or more."""
_MAY_HIDE: Final = re.compile(r"[<\[|&]|^[ \t>*+-]*[0-9]+[.)]|^[ \t>]*(?:```|~~~)", re.MULTILINE)
"""Without any of these all words of a note are on its page."""
_WORD: Final = re.compile(rf"{QUOTATION.pattern}|[^\W_]+|[^\w\s\x00-\x7f]+")
_FIGURE: Final = "figure"
"""The word that replaces a quoted figure in trials."""
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_FOOTNOTE: Final = re.compile(r"\[\^[^\]\s]+\]")
_ITEM: Final = re.compile(r"(?:^|\n)[ \t>*+-]*\Z")
_SCHEMES: Final = frozenset(("https", "mailto"))
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_BITS: Final = 14
"""Letters of a mark whose case counts places: more than a note can hold."""


@lru_cache(maxsize=32)
def without_hidden(text: str, anchors: frozenset[str] = frozenset()) -> str:
    """Blank out the words that the page of a note does not show.

    Lines, columns and the page stay the same. Where a blank would change the page, as in the label of a link, neutral
    letters and digits replace the word. Raises Refused where the note is too intricate to find out what it shows.
    """
    if not _MAY_HIDE.search(QUOTATION.sub("", text)):
        return text
    return _Trials(text, anchors).redacted()


def shown_note(note: Narrative, anchors: frozenset[str]) -> Narrative | Problem:
    """Return a narrative without its hidden words, or why it cannot be rendered."""
    try:
        missing = pictures_of(html_of(note.text)) - {picture.name for picture in note.pictures}
        if missing:  # written as HTML, or in a way that load does not know
            return problem("picture_missing", note.place, file=min(missing)[:60])
        return replace(note, text=without_hidden(note.text, anchors))
    except Refused as refused:
        return placed(refused.problems, note.place)[0]


class _Trials:
    """A note split into words and the text between them, rendered with other words each time."""

    def __init__(self, text: str, anchors: frozenset[str]) -> None:
        matches = list(_WORD.finditer(text))
        self.written = [word[0] for word in matches]
        self.between = _between(text, [word.span() for word in matches])
        self.words = [_FIGURE if word.startswith("[[") else word for word in self.written]
        starts = [word.start() for word in matches]
        self.commented, self.labels = _within(_COMMENT, text, starts), _within(_FOOTNOTE, text, starts)
        numbers = {word: number for number, word in enumerate(dict.fromkeys(map(str.casefold, self.words)))}
        self.numbers = [numbers[word.casefold()] for word in self.words]
        self.anchors, self.left, self.nonce = anchors, MOST_TRIALS, _nonce(text)
        digits = self.nonce.translate(_DIGITS)
        self.mark = re.compile(
            rf"zq{self.nonce}[a-z]{{3}}[xX]{{{_BITS}}}|97{digits}[0-9]{{6}}|\u2840[\u2801-\u280a]{{6}}\u2841"
        )
        self.page = self._set({})

    def redacted(self) -> str:
        """The text without its hidden words."""
        hidden = self._hidden([n for n in range(len(self.words)) if not self._is_syntax(n)])
        filled = self._filled(hidden)
        return self._text({n: new.ljust(len(self.written[n])) for n, new in filled.items()}, self.written)

    def _is_syntax(self, n: int) -> bool:
        """Whether a word is the name of an element or entity, a scheme or an item number.

        It holds no information, and the page needs it unchanged.
        """
        word, before, after = self.words[n], self.between[n], self.between[n + 1]
        if before.endswith(("<", "</")):
            return word.lower() in ELEMENTS
        if before.endswith(("&", "&#")) and after.startswith(";"):
            return f"{word};" in html5 or before.endswith("#")
        return self._is_item_number(n) or (word.lower() in _SCHEMES and after.startswith(":"))

    def _is_item_number(self, n: int) -> bool:
        """Whether a word is the number of an item of a list."""
        word, before, after = self.words[n], self.between[n], self.between[n + 1]
        if not (word.isdecimal() and len(word) <= 2 and after.startswith((".", ")"))):
            return False
        return n not in self.commented and _ITEM.search(before) is not None and (n == 0 or "\n" in before)

    def _hidden(self, group: Sequence[int]) -> list[int]:
        """Return the word numbers of a group that the page does not show.

        The same words are tried together as long as there are others: they may be the label of a link.
        """
        marks = {n: self._mark(n) for n in group}
        page = self._set(marks)
        words = {mark: self.words[n] for n, mark in marks.items()}
        if self.mark.sub(lambda found: words.get(found[0], found[0]), page) == self.page:
            shown = {found[0] for found in self.mark.finditer(page)}
            return [n for n in group if marks[n] not in shown]
        if len(group) == 1:  # the page needs it as it is
            return []
        return [n for half in self._halves(group) for n in self._hidden(half)]

    def _halves(self, group: Sequence[int]) -> tuple[list[int], list[int]]:
        """Split a group by word; by place where it has one word only."""
        numbers = list(dict.fromkeys(self.numbers[n] for n in group))
        if len(numbers) == 1:
            return list(group[: len(group) // 2]), list(group[len(group) // 2 :])
        first = set(numbers[: len(numbers) // 2])
        return [n for n in group if self.numbers[n] in first], [n for n in group if self.numbers[n] not in first]

    def _filled(self, hidden: Sequence[int]) -> dict[int, str]:
        """Return the replacements of hidden words: blanks, or letters where blanks would change the page."""
        blanks = {n: " " * len(self.words[n]) for n in hidden}
        letters = {n: self._neutral(n) for n in hidden}
        in_comments = {**letters, **{n: blanks[n] for n in hidden if n in self.commented}}
        for filled in (blanks, in_comments, letters):
            if self._set(filled) == self.page:
                return filled
        raise _too_intricate()

    def _set(self, instead: Mapping[int, str]) -> str:
        """Return the HTML of the note with some words replaced."""
        self.left -= 1
        if self.left < 0:
            raise _too_intricate()
        try:
            return clean_html(self._text(instead, self.words), self.anchors)
        except Refused:  # nested too deeply with these words
            return ""

    def _text(self, instead: Mapping[int, str], words: Sequence[str]) -> str:
        pieces = [self.between[0]]
        for n, word in enumerate(words):
            pieces += (instead.get(n, word), self.between[n + 1])
        return "".join(pieces)

    def _mark(self, n: int) -> str:
        """Return the mark of a word: letters, digits for an item number, signs for signs.

        The case of letters counts the places of a word, since the labels of links are the same in either case. Those of
        footnotes are not, and have no place.
        """
        word = self.words[n]
        if word.isdecimal() and _ITEM.search(self.between[n]):
            return f"97{self.nonce.translate(_DIGITS)}{n:06d}"
        if not word[0].isalnum():
            return f"\u2840{f'{n:06d}'.translate(_SIGNS)}\u2841"
        place = 0 if n in self.labels else n
        return f"zq{self.nonce}{_in_letters(self.numbers[n], 3)}" + "".join(
            "X" if place >> bit & 1 else "x" for bit in range(_BITS)
        )

    def _neutral(self, n: int) -> str:
        """Return neutral letters or digits, as long as the word; the same for equal words."""
        word = self.words[n]
        return "0" * len(word) if word.isdecimal() else _in_letters(self.numbers[n], len(word))


def _between(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """The text before, between and after some spans of it."""
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    return [text[end:start] for end, start in zip(ends, starts, strict=True)]


def _within(pattern: re.Pattern[str], text: str, starts: Sequence[int]) -> set[int]:
    """The numbers of the words that are in what a pattern finds in the text."""
    spans = [match.span() for match in pattern.finditer(text)]
    return {n for n, start in enumerate(starts) if any(first <= start < last for first, last in spans)}


_DIGITS: Final = str.maketrans(_LETTERS[:10], "0123456789")
_SIGNS: Final = {ord("0") + digit: 0x2801 + digit for digit in range(10)}


def _nonce(text: str) -> str:
    """Return letters that are not in the text, so that no word looks like a mark."""
    lower = text.lower()
    names = ("".join(letters) for letters in product(_LETTERS[:10], repeat=4))
    return next(name for name in names if name not in lower and name.translate(_DIGITS) not in lower)


def _in_letters(number: int, length: int) -> str:
    """A number of so many letters, as far as they reach."""
    letters = ""
    for _ in range(length):
        number, rest = divmod(number, len(_LETTERS))
        letters = _LETTERS[rest] + letters
    return letters


def _too_intricate() -> Refused:
    return refused_note("note_too_intricate", MOST_MARKS)
