"""The method pages of the site: an index, a page for each measure, a page for each challenge."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from roireport.assess.finding import Rule
from roireport.model.handbook import Handbook, Sheet
from roireport.model.period import Span, read_when
from roireport.present.blocks import Tone
from roireport.present.language.formats import Formats
from roireport.present.language.words import Words
from roireport.present.severity import SEVERITY_TONES

_ACCEPTANCE: Final = "subject: …, reason: …, by: …, until: …"
_NUMBER: Final = re.compile(r"(?P<number>-?[0-9]+(\.[0-9]+)?)(?P<percent>%?)")
_MONTH: Final = re.compile(r"[0-9]{4}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Pill:
    """A state in a coloured lozenge."""

    text: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the method in a list; `href` from the folder of the method."""

    href: str
    title: str
    text: str = ""
    id: str = ""
    pill: Pill | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Pages of one family."""

    id: str
    heading: str
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class MethodIndex:
    """The first page: all measures and all challenges, by family."""

    kicker: str
    title: str
    lead: str
    measures: tuple[Shelf, ...]
    challenges: tuple[Shelf, ...]


@dataclass(frozen=True, slots=True)
class PagePart:
    """A part of a page: heading, Markdown, YAML and figures with their captions."""

    heading: str
    markdown: str = ""
    caption: str = ""
    code: str = ""
    rows_caption: str = ""
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A measure or a challenge.

    `href` is its own address from the folder of the method.
    """

    href: str
    kicker: str
    title: str
    question: str
    parts: tuple[PagePart, ...]
    source: str
    pill: Pill | None = None
    formula: str = ""
    symbols: str = ""
    related_title: str = ""
    related: tuple[Leaf, ...] = ()
    previous: Leaf | None = None
    following: Leaf | None = None


def method_index(handbook: Handbook, rules: Sequence[Rule], words: Words) -> MethodIndex:
    """Return all pages by family, in the order of the handbook and of the checklist."""
    measures = groupby(handbook.sheets, lambda sheet: sheet.family)
    challenges = groupby(rules, lambda rule: rule.family)
    return MethodIndex(
        kicker=words("method_page.kicker"),
        title=words("method_page.title"),
        lead=words("method_page.lead", measures=len(handbook.sheets), challenges=len(rules)),
        measures=tuple(
            Shelf(family, words(f"method_page.family.{family}"), tuple(measure_leaf(sheet) for sheet in sheets))
            for family, sheets in measures
        ),
        challenges=tuple(
            Shelf(
                family, words(f"method_page.family.{family}"), tuple(_challenge_leaf(rule, words) for rule in members)
            )
            for family, members in challenges
        ),
    )


def measure_pages(handbook: Handbook, rules: Sequence[Rule], words: Words) -> tuple[SheetPage, ...]:
    """Return a page for each sheet."""
    by_id = {rule.id: rule for rule in rules}
    sheets = handbook.sheets
    return tuple(
        SheetPage(
            href=measure_leaf(sheet).href,
            kicker=words(f"method_page.family.{sheet.family}"),
            title=sheet.title,
            question=sheet.question,
            parts=tuple(_measure_parts(sheet, words)),
            source=sheet.source,
            formula=sheet.words,
            symbols=sheet.symbols,
            related_title=words("method_page.related_challenges"),
            related=tuple(_challenge_leaf(by_id[id], words) for id in sheet.challenges),
            previous=measure_leaf(sheets[place - 1]) if place else None,
            following=measure_leaf(sheets[place + 1]) if place + 1 < len(sheets) else None,
        )
        for place, sheet in enumerate(sheets)
    )


def challenge_pages(handbook: Handbook, rules: Sequence[Rule], words: Words) -> tuple[SheetPage, ...]:
    """Return a page for each rule, in the words of the checklist."""
    leaves = [_challenge_leaf(rule, words) for rule in rules]
    return tuple(
        SheetPage(
            href=leaf.href,
            kicker=words("method_page.challenge", family=words(f"method_page.family.{rule.family}"), id=rule.id),
            title=leaf.title,
            question=leaf.text,
            parts=tuple(_challenge_parts(rule, handbook.firing.get(rule.id, ""), words)),
            source=rule.source,
            pill=leaf.pill,
            related_title=words("method_page.related_measures"),
            related=tuple(measure_leaf(sheet) for sheet in handbook.sheets if rule.id in sheet.challenges),
            previous=leaves[place - 1] if place else None,
            following=leaves[place + 1] if place + 1 < len(leaves) else None,
        )
        for place, (rule, leaf) in enumerate(zip(rules, leaves, strict=True))
    )


def measure_addresses(handbook: Handbook) -> Mapping[str, str]:
    """Return the page of each formula, from the folder of the method."""
    return {formula: measure_leaf(sheet).href for sheet in handbook.sheets for formula in sheet.formulas}


def measure_leaf(sheet: Sheet) -> Leaf:
    """Return the page of a measure as a list shows it."""
    return Leaf(f"measures/{sheet.id.replace('_', '-')}.html", sheet.title, sheet.question)


def _challenge_leaf(rule: Rule, words: Words) -> Leaf:
    pill = Pill(words(f"severity.{rule.severity}"), SEVERITY_TONES[rule.severity])
    name, question = (words(f"challenge.{rule.id}.{part}") for part in ("name", "question"))
    return Leaf(f"challenges/{rule.id}.html", name, question, rule.id, pill)


def _measure_parts(sheet: Sheet, words: Words) -> Iterator[PagePart]:
    """Yield the parts; the last is the example, with its engagements and its results."""
    *first, last = sheet.parts
    yield from (PagePart(part.heading, part.text) for part in first)
    rows = tuple((path, shown(result, words)) for path, result in sheet.example.results)
    several = "engagements" in sheet.example.sections
    caption = words("method_page.examples" if several else "method_page.example")
    rows_caption = words("method_page.results_of_several" if several else "method_page.results")
    yield PagePart(last.heading, last.text, caption, sheet.example.text, rows_caption, rows)


def shown(result: str, words: Words) -> str:
    """Write a result of an example in the language: a number, month, state or reason."""
    formats = Formats(words.language, "EUR")
    if match := _NUMBER.fullmatch(result):
        number = Decimal(match["number"])
        places = max(0, -int(number.as_tuple().exponent))
        return formats.percent(number / 100, places) if match["percent"] else formats.number(number, places)
    if _MONTH.fullmatch(result):
        month = read_when(result)
        return formats.span(month) if isinstance(month, Span) else result
    states = ("outcome", "objective", "pace", "verdict", "effect")
    keys = (f"undefined.{result}", *(f"status.{kind}.{result}" for kind in states))
    return words(next((key for key in keys if key in words), keys[-1]))


def _challenge_parts(rule: Rule, firing: str, words: Words) -> Iterator[PagePart]:
    """Yield trigger, reason and remedy, an engagement on which the rule fires, and its settings."""
    limit = _threshold(rule, words)
    facts = {"limit": limit, "threshold": f"{rule.threshold:f}", "needed": words("method_page.needed")}
    for part in ("trigger", "why", "remedy"):
        text = words(f"challenge.{rule.id}.{part}", **facts)
        listed = f"\n\n{_short_facts(rule, limit, words)}" if part == "trigger" else ""
        yield PagePart(words(f"method_page.{part}"), f"{text}{listed}")
    yield PagePart(
        words("method_page.firing"),
        words("method_page.firing_defaults" if firing else "method_page.firing_empty"),
        caption=words("method_page.example"),
        code=firing,
    )
    settings = [*([f"threshold: {_typed_threshold(rule)}"] if limit else []), f"severity: {rule.severity}"]
    yield PagePart(
        words("method_page.settings"),
        caption=words("method_page.settings_caption"),
        code="\n".join(
            (
                "# roireport.yaml",
                f"checks: {{{rule.id}: {{{', '.join(settings)}}}}}",
                "",
                "# challenges.yaml",
                f"accepted: [{{rule: {rule.id}, {_ACCEPTANCE}}}]",
            )
        ),
    )


def _short_facts(rule: Rule, limit: str, words: Words) -> str:
    """Say in a list for whom the rule is, which key to write, and its threshold."""
    reader = words("method_page.for_author" if rule.for_author else "method_page.for_reader")
    items = [reader, words("method_page.key", key=rule.key)]
    items += [words("method_page.threshold", limit=limit)] if limit else []
    return "\n".join(f"- {item}" for item in items)


def _threshold(rule: Rule, words: Words) -> str:
    """Write the threshold in its unit; empty where the rule has none."""
    if not rule.threshold:
        return ""
    formats = Formats(words.language, "EUR")
    if rule.counts is None:
        return formats.percent(rule.threshold)
    return words(f"method_page.{rule.counts}", n=rule.threshold, count=formats.number(rule.threshold))


def _typed_threshold(rule: Rule) -> str:
    return f"{rule.threshold:f}" if rule.counts else f"{rule.threshold * 100:.0f}%"
