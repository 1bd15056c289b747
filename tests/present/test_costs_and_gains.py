"""Costs and gains: shown amounts add up, titles name the largest, the cascade ends on the totals."""

import re
from decimal import Decimal

import pytest

from roireport.chart.drawing import Drawing
from roireport.measure.financial import STEPS
from roireport.model.language import Language
from roireport.model.workspace import Workspace
from roireport.present.blocks import Cell, Exhibit, Sentence, Table, Takeaway, opened
from roireport.present.context import ReportContext
from roireport.present.language.quoted_text import quoted_in
from roireport.present.sections.cost_lines import costs_title
from roireport.present.sections.costs_gains import cascade_title, costs_gains, costs_gains_title, gains_title
from roireport.present.sections.totals import totals
from tests.contexts import LANGUAGES, ctx, engagement_ids, finding, real, simple
from tests.engagements import cost, engagement, gain, written

BOTH = [(id, language) for id in engagement_ids() for language in LANGUAGES]


def table(at_hand: ReportContext) -> Table:
    """The table of gains."""
    bodies = [block.body for block in opened(costs_gains(at_hand).blocks) if isinstance(block, Exhibit)]
    *_, gains = [body for body in bodies if isinstance(body, Table)]
    return gains


def drawings(at_hand: ReportContext) -> list[Drawing]:
    """The bars of the costs, where there are several, and the cascade, where it has steps."""
    bodies = [block.body for block in opened(costs_gains(at_hand).blocks) if isinstance(block, Exhibit)]
    return [body for body in bodies if isinstance(body, Drawing)]


def number(text: str) -> Decimal:
    """Parse a shown number of either language."""
    plain = text.replace("\u202f", "").replace("\u2212", "-")
    plain = plain.replace(",", "") if re.search(r",\d{3}(\D|$)", plain) or "." in plain else plain.replace(",", ".")
    return Decimal(re.sub(r"[^\d.\-]", "", plain))


def column(rows: list[tuple[Cell, ...]], place: int) -> list[Decimal]:
    return [number(cells[place].text) for cells in rows if cells[place].text != "—"]


@pytest.mark.parametrize(("id", "language"), BOTH)
def test_the_shown_parts_of_the_table_add_up(id: str, language: Language) -> None:
    at_hand = real(id, language)
    shown = table(at_hand)
    rows = [row.cells for row in shown.rows if row.cells[0].text]
    (total,) = [row.cells for row in shown.rows if row.role == "total"]
    for place in (2, -1):
        assert sum(column(rows, place)) == number(total[place].text)
    taken = shown.rows[-2].cells if len(total) > 4 else total
    steps = [number(cell.text) for cell in taken[3:-1]]
    assert not any(cell.text for cell in total[3:-1])
    assert number(total[2].text) + sum(steps) == number(total[-1].text)
    assert len(steps) == sum(
        any(dict(each.taken)[step].value for each in at_hand.results.financial.gains) for step in STEPS
    )
    assert sum(each.width for each in shown.columns) == pytest.approx(100)


@pytest.mark.parametrize(("id", "language"), BOTH)
def test_the_cascade_ends_on_the_totals_and_the_cost_bars_add_up_to_its_cost(id: str, language: Language) -> None:
    at_hand = real(id, language)
    shown = totals(at_hand)
    assert shown is not None
    assert None not in (shown.net, shown.cost, shown.profit)
    net, spent, profit = (value or Decimal(0) for value in (shown.net, shown.cost, shown.profit))
    assert shown.gross - sum(amount for _, amount in shown.taken) == net
    assert net - spent == profit
    drawn = drawings(at_hand)
    bars, cascade = (drawn[:-1], drawn[-1]) if shown.taken else (drawn, None)
    if bars:
        labels = [text.text for text in bars[0].texts if text.weight == 600]
        assert sum(number(label) for label in labels) == spent
        shares = [number(text.text) for text in bars[0].texts if text.text.endswith("%") and text.anchor == "end"]
        assert sum(shares) == 100
    texts = {text.text for text in cascade.texts} if cascade else set()
    assert cascade is None or {shown.scale.digits(value) for value in (shown.gross, net, -spent, profit)} <= texts


@pytest.mark.parametrize(("id", "language"), BOTH)
def test_titles_name_the_largest_cost_and_the_largest_gain(id: str, language: Language) -> None:
    at_hand = real(id, language)
    financial = at_hand.results.financial
    category = max(financial.cost_by_category, key=lambda each: each[1].known)[0]
    assert at_hand.words(f"costs_gains.category.{category}") in costs_title(at_hand)
    largest = max(financial.gains, key=lambda each: each.net.known).gain
    assert largest.label in gains_title(at_hand)
    assert set(quoted_in(costs_gains(at_hand))) <= set(at_hand.figures)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cascade_counts_its_steps(language: Language) -> None:
    sample = simple(4000, keys={"margin": "50%", "attribution": {"share": "60%"}})
    title = cascade_title(ctx(sample, language))
    assert title.startswith({"fr": "Deux déductions", "en": "Two deductions"}[language])
    single = cascade_title(ctx(simple(4000, keys={"margin": "50%"}), language))
    assert single.startswith({"fr": "Une déduction", "en": "One deduction"}[language])


def test_a_step_that_the_source_took_is_not_called_missing() -> None:
    adjusted = costs_gains(ctx(simple(4000, keys={"already_adjusted": ["risk", "deadweight"]}))).blocks[-1]
    assert isinstance(adjusted, Takeaway)
    assert "the source has already deducted the risk and deadweight" in adjusted.text
    whole = costs_gains(ctx(simple(4000))).blocks[-1]
    assert isinstance(whole, Takeaway)
    assert "no margin, no other cause, no risk" in whole.text


@pytest.mark.parametrize(
    ("at_hand", "title"),
    [
        (
            ctx(simple(4000, keys={"margin": "50%"})),
            "Of €4.00k gross, €2.00k is credited to the engagement; deduction: margin",
        ),
        (ctx(simple(4000)), "The full €4.00k gross gain is counted: nothing is deducted"),
        (
            ctx(simple(4000, keys={"already_adjusted": ["risk"]})),
            "The full €4.00k gross gain is counted: the source has already deducted the risk",
        ),
        (ctx(simple(-400)), "The engagement is credited with a gain of −€400, from a gross gain of −€400"),
        (ctx(simple(None)), "Costs of €1.00k, no gain recorded"),
        (ctx(engagement()), "Neither a cost nor a gain is recorded"),
    ],
)
def test_the_title_of_each_situation(at_hand: ReportContext, title: str) -> None:
    assert costs_gains_title(at_hand) == title


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", [engagement(), simple(None), simple(500, spent=None), simple(500, spent=0)])
def test_a_sentence_names_what_is_missing(sample: object, language: Language) -> None:
    from roireport.model.engagement import Engagement

    assert isinstance(sample, Engagement)
    section = costs_gains(ctx(sample, language))
    missing = (not sample.costs) + (not sample.gains)  # a single cost is a sentence too
    assert sum(isinstance(block, Sentence) for block in opened(section.blocks)) == missing + bool(sample.costs)


def test_rates_are_shown_as_typed() -> None:
    keys = {
        "margin": "32%",
        "deadweight": "12.5%",
        "attribution": {"share": "60%", "confidence": "80%"},
        "risk": "15%",
    }
    shown = table(ctx(simple(10000, keys=keys), "fr"))
    (row,) = [row.cells for row in shown.rows if row.cells[0].text]
    assert [cell.text for cell in row[3:-1]] == [f"{rate}\u202f%" for rate in ("32", "12,5", "60", "80", "15")]


def test_a_gain_that_is_not_measured_says_why() -> None:
    sample = engagement(
        kpis=[{"id": "k", "baseline": 1}],
        gains=[gain(kpi="k", per_unit={"value": 1, "volume": 1}), gain(id="other", flows={"2025-05": 100})],
        costs=[cost(50)],
    )
    first = table(ctx(sample)).rows[0].cells
    assert (first[-1].text, first[1].sub) == ("—", ctx(sample).text(ctx(sample).figures["financial.gains.margin.net"]))


def test_the_takeaway_names_the_assumption_that_takes_most() -> None:
    keys = {"margin": "20%", "deadweight": "10%", "attribution": {"share": "50%"}}
    (text,) = [b.text for b in costs_gains(ctx(simple(10000, keys=keys))).blocks if isinstance(b, Takeaway)]
    # 10,000 → 2,000 of margin → −200 anyway → −900 to other causes
    assert text.startswith("The share of other causes")
    assert "€900" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_cost_lines_are_drawn_by_category(language: Language) -> None:
    lines = [cost(100 + n, id=f"c{n}", category="fees" if n % 2 else "tools") for n in range(12)]
    at_hand = ctx(engagement(costs=lines, gains=[gain(flows={"2025-05": 5000})]), language)
    texts = [text.text for text in drawings(at_hand)[0].texts]
    assert len([text for text in texts if text.endswith("%")]) == 2


def test_a_note_names_what_another_pays() -> None:
    funded = cost(1000, funded={"share": "30%", "by": "OPCO"})
    at_hand = ctx(engagement(costs=[funded], gains=[gain(flows={"2025-05": 5000})]))
    (first, *_) = [block for block in opened(costs_gains(at_hand).blocks) if isinstance(block, Sentence)]
    assert first.text.endswith("Net of €300 funded by OPCO.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_cost_is_a_sentence_and_gains_without_a_step_have_no_cascade(language: Language) -> None:
    at_hand = ctx(simple(4000), language)
    assert drawings(at_hand) == []
    (cost_line,) = [block for block in opened(costs_gains(at_hand).blocks) if isinstance(block, Sentence)]
    assert at_hand.say("financial.cost") in cost_line.text


OFFERS = [
    {"id": "negotiation", "label": "Négociation", "kind": "training"},
    {"id": "coaching", "label": "Coaching", "kind": "training"},
    {"id": "crm", "label": "CRM", "kind": "tools"},
]
FIRM = Workspace.model_validate(written({"offers": OFFERS}, "roireport.yaml"))


def offered(
    spent: dict[str, int], won: dict[str, int], language: Language = "en", *, blocked: bool = False
) -> ReportContext:
    """Return costs and gains by offer; "" is no offer."""
    sample = engagement(
        costs=[cost(n, id=f"c-{id or 'none'}", **({"offer": id} if id else {})) for id, n in spent.items()],
        gains=[
            gain(id=f"g-{id or 'none'}", flows={"2025-05": n}, **({"offer": id} if id else {})) for id, n in won.items()
        ],
        offer_kinds=FIRM.offer_kinds,
    )
    return ctx(sample, language, workspace=FIRM, findings=[finding("A01", "blocker")] if blocked else ())


def offer_table(at_hand: ReportContext) -> Exhibit | None:
    exhibits = [block for block in opened(costs_gains(at_hand).blocks) if isinstance(block, Exhibit)]
    return next((one for one in exhibits if "financial.offers" in " ".join(quoted_in(one.body))), None)


def offer_rows(at_hand: ReportContext) -> list[list[str]]:
    exhibit = offer_table(at_hand)
    assert exhibit is not None
    assert isinstance(exhibit.body, Table)
    return [[cell.text for cell in row.cells] for row in exhibit.body.rows]


SPENT, WON = {"negotiation": 3000, "coaching": 2000, "crm": 2500, "": 500}, {"negotiation": 6000, "crm": 3500, "": 700}


@pytest.mark.parametrize(
    ("language", "named", "rows"),
    [
        ("en", "Négociation has the highest ROI (100%); €2,000 for Coaching has no gain attached", [
            ["Training, all offers", "5,000", "6,000", "20%"],
            ["Négociation", "3,000", "6,000", "100%"],
            ["Coaching", "2,000", "—", "—"],
            ["CRM", "2,500", "3,500", "40%"],
            ["No offer assigned", "500", "700", "40%"],
            ["Total", "8,000", "10,200", "28%"],
        ]),
        ("fr", "Négociation rapporte le plus (100\u202f%)\u202f; 2\u202f000\u00a0€ pour Coaching sans gain rattaché", [
            ["Formation, ensemble", "5\u202f000", "6\u202f000", "20\u202f%"],
            ["Négociation", "3\u202f000", "6\u202f000", "100\u202f%"],
            ["Coaching", "2\u202f000", "—", "—"],
            ["CRM", "2\u202f500", "3\u202f500", "40\u202f%"],
            ["Aucune offre indiquée", "500", "700", "40\u202f%"],
            ["Total", "8\u202f000", "10\u202f200", "28\u202f%"],
        ]),
    ],
)  # fmt: skip
def test_offers_and_kinds_have_their_cost_gain_and_roi(language: Language, named: str, rows: list[list[str]]) -> None:
    """(6 − 3) ÷ 3, (3.5 − 2.5) ÷ 2.5, (0.7 − 0.5) ÷ 0.5; training (6 − 5) ÷ 5; all (10.2 − 8) ÷ 8 = 27.5 %."""
    at_hand = offered(SPENT, WON, language)
    assert offer_rows(at_hand) == rows
    exhibit = offer_table(at_hand)
    assert exhibit is not None
    assert exhibit.title == named
    assert exhibit.note == at_hand.words("costs_gains.offers.reading")
    assert set(quoted_in(exhibit)) <= set(at_hand.figures)


@pytest.mark.parametrize(
    ("spent", "won"),
    [({"crm": 10}, {"crm": 20}), ({"crm": 10, "": 5}, {"": 20}), ({"": 10}, {"": 20}), ({}, {})],
)
def test_one_offer_has_no_table(spent: dict[str, int], won: dict[str, int]) -> None:
    assert offer_table(offered(spent, won)) is None


def test_a_kind_has_a_row_only_with_several_offers_and_kinds() -> None:
    both = {"negotiation": 100, "crm": 100}
    assert [row[0] for row in offer_rows(offered(both, both))] == ["Négociation", "CRM", "Total"]
    alike = {"negotiation": 100, "coaching": 100}
    assert [row[0] for row in offer_rows(offered(alike, alike))] == [
        "Négociation",
        "Coaching",
        "Total",
    ]
    exhibit = offer_table(offered(both, both))
    assert exhibit is not None
    assert exhibit.note == ""


@pytest.mark.parametrize(
    ("spent", "won", "title"),
    [
        ({"crm": 100, "coaching": 50}, {"crm": 150, "coaching": 75},
         "The two offers with both a cost and a gain earn the same return: 50%"),
        ({"crm": 100, "coaching": 50}, {"crm": 150},
         "Only CRM can be given an ROI of its own (50%); €50 for Coaching has no gain attached"),
        ({"crm": 100, "coaching": 0}, {"crm": 150}, "Of the two offers, only CRM can be given an ROI of its own: 50%"),
        ({"crm": 100, "coaching": 50}, {"": 150}, "None of the two offers has an ROI of its own"),
        ({"negotiation": 10, "crm": 100, "coaching": 50}, {"crm": 150, "negotiation": 30},
         "Négociation has the highest ROI (200%); €50 for Coaching has no gain attached"),
        ({"crm": 1000, "coaching": 1000}, {"crm": 1501, "coaching": 1502},
         "Coaching has the highest ROI (50.2%), CRM the lowest (50.1%)"),
    ],
)  # fmt: skip
def test_the_title_of_the_offers_follows_their_figures(spent: dict[str, int], won: dict[str, int], title: str) -> None:
    exhibit = offer_table(offered(spent, won))
    assert exhibit is not None
    assert exhibit.title == title


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blocker_withholds_the_roi_of_an_offer_and_of_a_kind_too(language: Language) -> None:
    at_hand = offered(SPENT, WON, language, blocked=True)
    withheld = at_hand.words("undefined.not_established")
    assert {row[-1] for row in offer_rows(at_hand)} == {withheld}
    for path in ("financial.offers.crm.roi", "financial.offer_kinds.training.roi", "financial.offer_kinds.tools.gain"):
        assert at_hand.say(path) == withheld
    assert at_hand.say("financial.offer_kinds.training.cost") != withheld


@pytest.mark.parametrize(("id", "language"), BOTH)
def test_the_shown_amounts_of_the_offers_add_up(id: str, language: Language) -> None:
    at_hand = real(id, language)
    exhibit = offer_table(at_hand)
    named = {each.id for each in at_hand.results.financial.offers} - {None}
    assert (exhibit is not None) == (len(named) > 1)
    if exhibit is None:
        return
    assert isinstance(exhibit.body, Table)
    *rows, total = exhibit.body.rows
    for place in (1, 2):
        texts = [(row.role, row.cells[place].text) for row in rows if row.cells[place].text != "—"]
        amounts = [(role, number(text)) for role, text in texts]
        assert sum(amount for role, amount in amounts if role != "part") == number(total.cells[place].text)
        above, parts = Decimal(0), Decimal(0)
        for (role, amount), (next_role, _) in zip(amounts, [*amounts[1:], ("total", Decimal(0))], strict=True):
            above, parts = (above, parts + amount) if role == "part" else (amount, Decimal(0))
            assert next_role == "part" or role != "part" or parts == above
