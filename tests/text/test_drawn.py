"""The characters that the faces of a report can draw."""

from pathlib import Path

import pytest

from roireport.load.engagement import load_engagement
from roireport.load.workspace import load_workspace
from roireport.problems.problem import Problems
from roireport.text.drawn import DRAWN_CHARACTERS, undrawn_in, undrawn_references_in
from tests.looks.web_fonts import drawn_characters


def test_the_list_is_what_make_fonts_makes() -> None:
    assert DRAWN_CHARACTERS.read_text(encoding="ascii") == drawn_characters()


@pytest.mark.parametrize(
    "text", ["Œuvre à 1 234,5 % − “fin”\u2011\u202f!", "Ωμέγα Москва क्षत्रिय", "כותרת العربية", "✓ → ≥ ▲\ufe0e\n\t"]
)
def test_what_a_report_may_hold(text: str) -> None:
    assert list(undrawn_in(text)) == []


@pytest.mark.parametrize("character", "✅⭐🚀🔴🇫กक़한龘\uf0b7გ".replace("क़", ""))
def test_what_no_face_has(character: str) -> None:
    assert list(undrawn_in(f"a {character}")) == [(2, character)]
    assert list(undrawn_references_in(f"a &#{ord(character)}; &amp; &eacute;")) == [(2, character)]


def test_what_no_page_shows_may_hold_any_character(tmp_path: Path) -> None:
    (tmp_path / "roireport.yaml").write_text("firm: {name: Cabinet}  # ✅\n", encoding="utf-8")
    folder = tmp_path / "engagements" / "x"
    (folder / "narrative").mkdir(parents=True)
    (folder / "engagement.yaml").write_text(
        "title: Négociation  # ✅\nclient: {name: A}\nperiod: {start: 2025-01-06, end: 2025-06-30}\n"
        'as_of: 2025-12-31\ncurrency: EUR\ninternal: {notes: "✅"}\n',
        encoding="utf-8",
    )
    (folder / "narrative" / "summary.md").write_text("Fin. <!-- ✅\n⭐ -->\n", encoding="utf-8")
    loaded = load_workspace(tmp_path)
    assert not isinstance(loaded, Problems)
    outcome = load_engagement(tmp_path, "x", loaded.workspace)
    assert not isinstance(outcome, Problems), outcome
