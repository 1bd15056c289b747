"""Remarks: each form in both languages, the columns, the leading three, independent claims."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from roireport.load.words import read_words
from roireport.measure.control_totals import result_at
from roireport.measure.outcomes import KINDS, SIDES
from roireport.measure.results import Outcome, Side
from roireport.model.engagement import Engagement
from roireport.model.language import Language
from roireport.present.context import ReportContext
from roireport.present.document.results import results_document
from roireport.present.story.outcome_text import outcome_message, outcome_text
from roireport.present.story.remarks import Remark, leading, remarks
from tests.contexts import LANGUAGES, ROOT, ctx, engagement_ids, finding, real
from tests.engagements import cost, criterion, engagement, gain


def kpi(id: str = "wins", *, method: str = "none", **keys: Any) -> dict[str, Any]:
    """A KPI on its way from 20 to 30, which the forecast leaves at 20 where there is one."""
    return {"id": id, "baseline": 20, "target": 30, "counterfactual": {"method": method}, **keys}


RIGHT_BEFORE = [("2024-11", 20, None, 20), ("2024-12", 20, None, 20)]
"""Two periods before the start whose forecast was right."""


def followed(latest: Any, *, id: str = "wins", before: Any = 25, **keys: Any) -> dict[str, Any]:
    """The sections of an engagement with one KPI and two periods."""
    rows = [*RIGHT_BEFORE, ("2025-11", before, None, 20), ("2025-12", latest, None, 20)]
    return {"kpis": [kpi(id, **keys)], "observed": {id: rows}}


def due(day: str | None = "2026-12-31") -> list[dict[str, Any]]:
    return [{"id": "o", "statement": "Win", "kpi": "wins", "target": 30, **({"due": day} if day else {})}]


def scored(current: Any, target: Any = 4) -> list[dict[str, Any]]:
    keys = {key: level for key, level in (("current", current), ("target", target)) if level is not None}
    return [criterion(anchors={"worst": 1, "best": 5}, baseline=2, **keys)]


def earned(monthly: Any, planned: Any = 10) -> list[dict[str, Any]]:
    plan: dict[str, Any] = {} if planned is None else {"plan": {"per_month": planned}}
    return [gain(per_month=monthly, **plan)]


LISTED_SIDES: tuple[Side, ...] = ("favourable", "unfavourable", "open")
FORECAST: dict[str, Any] = {"method": "forecast"}
SENTENCES: dict[str, tuple[dict[str, Any], str, str]] = {
    "gain.ahead": (
        {"gains": earned(20)},
        "240 € de gain net à ce jour, soit 200 % des 120 € prévus.",
        "€240 credited to date, 200% of the €120 planned.",
    ),
    "gain.level": (
        {"gains": earned(10)},
        "120 € de gain net à ce jour, comme prévu.",
        "€120 credited to date, as planned.",
    ),
    "gain.behind": (
        {"gains": earned("9.9990")},
        "120 € de gain net à ce jour, soit 99,99 % des 120 € prévus.",
        "€120 credited to date, 99.99% of the €120 planned.",
    ),
    "gain.ahead of nothing": (
        {"gains": earned(20, 0)},
        "240 € de gain net à ce jour, alors qu’aucun n’était encore prévu.",
        "€240 credited to date, while none was planned yet.",
    ),
    "gain.ahead of a loss": (
        {"gains": earned(-5, -10)},
        "−60 € de gain net à ce jour, contre −120 € prévus.",
        "−€60 credited to date, compared with −€120 planned.",
    ),
    "gain.not_yet": (
        {"gains": earned(0, 0)},
        "aucun gain à ce jour, et aucun n’était encore prévu.",
        "no gain to date, and none was planned yet.",
    ),
    "gain.unknown": (
        {"gains": earned(5, None)},
        "non comparable à un plan (aucun plan n’est enregistré).",
        "cannot be compared with a plan (no plan is recorded).",
    ),
    "kpi_effect.favourable": (
        followed(24, before=24, **FORECAST),
        "effet net moyen favorable établi de +4,0, soit 40 % du changement prévu "
        "(intervalle à 90 % [+4,0 ; +4,0]).",
        "an established favourable mean net effect of +4.0, 40% of the gap between baseline and target "
        "(90% interval [+4.0; +4.0]).",
    ),
    "kpi_effect.favourable, less is better": (
        followed(18, before=18, target=10, direction="down", unit="days", **FORECAST),
        "effet net moyen favorable établi de −2,0 jours, soit 20 % du changement prévu "
        "(intervalle à 90 % [−2,0 ; −2,0 jours]).",
        "an established favourable mean net effect of −2.0 days, 20% of the gap between baseline and target "
        "(90% interval [−2.0; −2.0 days]).",
    ),
    "kpi_effect.unfavourable": (
        followed(16, before=16, unit="money", **FORECAST),
        "effet net moyen défavorable établi de −4 €, soit −40 % du changement prévu "
        "(intervalle à 90 % [−4 ; −4 €]).",
        "an established unfavourable mean net effect of −€4, −40% of the gap between baseline and target "
        "(90% interval [−€4; −€4]).",
    ),
    "kpi_effect.favourable, without a way": (
        followed(24, before=24, target=20, **FORECAST),
        "effet net moyen favorable établi de +4,0 (intervalle à 90 % [+4,0 ; +4,0]).",
        "an established favourable mean net effect of +4.0 (90% interval [+4.0; +4.0]).",
    ),
    "kpi_effect.not_established": (  # 0 and 2: 1 ± 6.313752
        followed(22, before=20, **FORECAST),
        "effet net moyen de +1,0 dans le sens souhaité, non établi (intervalle à 90 % [−5,3 ; +7,3]).",
        "a mean net effect of +1.0 in the desired direction, not established (90% interval [−5.3; +7.3]).",
    ),
    "kpi_effect.not_established, the other way": (
        followed(22, before=20, target=10, direction="down", unit="days", **FORECAST),
        "effet net moyen de +1,0 jour à l’opposé du sens souhaité, non établi "
        "(intervalle à 90 % [−5,3 ; +7,3 jours]).",
        "a mean net effect of +1.0 days away from the desired direction, not established "
        "(90% interval [−5.3; +7.3 days]).",
    ),
    "kpi_effect.not_established, none": (
        followed(20, before=20, **FORECAST),
        "effet net moyen de 0,0, non établi (intervalle à 90 % [0,0 ; 0,0]).",
        "a mean net effect of 0.0, not established (90% interval [0.0; 0.0]).",
    ),
    "kpi_effect.single": (
        {"kpis": [kpi(**FORECAST)], "observed": {"wins": [("2025-12", 24, None, 20)]}},
        "effet net de +4,0 dans le sens souhaité, sur trop peu de périodes pour être établi.",
        "a net effect of +4.0 in the desired direction, over too few periods to be established.",
    ),
    "kpi_effect.unknown": (
        followed(24),
        "effet net inconnu (aucune comparaison n’isole l’effet de la mission).",
        "net effect unknown (no comparison isolates the effect of the engagement).",
    ),
    "kpi_attainment.beyond": (
        followed(32),
        "de 20 à 32, au-delà de la cible de 30.",
        "from 20 to 32, beyond the target of 30.",
    ),
    "kpi_attainment.reached": (
        followed(30),
        "de 20 à 30, la cible est atteinte.",
        "from 20 to 30, the target is met.",
    ),
    "kpi_attainment.not_due": (
        {**followed(26), "objectives": due()},
        "de 20 à 26, soit 60 % du changement prévu jusqu’à 30, dont l’échéance n’est pas passée.",
        "from 20 to 26, 60% of the planned change to 30, which is not due yet.",
    ),
    "kpi_attainment.short": (
        {**followed("29.9999"), "objectives": due(None)},
        "de 20,0000 à 29,9999, soit 99,999 % du changement prévu jusqu’à 30,0000.",
        "from 20.0000 to 29.9999, 99.999% of the planned change to 30.0000.",
    ),
    "kpi_attainment.still": (
        followed(20),
        "stable à 20, pour une cible de 30.",
        "unchanged at 20, for a target of 30.",
    ),
    "kpi_attainment.away": (
        followed(18),
        "s’éloigne de la cible de 30, de 20 à 18.",
        "moved away from the target of 30, from 20 to 18.",
    ),
    "kpi_attainment.unknown": (
        followed(24, target=10),
        "progression vers la cible inconnue (la cible est à l’opposé du sens souhaité).",
        "progress to target unknown (the target lies in the unwanted direction).",
    ),
    "criterion.beyond": (
        {"nonfinancial": scored(4, 3)},
        "de 2 à 4, au-delà de la cible de 3.",
        "from 2 to 4, beyond the target of 3.",
    ),
    "criterion.reached": (
        {"nonfinancial": scored(3, 3)},
        "de 2 à 3, la cible est atteinte.",
        "from 2 to 3, the target is met.",
    ),
    "criterion.short": (
        {"nonfinancial": scored(2.5)},
        "de 2,0 à 2,5, soit 25 % du changement prévu jusqu’à 4,0.",
        "from 2.0 to 2.5, 25% of the planned change to 4.0.",
    ),
    "criterion.moved": ({"nonfinancial": scored(3, None)}, "de 2 à 3.", "from 2 to 3."),
    "criterion.held": ({"nonfinancial": scored(2, 2)}, "stable à 2, comme visé.", "stable at 2, as aimed at."),
    "criterion.still": ({"nonfinancial": scored(2)}, "inchangé à 2.", "unchanged at 2."),
    "criterion.worse": ({"nonfinancial": scored(1.5)}, "recul de 2,0 à 1,5.", "down from 2.0 to 1.5."),
    "criterion.unknown": (
        {"nonfinancial": scored(None)},
        "progrès inconnu (non mesuré).",
        "progress unknown (not measured).",
    ),
}  # fmt: skip
"""The sections of each situation, and its text in each language (with plain spaces)."""


def plain(text: str) -> str:
    return re.sub("[\u00a0\u202f]", " ", text)


@pytest.mark.parametrize("case", SENTENCES)
def test_each_situation_has_a_text_in_both_languages(case: str) -> None:
    sections, *wanted = SENTENCES[case]
    kind, _, form = case.split(",")[0].split(" ")[0].partition(".")
    for language, sentence in zip(LANGUAGES, wanted, strict=True):
        at_hand = ctx(engagement(**sections), language)
        (outcome,) = (one for one in at_hand.outcomes if one.kind == kind)
        text = outcome_text(at_hand, outcome, ranked=True)
        assert (outcome.form, plain(text)) == (form, sentence)
        assert set(text.paths) <= at_hand.figures.keys()
        if language == "fr":
            assert not re.search(r"[^\u202f][;!?%]|[^\u00a0]:|'", text)


def test_every_situation_has_a_case_above() -> None:
    """Words and sides have no other form."""
    cases = {case.split(",")[0].split(" ")[0] for case in SENTENCES}
    words = {key.removeprefix("finding.") for key in read_words(ROOT / "templates/words/en") if "finding." in key}
    helpers = {"way", "interval", "sense", "plan"}
    forms = {key for key in words if key.split(".")[0] in KINDS and key.split(".")[1] not in helpers}
    assert forms == cases
    assert set(SIDES) <= {case.partition(".")[2] for case in cases}


def test_a_small_effect_keeps_its_sign() -> None:
    at_hand = ctx(engagement(**followed("20.004", before="20.004", **FORECAST)))
    (outcome,) = (one for one in at_hand.outcomes if one.kind == "kpi_effect")
    assert "of +0.004, 0.04% of the gap" in outcome_text(at_hand, outcome, ranked=True)


def test_an_outcome_with_a_side_and_no_rank_says_why_in_its_message() -> None:
    unranked = "skill : de 2 à 3. Sans rang : ", "skill: from 2 to 3. Not ranked: "
    for language, wanted in zip(LANGUAGES, unranked, strict=True):
        at_hand = ctx(engagement(nonfinancial=scored(3, None)), language)
        assert plain(outcome_message(at_hand, at_hand.outcomes[0])).startswith(wanted)


# ── Columns ─────────────────────────────────────────────────────────────────


def one_kpi(latest: Any, *, before: Any, anyway: Any = 20, **sections: Any) -> ReportContext:
    """Return a KPI with a forecast of both periods."""
    rows = [("2024-11", anyway, None, anyway), ("2024-12", anyway, None, anyway)]
    rows += [("2025-11", before, None, anyway), ("2025-12", latest, None, anyway)]
    return ctx(engagement(kpis=[kpi(**FORECAST)], observed={"wins": rows}, **sections))


def shown(at_hand: ReportContext) -> dict[str, list[str]]:
    """The forms of the outcomes on each side."""
    sides = {
        side: ["+".join(part.form for part in one.outcomes) for one in remarks(at_hand, side)] for side in LISTED_SIDES
    }
    return {side: forms for side, forms in sides.items() if forms}


@pytest.mark.parametrize(
    ("latest", "before", "anyway", "objectives", "wanted"),
    [
        (32, 32, 20, [], {"favourable": ["beyond+favourable"]}),
        (18, 18, 20, [], {"unfavourable": ["away+unfavourable"]}),
        (26, 26, 20, [], {"favourable": ["favourable"], "unfavourable": ["short"]}),
        (32, 32, 40, [], {"favourable": ["beyond"], "unfavourable": ["unfavourable"]}),
        (32, 20, 20, [], {"favourable": ["beyond+not_established"]}),
        (22, 20, 20, [], {"unfavourable": ["short+not_established"]}),
        (26, 26, 20, due(), {"favourable": ["not_due+favourable"]}),
        (22, 20, 20, due(), {"open": ["not_due+not_established"]}),
    ],
)
def test_attainment_and_effect_of_a_kpi_share_a_remark_where_they_agree(
    latest: int, before: int, anyway: int, objectives: list[Any], wanted: dict[str, list[str]]
) -> None:
    assert shown(one_kpi(latest, before=before, anyway=anyway, objectives=objectives)) == wanted


def test_a_success_that_chance_may_explain_says_so_even_in_brief() -> None:
    (doubtful,) = remarks(one_kpi(32, before=20), "favourable")
    assert doubtful.brief.startswith("from 20 to 32, beyond the target of 30. A mean net effect of +6.0")
    assert "not established" in doubtful.brief
    (sure,) = remarks(one_kpi(32, before=32), "favourable")
    assert sure.text.startswith(
        "from 20 to 32, beyond the target of 30. An established favourable mean net effect of +12"
    )
    assert sure.brief == "an established favourable mean net effect of +12 (90% interval [+12; +12])."


def many(language: Language = "en") -> ReportContext:
    """Return two outcomes of each kind on either side."""
    latest = {"a": 34, "b": 32, "c": 25, "d": 22}
    return ctx(
        engagement(
            kpis=[kpi(id) for id in latest],
            observed={id: [("2025-12", value)] for id, value in latest.items()},
            costs=[cost(100)],
            gains=[
                gain(id=f"gain-{n}", per_month=monthly, plan={"per_month": 10})
                for n, monthly in enumerate([12, 14, 8, 6])
            ],
            nonfinancial=[
                criterion(id=f"skill-{n}", anchors={"worst": 1, "best": 5}, baseline=2, current=current, target=4)
                for n, current in enumerate([4, 4.5, 3, 2.5])
            ],
        ),
        language,
    )


def test_remarks_alternate_between_kinds_from_the_best_or_the_worst() -> None:
    at_hand = many()
    good, bad = ([one.outcomes[0].subject for one in remarks(at_hand, side)] for side in ("favourable", "unfavourable"))
    assert good == ["gain-1", "a", "skill-1", "gain-0", "b", "skill-0"]
    assert bad == ["gain-3", "d", "skill-3", "gain-2", "c", "skill-2"]


def test_the_first_two_of_each_side_lead() -> None:
    assert [one.lead for one in leading(many(), "favourable")] == ["gain-1:", "a:"]
    assert [one.lead for one in leading(many(), "unfavourable")] == ["gain-3:", "d:"]
    none_decided = ctx(engagement(gains=earned(5, None), **followed(24, target=20)))
    assert leading(none_decided, "favourable") == ()
    assert [one.side for one in leading(none_decided, "unfavourable")] == ["caution"]


def test_a_kpi_that_carries_a_gain_before_it_does_not_lead_again() -> None:
    """The KPI is at its target too, and would come second."""
    own = {"id": "own", "target": "15", "counterfactual": {"method": "none"}}
    rows = [("2024-12", 10), ("2025-12", 20)]
    carried: dict[str, Any] = {
        "gains": [gain(kpi="own", per_month=12, plan={"per_month": 10})],
        "kpis": [own],
        "observed": {"own": rows},
    }
    at_hand = ctx(engagement(costs=[cost(100)], **carried))
    assert [one.lead for one in remarks(at_hand, "favourable")] == ["margin:", "own:"]
    assert [one.lead for one in leading(at_hand, "favourable")] == ["margin:"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_caution_replaces_a_missing_unfavourable_remark(language: Language) -> None:
    sample = engagement(gains=[gain(per_month=12, plan={"per_month": 10})], horizon="24 months")

    def caution(at_hand: ReportContext) -> Remark:
        (only,) = leading(at_hand, "unfavourable")
        return only

    ahead = caution(ctx(sample, language))
    assert (ahead.side, ahead.text.paths) == ("caution", ("financial.forecast_share",))
    whole: Engagement = engagement(gains=earned(12))
    warned = caution(ctx(whole, language, findings=[finding("G11", "warning"), finding("R01", "warning")]))
    blocked = [finding("A01", "blocker"), finding("G11", "warning"), finding("R01", "warning")]
    assert caution(ctx(whole, language, findings=blocked)) == warned
    assert {"fr": "deux réserves", "en": "two reservations"}[language] in warned.text
    plainly = caution(ctx(whole, language))
    assert plainly.text == ctx(whole, language).words("finding.caution.none")


@pytest.mark.parametrize("id", engagement_ids())
def test_each_engagement_of_the_repository_leads_with_more_than_successes(id: str) -> None:
    assert 1 <= len(leading(real(id, "fr"), "unfavourable")) <= 2


@pytest.mark.parametrize("id", engagement_ids())
def test_no_column_repeats_an_outcome_of_a_kpi(id: str) -> None:
    at_hand = real(id, "en")
    parts: list[Outcome] = []
    for side in LISTED_SIDES:
        column = [part for remark in remarks(at_hand, side) for part in remark.outcomes]
        assert len(column) == len(set(column))
        parts += [part for part in column if part.side == side]
    alone = [one for one in at_hand.outcomes if one.side != "open"]
    assert [one for one in alone if parts.count(one) != 1] == []


# ── Derived again from results.json ─────────────────────────────────────────

Document = dict[str, Any]
RANKED_BY = {
    "gain": "plan_attainment_to_date",
    "kpi_effect": "share",
    "kpi_attainment": "attainment",
    "criterion": "progress",
}


def numbers(claim: Document) -> dict[str, Fraction | None]:
    """The figures of a claim by their name within the effect or line, as published; None where one has no value."""
    return {
        path.partition(".effect.")[2] or path.rpartition(".")[2]: None
        if isinstance(value, dict)
        else Fraction(Decimal(str(value)))
        for path, value in claim["figures"].items()
    }


def between(low: Fraction | None, value: Fraction, high: Fraction | None) -> bool:
    return low is None or high is None or low <= value <= high


def pace(claim: Document, _: Document) -> str:
    stated = numbers(claim)
    actual, plan = stated["to_date"], stated["plan_to_date"]
    if actual is None or plan is None or actual == plan == 0:
        return "open"
    return "favourable" if actual >= plan else "unfavourable"


def beside_chance(claim: Document, document: Document) -> str:
    stated = numbers(claim)
    (own,) = (one for one in document["kpis"] if one["id"] == claim["subject"])
    if own["effect"]["method"] in ("estimate", "none") or not own["effect"]["established"]:
        return "open"
    return "favourable" if (stated["mean"] or 0) > 0 else "unfavourable"


def travelled(claim: Document, document: Document) -> str:
    own = [one for one in document["objectives"] if one["kpi"] == claim["subject"]]
    late = any(one["status"] == "missed" for one in own)
    waiting = any(one["status"] == "not_due" for one in own)
    share = numbers(claim)["attainment"]
    if isinstance(claim["rank"], dict) or share is None or (0 < share < 1 and waiting and not late):
        return "open"
    return "favourable" if share >= 1 else "unfavourable"


def moved(claim: Document, _: Document) -> str:
    stated = numbers(claim)
    gained, aim, before = stated["gain"] or Fraction(0), stated["aim"], stated["before"]
    if claim["rank"] == {"undefined": "not measured"}:
        return "open"
    if gained <= 0:
        return "favourable" if gained == 0 and aim == before else "unfavourable"
    return "favourable" if isinstance(claim["rank"], dict) or (stated["progress"] or 0) >= 1 else "unfavourable"


DERIVED = {"gain": pace, "kpi_effect": beside_chance, "kpi_attainment": travelled, "criterion": moved}


def documents() -> Iterator[tuple[str, Document]]:
    """The published results of the engagements of the repository and of every situation above."""
    yield from ((id, results_document(real(id, "en"))) for id in engagement_ids())
    yield from ((case, results_document(ctx(engagement(**sections)))) for case, (sections, *_) in SENTENCES.items())
    yield "many", results_document(many())


def test_each_claim_follows_from_the_published_figures() -> None:
    seen: set[tuple[str, str]] = set()
    for name, document in documents():
        for kind in KINDS:
            claims = [claim for claim in document["outcomes"] if claim["kind"] == kind]
            assert {claim["subject"]: DERIVED[kind](claim, document) for claim in claims} == {
                claim["subject"]: claim["side"] for claim in claims
            }, name
            ranked = [claim for claim in claims if not isinstance(claim["rank"], dict)]
            weights = [numbers(claim)[RANKED_BY[kind]] or Fraction(0) for claim in ranked]
            assert [claim["rank"] for claim in ranked] == [1 + sum(w > own for w in weights) for own in weights], name
            assert claims[: len(ranked)] == ranked, name
            assert weights == sorted(weights, reverse=True), name
            seen |= {(kind, claim["side"]) for claim in claims}
    assert len(seen) == len(KINDS) * 3


def test_every_subject_has_one_outcome_of_each_kind() -> None:
    for name, document in documents():
        wanted = {("gain", one["id"]) for one in document["financial"]["gains"]}
        wanted |= {(kind, one["id"]) for kind in ("kpi_effect", "kpi_attainment") for one in document["kpis"]}
        wanted |= {("criterion", one["id"]) for one in document["nonfinancial"]["criteria"]}
        listed = [(claim["kind"], claim["subject"]) for claim in document["outcomes"]]
        assert len(listed) == len(wanted), name
        assert set(listed) == wanted, name


def test_the_figures_of_a_claim_are_those_of_the_results() -> None:
    checked = 0
    for _, document in documents():
        ranks = {one["id"]: one["ranks"] for one in document["kpis"]}
        for claim in document["outcomes"]:
            if claim["kind"].startswith("kpi_"):
                assert ranks[claim["subject"]][claim["kind"].removeprefix("kpi_")] == claim["rank"]
            for path, value in claim["figures"].items():
                result = result_at(document, path)
                assert result in (None, value)  # only the claim has before, now and aim of a criterion
                checked += result is not None
    assert checked > 100


def test_an_effect_shows_the_wider_of_its_intervals() -> None:
    """Values in runs of three: half of the plain interval is 0.37, of the adjusted one 0.67."""
    market = {"method": "market", "growth": "0%"}
    rows = [(f"2024-{m:02d}", 20.0 + (m % 6 < 3)) for m in range(1, 13)]
    rows += [(f"2025-{m:02d}", 20.5 + (m % 6 < 3)) for m in range(1, 13)]
    kpi = {"id": "k", "target": 30, "counterfactual": market}
    document = results_document(ctx(engagement(kpis=[kpi], observed={"k": rows})))
    (claim,) = [one for one in document["outcomes"] if one["kind"] == "kpi_effect"]
    assert claim["side"] == "open"
    assert "90% interval adjusted for autocorrelation [−0.1; +1.1]" in claim["message"]
