"""The width of a text."""

from typing import Final, Literal

from roireport.chart.advances import REGULAR, SEMIBOLD, Runs

Weight = Literal[400, 600]

ASCENT: Final = 0.74  # of the font size, above the baseline: capitals, figures and most accents
DESCENT: Final = 0.22
WIDEST_COMMON: Final = 830  # the em dash and the capital M: the width of an unknown character


class _Advances(dict[str, int]):
    """The advance width of each character, in thousandths of the font size."""

    def __missing__(self, character: str) -> int:
        return WIDEST_COMMON


def _by_character(runs: Runs) -> _Advances:
    return _Advances({chr(first + i): int(width) for first, run in runs.items() for i, width in enumerate(run.split())})


_ADVANCES: Final = {400: _by_character(REGULAR), 600: _by_character(SEMIBOLD)}


def text_width(text: str, size: float, weight: Weight = 400) -> float:
    """Return the width of a line in the unit of `size`, without kerning (it only narrows)."""
    return size * sum(map(_ADVANCES[weight].__getitem__, text)) / 1000
