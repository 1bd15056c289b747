"""WeasyPrint, without the fonts of the machine: every module that needs it imports it from here.

Fontconfig reads our settings, which name no folder, so a report has the faces that its sheet loads and no other: a
character prints with the same face on every machine, or not at all. WeasyPrint warns of settings without fonts.
"""

import os
import warnings
from pathlib import Path

os.environ["FONTCONFIG_FILE"] = str(Path(__file__).parent / "no_system_fonts.conf")
with warnings.catch_warnings():
    warnings.filterwarnings("ignore", "No fonts configured in FontConfig", UserWarning)
    from weasyprint import CSS, HTML, VERSION
    from weasyprint.document import DocumentMetadata
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

__all__ = [
    "CSS", "HTML", "VERSION", "DocumentMetadata", "FontConfiguration", "URLFetcher", "URLFetcherResponse",
]  # fmt: skip
