"""Charts of a printed page as separate images: the same drawing in less time.

A chart has more elements than the rest of a section. In a page, a slow, lenient parser reads each element, and each is
matched with every rule of the style sheet. In an image, neither happens.
"""

import re
from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree

_CHART: Final = re.compile(r'<svg class="chart".*?</svg>', re.DOTALL)
_TITLE: Final = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_ADDRESS: Final = "roireport:chart/"


def charts_as_images(html: str) -> tuple[str, Mapping[str, bytes]]:
    """Replace each chart of a page by an image.

    A chart stays in the page where it is not well-formed or has no title, as an own template may draw it; so do all
    charts of a page with style rules of its own, which may be about their parts.

    Returns:
        The page, and the content of the images by their addresses.
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
