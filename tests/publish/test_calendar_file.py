"""The calendar of open points, read by another program and against RFC 5545."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from roireport.cli import main
from roireport.text.icalendar import LONGEST_LINE, content_lines, escaped
from tests.cli.workspaces import GOOD, workspace

PLANNED = """\
challenges: {expectations: {remeasure_on: 2027-03-31}}
recommendations:
  decisions:
    - id: extend
      decision: {fr: 'Étendre à trois régions ; « §2, annexe » \\', en: 'Extend to three regions; see §2, annex \\'}
      owner: {fr: Directrice financière, en: Finance director}
      due: 2026-09-30
      asked: true
    - {id: undated, decision: Hire, asked: true}
"""
BILINGUAL = GOOD.replace("language: en", "language: [en, fr]") + PLANNED


def built(root: Path, *more: str) -> Path:
    """Build the site of a workspace as of a day."""
    assert main(["build", "-q", "--no-pdf", "-C", str(root), "--today", "2026-10-01", *more]) == 0
    return root / "site"


def events(calendar: Path) -> dict[str, Any]:
    """The events that another program reads, by their ids."""
    return {str(event["UID"]): event for event in Calendar.from_ical(calendar.read_bytes()).walk("VEVENT")}


DECISION, MEASUREMENT = "good.decision.extend.1@roireport", "good.measurement.1@roireport"


def test_a_calendar_holds_the_dates_of_the_page(tmp_path: Path) -> None:
    site = built(workspace(tmp_path, good=BILINGUAL))
    listed = events(site / "open-points.ics")
    assert set(listed) == {DECISION, MEASUREMENT}
    decision, measurement = listed[DECISION], listed[MEASUREMENT]
    assert decision["SUMMARY"] == "Decision: Extend to three regions; see §2, annex \\ · Works"
    assert decision["DESCRIPTION"] == "Works · Negotiation\nPerson in charge: Finance director"
    assert (decision["DTSTART"].dt, measurement["DTSTART"].dt) == (date(2026, 9, 30), date(2027, 3, 31))
    assert decision["DTSTART"].params["VALUE"] == "DATE"
    # The stamp is the last day of the data.
    assert decision["DTSTAMP"].dt == datetime(2025, 12, 31, tzinfo=UTC)
    assert "URL" not in decision


def test_each_language_has_a_calendar_of_the_same_events(tmp_path: Path) -> None:
    site = built(workspace(tmp_path, good=BILINGUAL))
    french = events(site / "fr/open-points.ics")
    assert set(french) == set(events(site / "open-points.ics"))
    assert french[DECISION]["SUMMARY"] == "Décision\u00a0: Étendre à trois régions ; « §2, annexe » \\ · Works"
    for page, link in (("open-challenges.html", "open-points.ics"), ("fr/open-challenges.html", "open-points.ics")):
        assert f'<a href="{link}" download>' in (site / page).read_text()


def test_an_event_links_to_its_engagement_where_the_site_has_an_address(tmp_path: Path) -> None:
    root = workspace(tmp_path, good=BILINGUAL)
    (root / "roireport.yaml").write_text("site: {language: en, base_url: 'https://roi.example.org/site/'}\n")
    site = built(root)
    address = "https://roi.example.org/site/good/index{}.html#recommendations"
    assert events(site / "open-points.ics")[DECISION]["URL"] == address.format("")
    assert events(site / "fr/open-points.ics")[DECISION]["URL"] == address.format(".fr")


def test_an_event_keeps_its_id_when_its_day_and_text_change(tmp_path: Path) -> None:
    before = built(workspace(tmp_path / "before", good=BILINGUAL))
    moved = BILINGUAL.replace("2026-09-30", "2026-11-30").replace("Extend", "Widen").replace("2025-12-31", "2026-01-31")
    after = built(workspace(tmp_path / "after", good=moved))
    old, new = (events(site / "open-points.ics") for site in (before, after))
    assert set(old) == set(new)
    assert new[DECISION]["DTSTART"].dt == date(2026, 11, 30)
    assert [one[DECISION]["DTSTAMP"].dt.date() for one in (old, new)] == [date(2025, 12, 31), date(2026, 1, 31)]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (built(workspace(tmp_path / name, good=BILINGUAL)) for name in ("one", "two"))
    assert (first / "open-points.ics").read_bytes() == (second / "open-points.ics").read_bytes()


def test_without_dates_there_is_no_calendar_and_no_link(tmp_path: Path) -> None:
    """A calendar needs a component (RFC 5545, 3.6)."""
    site = built(workspace(tmp_path, good=GOOD))
    assert not list(site.rglob("*.ics"))
    assert ".ics" not in (site / "open-challenges.html").read_text()


def test_a_clients_folder_has_no_calendar(tmp_path: Path) -> None:
    site = built(workspace(tmp_path, good=BILINGUAL), "--audience", "client")
    assert (site / "client/good/index.html").is_file()
    assert not list((site / "client").rglob("*.ics"))


def test_every_line_is_as_the_standard_says(tmp_path: Path) -> None:
    content = (built(workspace(tmp_path, good=BILINGUAL)) / "open-points.ics").read_bytes()
    assert content.endswith(b"\r\n")
    lines = content.split(b"\r\n")[:-1]
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    assert max(map(len, lines)) <= LONGEST_LINE
    unfolded = content.replace(b"\r\n ", b"").decode().splitlines()
    assert unfolded[0] == "BEGIN:VCALENDAR"
    assert unfolded[-1] == "END:VCALENDAR"
    assert all(re.match(r"[A-Z-]+(;[A-Z]+=[A-Z]+)?:", line) for line in unfolded)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=400))
def test_any_text_is_read_back_as_it_was(text: str) -> None:
    start = ("BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z")
    content = content_lines((*start, f"SUMMARY:{escaped(text)}", "END:VEVENT"))
    assert all(len(line) <= LONGEST_LINE for line in content.split(b"\r\n"))
    assert all(line.decode() is not None for line in content.split(b"\r\n"))  # no letter is cut in two
    assert Event.from_ical(content)["SUMMARY"] == text


@pytest.mark.parametrize("letters", [74 - len("SUMMARY:"), 75 - len("SUMMARY:"), 76 - len("SUMMARY:")])
def test_a_line_is_folded_after_75_octets(letters: int) -> None:
    (line,) = [f"SUMMARY:{'a' * letters}"]
    assert content_lines([line]).count(b"\r\n") == (1 if len(line) <= LONGEST_LINE else 2)
