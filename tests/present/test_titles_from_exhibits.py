"""Every title is derived again from the table or chart that is printed under it, not from the results."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import pytest

from roireport.chart.drawing import Bar, Drawing, Text
from roireport.model.language import Language
from roireport.present.blocks import (
    Block,
    Decisions,
    Exhibit,
    Formula,
    Item,
    Points,
    Sentence,
    Table,
    TableRow,
    Takeaway,
    opened,
)
from roireport.present.context import ReportContext
from roireport.present.language.quoted_text import quoted_in
from roireport.present.report import SECTION_FUNCTIONS
from roireport.present.view import Section
from tests.contexts import LANGUAGES, engagement_ids, real

SECTIONS: Final = ("objectives", "tracking", "costs-gains", "roi", "robustness", "nonfinancial")
BOTH: Final = [(id, language) for id in engagement_ids() for language in LANGUAGES]
NUMBER: Final = {
    "fr": re.compile(r"\d+(?:\u202f\d{3})*(?:,\d+)?"),
    "en": re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?"),
}
COUNTS: Final = {
    "fr": ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"],
    "en": ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
}
POINTERS: Final = {
    "fr": re.compile(r" L(?:a|es) décisions? (?P<numbers>[\d, et]+), section (?P<section>\d), .*$"),
    "en": re.compile(r" Decisions? (?P<numbers>[\d, and]+) in section (?P<section>\d) .*$"),
}
"""The end of a takeaway that names decisions of another section."""
SCALES: Final = (-6, -3, 0, 3, 6)
"""A title may say 2.3 million where the table has thousands."""


def numbers(text: str, language: Language) -> list[Decimal]:
    """Return the numbers of a text, with the decimals that it writes."""
    digits_found = NUMBER[language].findall(re.sub(r"\d{2}/\d{2}/\d{4}", "", text))
    plain = [one.replace("\u202f", "") for one in digits_found]
    return [Decimal(one.replace(",", ".") if language == "fr" else one.replace(",", "")) for one in plain]


def printed(block: Block) -> Iterator[str]:
    """Yield what a reader sees of a block beside its title."""
    match block:
        case Exhibit(body=Drawing() as drawing):
            yield from (block.subtitle, block.note, *(text.text for text in drawing.texts))
        case Exhibit(body=Table() as table):
            yield from (block.subtitle, block.note, *(column.label for column in table.columns))
            yield from (text for row in table.rows for cell in row.cells for text in (cell.text, cell.sub))
        case Sentence() | Formula():
            yield block.text
        case Points():
            yield from (part for item in block.items for part in _parts(item))
        case _:
            return


def derived(block: Block) -> Iterator[Decimal]:
    """Yield what a reader computes from an exhibit: shares of its totals, progress between three levels, counts."""
    if not isinstance(block, Exhibit):
        return
    language: Language = "fr" if re.search(r"\d,\d|\u202f", " ".join(printed(block))) else "en"
    if isinstance(block.body, Table):
        rows = [row for row in block.body.rows if row.role != "group"]
        last = [numbers(row.cells[-1].text, language) for row in rows]
        total = last[-1][0] if rows and rows[-1].role == "total" and last[-1] else None
        yield from (value * 100 / total for (value, *_) in filter(None, last[:-1]) if total)
        return
    lines: dict[float, list[Text]] = {}
    for text in block.body.texts:
        lines.setdefault(round(text.y), []).append(text)
    for line in lines.values():
        levels = [numbers(text.text, language) for text in sorted(line, key=lambda text: text.x)]
        for before, now, target in zip(levels, levels[1:], levels[2:], strict=False):
            if before and now and target and target[0] != before[0]:
                yield (now[0] - before[0]) * 100 / (target[0] - before[0])
    yield dark_share(block.body, language)


def dark_share(drawing: Drawing, language: Language) -> Decimal:
    """The share of the dark bars in all bars, by the amounts beside them."""
    bars = [mark for mark in drawing.marks if isinstance(mark, Bar) and mark.role in ("actual", "reference")]
    amounts = [text for text in drawing.texts if text.weight == 600 and numbers(text.text, language)]
    if not bars or len(bars) != len(amounts):
        return Decimal(0)
    values = [numbers(text.text, language)[0] for text in amounts]
    dark = sum((value for bar, value in zip(bars, values, strict=True) if bar.role == "actual"), Decimal(0))
    return dark * 100 / sum(values)


def _parts(item: Item) -> tuple[str, str]:
    return item.lead, item.text


def holds(shown: list[Decimal], wanted: Decimal) -> bool:
    """Whether a printed number, in some scale, rounds to the one of a title."""
    step = Decimal(1).scaleb(min(0, int(wanted.as_tuple().exponent)))
    scaled = (value.scaleb(scale) for value in shown for scale in SCALES)
    return any(value.quantize(step, ROUND_HALF_UP) == wanted for value in scaled)


def claims(view: Section) -> Iterator[tuple[str, list[Block]]]:
    """Yield each title and takeaway with the blocks that it is derived from."""
    blocks = list(opened(view.blocks))
    yield view.title, blocks
    for block in blocks:
        if isinstance(block, Exhibit):
            yield block.title, [block]
        if isinstance(block, Takeaway):
            yield re.sub(POINTERS["fr"], "", re.sub(POINTERS["en"], "", block.text)), blocks


def loose(ctx: ReportContext, language: Language) -> list[Decimal]:
    """Return the numbers of the frame of a report, which every page may use: horizon, period and cut-off date."""
    engagement = ctx.engagement
    days = (engagement.as_of, engagement.period.start, engagement.period.end)
    named = [ctx.formats.day(day) for day in days]
    return [Decimal(engagement.horizon), *(value for text in named for value in numbers(text, language))]


@pytest.mark.parametrize(("id", "language"), BOTH)
@pytest.mark.parametrize("name", SECTIONS)
def test_every_number_of_a_title_is_printed_under_it(name: str, id: str, language: Language) -> None:
    """A section without any exhibit may give the ROI, which the summary prints."""
    ctx = real(id, language)
    lacking = []
    for title, blocks in claims(SECTION_FUNCTIONS[name](ctx)):
        if not any(isinstance(block, Exhibit) for block in blocks):
            assert all(
                holds(numbers(ctx.say("financial.roi"), language), wanted) for wanted in numbers(title, language)
            )
            continue
        shown = [value for block in blocks for text in printed(block) for value in numbers(text, language)]
        shown += [*loose(ctx, language), *(value for block in blocks for value in derived(block))]
        for wanted in numbers(title, language):
            if not holds(shown, wanted):
                lacking.append((title, wanted))
    assert lacking == []


@pytest.mark.parametrize(("id", "language"), BOTH)
def test_the_decisions_that_a_takeaway_names_rest_on_what_its_section_shows(id: str, language: Language) -> None:
    ctx = real(id, language)
    basis = {"fr": "repose sur\u00a0: ", "en": "rests on: "}[language]
    decisions = next(iter(opened(SECTION_FUNCTIONS["recommendations"](ctx).blocks)))
    rests_on = {
        str(item.number): fact.removeprefix(basis)
        for item in (decisions.items if isinstance(decisions, Decisions) else ())
        for fact in item.facts.split(" · ")
        if fact.startswith(basis)
    }
    named: set[str] = set()
    for name in SECTIONS:
        view = SECTION_FUNCTIONS[name](ctx)
        blocks = list(opened(view.blocks))
        shown = " ".join(text for block in blocks for text in printed(block))
        for pointer in (POINTERS[language].search(block.text) for block in blocks if isinstance(block, Takeaway)):
            numbers = re.findall(r"\d+", pointer["numbers"]) if pointer else []
            assert all(rests_on[number] in shown for number in numbers), (name, rests_on)
            named |= set(numbers)
    costs = {str(cost.label) for cost in ctx.engagement.costs}
    assert named == {number for number, label in rests_on.items() if label not in costs}


# ── Counts and names ────────────────────────────────────────────────────────


def exhibits(name: str, ctx: ReportContext) -> list[Exhibit]:
    blocks = opened(SECTION_FUNCTIONS[name](ctx).blocks)
    return [block for block in blocks if isinstance(block, Exhibit)]


def table_of(exhibit: Exhibit) -> Table:
    assert isinstance(exhibit.body, Table)
    return exhibit.body


def drawing_of(exhibit: Exhibit) -> Drawing:
    assert isinstance(exhibit.body, Drawing)
    return exhibit.body


def counted(title: str, language: Language) -> list[int]:
    """Return the counts that a title spells, a single one as 1."""
    words = re.findall(r"[\w’]+", title.lower())
    return [COUNTS[language].index(word) for word in words if word in COUNTS[language]]


@pytest.mark.parametrize(("id", "language"), BOTH)
def test_the_rows_at_their_target_are_those_that_the_title_counts(id: str, language: Language) -> None:
    ctx = real(id, language)
    for exhibit in exhibits("objectives", ctx):
        rows = {
            tuple(cell.text for cell in row.cells[2:6]): row.cells[5]
            for row in table_of(exhibit).rows
            if row.role != "group"
        }
        ranked = [numbers(cell.text, language)[0] * (-1 if "\u2212" in cell.text else 1) for cell in rows.values()
                  if cell.text != "—" and cell.tone != "muted"]  # fmt: skip
        reached = sum(share >= 100 for share in ranked)
        if 0 < reached < len(ranked):
            assert counted(exhibit.title, language) == [reached, len(ranked)]
        elif len(ranked) > 1:
            assert counted(exhibit.title, language)[-1] == len(ranked)


@pytest.mark.parametrize(("id", "language"), BOTH)
def test_the_objectives_named_as_missed_are_the_rows_with_that_status(id: str, language: Language) -> None:
    ctx = real(id, language)
    view = SECTION_FUNCTIONS["objectives"](ctx)
    rows = [
        row.cells for exhibit in exhibits("objectives", ctx) for row in table_of(exhibit).rows if row.cells[-1].pill
    ]
    states = {state: [cells[1].text.rpartition(" (")[0] or cells[1].text for cells in rows if cells[-1].text == state]
              for state in {cells[-1].text for cells in rows}}  # fmt: skip
    missed, met = (states.get(ctx.words(f"status.objective.{name}"), []) for name in ("missed", "reached"))
    if missed and met:
        *_, tail = view.title.rpartition(";")
        assert all(name in tail for name in missed)
        assert not any(name in tail for name in met)
        assert all(name in view.title for name in met) or counted(view.title, language)[0] == len(met)


@pytest.mark.parametrize(("id", "language"), BOTH)
def test_the_established_rows_are_those_that_the_title_counts(id: str, language: Language) -> None:
    ctx = real(id, language)
    for exhibit in exhibits("tracking", ctx):
        if isinstance(exhibit.body, Table):
            plain = ctx.words("tracking.effects.reserve.plain")
            net = [row.cells for row in exhibit.body.rows if row.cells[-1].text and row.cells[-1].text != plain]
            firm = [cells for cells in net if cells[2].strong]
            open_ = {ctx.words(f"tracking.effects.reserve.{form}") for form in ("zero", "open")}
            assert [cells for cells in net if cells[-1].text not in open_] == firm
            if len(net) > 1:
                assert counted(exhibit.title, language)[-1] == len(net)
            if 0 < len(firm) < len(net):
                assert counted(exhibit.title, language)[0] == len(firm)


@pytest.mark.parametrize(("id", "language"), BOTH)
def test_the_favourable_gaps_are_those_that_the_title_counts(id: str, language: Language) -> None:
    """A panel says which way is better; the sign of its last gap says which way the gap goes."""
    ctx = real(id, language)
    up = ctx.words("tracking.panel.sense.up")
    senses = tuple(ctx.words(f"tracking.panel.sense.{side}") for side in ("up", "down"))
    for exhibit in exhibits("tracking", ctx):
        if not isinstance(exhibit.body, Drawing):
            continue
        panels = [text for text in exhibit.body.texts if text.text.startswith(senses)]
        gaps = [text for text in exhibit.body.texts if text.role == "accent_text"]
        good = 0
        for gap in gaps:
            above = [panel for panel in panels if panel.y <= gap.y and panel.x <= gap.x]
            panel = max(above, key=lambda panel: (panel.y, panel.x))
            good += gap.text.startswith("+") == panel.text.startswith(up)
        if len(panels) > 1 and gaps:
            assert counted(exhibit.title, language)[-1] == len(gaps)
            assert 0 < good < len(gaps) or good == len(gaps)
            if good < len(gaps):
                assert counted(exhibit.title, language)[0] == good


@pytest.mark.parametrize(("id", "language"), BOTH)
def test_the_cascade_has_as_many_deductions_as_its_title_counts(id: str, language: Language) -> None:
    ctx = real(id, language)
    drawn = [exhibit for exhibit in exhibits("costs-gains", ctx) if isinstance(exhibit.body, Drawing)]
    cascades = [exhibit for exhibit in drawn if ctx.words("costs_gains.step.gross") in
                {text.text for text in drawing_of(exhibit).texts}]  # fmt: skip
    for exhibit in cascades:
        taken = [mark for mark in drawing_of(exhibit).marks if isinstance(mark, Bar) and mark.role == "reference"]
        if ctx.verdict.established and len(taken) > 2:
            assert counted(exhibit.title, language)[0] == len(taken) - 1  # the last grey bar is the cost


@pytest.mark.parametrize(("id", "language"), BOTH)
def test_the_best_offer_and_the_costs_without_a_gain_are_in_the_table(id: str, language: Language) -> None:
    ctx = real(id, language)
    for exhibit in exhibits("costs-gains", ctx):
        if exhibit.title.startswith(ctx.words("costs_gains.offers.title.withheld")) or len(table_rows(exhibit)) == 0:
            continue
        offer = re.compile(r"financial\.offers\.(?!None\.)")
        rows = [row for row in table_rows(exhibit) if any(map(offer.match, quoted_in(row.cells[1])))]
        ranked = [(numbers(row.cells[3].text, language)[0], row.cells[0].text) for row in rows
                  if numbers(row.cells[3].text, language) and "\u2212" not in row.cells[3].text]  # fmt: skip
        named = [row.cells[0].text for row in rows if row.cells[2].text == "—" and row.cells[1].text != "—"]
        if rows and ranked and ctx.verdict.established:
            assert max(ranked)[1] in exhibit.title
            assert all(name in exhibit.title for name in named)


def table_rows(exhibit: Exhibit) -> list[TableRow]:
    return list(exhibit.body.rows) if isinstance(exhibit.body, Table) else []
