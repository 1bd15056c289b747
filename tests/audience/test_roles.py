"""Names of the team are replaced by roles, and nothing else is."""

from typing import Any

from roireport.audience.roles import with_roles
from roireport.model.engagement import Engagement, Narrative
from roireport.model.local_text import LocalText
from roireport.model.place import Place
from tests.engagements import engagement, gain

UNNAMED = LocalText.of({"fr": "membre de l’équipe", "en": "member of the team"})
TEAM: list[dict[str, Any]] = [
    {"name": "Claire Vasseur", "role": {"fr": "Directrice", "en": "Director"}},
    {"name": "Anne Claire Vasseur", "role": "Auditor"},
    {"name": "Ilse Okafor"},
]


def replaced(text: str | dict[str, str], team: list[dict[str, Any]] = TEAM) -> str | dict[str, str]:
    """What becomes of a text in a gain."""
    whole = engagement(team=team, gains=[gain(per_month=1, source=text)])
    source = with_roles(whole, UNNAMED).gains[0].source
    assert isinstance(source, LocalText)
    return source.written


def test_a_name_is_its_role_in_the_language_of_the_text() -> None:
    assert replaced({"fr": "Selon Claire Vasseur", "en": "By Claire Vasseur"}) == {
        "fr": "Selon Directrice",
        "en": "By Director",
    }
    assert replaced("Claire Vasseur, 2025") == {"fr": "Directrice, 2025", "en": "Director, 2025"}
    assert replaced("Anne Claire Vasseur, 2025") == "Auditor, 2025"
    assert replaced("CLAIRE\u00a0VASSEUR") == {"fr": "Directrice", "en": "Director"}
    assert replaced("seen by Ilse Okafor") == {"fr": "seen by membre de l’équipe", "en": "seen by member of the team"}


def test_whole_names_only_and_other_people_stay() -> None:
    for text in ("Claire Vasseurs", "MarieClaire Vasseur", "Claire", "Paul Durand, sales director"):
        assert replaced(text) == text


def test_values_notes_and_the_team_itself_have_roles() -> None:
    whole = engagement(team=TEAM, gains=[gain(per_month=1, attribution={"share": "60%", "by": "Claire Vasseur"})])
    note = Narrative("summary", "en", "Thanks to **Claire Vasseur**.", Place("summary.en.md"))
    view = with_roles(whole.model_copy(update={"narratives": (note,)}), UNNAMED)
    assert view.gains[0].attribution is not None
    assert view.gains[0].attribution.by == "Directrice"
    assert view.narratives[0].text == "Thanks to **Director**."
    assert [(member.name, member.role) for member in view.team] == [
        ("Directrice", "Directrice"),
        ("Auditor", "Auditor"),
        ("membre de l’équipe", "membre de l’équipe"),
    ]
    assert names_in(view) == []
    assert names_in(whole) != []


def names_in(value: Engagement) -> list[str]:
    text = repr(value.model_dump())
    return [name for name in ("Vasseur", "Okafor") if name in text]


def test_ids_paths_and_places_stay() -> None:
    team = [{"name": "margin", "role": "Lead"}]
    whole = engagement(team=team, gains=[gain(per_month=1, id="margin", source="the margin")])
    view = with_roles(whole, UNNAMED)
    assert view.gains[0].id == "margin"
    assert view.gains[0].source == "the Lead"
    assert view.gains[0].place("source") == whole.gains[0].place("source")


def test_without_a_team_nothing_changes() -> None:
    whole = engagement(gains=[gain(per_month=1)])
    assert with_roles(whole, UNNAMED) is whole
