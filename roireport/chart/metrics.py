"""How wide a text is."""

from typing import Final, Literal

from roireport.chart.advances import REGULAR, SEMIBOLD, Runs

Weight = Literal[400, 600]

ASCENT: Final = 0.74  # of the font size, above the baseline: capitals, figures and most accents
DESCENT: Final = 0.22
WIDEST_COMMON: Final = 830  # the em dash and the capital M: what an unknown character is taken to be


def _by_character(runs: Runs) -> dict[str, int]:
    return {chr(first + i): int(width) for first, run in runs.items() for i, width in enumerate(run.split())}


_ADVANCES: Final = {400: _by_character(REGULAR), 600: _by_character(SEMIBOLD)}


def text_width(text: str, size: float, weight: Weight = 400) -> float:
    """Width of a line in the unit of `size`, kerning left out (it only narrows)."""
    advances = _ADVANCES[weight]
    return size * sum(advances.get(character, WIDEST_COMMON) for character in text) / 1000
