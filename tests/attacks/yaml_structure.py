"""Bombs, depth, duplicate keys: what a YAML file can be made of."""

from itertools import pairwise
from typing import Final

from tests.attacks.case import Case
from tests.attacks.sound import COST, MAIN

_STEPS: Final = tuple(pairwise("abcdefghi"))
_LAUGHS: Final = "a: &a [x, x]\n" + "".join(f"{new}: &{new} [*{old}, *{old}]\n" for old, new in _STEPS)
_MERGES: Final = "a: &a {x: 1}\n" + "".join(f"{new}: &{new} {{<<: [*{old}, *{old}]}}\n" for old, new in _STEPS)


def costs(id: str, threat: str, text: str | bytes, *refused: str) -> Case:
    """An attack by the costs alone."""
    return Case(id, threat, {"costs.yaml": text}, tuple(f"{each[:4]} costs.yaml{each[4:]}" for each in refused))


def main(id: str, threat: str, text: str, *refused: str) -> Case:
    """An attack by engagement.yaml alone."""
    return Case(
        id, threat, {"engagement.yaml": text}, tuple(f"{each[:4]} engagement.yaml{each[4:]}" for each in refused)
    )


BOMBS: Final = tuple(
    costs(id, "alias and merge-key bombs", text, *refused)
    for id, text, *refused in (
        ("a-billion-laughs", _LAUGHS, "E120:1"),
        ("merges-of-merges", _MERGES, "E120:1"),
        ("a-merge-without-an-anchor", "- <<: {id: fees}\n", "E122:1"),
        ("a-merge-within-a-line", "- {<<: {id: fees}, label: Fees}\n", "E122:1"),
        ("an-alias-of-nothing", "- *nowhere\n", "E121:1"),
        ("an-alias-as-a-key", "- *fees : 1\n", "E121:1"),
        ("an-anchor-at-a-key", "- &a id: fees\n", "E120:1"),
        ("an-anchor-at-the-top", "&a\n- id: fees\n", "E120:1"),
        ("a-list-within-itself", "&a [*a]\n", "E120:1"),
        ("a-tag-that-runs-a-command", "- !!python/object/apply:os.system ['id']\n", "E123:1"),
        ("a-tag-that-makes-an-object", "- !!python/name:os.system\n", "E123:1"),
        ("a-tag-that-includes-a-file", "- !include /etc/passwd\n", "E123:1"),
        ("a-tag-of-bytes", "- id: !!binary aGk=\n", "E123:1"),
        ("a-tag-of-a-set", "!!set {a, b}\n", "E123:1"),
        ("a-tag-by-a-directive", "%TAG ! tag:evil.example,2000:\n---\n- !a x\n", "E123:3"),
        ("a-directive-of-another-version", "%YAML 3.0\n---\n- id: fees\n", "E119:1"),
        ("a-second-document", f"{COST}---\n- id: more\n", "E124:2"),
    )
)
DEPTH: Final = tuple(
    costs(id, "depth", text, *refused)
    for id, text, *refused in (
        ("brackets", "[" * 200_000, "E125:1"),
        ("braces", "{a: " * 50_000, "E125:1"),
        ("dashes", "- " * 30_000, "E125:1"),
        ("question-marks", "? " * 30_000, "E125:1"),
        ("steps", "".join(f"{' ' * n}a:\n" for n in range(400)), "E125:21"),
        ("closed-brackets", "[" * 5_000 + "]" * 5_000, "E125:1"),
        ("brackets-after-a-sound-line", COST + "- " + "[" * 5_000, "E125:2"),
        ("thousands-of-items", "[" + "x," * 60_000 + "]", "E126:1"),
        ("thousands-of-keys", "- {" + ",".join(f"k{n}: 1" for n in range(30_000)) + "}", "E126:1"),
        ("a-mapping-as-a-key", "- {{a: 1}: 2}\n", "E128:1"),
        ("a-list-as-a-key", "- ? [a]\n  : 1\n", "E128:1"),
    )
)
DUPLICATES: Final = (
    main("a-key-twice", "duplicate keys", f"{MAIN}title: Other\n", "E127:7"),
    main("a-key-twice-in-quotes", "duplicate keys", f'{MAIN}"title": Other\n', "E127:7"),
    main("a-key-twice-by-an-escape", "duplicate keys", f'{MAIN}"\\x74itle": Other\n', "E127:7"),
    main("a-key-twice-in-a-line", "duplicate keys", MAIN.replace("Works}", "Works, name: Other}"), "E127:2"),
    main("a-key-thrice", "duplicate keys", f"{MAIN}title: Other\ntitle: Another\n", "E127:7", "E127:8"),
    costs("a-month-twice", "duplicate keys", COST.replace("amount: 1000", "flows: {2025-01: 1, 2025-01: 2}"), "E127:1"),
    costs("an-id-twice", "duplicate keys", COST * 2, "E301:2"),
    Case(
        "a-section-twice", "duplicate keys", {"engagement.yaml": f"{MAIN}costs:\n  {COST}"}, ("E108 engagement.yaml:7",)
    ),
)
STRUCTURE: Final = (*BOMBS, *DEPTH, *DUPLICATES)
