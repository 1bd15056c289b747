"""Characters that hide or turn text around, files in other encodings, files that are something else."""

import gzip
from typing import Final

from tests.attacks.case import Case
from tests.attacks.sound import COST, MAIN, SERIES
from tests.attacks.yaml_structure import costs, main

_HIDDEN: Final = "control characters, lone surrogates, bidi overrides"
_ENCODED: Final = "Latin-1, NUL, UTF-16"
_MUTATED: Final = "mutated files"
_JOINED: Final = "\u0915\u094d\u200d\u0937"
"""Devanagari as it is spelt."""


def _titled(id: str, character: str) -> Case:
    """A character as it is, in a title."""
    return main(id, _HIDDEN, MAIN.replace("Negotiation", f"Nego{character}tiation"), "E105:1")


def _escaped(id: str, escape: str, code: str = "E105") -> Case:
    """A character by its escape, in a title in quotes."""
    return main(id, _HIDDEN, MAIN.replace("Negotiation", f'"Nego{escape}tiation"'), f"{code}:1")


HIDDEN: Final = (
    _titled("a-bell", "\x07"),
    _titled("a-backspace", "\x08"),
    _titled("an-escape-sequence", "\x1b[2J"),
    _titled("a-delete", "\x7f"),
    _titled("a-next-line", "\x85"),
    _titled("a-line-separator", "\u2028"),
    _titled("a-right-to-left-override", "\u202e"),
    _titled("a-right-to-left-isolate", "\u2067"),
    _titled("an-arabic-letter-mark", "\u061c"),
    _titled("a-mark-of-byte-order-within", "\ufeff"),
    _titled("a-hidden-tag-letter", "\U000e0041"),
    _titled("a-left-to-right-mark", "\u200e"),
    _titled("a-right-to-left-mark", "\u200f"),
    _titled("a-space-without-width", "\u200b"),
    _titled("a-joiner-between-latin-letters", "\u200d"),
    _titled("a-non-joiner-between-latin-letters", "\u200c"),
    _titled("a-word-joiner", "\u2060"),
    _titled("a-soft-hyphen", "\u00ad"),
    _titled("a-filler-of-hangul", "\u3164"),
    _titled("a-filler-of-half-width", "\uffa0"),
    _titled("a-grapheme-joiner", "\u034f"),
    _titled("a-selector-after-a-letter", "\ufe0f"),
    _titled("a-selector-of-ideographs", "\U000e0100"),
    _titled("a-blank-of-braille", "\u2800"),
    _titled("an-annotation-mark", "\ufff9"),
    _escaped("an-escaped-bell", "\\a"),
    _escaped("an-escaped-override", "\\u202e"),
    _escaped("an-escaped-nul", "\\0"),
    _escaped("an-escaped-return", "\\r"),
    _escaped("an-escaped-right-to-left-mark", "\\u200f"),
    _escaped("an-escaped-soft-hyphen", "\\xad"),
    _escaped("a-reference-to-a-right-to-left-mark", "&rlm;"),
    _escaped("a-reference-by-number", "&#x200F;"),
    _escaped("an-escaped-tag-letter", "\\U000E0041"),
    _escaped("an-escaped-surrogate", "\\ud800", "E118"),
    _escaped("an-escape-beyond-unicode", "\\U00110000", "E118"),
    Case("an-override-in-a-note", _HIDDEN, {"narrative/summary.md": "12.34\u202e\n"}, ("E105 narrative/summary.md:1",)),
    Case("a-mark-in-a-note", _HIDDEN, {"narrative/summary.md": "x\n\n\u200f12 %\n"}, ("E105 narrative/summary.md:3",)),
    Case("a-reference-in-a-note", _HIDDEN, {"narrative/summary.md": "x\n&#8207;1\n"}, ("E105 narrative/summary.md:2",)),
    Case("a-mark-in-a-series", _HIDDEN, {"data/rate.csv": f"{SERIES}2025-02,\u200e20%\n"}, ("E105 data/rate.csv:4",)),
    Case("joiners-where-a-script-needs-them", _HIDDEN, {"narrative/summary.md": f"{_JOINED}\n"}, kept=(_JOINED,)),
    Case(
        "an-escape-in-a-series", _HIDDEN, {"data/rate.csv": f"{SERIES}2025-02,\x1b[31m20%\n"}, ("E105 data/rate.csv:4",)
    ),
    Case("a-tab-and-a-sign", _HIDDEN, {"narrative/summary.md": "Well\tdone \u2713\n"}, kept=("done \u2713",)),
    Case(
        "signs-of-private-use",
        _HIDDEN,
        {"narrative/summary.md": "well \ue0000\ue001x\ue002 done\n"},
        refused=("E139 narrative/summary.md:1",),
    ),
    Case(
        "letters-and-emoji-that-no-face-has",
        _HIDDEN,
        {"narrative/summary.md": "\u0645\u06cc\u200c\u062e \U0001f468\u200d\U0001f469 \u26a0\ufe0f\n"},
        refused=("E139 narrative/summary.md:1",),
    ),
)

_PNG: Final = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
ENCODED: Final = (
    costs("latin-1", _ENCODED, COST.replace("Fees", "Frais d'été").encode("latin-1"), "E104:1"),
    costs("a-nul", _ENCODED, COST.encode() + b"# \0\n", "E104:2"),
    costs("utf-16-with-a-mark", _ENCODED, COST.encode("utf-16"), "E104:1"),
    costs("utf-16-big-endian", _ENCODED, COST.encode("utf-16-be"), "E104:1"),
    costs("utf-32", _ENCODED, COST.encode("utf-32"), "E104:1"),
    costs("an-overlong-slash", _ENCODED, COST.encode() + b"# \xc0\xaf\n", "E104:2"),
    costs("an-encoded-surrogate", _ENCODED, COST.encode() + b"# \xed\xa0\x80\n", "E104:2"),
    costs("a-letter-cut-in-two", _ENCODED, COST.encode() + b"# \xc3", "E104:2"),
    Case("a-series-in-latin-1", _ENCODED, {"data/rate.csv": SERIES.encode() + b"\xe9"}, ("E104 data/rate.csv:4",)),
    Case(
        "a-note-in-utf-16",
        _ENCODED,
        {"narrative/summary.md": "Fine".encode("utf-16")},
        ("E104 narrative/summary.md:1",),
    ),
    Case("a-mark-of-byte-order", _ENCODED, {"costs.yaml": b"\xef\xbb\xbf" + COST.encode()}, kept=("Negotiation",)),
    Case("utf-7", _ENCODED, {"narrative/summary.md": "+ADw-script+AD4-alert(1)\n"}, kept=("+ADw-script+AD4-",)),
)
MUTATED: Final = (
    costs("a-picture", _MUTATED, _PNG, "E104:1"),
    costs("a-packed-file", _MUTATED, gzip.compress(COST.encode(), mtime=0), "E104:1"),
    costs("a-program", _MUTATED, b"\x7fELF\x02\x01\x01\0", "E104:1"),
    costs("a-printed-page", _MUTATED, "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n", "E119:1"),
    costs("a-web-page", _MUTATED, "<!doctype html>\n<script>alert(1)</script>\n", "E220:1"),
    costs("a-file-cut-within-a-line", _MUTATED, COST[:25], "E110:1"),
    costs("a-quote-that-never-closes", _MUTATED, COST.replace("Fees", '"Fees'), "E116:1"),
    costs("a-tab-at-the-beginning", _MUTATED, "-\tid: fees\n\tlabel: x\n", "E111:1"),
    costs("json-that-is-none", _MUTATED, '[{"id": "fees", "amount": NaN,}', "E117:1"),
    Case("a-series-that-is-a-picture", _MUTATED, {"data/rate.csv": _PNG}, ("E104 data/rate.csv:1",)),
    Case("a-series-of-one-quote", _MUTATED, {"data/rate.csv": '"'}, ("E405 data/rate.csv:1",)),
)
LETTERS: Final = (*HIDDEN, *ENCODED, *MUTATED)
