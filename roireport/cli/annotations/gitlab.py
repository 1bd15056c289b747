"""A Code Quality report, which GitLab shows in merge requests.

Source: GitLab, Code Quality, "Code Quality report format".
"""

from typing import Any, Final

from roireport.cli.annotations.annotation import CheckReport, LineAnnotation
from roireport.text.json_text import json_text

_SEVERITIES: Final = {"error": "critical", "warning": "minor", "info": "info"}


def gitlab(report: CheckReport) -> str:
    """The annotations that nobody accepted."""
    return json_text([_document(item) for item in report.annotations if not item.accepted])


def _document(item: LineAnnotation) -> dict[str, Any]:
    name = f"{item.code} {item.name}: " if item.is_rule else f"{item.code}: "
    return {
        "description": f"{name}{item.text}",
        "check_name": item.code,
        "fingerprint": item.fingerprint,
        "severity": _SEVERITIES[item.level],
        "location": {"path": item.place.file, "lines": {"begin": max(item.place.line, 1)}},
    }
