"""The document of the results keeps its names, and the reference engagement fills all of them."""

from collections.abc import Iterator
from typing import Any

import pytest

from roireport.model.language import Language
from roireport.present.document.results import results_document
from tests.contexts import LANGUAGES, engagement_ids, real

REFERENCE = "aurelis-excellence-commerciale"

NAMES: dict[str, Any] = {
    "engagement": "id title client currency as_of status horizon_months",
    "financial": "established cost cost_by_category gain gain_gross net_benefit roi bcr roi_12_months cost_to_date "
    "gain_to_date roi_to_date forecast_share beyond_horizon pv_cost pv_gain npv roi_discounted irr irr_roots mirr "
    "payback_months discounted_payback_months break_even peak_exposure gains offers cash_flow",
    "financial.gains[]": "id gross lag_ramp drop_off margin deadweight displacement attribution confidence risk "
    "net plan",
    "financial.offers[]": "id cost gain roi",
    "financial.cash_flow[]": "period cost gain plan cumulative discounted_cumulative forecast",
    "verdict": "kind low_case",
    "uncertainty": "draws seed roi percentile coverage probability_positive probability_target standard_error "
    "histogram sensitivity what_if break_even",
    "uncertainty.roi": "p10 p50 p90",
    "uncertainty.histogram[]": "from to share",
    "uncertainty.sensitivity[]": "input roi_low roi_high switching_value",
    "uncertainty.what_if[]": "id roi",
    "uncertainty.break_even[]": "input at value",
    "kpis[]": "id baseline target latest change attainment effect series",
    "kpis[].effect": "method mean low high periods",
    "kpis[].series[]": "period value counterfactual effect",
    "objectives[]": "id smart aligned status value_at_due reached_on pace",
    "objectives[].smart": "specific measurable achievable relevant time_bound",
    "nonfinancial": "index index_before index_now evidence_index coverage sign_stability points_per_10k "
    "dimensions criteria",
    "nonfinancial.criteria[]": "id gain progress weight",
    "combined": "extended_roi monetised left_out break_even_unquantified",
    "challenges[]": "rule severity subject message evidence remedy source accepted",
}
"""The keys of results.json: keys may be added, never renamed."""


def at(node: Any, path: str) -> Iterator[Any]:
    """Yield the nodes at a path; `[]` selects every member of a list."""
    head, _, rest = path.partition(".")
    members = node[head.removesuffix("[]")]
    for member in members if head.endswith("[]") else [members]:
        if rest:
            yield from at(member, rest)
        else:
            yield member


@pytest.mark.parametrize("id", engagement_ids())
def test_no_name_is_lost(id: str) -> None:
    document = results_document(real(id, "en"))
    assert document["schema"] == "roireport/results/1"
    lost = {path: set(names.split()) - one.keys() for path, names in NAMES.items() for one in at(document, path)}
    assert {path: names for path, names in lost.items() if names} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_engagement_fills_every_name(language: Language) -> None:
    """Except an offer without a gain, the transition, inputs without a value to switch at, and parts of a status."""
    at_hand = real(REFERENCE, language)
    document = results_document(at_hand)
    empty = [
        f"{path}.{name}"
        for path, names in NAMES.items()
        for node in at(document, path)
        for name in names.split()
        if node[name] in ([], {}) or (isinstance(node[name], dict) and "undefined" in node[name])
    ]
    without_gain = [offer.id for offer in at_hand.results.financial.offers if not offer.gain.defined]
    unswitchable = [
        swing.input for swing in at_hand.results.uncertainty.sensitivity if not swing.switching_value.defined
    ]
    not_needed = [one for one in at_hand.results.uncertainty.break_even if not one.value.defined]
    transitions = [row for kpi in at_hand.results.kpis for row in kpi.series if not row.effect.defined]
    assert (len(without_gain), len(unswitchable)) == (1, 3)
    statuses = [objective["status"] for objective in document["objectives"]]
    only_with = {"pace": {"not_due"}, "reached_on": {"reached_late"}, "value_at_due": set(statuses) - {"not_due"}}
    without = [f"objectives[].{name}" for name, those in only_with.items() for one in statuses if one not in those]
    assert sorted(empty) == sorted(
        [
            *("financial.offers[].gain", "financial.offers[].roi"),
            *["uncertainty.sensitivity[].switching_value"] * 3,
            *["kpis[].series[].effect"] * len(transitions),
            *["uncertainty.break_even[].value"] * len(not_needed),
            *without,
        ]
    )
