"""A finding leads to what was written, and its numbers to what they were made of."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from roireport.assess.assess import assess
from roireport.assess.catalogue import RULES
from roireport.assess.finding import Fact, Finding, Phrase
from roireport.measure.engagement import measure
from roireport.measure.figure import Figure
from roireport.model.engagement import Engagement, Narrative
from roireport.model.place import Place
from tests.assess.cases import Example, examples, files
from tests.engagements import cost, engagement, gain

Where = Callable[[Engagement, Any], Place | None]

FIRING = [one for one in examples() if one.kind == "fires"]


def noun(sample: Engagement, id: str | None) -> Any:
    """What bears an id, wherever it stands."""
    everything: tuple[Any, ...] = (
        *(*sample.gains, *sample.costs, *sample.kpis, *sample.objectives, *sample.nonfinancial),
        *sample.challenges.unquantified,
        *sample.recommendations.decisions,
    )
    return next(one for one in everything if one.id == id)


def itself(sample: Engagement, id: str | None) -> Place | None:
    """Where the subject begins."""
    place: Place | None = noun(sample, id).place()
    return place


def at(key: str) -> Where:
    """At one key of the subject."""
    return lambda made, id: noun(made, id).place(key)


def nowhere(sample: Engagement, id: str | None) -> None:
    """What is missing, or follows from everything, stands nowhere."""


def of_engagement(key: str) -> Where:
    """At one key of engagement.yaml."""
    return lambda made, _: made.place(key)


def form_of_release(sample: Engagement, id: str | None) -> Place | None:
    """At the form in which the cash release was given; two releases of one driver lead to the later."""
    release = noun(sample, id)
    key = next((key for key in ("per_month", "per_year", "per_unit") if getattr(release, key) is not None), None)
    place: Place | None = release.place(key)
    return place


def next_measurement(sample: Engagement, id: str | None) -> Place | None:
    """At the next measurement, where one was set."""
    agreed = sample.challenges.expectations
    return agreed.place("remeasure_on") if agreed and agreed.remeasure_on else None


def furthest_observation(sample: Engagement, id: str | None) -> Place | None:
    """At the row that is furthest from the baseline."""
    assert id is not None
    baseline = sample.kpi(id).baseline
    assert baseline is not None
    return max(sample.series[id].rows, key=lambda row: abs(row.value - baseline)).place


def control_group(sample: Engagement, id: str | None) -> Place | None:
    """At the control group of a KPI, or of a gain's KPI; at the method where the group is not described."""
    subject = noun(sample, id)
    kpi = sample.kpi(subject.kpi) if hasattr(subject, "kpi") else subject
    place: Place | None = kpi.place("control") or kpi.place("counterfactual")
    return place


def day_of_agreement(sample: Engagement, id: str | None) -> Place | None:
    """At the day on which a target or a scale was set, or at a target that is the latest value."""
    if id is None:
        return sample.place("target_set_on")
    subject = noun(sample, id)
    if getattr(subject, "anchors", None) is not None:
        place: Place | None = subject.anchors.place("fixed_on")
    else:
        place = subject.place("set_on") or subject.place("target")
    return place


def fault_of_decision(sample: Engagement, id: str | None) -> Place | None:
    """At the date that has passed, at what is expected, or at the decision that names no basis."""
    decision = noun(sample, id)
    place: Place | None = decision.place("gain") or decision.place("due") if decision.basis else decision.place()
    return place


def place_of(written: str) -> Where:
    """The place that the file of a rule's cases names."""
    if written.startswith("engagement."):
        return of_engagement(written.removeprefix("engagement."))
    if "." in written:
        part, key = written.split(".")
        return lambda made, id: getattr(noun(made, id), part).place(key)
    return {"nowhere": nowhere, "subject": itself}.get(written, at(written))


WHERE: Mapping[str, Where] = {
    **dict.fromkeys(("A01", "A02", "A05", "L04", "L06", "L07", "L09", "L10", "R01", "V01", "V02"), itself),
    **dict.fromkeys(("G01", "G02", "G04", "G05", "G07", "G08", "U01", "U03"), itself),
    **dict.fromkeys(("G03", "G06", "G09", "L02", "L03", "L08", "R02", "R04", "U06", "U07", "U08", "V04"), nowhere),
    **dict.fromkeys(("L05", "L11"), of_engagement("horizon")),
    "L01": of_engagement("as_of"),
    "L12": next_measurement,
    "A03": lambda made, _: next(one for one in made.gains if one.evidence <= 1).place(),
    "A04": at("deadweight"),
    "A06": at("counterfactual"),
    "R03": at("risk"),
    "U02": lambda made, _: next(one for one in made.nonfinancial if not one.measured).place(),
    "U04": lambda made, id: noun(made, id).monetise.place(),
    "U05": lambda made, _: made.challenges.unquantified[0].place(),
    "V05": lambda made, _: next(one for one in made.gains if not one.cashable).place("cashable"),
    "V06": form_of_release,
    "V07": furthest_observation,
    "V08": lambda made, id: noun(made, id).monetise.place(),
    "V09": at("overrun"),
    **dict.fromkeys(("A13", "A15"), control_group),
    "G10": day_of_agreement,
    "G13": of_engagement("title"),
    "G14": fault_of_decision,
    "G15": lambda made, id: next(one for one in made.approvals if one.subject == id).place("item"),
    "V12": lambda made, _: next(one for one in made.costs if one.funded).place("funded"),
    "V13": lambda made, id: noun(made, id).place("source" if noun(made, id).source else "label"),
    **{rule: place_of(file["place"]) for rule, file in files().items() if "place" in file},
}
"""Where each rule sends a reader. A new rule states it in the file of its cases."""
IN_TEXTS = ("V03", "V17")
"""Rules that point into a narrative have tests of their own."""


def found(example: Example) -> list[Finding]:
    """What the rule of an example finds."""
    findings = assess(example.engagement, measure(example.engagement), {})
    return [one for one in findings if one.rule.id == example.rule]


def test_every_rule_has_a_place_of_its_own() -> None:
    assert {*WHERE, *IN_TEXTS} == {rule.id for rule in RULES}


@pytest.mark.parametrize("example", [one for one in FIRING if one.rule not in IN_TEXTS], ids=str)
def test_a_finding_leads_to_what_was_written(example: Example) -> None:
    where = WHERE[example.rule]
    assert [one.place for one in found(example)] == [where(example.engagement, id) for id in example.subjects]


FORMULAS: Mapping[str, tuple[str, ...]] = {
    "share_of_gain": ("part", "whole"),
    "gain_forecast": ("net", "to_date"),
    "gain_before_first_effect": ("net",),
    "gain_of_month": ("net",),
    "share_of_effect": ("effect",),
    "mean_effect_without_one": (),
    "baseline_apart": ("baseline", "mean"),
    "claimed_share": ("share", "deadweight"),
    "share_of_cost": ("part", "cost"),
    "correlation_of_changes": (),
    "claimed_of_effect": ("margin", "hours"),
    "share_of_forecast": ("recent", "forecast"),
    "mean_effect_of_some": (),
    "expected_a_month": ("high",),
    "gain_a_month": ("to_date",),
    "elapsed_share": ("observed",),
}
"""What the challenges compute themselves, and what of."""


def figures(fact: object) -> Iterator[Figure]:
    """The figures of a fact, also those in a phrase or a list."""
    if isinstance(fact, Figure):
        yield fact
    parts: tuple[object, ...] = ()
    if isinstance(fact, Phrase):
        parts = tuple(fact.facts.values())
    if isinstance(fact, tuple):
        parts = fact
    for part in parts:
        yield from figures(part)


def computed(facts: Mapping[str, Fact]) -> Iterator[Figure]:
    """The figures that are no result of the engagement, but of the rule."""
    for fact in facts.values():
        yield from (one for one in figures(fact) if one.formula in FORMULAS)


def test_what_a_rule_computes_names_its_inputs() -> None:
    figures = [figure for example in FIRING for finding in found(example) for figure in computed(finding.facts)]
    assert {figure.formula for figure in figures} == set(FORMULAS)
    for figure in figures:
        assert tuple(given.name for given in figure.inputs) == FORMULAS[figure.formula], figure.formula


def named_figures(facts: Mapping[str, Fact]) -> Iterator[tuple[str, Figure]]:
    """The figures of facts, each under the name of its fact."""
    for name, fact in facts.items():
        if isinstance(fact, Phrase):
            yield from named_figures(fact.facts)
        else:
            yield from ((name, one) for one in figures(fact))


def test_what_was_written_is_quoted_with_its_place_and_a_threshold_has_none() -> None:
    """A threshold is a setting of the workspace, or the checklist's own; silent: a target is 0 %, a share 100 %."""
    pairs = [pair for example in FIRING for finding in found(example) for pair in named_figures(finding.facts)]
    quoted = [(name, one) for name, one in pairs if one.formula == "typed"]
    assert len(quoted) > 20
    silent = [(name, one) for name, one in quoted if one.place is None]
    assert {(name, one.value) for name, one in silent if name != "threshold"} == {
        ("target", Decimal(0)),
        ("share", Decimal(1)),
    }
    assert [name for name, one in quoted if one.place is not None and name == "threshold"] == []


def test_the_mean_before_the_start_is_that_of_its_periods() -> None:
    example = next(one for one in FIRING if one.rule == "G07" and one.engagement.series)
    (finding,) = found(example)
    (mean,) = (one for one in figures(finding.facts["what"]) if one.formula == "mean_before")
    before = [row for row in example.engagement.series[str(finding.subject)].rows if row.period.end < date(2025, 1, 6)]
    assert [(given.name, given.figure.value) for given in mean.inputs] == [
        (str(row.period), row.value) for row in before
    ]


def test_a_claim_leads_to_its_line_and_column() -> None:
    """Its number begins the ninth column of the third line."""
    example = next(one for one in FIRING if one.rule == "V03")
    text = "Fine.\n\nROI was 2.26 in the end."
    place = Place("narrative/summary.md", 1, 1)
    sample = example.engagement.model_copy(update={"narratives": (Narrative("summary", None, text, place),)})
    results = measure(engagement(costs=[cost(100)], gains=[gain(flows={"2025-03": 226})]))
    (claim,) = (one for one in assess(sample, results, {}) if one.rule.id == "V03")
    assert claim.place == Place("narrative/summary.md", 3, 9)


def test_only_the_drivers_that_are_shared_are_named() -> None:
    drivers = (("price", "volume"), ("volume", "mix"), ("volume", "price", "rest"))
    gains = [gain(id=str(at), drivers=list(each), flows={"2025-03": 1}) for at, each in enumerate(drivers)]
    sample = engagement(gains=gains)
    facts = [one.facts for one in assess(sample, measure(sample), {}) if one.rule.id == "V02"]
    assert [(one["n"], one["drivers"], one["others"]) for one in facts] == [
        (1, ("volume",), ("0",)),
        (2, ("price", "volume"), ("0", "1")),
    ]


@pytest.mark.parametrize("rule", ["V06", "G07", "G08", "L09"])
def test_a_sentence_and_its_numbers_have_the_same_facts(rule: str) -> None:
    several = [finding.facts for one in FIRING if one.rule == rule for finding in found(one)]
    assert several
    for facts in several:
        what, numbers = facts["what"], facts["numbers"]
        assert isinstance(what, Phrase)
        assert isinstance(numbers, Phrase)
        assert numbers == Phrase(f"{what.key}_numbers", what.facts)


def test_the_share_of_some_gains_is_their_sum_by_the_whole() -> None:
    example = next(one for one in FIRING if one.rule == "A03" and len(one.engagement.gains) == 2)
    (share,) = (one for finding in found(example) for one in computed(finding.facts))
    part, whole = (given.figure for given in share.inputs)
    assert (part.known, whole.known) == (Decimal(600), Decimal(1000))
    assert part.formula == "gain_of_some"
    assert [given.name for given in part.inputs] == ["margin"]
