"""Every alteration of a report is answer, and named by its place."""

from decimal import Decimal

import pikepdf
import pytest

from roireport.render.pdf_contents import read_pdf
from roireport.verify.check import DataCheck, check_data, compared
from roireport.verify.difference import PdfDifference
from roireport.verify.read_recipe import recipe_in
from tests.verify import altering
from tests.verify.altering import Alteration, altered, attachment, digit_in_chart, digit_on_page, replaced
from tests.verify.reports import report

Kinds = set[tuple[str, int | None, str]]


@pytest.fixture(scope="module")
def original() -> bytes:
    return report("client").read_bytes()


def verified(content: bytes, original: bytes) -> DataCheck:
    """What is answer of a PDF whose data gives the original; that it does is another test."""
    given = read_pdf(content)
    recipe = recipe_in({name: file.content for name, file in read_pdf(original).attachments.items()})
    return compared(DataCheck("altered", recipe, 0, 0), content, given, original, ())


def places(differences: tuple[PdfDifference, ...]) -> Kinds:
    """The kind of each difference, its page, and its part, where that is a name; of a table without the line."""
    return {
        (item.kind, item.page, "" if item.kind == "figure" else item.part.split(".csv:")[0]) for item in differences
    }


PAGES = 9
"""Pages of the report that is altered."""
ALTERATIONS: dict[str, tuple[Alteration, Kinds]] = {
    "a digit of a figure": (digit_on_page(2, "41", "0"), {("figure", 2, "")}),
    "a digit in a chart": (digit_in_chart(1, "9"), {("figure", 1, "")}),
    "a letter": (digit_on_page(2, "Payback", "a"), {("text", 2, "")}),
    "a page taken out": (altering.page_taken_out, {("page_missing", 4, "")}),
    "two pages swapped": (altering.pages_swapped, {("page_moved", 4, ""), ("page_moved", 5, "")}),
    "a page repeated": (altering.page_repeated, {("page_added", PAGES + 1, "")}),
    "a part of a page covered": (altering.covered, {("drawing", 3, "")}),
    "a digit of the results": (
        attachment("results.json", replaced('"cost": 1000', '"cost": 1001')),
        {("attachment", None, "results.json: financial.cost")},
    ),
    "a digit of the traces": (attachment("trace.csv", replaced("1000", "1001")), {("attachment", None, "trace")}),
    "an attachment taken out": (altering.without_attachment("trace.csv"), {("attachment_missing", None, "trace.csv")}),
    "an attachment more": (
        altering.with_attachment("notes.txt", b"x"),
        {("attachment_added", None, "notes.txt")},
    ),
    "the title in the metadata": (altering.title, {("metadata", None, "Title")}),
    "the packet of metadata": (altering.packet, {("metadata", None, "XMP")}),
    "a script that is run when the file is opened": (altering.script, {("file", None, "")}),
    "nothing that a text shows": (altering.saved_again, {("file", None, "")}),
}


@pytest.mark.parametrize("name", ALTERATIONS)
def test_each_alteration_is_found_at_its_place(name: str, original: bytes) -> None:
    alter, expected = ALTERATIONS[name]
    check = verified(altered(original, alter), original)
    assert (check.answer, places(check.differences)) == ("altered", expected)


def test_the_file_as_it_was_made_has_no_difference(original: bytes) -> None:
    check = verified(original, original)
    assert (check.answer, check.differences) == ("consistent", ())


def test_a_figure_is_named_as_it_is_printed_and_as_it_is_computed(original: bytes) -> None:
    (difference,) = verified(altered(original, digit_on_page(2, "41", "0")), original).differences
    assert (difference.given, difference.computed, difference.part) == ("404", "414", ": €414")


def test_pages_of_another_report_are_no_pages_of_this_one(original: bytes) -> None:
    def alter(pdf: pikepdf.Pdf) -> None:
        pdf.add_blank_page()

    (difference,) = verified(altered(original, alter), original).differences
    assert (difference.kind, difference.page) == ("page_added", PAGES + 1)


# ── Through the data that the file carries ──────────────────────────────────


def check(content: bytes) -> DataCheck:
    return check_data(content, "works.en.pdf", None)


@pytest.mark.parametrize("audience", ["", "client"])
def test_a_report_is_consistent_with_the_data_that_it_carries(audience: str) -> None:
    answer = check(report(audience).read_bytes())
    assert (answer.answer, answer.pages, answer.versions) == ("consistent", PAGES, ())


def test_what_it_says_of_its_earlier_version_is_made_again_too() -> None:
    """The earlier version is not in its data: the file says what the report prints of it."""
    recipe = check(report("client").read_bytes()).recipe
    assert recipe.earlier is not None
    assert (recipe.earlier.version, recipe.earlier.roi) == ("1.0", Decimal("0.2"))


def test_the_second_language_is_made_from_the_same_data() -> None:
    assert check(report("", "fr").read_bytes()).answer == "consistent"


@pytest.mark.parametrize("checksum", [True, False])
def test_a_digit_of_the_data_changes_the_figures_on_the_pages(checksum: bool, original: bytes) -> None:
    forge = attachment("engagement.yaml", replaced("amount: 1000", "amount: 1001"), checksum=checksum)
    answer = check(altered(original, forge))
    kinds = {item.kind for item in answer.differences}
    assert answer.answer == "altered"
    assert {"figure", "attachment"} <= kinds
    assert ("checksum" in kinds) is not checksum
    cost = next(item for item in answer.differences if item.part == "results.json: financial.cost")
    assert (cost.given, cost.computed) == ("1000", "1001")


def test_a_digit_of_the_settings_is_found(original: bytes) -> None:
    forge = attachment("workspace/roireport.yaml", replaced("name: Firm", "name: Form"))
    answer = check(altered(original, forge))
    assert answer.answer == "altered"
    assert {item.kind for item in answer.differences} >= {"text", "metadata"}


def test_data_that_cannot_be_read_gives_no_report(original: bytes) -> None:
    forge = attachment("engagement.yaml", replaced("amount: 1000", "amount: 1o00"))
    answer = check(altered(original, forge))
    assert (answer.answer, [fault.key for fault in answer.problems]) == ("not_computed", ["not_a_number"])


def test_a_report_of_another_version_says_so(original: bytes) -> None:
    forge = altering.in_recipe(roireport="9.9.9", method="0" * 64)
    answer = check(altered(original, forge))
    assert answer.answer == "other_version"
    assert [name for name, _, _ in answer.versions] == ["roireport", "method"]
    assert answer.differences == ()


def test_an_altered_report_that_names_another_version_does_not_hold_either(original: bytes) -> None:
    def alter(pdf: pikepdf.Pdf) -> None:
        altering.in_recipe(roireport="9.9.9")(pdf)
        digit_on_page(2, "41", "0")(pdf)

    answer = check(altered(original, alter))
    assert answer.answer == "other_version"
    assert {item.kind for item in answer.differences} == {"figure"}


def test_a_commit_that_the_file_does_not_print_is_found(original: bytes) -> None:
    forge = altering.in_recipe(commit={"hash": "0badc0de", "modified": False, "unknown": None})
    answer = check(altered(original, forge))
    assert answer.answer == "altered"
    assert any(item.page and "0badc0de" in item.computed for item in answer.differences)


def test_templates_of_the_firm_are_not_in_the_file(original: bytes) -> None:
    answer = check(altered(original, altering.in_recipe(templates="0" * 64)))
    assert (answer.answer, answer.differences) == ("own_templates", ())


def test_of_a_report_with_own_templates_the_results_are_compared(original: bytes) -> None:
    def alter(pdf: pikepdf.Pdf) -> None:
        altering.in_recipe(templates="0" * 64)(pdf)
        attachment("results.json", replaced('"cost": 1000', '"cost": 1001'))(pdf)

    answer = check(altered(original, alter))
    assert answer.answer == "own_templates"
    assert [item.part for item in answer.differences] == ["results.json: financial.cost"]
