"""How wide the place is that a chart is drawn for, so that its letters keep their size."""

from typing import Final

WHOLE: Final = 642.0
"""The width of the text: 170 mm."""
HALF: Final = 312.0
"""One of two columns."""
