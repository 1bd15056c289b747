"""A client's view holds what the list allows, whatever else there is."""

from roireport.audience.allow_list import CLIENT_EXTRAS, CLIENT_SECTIONS, for_audience
from roireport.model.engagement import Engagement
from tests.engagements import cost, engagement

HELD_BACK = {"internal"}
"""Sections that no client sees; a new section must be put here or on the list."""


def test_every_section_is_either_allowed_or_held_back() -> None:
    assert set(Engagement.model_fields) == CLIENT_SECTIONS | CLIENT_EXTRAS | HELD_BACK
    assert not (CLIENT_SECTIONS | CLIENT_EXTRAS) & HELD_BACK


def test_the_clients_view_never_held_the_internal_section() -> None:
    whole = engagement(costs=[cost(100)], internal={"fee_margin": "38%", "notes": "do not tell"})
    assert whole.internal is not None
    seen = for_audience(whole, "client")
    assert seen.internal is None
    assert "do not tell" not in repr(seen.model_dump())


def test_what_is_allowed_stays_as_it_was_with_its_places() -> None:
    whole = engagement(costs=[cost(100)], internal={"notes": "do not tell"})
    seen = for_audience(whole, "client")
    assert seen.costs == whole.costs
    assert seen.place("title") == whole.place("title")
    assert seen.costs[0].place("amount") == whole.costs[0].place("amount")


def test_the_firm_sees_the_engagement_itself() -> None:
    whole = engagement(internal={"notes": "for us"})
    assert for_audience(whole, "internal") is whole
