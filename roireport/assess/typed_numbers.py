"""V17: numbers that somebody typed in a narrative or the title, where the computed figure can be quoted."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from roireport.assess.finding import Case, Fact, Trigger, finding_phrases, for_author, rule
from roireport.assess.narrative_claims import claims_of, excerpt, sentences_of
from roireport.assess.prose_numbers import ProseNumber, numbers_in
from roireport.assess.quotable import Quotable, quotables
from roireport.assess.sources import COMMUNICATED
from roireport.model.engagement import Engagement
from roireport.model.local_text import LocalText
from roireport.model.located import Located
from roireport.model.visibility import is_for_client
from roireport.model.workspace import Severity
from roireport.text.characters import place_of

_TELLING: Final = 3
"""Significant digits from which a number says which figure it is, where the sentence does not."""
_COUNTED: Final = 2
"""Digits below which a count or a duration is no figure."""
_STATED: Final = re.compile(
    r"[\s*_»”\"]*(?:\(\w+\)\s*)?(?:(?:is|of|at|now|reaches|comes\sto|stands\sat|est|de|à|d[’']|atteint|s[’']élève\sà"
    r"|s[’']établit\sà|vaut|net|financier|financial|actuel|current|:|=)[\s*_]*){1,3}",
    re.IGNORECASE,
)
"""What stands between the name of a figure and its value, where a sentence states it as it is now."""
_NOT_NOW: Final = re.compile(
    r"\b(?:(?:19|20)\d{2}|si|visée?s?|cibles?|objectifs?|devai\w+|serai\w+|aurai\w+|était|étaient|prévue?s?"
    r"|if|targets?|would|should|could|was|were|plan\w*|expected|aimed)\b",
    re.IGNORECASE,
)
"""What says that a value is another one than today's: a year, a target, a condition."""
_CLAUSE_END: Final = re.compile(r"[,;()]")


@dataclass(frozen=True, slots=True)
class _Text:
    """The figures against which the sentences of an engagement are read.

    Args:
        typed: The numbers that were entered in its files.
        names: Names that may hold a number.
    """

    figures: Sequence[Quotable]
    typed: Collection[Decimal]
    names: Collection[str]
    currency: str

    def case(self, number: ProseNumber, sentence: str) -> tuple[str, Quotable | None] | None:
        """What is wrong with a number in its sentence, and the figure to quote; None where nothing is."""
        if not _may_be_a_figure(number):
            return None
        named = [figure for figure in self.figures if figure.is_named_in(sentence)]
        if same := self._same(number, named) or self._telling(number):
            return "same", same
        if self._was_typed(number):
            return None
        if wrong := self._contradicted(number, sentence, named):
            return "contradicts", wrong
        return ("typed", None) if number.is_figure else None

    def _same(self, number: ProseNumber, figures: Iterable[Quotable]) -> Quotable | None:
        """The first figure that a number is."""
        return next((figure for figure in figures if figure.prints_as(number, self.currency)), None)

    def _telling(self, number: ProseNumber) -> Quotable | None:
        """The figure that a number is in any sentence: it has digits enough, and no other value fits."""
        if not number.is_figure or number.digits < _TELLING:
            return None
        figures = [figure for figure in self.figures if figure.prints_as(number, self.currency)]
        return figures[0] if len({figure.figure.value for figure in figures}) == 1 else None

    def _contradicted(self, number: ProseNumber, sentence: str, named: Sequence[Quotable]) -> Quotable | None:
        """The figure whose name stands right before the number, and which it is not; of a KPI the latest value."""
        if number.is_count or _NOT_NOW.search(_clause(sentence, number)):
            return None
        latest_first = sorted(named, key=lambda figure: not figure.path.endswith(".latest"))
        return next(
            (
                figure
                for figure in latest_first
                if figure.figure.defined
                and figure.compares_with(number, self.currency)
                and any(_STATED.fullmatch(sentence, end, number.start) for end in figure.name_ends(sentence))
            ),
            None,
        )

    def _was_typed(self, number: ProseNumber) -> bool:
        return any(reading.prints(value) for reading in number.readings for value in self.typed)


def _clause(sentence: str, number: ProseNumber) -> str:
    """The part of a sentence, between commas and brackets, that holds a number."""
    before = [match.end() for match in _CLAUSE_END.finditer(sentence, 0, number.start)]
    after = _CLAUSE_END.search(sentence, number.end)
    return sentence[before[-1] if before else 0 : after.start() if after else len(sentence)]


def _may_be_a_figure(number: ProseNumber) -> bool:
    """Whether a number is a figure, or may be one of a count or a duration that its sentence names."""
    return number.is_figure or (number.kind != "percent" and number.digits >= _COUNTED)


@for_author
@rule("V17", "info", COMMUNICATED, key="narrative")
def number_typed_in_a_text(case: Case) -> Iterator[Trigger]:
    """V17: a narrative or the title gives a number that was typed, not quoted; a warning where it contradicts a figure.

    Left out are quotations, code, dates, ordinals, counts, confidence levels, and what was entered in the files (a
    target, a margin). A number contradicts a figure where its sentence states the figure's name right before it.
    """
    engagement = case.engagement
    text = _Text(
        quotables(engagement, case.results), frozenset(_decimals(engagement)), _names(engagement), engagement.currency
    )
    for form in sorted(set(engagement.title.forms.values()) or {str(engagement.title)}):
        for facts, severity, _ in _found(text, form):
            yield Trigger(None, facts, engagement.place("title"), severity)
    for note in engagement.narratives:
        ratios = set(_ratio_claims(case, note.text))
        for facts, severity, offset in _found(text, note.text):
            if offset not in ratios:
                yield Trigger(note.name, facts, place_of(note.text, offset, note.place.file), severity)


def _found(text: _Text, words: str) -> Iterator[tuple[dict[str, Fact], Severity, int]]:
    """Each number of a text that is a finding: its facts, its severity, and where it starts."""
    for start, sentence in sentences_of(words):
        for number in numbers_in(sentence, text.names):
            if outcome := text.case(number, sentence):
                name, figure = outcome
                facts: dict[str, Fact] = {"printed": number.printed, "sentence": excerpt(sentence).rstrip(" .")}
                if figure is not None:
                    facts |= {"path": figure.path, "figure": figure.figure}
                severity: Severity = "warning" if name == "contradicts" else "info"
                yield finding_phrases("V17", name, **facts), severity, start + number.start


def _ratio_claims(case: Case, text: str) -> Iterator[int]:
    """Where V03 finds a benefit-cost ratio that is called ROI: it says more."""
    financial = case.results.financial
    for claim in claims_of(text, roi=financial.roi.value, bcr=financial.bcr.value):
        yield claim.offset


def _decimals(value: Any) -> Iterator[Decimal]:
    """The numbers of a value of the model that a client may see, at every depth."""
    match value:
        case Decimal():
            yield value
        case Located():
            for name, field in type(value).model_fields.items():
                if is_for_client(field):
                    yield from _decimals(getattr(value, name))
        case tuple():
            for item in value:
                yield from _decimals(item)


def _names(engagement: Engagement) -> frozenset[str]:
    """The titles, names and labels of an engagement, in every language."""
    items = (*engagement.kpis, *engagement.costs, *engagement.gains, *engagement.nonfinancial)
    texts = [getattr(item, key, None) for item in items for key in ("name", "label", "short", "unit", "metric")]
    texts += [engagement.client.name, *(initiative.label for initiative in engagement.concurrent_initiatives)]
    named = [text for text in texts if isinstance(text, str)]
    return frozenset(form for text in named for form in (str(text), *LocalText.of(text).forms.values()))
