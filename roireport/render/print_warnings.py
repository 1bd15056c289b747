"""Collects the warnings of WeasyPrint. Importing this imports it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from roireport.render.fetcher import AssetFetcher
from roireport.render.layout_engine import CSS, FontConfiguration

_LOGGER: Final = logging.getLogger("weasyprint")


def sheet_warnings(sheet: str) -> tuple[str, ...]:
    """WeasyPrint's warnings about a style sheet, with line and column where it knows them."""
    with weasyprint_warnings() as reasons:
        CSS(string=sheet, font_config=FontConfiguration(), url_fetcher=AssetFetcher())
    return tuple(dict.fromkeys(reasons))


class _Collector(logging.Handler):
    """Puts warnings and errors on a list."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._reasons = reasons

    def emit(self, record: logging.LogRecord) -> None:
        self._reasons.append(record.getMessage())


@contextmanager
def weasyprint_warnings() -> Iterator[list[str]]:
    """Collect WeasyPrint's warnings instead of printing them."""
    reasons: list[str] = []
    handler = _Collector(reasons)
    propagate, _LOGGER.propagate = _LOGGER.propagate, False
    _LOGGER.addHandler(handler)
    try:
        yield reasons
    finally:
        _LOGGER.removeHandler(handler)
        _LOGGER.propagate = propagate
