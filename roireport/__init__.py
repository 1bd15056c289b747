"""Prove what sales-consulting work was worth."""

__version__ = "0.1.0"
