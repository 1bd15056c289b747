"""How wide a text is."""

from typing import Final, Literal

from roireport.chart.advances import REGULAR, SEMIBOLD, Runs

Weight = Literal[400, 600]

ASCENT: Final = 0.74  # of the font size, above the baseline: capitals, figures and most accents
DESCENT: Final = 0.22
WIDEST_COMMON: Final = 830  # the em dash and the capital M: what an unknown character is taken to be


class _Advances(dict[str, int]):
    """How far each character takes the pen, in thousandths of the size."""

    def __missing__(self, character: str) -> int:
        return WIDEST_COMMON


def _by_character(runs: Runs) -> _Advances:
    return _Advances({chr(first + i): int(width) for first, run in runs.items() for i, width in enumerate(run.split())})


_ADVANCES: Final = {400: _by_character(REGULAR), 600: _by_character(SEMIBOLD)}


def text_width(text: str, size: float, weight: Weight = 400) -> float:
    """Width of a line in the unit of `size`, kerning left out (it only narrows)."""
    return size * sum(map(_ADVANCES[weight].__getitem__, text)) / 1000
