"""Settings, acceptances and the verdict."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, get_args

import pytest

from roireport.assess.assess import assess, unused_acceptances
from roireport.assess.catalogue import IDS, RULES, find_rule
from roireport.assess.finding import Finding
from roireport.assess.verdict import verdict
from roireport.load.rules import rule_ids
from roireport.measure.engagement import measure
from roireport.model.engagement import Engagement, EngagementFiles
from roireport.model.located import Located
from roireport.model.workspace import CheckSetting, Severity
from tests.engagements import cost, engagement, gain


def found(sample: Engagement, id: str, **checks: CheckSetting) -> list[Finding]:
    """The findings of one rule."""
    return [one for one in assess(sample, measure(sample), checks) if one.rule.id == id]


def half_forecast(**keys: Any) -> Engagement:
    """A gain of 1000, of which 60 % is forecast, not isolated: L02 and A01 fire."""
    flows = {"2025-12": 400, "2026-02": 600}
    return engagement(horizon="24 months", costs=[cost(500)], gains=[gain(flows=flows)], **keys)


def accepting(rule: str, until: str, subject: str | None = None) -> Engagement:
    """The same with an acceptance."""
    accepted = {"rule": rule, "reason": "Pilot", "by": "CFO", "until": until}
    return half_forecast(challenges={"accepted": [accepted | ({"subject": subject} if subject else {})]})


def test_the_catalogue_is_the_checklist_in_its_order() -> None:
    """By family, then by number, at least 8, 12, 10, 9, 4 and 9 of each; files may name exactly these."""
    assert tuple(one.id for one in RULES) == rule_ids()
    assert len(IDS) == len(RULES)
    count = Counter(id[0] for id in rule_ids())
    assert rule_ids() == tuple(sorted(rule_ids(), key=lambda id: ("ULAVRG".index(id[0]), int(id[1:]))))
    assert all(count[family] >= least for family, least in zip("ULAVRG", (8, 12, 10, 9, 4, 9), strict=True))


def test_blockers_infos_and_thresholds_are_those_of_the_checklist() -> None:
    def of(severity: Severity) -> set[str]:
        return {one.id for one in RULES if one.severity == severity}

    assert of("blocker") >= {"A01", "A04", "V01", "V02", "V03", "V06", "G02"}
    assert of("info") >= {"U05", "U08", "V08", "V09", "G03", "G09"}
    thresholds = {one.id: one.threshold for one in RULES if one.threshold}
    assert (
        thresholds.items()
        >= {
            **{"U02": Decimal("0.8"), "U06": Decimal("0.95"), "L02": Decimal("0.5"), "L04": Decimal(12)},
            **{"L05": Decimal(12), "L07": Decimal(3), "A03": Decimal("0.5"), "A06": Decimal("0.9")},
            **{"V05": Decimal("0.3"), "V07": Decimal("0.5"), "R02": Decimal("0.8")},
            **{"G07": Decimal("0.05"), "G08": Decimal(2)},
        }.items()
    )


@pytest.mark.parametrize(
    ("drivers", "severity"),
    [
        ((None, None), "blocker"),
        ((["a"], ["b"]), "warning"),
        ((["a"], ["a", "b"]), "blocker"),
        ((["a"], None), "warning"),
    ],
)
def test_one_effect_given_out_twice_is_a_warning_where_no_driver_is_shared(
    drivers: tuple[list[str] | None, ...], severity: Severity
) -> None:
    """A silent driver is the KPI."""
    named = [{} if names is None else {"drivers": names} for names in drivers]
    gains = [gain(id=f"g{n}", kpi="sales", per_month=10, **keys) for n, keys in enumerate(named)]
    (finding,) = found(engagement(kpis=[{"id": "sales", "baseline": 10}], gains=gains), "A08")
    assert finding.severity == severity


def test_every_rule_names_its_source_and_its_trigger() -> None:
    for rule in RULES:
        assert rule.source
        assert (rule.check.__doc__ or "").startswith(f"{rule.id}: ")


@pytest.mark.parametrize(("threshold", "fires"), [("0.59", 1), ("0.60", 0)])
def test_a_threshold_of_the_workspace_replaces_the_default(threshold: str, fires: int) -> None:
    assert len(found(half_forecast(), "L02", L02=CheckSetting.model_validate({"threshold": threshold}))) == fires


def test_a_severity_of_the_workspace_replaces_the_default() -> None:
    (finding,) = found(half_forecast(), "L02", L02=CheckSetting(severity="info"))
    assert finding.severity == "info"
    assert found(half_forecast(), "L02")[0].severity == "warning"


def test_findings_come_in_the_order_of_the_catalogue_and_then_of_the_files() -> None:
    gains = [gain(id=id, flows={"2025-06": 1}) for id in ("zinc", "amber")]
    findings = assess(sample := engagement(gains=gains), measure(sample), {})
    order = {one.id: place for place, one in enumerate(RULES)}
    assert [order[one.rule.id] for one in findings] == sorted(order[one.rule.id] for one in findings)
    assert [one.subject for one in findings if one.rule.id == "A01"] == ["zinc", "amber"]


def test_a_finding_tells_where_its_subject_was_written() -> None:
    (finding,) = found(half_forecast(), "A01")
    assert finding.place is not None
    assert finding.place.file == "gains.yaml"


def test_an_open_blocker_withholds_the_headline() -> None:
    standing = verdict(measure(sample := half_forecast()), assess(sample, measure(sample), {}))
    assert not standing.established
    assert [one.rule.id for one in standing.blockers] == ["A01"]


def test_a_blocker_that_is_made_a_warning_withholds_nothing() -> None:
    sample = half_forecast()
    findings = assess(sample, results := measure(sample), {"A01": CheckSetting(severity="warning")})
    assert verdict(results, findings).established


def test_an_accepted_blocker_lets_the_headline_stand_and_is_kept() -> None:
    """until is the day of the last data: it is still active."""
    sample = accepting("A01", "2025-12-31", "margin")
    findings = assess(sample, measure(sample), {})
    standing = verdict(measure(sample), findings)
    assert standing.established
    assert [one.accepted and one.accepted.by for one in standing.accepted_blockers] == ["CFO"]
    assert unused_acceptances(sample, findings) == ()


@pytest.mark.parametrize(
    ("until", "subject", "why"),
    [("2025-12-30", "margin", "expired"), ("2026-06-30", "travel", "no_finding"), ("2026-06-30", None, "no_finding")],
    ids=["expired", "another subject", "no subject"],
)
def test_an_acceptance_that_does_not_hold_accepts_nothing_and_is_named(
    until: str, subject: str | None, why: str
) -> None:
    sample = accepting("A01", until, subject)
    findings = assess(sample, measure(sample), {})
    assert not verdict(measure(sample), findings).established
    assert [one.why for one in unused_acceptances(sample, findings)] == [why]


def test_a_finding_on_the_engagement_is_accepted_without_a_subject() -> None:
    (finding,) = found(accepting("L02", "2026-01-31"), "L02")
    assert finding.accepted is not None
    (open_one,) = found(accepting("L02", "2026-01-31", "margin"), "L02")
    assert open_one.accepted is None


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(KeyError, match="X01"):
        find_rule("X01")


def test_a_rule_is_found_by_its_id() -> None:
    assert tuple(find_rule(one.id) for one in RULES) == RULES


def test_a_share_that_the_firm_estimated_is_found_by_its_name() -> None:
    sample = engagement(gains=[gain(per_month=100, attribution={"share": "60%", "by": "Cabinet Méridien, mars 2025"})])
    results = measure(sample)
    fired = [finding.rule.id for finding in assess(sample, results, {}, "cabinet méridien")]
    assert "A16" in fired
    assert "A16" not in [finding.rule.id for finding in assess(sample, results, {}, "Cabinet Vauban")]


def keys_of(model: Any, before: str = "") -> Iterator[str]:
    """Every key of a model of the files, by its section, nested ones too."""
    for name, info in model.model_fields.items():
        key = f"{before}{info.alias or name}"
        yield key
        for part in _models(info.annotation):
            yield from keys_of(part, f"{key}.")


def _models(annotation: Any) -> Iterator[Any]:
    if isinstance(annotation, type) and issubclass(annotation, Located):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def test_every_rule_names_a_key_that_can_be_written() -> None:
    keys = {*keys_of(EngagementFiles), "narrative"}
    assert len(keys) > 100
    assert [f"{rule.id}: {rule.key}" for rule in RULES if rule.key not in keys] == []


def test_the_rules_for_the_author_are_those_of_the_contract() -> None:
    """Contract 6 lists them; G15 came with the sign-offs, V17 with the search for typed numbers."""
    listed = "U01 U03 U04 L06 L08 L09 L12 A13 A17 V09 V13 V15 V17 R03 G01 G03 G04 G05 G09 G12 G13 G14 G15"
    assert {rule.id for rule in RULES if rule.for_author} == {*listed.split()} & IDS
