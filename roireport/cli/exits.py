"""The exit codes."""

from typing import Final

FINE: Final = 0
PROBLEMS: Final = 1
USAGE: Final = 2
RENDERING: Final = 3
DIFFERENCE: Final = 4
LEAK: Final = 5
MISSING: Final = 6
"""A program or a library that is needed is not on this machine."""
BUG: Final = 70
INTERRUPTED: Final = 130
