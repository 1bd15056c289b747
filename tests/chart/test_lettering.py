"""Texts are measured as in the font's file, and cut or wrapped to what fits."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from roireport.chart.lettering import fit, wrap, wrap_apart
from roireport.chart.metrics import Weight, text_width
from tests.chart.typeface import width

SENTENCE = "Où l’écart de 1\u202f306\u00a0k€ naît : « −12,5\u202f% » ≤ Σ Œuvre — ÷ ×, α … κ → 3–5"
letters = st.text(alphabet="abcdeéèMW mil19%€\u00a0\u202f", max_size=60)
widths = st.floats(12, 300)


@pytest.mark.parametrize("weight", [400, 600])
def test_widths_are_the_fonts_own(weight: Weight) -> None:
    assert text_width(SENTENCE.replace("Σ", ""), 11, weight) == pytest.approx(
        width(SENTENCE.replace("Σ", ""), 11, weight)
    )


def test_a_known_width() -> None:
    """Figures of Source Sans Pro are 497 thousandths wide, tabular."""
    assert text_width("2026", 10) == pytest.approx(4 * 4.97)


def test_an_unknown_character_counts_as_wide() -> None:
    assert text_width("漢", 10) >= text_width("M", 10)


@given(letters, widths)
def test_a_cut_text_fits_and_ends_with_an_ellipsis(text: str, room: float) -> None:
    cut = fit(text, room)
    assert width(cut, 11, 400) <= room + 1e-5
    if cut:
        assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))
    else:
        assert not text or width(text[0] + "…", 11, 400) > room


@given(letters, widths, st.integers(1, 4))
@example("12\u202f500\u00a0€ par an", 40.0, 3)
def test_wrapped_lines_fit_and_keep_the_words_in_order(text: str, room: float, most: int) -> None:
    lines = wrap(text, room, most=most)
    assert len(lines) <= most
    assert all(width(line, 11, 400) <= room + 1e-5 for line in lines)
    if not any("…" in line for line in lines):
        assert " ".join(lines).split(" ") == [word for word in text.split(" ") if word] or not lines


def test_a_figure_keeps_its_unit_on_the_line() -> None:
    room = width("coût de 12\u202f500", 11, 400) + 1
    assert wrap("coût de 12\u202f500\u00a0€", room) == ("coût de", "12\u202f500\u00a0€")


LONG = "Formation des équipes commerciales grands comptes de la région Nouvelle-Aquitaine"
LABELS = [f"{LONG}, vague 1", f"{LONG}, vague 2", f"{LONG}, vague 2 bis", LONG, f"{LONG} et du Limousin"]


@pytest.mark.parametrize("room", [90, 120, 160, 200, 300])
def test_names_that_are_cut_stay_different(room: float) -> None:
    cut = [wrap_apart(label, LABELS, room) for label in LABELS]
    assert len(set(cut)) == len(LABELS)
    assert all(len(lines) <= 2 and all(width(line, 11, 400) <= room + 1e-5 for line in lines) for lines in cut)


def test_a_name_that_is_cut_like_no_other_is_cut_at_its_end() -> None:
    assert wrap_apart(LONG, [LONG, "Conseil"], 120) == wrap(LONG, 120)
