"""An entry of the page of traces opens to the inputs of its figure, down to typed values."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from roireport.measure.figure import Figure
from roireport.model.language import Language
from roireport.present.blocks import TraceList
from roireport.present.context import ReportContext
from roireport.present.figures.value import exact
from roireport.present.report import report
from roireport.present.sections.traceability import traceability
from roireport.present.trace_entry import TraceEntry, TraceInput
from roireport.present.view import Section
from roireport.trace.tree import MOST_LEVELS, MOST_LINES, silent
from tests.contexts import LANGUAGES, ctx, engagement_ids, real, simple
from tests.engagements import cost, engagement

CASES = [(id, language) for id in engagement_ids() for language in LANGUAGES]


def entries(at_hand: ReportContext) -> tuple[TraceEntry, ...]:
    """The page of traces of a report."""
    (trace,) = [block for block in report(at_hand).trace.blocks if isinstance(block, TraceList)]
    return trace.entries


def lines(inputs: tuple[TraceInput, ...], level: int = 1) -> Iterator[tuple[int, TraceInput]]:
    """Every input listed, with its level."""
    for given in inputs:
        yield level, given
        yield from lines(given.inputs, level + 1)


@pytest.mark.parametrize(("id", "language"), CASES)
def test_every_published_figure_opens_to_all_inputs_of_its_formula(id: str, language: Language) -> None:
    at_hand = real(id, language)
    listed = entries(at_hand)
    assert len(listed) > 10
    for entry in listed:
        figure = at_hand.figures[entry.path]
        written = [part for part in figure.inputs if not silent(part.figure)]
        assert len(entry.inputs) == len(written) + any(silent(part.figure) for part in figure.inputs)
        assert (entry.measure, entry.more) == (figure.formula, "")
        assert bool(entry.inputs) == (entry.origin != at_hand.words("traceability.origin.typed")) or not figure.inputs


@pytest.mark.parametrize(("id", "language"), CASES)
def test_an_input_refers_to_its_entry_or_gives_its_origin(id: str, language: Language) -> None:
    at_hand = real(id, language)
    listed = entries(at_hand)
    paths = {entry.path for entry in listed}
    listed_inputs = [listed_input for entry in listed for _, listed_input in lines(entry.inputs)]
    assert any(listed_input.path for listed_input in listed_inputs)
    for listed_input in listed_inputs:
        assert bool(listed_input.path) != bool(listed_input.note)
        assert listed_input.name
        if listed_input.path:
            assert listed_input.path in paths
            assert listed_input.value == exact(at_hand, listed_input.path)
            assert not listed_input.inputs


@pytest.mark.parametrize(("id", "language"), CASES)
def test_an_entry_has_a_limited_number_of_inputs_and_levels(id: str, language: Language) -> None:
    for entry in entries(real(id, language)):
        nested = list(lines(entry.inputs))
        assert len(nested) <= max(MOST_LINES, len(entry.inputs))
        assert max((level for level, _ in nested), default=0) <= MOST_LEVELS


@pytest.mark.parametrize(("id", "language"), CASES)
def test_every_input_has_a_name_and_a_readable_place(id: str, language: Language) -> None:
    at_hand = real(id, language)
    raw = {part.name for figure in reached(at_hand) for part in figure.inputs}
    shown = {each.name for entry in entries(at_hand) for _, each in lines(entry.inputs)}
    assert {name for name in raw & shown if name.islower() and name.isascii()} == set()
    typed = at_hand.words("traceability.origin.typed")
    notes = [each.note for entry in entries(at_hand) for _, each in lines(entry.inputs) if each.note.endswith(typed)]
    assert notes
    assert [note for note in notes if not any(f"{kind}:" in note for kind in ("yaml", "csv"))] == []


def reached(at_hand: ReportContext) -> Iterator[Figure]:
    """Return all figures, with those that are only inputs of others."""
    waiting, seen = list(at_hand.figures.values()), set[int]()
    while waiting:
        figure = waiting.pop()
        if id(figure) not in seen:
            seen.add(id(figure))
            yield figure
            waiting += [part.figure for part in figure.inputs]


def test_the_inputs_of_a_cost_are_nested_down_to_their_lines() -> None:
    sample = engagement(costs=[cost(1000, overrun="10%", label="Fees"), cost(50, id="rooms", label="Rooms")])
    (block,) = [each for each in trace_of(ctx(sample), "financial.cost").blocks if isinstance(each, TraceList)]
    (entry,) = block.entries
    assert [(level, each.name, each.value, each.note) for level, each in lines(entry.inputs)] == [
        (1, "Cost · Fees", "€1,100.00", "amount × (1 − funded share) × (1 + overrun)"),
        (2, "Cost before funding and overrun", "€1,000.00", "amount within the horizon"),
        (3, "Amount", "€1,000.00", "costs.yaml:7 · entered"),
        (2, "Overrun rate", "10%", "costs.yaml:6 · entered"),
        (2, "By default", "", "Share funded by a third party 0%"),
        (1, "Cost · Rooms", "€50.00", "amount × (1 − funded share) × (1 + overrun)"),
        (2, "Cost before funding and overrun", "€50.00", "amount within the horizon"),
        (3, "Amount", "€50.00", "costs.yaml:12 · entered"),
        (2, "By default", "", "Share funded by a third party 0% · Overrun 0%"),
    ]
    assert block.commit == "commit 0a1b2c3"


def test_shared_inputs_are_listed_once_and_then_referred_to() -> None:
    sample = engagement(costs=[cost(1000, label="Fees")])
    blocks = trace_of(ctx(sample), "financial.cost", "financial.cost_by_category.fees").blocks
    (block,) = [block for block in blocks if isinstance(block, TraceList)]
    (again,) = block.entries[1].inputs
    assert (again.note, again.inputs) == ("inputs under no. 1", ())


def test_inputs_beyond_the_limit_are_counted() -> None:
    sample = engagement(costs=[cost(10, id=f"c{number}", label=f"Line {number}") for number in range(45)])
    (block,) = [each for each in trace_of(ctx(sample), "financial.cost").blocks if isinstance(each, TraceList)]
    (entry,) = block.entries
    assert (len(entry.inputs), entry.more) == (MOST_LINES, "5 more inputs")
    assert entry.inputs[0].note == "amount × (1 − funded share) × (1 + overrun) · costs.yaml:6 · 3 more inputs"


def test_a_missing_input_says_so() -> None:
    (block,) = [each for each in trace_of(ctx(simple()), "financial.pv_cost").blocks if isinstance(each, TraceList)]
    shown = [(each.name, each.value, each.note) for each in block.entries[0].inputs]
    assert shown[1] == ("Rate", "no discount rate is set", "not given")


def test_a_label_is_text_and_a_withheld_headline_is_traced_all_the_same() -> None:
    sample = simple(keys={"label": "<script>**x**</script>"})
    (block,) = [each for each in trace_of(ctx(sample), "financial.gain").blocks if isinstance(each, TraceList)]
    assert block.entries[0].inputs[0].name == "Credited gain · <script>**x**</script>"
    assert block.entries[0].value == f"€{Decimal(2260):,.2f}"


def trace_of(at_hand: ReportContext, *paths: str) -> Section:
    """Appendix B of a report that quotes these figures only."""
    return traceability(at_hand, tuple(at_hand.detail(path) for path in paths))
