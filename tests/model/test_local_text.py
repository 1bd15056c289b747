"""A text in two languages is one value: it shows one form and keeps the others."""

import pickle

import pytest
from pydantic import TypeAdapter, ValidationError

from roireport.audience.in_language import in_language
from roireport.model.engagement import Engagement
from roireport.model.local_text import LocalText
from tests.engagements import DEFAULTS, cost, engagement, gain

BOTH = LocalText.of({"fr": "Négociation", "en": "Negotiation"})


def test_the_first_form_is_shown_until_a_language_is_chosen() -> None:
    assert BOTH == "Négociation"
    assert BOTH.in_language("en") == "Negotiation"
    assert BOTH.in_language("en").in_language("fr") == "Négociation"


def test_a_missing_form_falls_back_to_the_other() -> None:
    assert LocalText.of({"en": "Margin"}).in_language("fr") == "Margin"


def test_a_plain_text_serves_every_language() -> None:
    plain = LocalText("Marge")
    assert plain.in_language("en") is plain
    assert plain.written == "Marge"


def test_a_record_and_a_worker_keep_every_form() -> None:
    adapter = TypeAdapter(LocalText)
    stored = adapter.validate_json(adapter.dump_json(BOTH.in_language("en")))
    sent = pickle.loads(pickle.dumps(BOTH.in_language("en")))
    assert stored.forms == sent.forms == {"fr": "Négociation", "en": "Negotiation"}
    assert sent == "Negotiation"
    assert adapter.dump_json(LocalText("Marge")) == b'"Marge"'


@pytest.mark.parametrize("written", ["{}", '{"de": "Verhandlung"}', '{"fr": 1}', "1", '["a"]'])
def test_a_damaged_record_is_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(LocalText).validate_json(written)


def bilingual() -> Engagement:
    gains = [gain(flows={"2025-06": 1}, attribution={"share": "60%", "by": {"fr": "Directeur", "en": "Director"}})]
    client = {**DEFAULTS["client"], "sector": {"fr": "Bois", "en": "Timber"}}
    return engagement(title={"fr": "Conseil", "en": "Advice"}, client=client, costs=[cost(1)], gains=gains)


def test_every_text_of_an_engagement_is_in_the_language_at_every_depth() -> None:
    english = in_language(bilingual(), "en")
    assert (english.title, english.client.sector) == ("Advice", "Timber")
    assert english.gains[0].attribution is not None
    assert english.gains[0].attribution.by == "Director"


def test_what_needs_no_change_stays_the_same_object() -> None:
    whole = bilingual()
    assert in_language(whole, "fr") is whole
    english = in_language(whole, "en")
    assert english.costs is whole.costs
    assert in_language(english, "en") is english


def test_a_copy_in_another_language_keeps_its_places() -> None:
    whole = bilingual()
    english = in_language(whole, "en")
    assert english.place("title") == whole.place("title") is not None
    assert english.gains[0].place("attribution") == whole.gains[0].place("attribution") is not None
