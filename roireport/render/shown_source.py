"""Markdown without what its page does not show: comments, labels, addresses that lead nowhere, cells too many.

Which words a page shows is not guessed from the syntax but tried: each word is replaced by a mark of its own, the note
is set, and a word whose mark is missing is hidden. So whatever the parser hides is found.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from markdown import Markdown

from roireport.model.quotation import QUOTATION
from roireport.render.markdown import TAGS, NoteRefused, clean_html

MOST_TRIALS: Final = 200
"""How often one note is set; words of which more would be needed to know count as hidden."""
_MAY_HIDE: Final = re.compile(r"[<\[|&]|^[ \t>*+-]*[0-9]+[.)]", re.MULTILINE)
"""Without any of these all words of a note are on its page."""
_WORD: Final = re.compile(rf"{QUOTATION.pattern}|[^\W_]+|[^\w\s\x00-\x7f]+")
_FIGURE: Final = "figure"
"""What a quoted figure is tried as."""
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_SHORTEST_LABEL: Final = 3
_ELEMENTS: Final = TAGS.union(Markdown().block_level_elements, ("b", "i", "img", "object", "span", "svg", "textarea"))
_SCHEMES: Final = frozenset(("https", "mailto"))


def without_hidden(text: str, anchors: Collection[str] = ()) -> str:
    """Blank out the words that the page of a note does not show; lines and columns keep their numbers.

    Where a blank would change the page, as in the label of a link, x and 0 take the place of letters and digits. The
    page stays as it was, but for a note of so much markup that not all of it can be tried: then more is left out.
    """
    if not _MAY_HIDE.search(QUOTATION.sub("", text)):
        return text
    return _Trials(text, anchors).redacted()


class _Trials:
    """A note in words and what stands between them, set again and again with other words."""

    def __init__(self, text: str, anchors: Collection[str]) -> None:
        found = list(_WORD.finditer(text))
        ends = [0, *(word.end() for word in found)]
        starts = [*(word.start() for word in found), len(text)]
        self.written = [word[0] for word in found]
        self.between = [text[end:start] for end, start in zip(ends, starts, strict=True)]
        self.words = [_FIGURE if word.startswith("[[") else word for word in self.written]
        self.anchors, self.left, self.nonce = anchors, MOST_TRIALS, _nonce(text)
        self.commented = {
            n for comment in _COMMENT.finditer(text) for n, word in enumerate(found) if _within(word, comment)
        }
        self.marked = re.compile(f"zq{self.nonce}n([0-9]+)z|97{self.nonce}([0-9]{{6}})|\u2840([\u2801-\u280a]+)\u2841")
        self.page = self._set({})

    def redacted(self) -> str:
        """The text without its hidden words."""
        hidden, needed = self._sorted([n for n in range(len(self.words)) if not self._is_syntax(n)])
        filled = self._filled(hidden)
        filled |= self._relabelled(needed, filled)
        return self._text({n: new.ljust(len(self.written[n])) for n, new in filled.items()}, self.written)

    def _is_syntax(self, n: int) -> bool:
        """Whether a word is the name of an element or the scheme of an address: it tells nothing, and pages need it."""
        word = self.words[n].lower()
        if self.between[n].endswith(("<", "</")):
            return word in _ELEMENTS
        return word in _SCHEMES and self.between[n + 1].startswith(":")

    def _sorted(self, group: list[int]) -> tuple[list[int], list[int]]:
        """Of a group of words those that are hidden, and those that the page needs as they are, shown or not."""
        if self.left <= 0:
            return group, []
        marks = {n: self._mark(n) for n in group}
        page = self._set(marks)
        if self._unmarked(page) == self.page:
            return [n for n in group if marks[n] not in page], []
        if len(group) == 1:
            return [], group
        half = len(group) // 2
        (hidden, needed), (more_hidden, more_needed) = self._sorted(group[:half]), self._sorted(group[half:])
        return hidden + more_hidden, needed + more_needed

    def _filled(self, hidden: Sequence[int]) -> dict[int, str]:
        """What takes the place of hidden words: blanks, or letters where blanks would change the page."""
        blanks = {n: " " * len(self.words[n]) for n in hidden}
        letters = {n: _neutral(self.words[n]) for n in hidden}
        in_comments = {**letters, **{n: blanks[n] for n in hidden if n in self.commented}}
        return next((filled for filled in (blanks, in_comments) if self._set(filled) == self.page), letters)

    def _relabelled(self, needed: list[int], before: Mapping[int, str]) -> dict[int, str]:
        """Words that the page needs to be the same in two places, as the label of a link, and does not show."""
        places: dict[str, list[int]] = defaultdict(list)
        for n in needed:
            places[self.words[n].casefold()].append(n)
        filled: dict[int, str] = {}
        for number, (word, group) in enumerate(places.items()):
            if len(group) > 1 and len(word) >= _SHORTEST_LABEL:
                label = {n: _label(number, len(self.words[n])) for n in group}
                mark = self._mark(group[0])
                tried = self._set(dict.fromkeys(group, mark))
                if tried == self.page and self._set({**before, **filled, **label}) == self.page:
                    filled |= label
        return filled

    def _set(self, instead: Mapping[int, str]) -> str:
        """The HTML of the note with other words in some places."""
        self.left -= 1
        try:
            return clean_html(self._text(instead, self.words), self.anchors)
        except NoteRefused:
            return ""

    def _text(self, instead: Mapping[int, str], words: Sequence[str]) -> str:
        pieces = [self.between[0]]
        for n, word in enumerate(words):
            pieces += (instead.get(n, word), self.between[n + 1])
        return "".join(pieces)

    def _mark(self, n: int) -> str:
        """What takes the place of a word while it is tried: of digits, letters or signs, as the word is."""
        word = self.words[n]
        if word.isdecimal():
            return f"97{self.nonce}{n:06d}"
        if word[0].isalnum():
            return f"zq{self.nonce}n{n}z"
        return f"\u2840{str(n).translate(_SIGNS)}\u2841"

    def _unmarked(self, page: str) -> str:
        """A page with the words in place of their marks."""
        return self.marked.sub(
            lambda found: self.words[int((found[1] or found[2] or found[3]).translate(_DIGITS))], page
        )


def _within(word: re.Match[str], comment: re.Match[str]) -> bool:
    return comment.start() <= word.start() and word.end() <= comment.end()


_SIGNS: Final = {ord("0") + digit: 0x2801 + digit for digit in range(10)}
_DIGITS: Final = {sign: digit for digit, sign in _SIGNS.items()}


def _nonce(text: str) -> str:
    """Digits that the text does not hold, so that no word of it is taken for a mark."""
    return next(str(number) for number in range(10_000, 10**9) if str(number) not in text)


def _neutral(word: str) -> str:
    """Letters and digits that say nothing, as many as the word has."""
    return "".join("0" if letter.isdecimal() else "x" for letter in word)


def _label(number: int, length: int) -> str:
    """A word of so many letters that no other number has, as far as the length allows."""
    letters = ""
    while number:
        number, rest = divmod(number, 26)
        letters = chr(ord("a") + rest) + letters
    return letters[-length:].rjust(length, "x")
