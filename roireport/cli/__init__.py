"""Words in, exit code out: one file a verb."""

from roireport.cli.group import main

__all__ = ["main"]
