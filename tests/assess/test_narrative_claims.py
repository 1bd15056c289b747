"""V03: which sentences call ROI what is the gain/cost ratio."""

from decimal import Decimal

import pytest

from roireport.assess.narrative_claims import claims_of, excerpt, sentences_of
from roireport.assess.number_text import NumberReading, ratios_in

BCR, ROI = Decimal("2.2615"), Decimal("1.2615")


def claimed(text: str, bcr: Decimal = BCR) -> list[str]:
    """What a text calls ROI, as printed; the ROI is 1 below the ratio, as always."""
    return [claim.printed for claim in claims_of(text, roi=bcr - 1, bcr=bcr)]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Le ROI est de 2,26.", "2,26"),
        ("The ROI is 2.26.", "2.26"),
        ("The ROI is 2.3.", "2.3"),
        ("An ROI of $2.26 per dollar", "$2.26"),
        ("Un RSI de 226\u202f%.", "226\u202f%"),
        ("Un retour sur l’investissement de 226,2 %.", "226,2 %"),
        ("Returns on investment of 226 percent", "226 percent"),
        ("a return on\ninvestment of **2.26**", "2.26"),
        ("2,26 : c’est notre ROI", "2,26"),
        ("An ROI of 2 to 1", "2"),
        ("ROI x2,26", "x2,26"),
        ("ROI of 2.26x", "2.26"),
        ("Le ROI est [[financial.bcr]].", "[[financial.bcr]]"),
        ("The benefit/cost ratio, which we call ROI, is 2.26.", "2.26"),
        ("ROI 2", "2"),
    ],
)
def test_a_ratio_called_roi_is_found(text: str, printed: str) -> None:
    assert claimed(text) == [printed]


@pytest.mark.parametrize(
    "text",
    [
        "The ROI is 126%, that is 1.26.",
        "The ROI is 2.27.",
        "The benefit/cost ratio is 2.26. Our ROI is 126%.",
        "ROI de 126 %, ratio gains/coûts de 2,26.",
        "Le ratio bénéfices/coûts [[financial.bcr]] n’est pas un ROI.",
        "ROI 126 %, BCR 2,26",
        "Le roi a dit 2,26.",
        "Sur 2 ans, le ROI est bon.",
        "The ROI of phase 2",
        "ROI measured in 2 regions",
        "ROI after 2.3 months",
        "ROI : 2,26 M€ de gain",
        "- ROI\n- 2.26",
        "# ROI\n\n2.26 is nice",
        "| ROI | 126% |\n| ratio | 2.26 |",
        "ROI [[financial.roi]] on 2025-02-26",
        "ROI 2.26b",
    ],
)
def test_what_is_no_claim_is_left_alone(text: str) -> None:
    assert claimed(text) == []


def test_the_one_invested_is_no_ratio() -> None:
    """For a ratio of 1.26 the 1 in “for 1 euro” would round to it."""
    assert claimed("Pour 1 € investi, un ROI de 0,26 : 1", Decimal("1.26")) == []


def test_thousands_are_read_in_both_languages() -> None:
    """A ratio of 12 printed as 1 200 %; one of 1257 % may be 1,257 % in English, and is 1.257 in French notation."""
    assert claimed("un ROI de 1\u202f200 %", Decimal(12)) == ["1\u202f200 %"]
    assert claimed("an ROI of 1,257%", Decimal("12.57")) == ["1,257%"]
    assert claimed("un ROI de 1,257", Decimal("1.257")) == ["1,257"]
    assert claimed("an ROI of 1,257.5%", Decimal("12.575")) == ["1,257.5%"]


def test_a_negative_number_keeps_its_sign() -> None:
    """Cost 100, gain −50: the ratio is −0.5, the ROI −1.5."""
    assert claimed("Le ROI est de −50 %", Decimal("-0.5")) == ["−50 %"]
    assert claimed("The ROI is -50 %", Decimal("-0.5")) == ["-50 %"]
    assert claimed("Le ROI est de 50 %", Decimal("-0.5")) == []


def test_equality_is_at_the_printed_digits_rounded_half_up() -> None:
    assert claimed("ROI 2,27", Decimal("2.265")) == ["2,27"]
    assert claimed("ROI 2,26", Decimal("2.265")) == []


def test_without_figures_only_the_quoted_ratio_is_a_claim() -> None:
    text = "The ROI is 2.26. The ROI is [[financial.bcr]]."
    assert [one.printed for one in claims_of(text, roi=None, bcr=None)] == ["[[financial.bcr]]"]


def test_a_number_that_prints_the_roi_as_well_claims_nothing() -> None:
    assert list(claims_of("The ROI is 2.26.", roi=Decimal("2.255"), bcr=BCR)) == []


def test_each_sentence_has_its_own_claim_and_no_more_than_one() -> None:
    assert claimed("ROI 2.26, or 226 %. Its ROI is 226 %.") == ["2.26", "226 %"]


def test_a_missing_figure_is_printed_by_no_number() -> None:
    assert not NumberReading(Decimal("2.26"), 2).prints(None)
    assert NumberReading(Decimal(10) ** 40, 0).prints(Decimal(10) ** 40)


def test_what_is_no_number_leaves_the_others_where_they_are() -> None:
    text = "[[financial.cost]] on 2025-03-31, ROI 2.26"
    assert [number.start for number in ratios_in(text)] == [text.index("2.26")]


def test_a_claim_tells_where_it_stands() -> None:
    text = "Fine.\n\nThe ROI is 2.26."
    (claim,) = claims_of(text, roi=ROI, bcr=BCR)
    assert text[claim.offset :].startswith("2.26")
    assert claim.sentence == "The ROI is 2.26."


def test_sentences_are_not_cut_at_decimals_and_shortened_words() -> None:
    text = "Le ROI vaut env. 2,26 selon M. Dupont. C’est 2.26 ! Bien."
    parts = [sentence.strip() for _, sentence in sentences_of(text)]
    assert parts == ["Le ROI vaut env. 2,26 selon M. Dupont.", "C’est 2.26 !", "Bien."]


def test_sentences_put_together_are_the_text() -> None:
    text = "One. Two!\n\n# Three\n- four\n- five… Six"
    assert "".join(sentence for _, sentence in sentences_of(text)) == text
    assert len([sentence for _, sentence in sentences_of(text) if sentence.strip()]) == 6


def test_a_long_sentence_is_cut() -> None:
    assert len(excerpt("word " * 100)) <= 240
    assert excerpt("word " * 100).endswith("word…")
    assert excerpt("a" * 240) == "a" * 240
    assert excerpt("a" * 241) == "a" * 239 + "…"
    assert excerpt("a" * 238 + " bc") == "a" * 238 + "…"


def test_a_text_of_dots_or_digits_is_read_at_once() -> None:
    """20 kB, the largest narrative, of what could make a pattern go back and forth."""
    for text in ("ROI " + "." * 20_000, "ROI " + "1 200 " * 3_300, "ROI" + " " * 20_000, "gain -" * 3_300):
        assert claimed(text) == []


def test_dates_and_references_are_no_numbers() -> None:
    assert list(ratios_in("2025-03-31, 31/03/2025, [[gains.phase-2.net]], https://x.org/2")) == []
