"""Charts apart from their page while it is printed, as pictures of their own: the same drawing in less time.

A chart has more elements than the rest of a section. In a page, each is read by a parser that is lenient and slow, and
held against every rule of the sheet; in a picture, neither.
"""

import re
from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree

_CHART: Final = re.compile(r'<svg class="chart".*?</svg>', re.DOTALL)
_TITLE: Final = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_ADDRESS: Final = "roireport:chart/"


def charts_as_images(html: str) -> tuple[str, Mapping[str, bytes]]:
    """The page with each chart as a picture, and the pictures by their addresses.

    What a template of the workspace draws stays where it is unless it is well-formed and says what it shows; so do all
    charts of a page with rules of its own, which may be about their parts.
    """
    charts: dict[str, bytes] = {}
    if "<style" in html:
        return html, charts

    def picture(match: re.Match[str]) -> str:
        title = _TITLE.search(match[0])
        if title is None or not _is_well_formed(match[0]):
            return match[0]
        address = f"{_ADDRESS}{len(charts)}"
        charts[address] = match[0].encode()
        alternative = title[1].replace('"', "&quot;")
        return f'<img class="chart" src="{address}" alt="{alternative}">'

    return _CHART.sub(picture, html), charts


def _is_well_formed(svg: str) -> bool:
    try:
        ElementTree.fromstring(svg)
    except ElementTree.ParseError:
        return False
    return True
