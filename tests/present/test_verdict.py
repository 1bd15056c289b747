"""The sentences of every kind of verdict in both languages, with independent numbers."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, get_args

import pytest

from roireport.assess.verdict import VerdictKind
from roireport.model.engagement import Engagement
from roireport.model.language import Language
from roireport.present.figures.comparison import distinct_places, order, sign
from roireport.present.sections.cover import cover_title
from roireport.present.story.verdict import verdict_sentence
from tests.contexts import LANGUAGES, RANGE, ctx, finding, percent, simple
from tests.engagements import cost, engagement, gain

LATER = "2026-06-15"
"""After the cut-off date and within a horizon of two years."""
TWO_YEARS: dict[str, Any] = {"horizon": "24 months"}
DOWN: dict[str, Any] = {"range": {"low": "50%", "high": "100%"}}
"""A range that only goes down: every simulation is below the ROI."""


def mostly_ahead(now: int, ahead: int, keys: dict[str, Any] = RANGE) -> Engagement:
    """A cost of 1,000, a gain so far, and a larger one to come."""
    lines = [gain(flows={"2025-06-15": now}, **keys), gain(id="later", flows={LATER: ahead}, **keys)]
    return engagement(costs=[cost(1000)], gains=lines, **TWO_YEARS)


def already_there(now: int) -> Engagement:
    """A cost of 1,000 with a target of 60 %, a gain so far with a range, and 1,000 to come."""
    lines = [gain(flows={"2025-06-15": now}, **RANGE), gain(id="later", flows={LATER: 1000})]
    return engagement(costs=[cost(1000)], gains=lines, target_roi="60%", **TWO_YEARS)


KINDS: dict[str, tuple[Callable[[], Engagement], VerdictKind, str, str]] = {
    "neither cost nor gain": (
        lambda: simple(None, spent=None), "no_data",
        "Rien à mesurer encore : ni le coût ni le gain n’est chiffré",
        "Nothing to measure yet: neither the cost nor the gain has a figure",
    ),
    "a gain without cost": (
        lambda: simple(500, spent=None), "no_data",
        "Le ROI ne peut pas encore être calculé : aucun coût n’est enregistré (gain net : 500 €)",
        "The ROI cannot be computed yet: no cost is recorded (credited gain: €500)",
    ),
    "a cost without gain": (
        lambda: simple(None), "no_data",
        "Le ROI ne peut pas encore être calculé : aucun gain n’est enregistré (coût complet : 1,00 k€)",
        "The ROI cannot be computed yet: no gain is recorded (full cost: €1.00k)",
    ),
    "a cost of zero": (
        lambda: simple(500, spent=0, keys=RANGE), "untested",
        "Le ROI ne peut pas être calculé : le coût n’est pas supérieur à zéro (gain net : 500 €)",
        "The ROI cannot be computed: the cost is not above zero (credited gain: €500)",
    ),
    "a large ROI without any range": (
        lambda: simple(2260), "untested",
        "**ROI de 126 %** sur 12 mois, résultat non éprouvé : aucune donnée n’a de fourchette",
        "**ROI of 126%** over 12 months, a result that is not tested: no input has a range",
    ),
    "a large ROI with a narrow range": (
        lambda: simple(2260, keys={"range": {"low": "90%", "high": "110%"}}), "untested",
        "**ROI de 126 %** sur 12 mois, résultat non éprouvé : l’incertitude n’est chiffrée que pour 0 % du gain",
        "**ROI of 126%** over 12 months, a result that is not tested: uncertainty is counted for only 0% of the gain",
    ),
    "a profit": (
        # the tenth percentile of a triangle (0.8, 1, 1.2) is 0.8 + √(0.1 × 0.4 × 0.2) = 0.88944: an ROI of 101 %
        lambda: simple(2260, keys=RANGE), "profitable",
        "La mission est rentable : **ROI de 126 %** sur 12 mois, et encore 101 % en hypothèse basse",
        "The engagement pays off: **ROI of 126%** over 12 months, and still 101% in the low case",
    ),
    "a profit that is mostly ahead": (
        lambda: mostly_ahead(1100, 3000), "profitable",
        "La mission devrait être rentable : **ROI de 10 %** à ce jour, 310 % attendus sur 24 mois, et encore 275 % en"
        " hypothèse basse",
        "The engagement is expected to pay off: **ROI of 10%** to date, 310% expected over 24 months, and still 275% in"
        " the low case",
    ),
    "a loss so far with a profit ahead": (
        lambda: mostly_ahead(200, 3000), "too_early",
        "Trop tôt pour conclure : **ROI de −80 %** à ce jour, 220 % attendus sur 24 mois (hypothèse basse 187 %)",
        "Too early to conclude: **ROI of −80%** to date, 220% expected over 24 months (low case 187%)",
    ),
    "an even chance": (
        lambda: simple(1000, keys=RANGE), "uncertain",
        "Rentabilité incertaine : ROI entre −11 % et 11 % sur 12 mois, 0 % au calcul central, positif dans 50 % des"
        " cas simulés",
        "Whether the engagement pays off is uncertain: ROI between −11% and 11% over 12 months, 0% by the central"
        " estimate, positive in 50% of simulated cases",
    ),
    "a loss": (
        lambda: simple(700, keys=RANGE), "loss",
        "La mission n’est pas rentable : **ROI de −30 %** sur 12 mois, −38 % en hypothèse basse et −22 % en hypothèse"
        " haute",
        "The engagement does not pay off: **ROI of −30%** over 12 months, −38% in the low case and −22% in the high"
        " case",
    ),
    "a profit high among its simulations": (
        # triangle (0.5, 1, 1): its tenth percentile is 0.5 + 0.5 √0.1 = 0.6581, its median 0.5 + 0.5 √0.5 = 0.8536
        lambda: simple(2260, keys=DOWN), "profitable",
        "La mission est rentable : **ROI de 126 %** sur 12 mois (médiane 93 %), et encore 49 % en hypothèse basse",
        "The engagement pays off: **ROI of 126%** over 12 months (median 93%), and still 49% in the low case",
    ),
    "a profit that has passed its target": (
        # to date 2,000 for 1,000; the tenth percentile is 2,000 × 0.88944 + 1,000 for 1,000: an ROI of 178 %
        lambda: already_there(2000), "profitable",
        "La cible de 60 % est déjà dépassée : **ROI de 100 %** à ce jour, 200 % attendus sur 24 mois (hypothèse basse"
        " 178 %)",
        "The target of 60% is already exceeded: **ROI of 100%** to date, 200% expected over 24 months (low case 178%)",
    ),
    "a profit that is at its target": (
        # 1,600 × 0.88944 + 1,000 for 1,000: an ROI of 142 %
        lambda: already_there(1600), "profitable",
        "La cible de 60 % est déjà atteinte : **ROI de 60 %** à ce jour, 160 % attendus sur 24 mois (hypothèse basse"
        " 142 %)",
        "The target of 60% is already met: **ROI of 60%** to date, 160% expected over 24 months (low case 142%)",
    ),
    "an even chance of what is mostly ahead": (
        # 1,100 of 2,220 so far, of which 2,200 is spent: half of the draws of the rest are below the mean
        lambda: engagement(
            costs=[cost(1000), cost(1200, id="later", date=LATER)],
            gains=[gain(flows={"2025-06-15": 1050}), gain(id="later", flows={LATER: 1150}, **RANGE)], **TWO_YEARS
        ), "uncertain",
        "Rentabilité incertaine : **ROI de 5 %** à ce jour, 0 % attendus sur 24 mois (hypothèse basse −6 %), positif"
        " dans 50 % des cas simulés",
        "Whether the engagement pays off is uncertain: **ROI of 5%** to date, 0% expected over 24 months (low case"
        " −6%), positive in 50% of simulated cases",
    ),
}  # fmt: skip


def plain(text: str) -> str:
    """A text with plain spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_has_its_sentence(name: str) -> None:
    build, kind, french, english = KINDS[name]
    sample = build()
    for language, expected in zip(LANGUAGES, (french, english), strict=True):
        at_hand = ctx(sample, language)
        assert at_hand.verdict.kind == kind
        assert plain(verdict_sentence(at_hand)) == expected


def test_every_kind_has_a_case() -> None:
    assert {kind for _, kind, _, _ in KINDS.values()} | {"not_established"} == set(get_args(VerdictKind))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rules", [["V01"], ["V01", "A04"]])
def test_a_blocker_withholds_the_roi_and_says_how_many_are_open(rules: list[str], language: Language) -> None:
    at_hand = ctx(simple(2260), language, findings=[finding(rule, "blocker") for rule in rules])
    sentence = verdict_sentence(at_hand)
    assert at_hand.verdict.kind == "not_established"
    assert at_hand.words("challenge.V01.name") in sentence
    count = {"fr": {1: "reste à", 2: "deux points"}, "en": {1: "still to be", 2: "two points"}}[language]
    assert count[len(rules)] in sentence
    assert percent(Decimal("1.26"), language) not in sentence


COVERS = {
    "a profit": ("1 € investi rapporte 2,26 € en 12 mois", "€1 invested returns €2.26 in 12 months"),
    "a profit high among its simulations": (
        "1 € investi rapporte 2,26 € (1,93 € en médiane) en 12 mois",
        "€1 invested returns €2.26 (€1.93 at the median) in 12 months",
    ),
    "a profit that has passed its target": (
        "La cible de 60 % est déjà dépassée : 100 % mesurés, 200 % attendus en 24 mois",
        "The target of 60% is already exceeded: 100% measured, 200% expected in 24 months",
    ),
    "a profit that is mostly ahead": (
        "ROI de 10 % mesuré à ce jour, 310 % attendus en 24 mois",
        "ROI of 10% measured to date, 310% expected in 24 months",
    ),
    "a loss": ("1 € investi ne rapporte que 0,70 € en 12 mois", "€1 invested returns only €0.70 in 12 months"),
    "an even chance": (
        "Rentabilité incertaine : ROI entre −11 % et 11 % sur 12 mois",
        "Uncertain return: ROI between −11% and 11% over 12 months",
    ),
    "an even chance of what is mostly ahead": (
        "Rentabilité incertaine : ROI de 5 % mesuré à ce jour, entre −6 % et 6 % attendus en 24 mois",
        "Uncertain return: ROI of 5% measured to date, between −6% and 6% expected in 24 months",
    ),
    "a loss so far with a profit ahead": (
        "Trop tôt pour conclure : −80 % mesurés après 12 mois", "Too early to tell: −80% measured after 12 months",
    ),
    "a large ROI without any range": (
        "ROI de 126 % en 12 mois, encore à éprouver", "ROI of 126% in 12 months, still to be tested",
    ),
    "a cost of zero": ("Le ROI n’a pas de valeur", "The ROI has no value"),
    "a gain without cost": ("La mesure reste à faire", "The return is not yet measured"),
}  # fmt: skip


@pytest.mark.parametrize("name", COVERS)
def test_the_cover_follows_from_the_verdict(name: str) -> None:
    sample = KINDS[name][0]()
    titles = [plain(cover_title(ctx(sample, language))) for language in LANGUAGES]
    assert titles == list(COVERS[name])


def test_the_cover_of_a_negative_gain_gives_no_amount() -> None:
    assert cover_title(ctx(simple(-300, keys=RANGE))).startswith("The investment does not pay off")


def test_the_cover_of_a_withheld_result_says_so() -> None:
    at_hand = ctx(simple(2260), findings=[finding("V01", "blocker")])
    assert cover_title(at_hand) == "The ROI cannot be established yet"


def test_different_values_look_different() -> None:
    a, b = Decimal("0.6004"), Decimal("0.6")
    assert (order(a, b), distinct_places(a, b)) == ("above", 2)
    assert distinct_places(Decimal("0.604"), b) == 1
    assert distinct_places(Decimal("0.62"), b) == 0
    assert (order(b, b), distinct_places(b, b)) == ("equal", 0)
    assert [sign(Decimal(text)) for text in ("0.004", "-0.004", "0.005", "-0.005")] == [0, -1, 1, -1]
