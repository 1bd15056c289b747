"""The exit codes."""

from typing import Final

FINE: Final = 0
PROBLEMS: Final = 1
USAGE: Final = 2
RENDERING: Final = 3
BUG: Final = 70
INTERRUPTED: Final = 130
