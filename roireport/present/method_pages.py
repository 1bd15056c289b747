"""The method pages of the site: an index, and a page for each measure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

from roireport.assess.finding import Rule
from roireport.model.handbook import Handbook, Sheet
from roireport.model.period import Span, read_when
from roireport.present.challenge_pages import challenge_leaf
from roireport.present.language.formats import Formats
from roireport.present.language.words import Words
from roireport.present.sheet_page import MethodIndex, PagePart, SheetPage, Shelf, measure_leaf

_NUMBER: Final = re.compile(r"(?P<number>-?[0-9]+(\.[0-9]+)?)(?P<percent>%?)")
_MONTH: Final = re.compile(r"[0-9]{4}-[0-9]{2}")


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
            Shelf(family, words(f"method_page.family.{family}"), tuple(challenge_leaf(rule, words) for rule in members))
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
            related=tuple(challenge_leaf(by_id[id], words) for id in sheet.challenges),
            previous=measure_leaf(sheets[place - 1]) if place else None,
            following=measure_leaf(sheets[place + 1]) if place + 1 < len(sheets) else None,
        )
        for place, sheet in enumerate(sheets)
    )


def measure_addresses(handbook: Handbook) -> Mapping[str, str]:
    """Return the page of each formula, from the folder of the method."""
    return {formula: measure_leaf(sheet).href for sheet in handbook.sheets for formula in sheet.formulas}


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
