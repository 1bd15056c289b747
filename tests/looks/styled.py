"""Reports printed with rules beside those of their sheet: pages damaged on purpose."""

from functools import cache

from roireport.present.view import Report
from roireport.render.brand import BrandStyle
from roireport.render.environment import environment
from roireport.render.pdf import PdfPrinter
from roireport.render.report import print_html
from tests.contexts import words
from tests.render.reports import whole_report


def styled(rules: str = "", shown: Report | None = None) -> bytes:
    """The PDF of a report, one with every kind of block where none is given."""
    html = print_html(shown or whole_report(), environment(), words("en"), _BRAND)
    return _printer().print(html.replace("</head>", f"<style>{rules}</style></head>")).content


_BRAND = BrandStyle("Cabinet")


@cache
def _printer() -> PdfPrinter:
    return PdfPrinter(_BRAND)
