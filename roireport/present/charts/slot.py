"""The widths that charts are drawn for, so that their letters keep their size."""

from typing import Final

WHOLE: Final = 642.0
"""The width of the text, 170 mm, in drawing units."""
HALF: Final = 312.0
"""The width of one of two columns."""
