"""SARIF 2.1.0, which code scanning and editors read.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from roireport import __version__
from roireport.cli.annotations.annotation import CheckReport, LineAnnotation
from roireport.model.place import Place
from roireport.problems.problem import Level
from roireport.text.json_text import json_text

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final[Mapping[Level, str]] = {"error": "error", "warning": "warning", "info": "note"}
_TOP: Final = "%SRCROOT%"
"""The top of the repository, by the name that code scanning gives it."""


def sarif(report: CheckReport) -> str:
    """One run with all annotations; accepted ones are suppressed."""
    by_code = {item.code: item for item in reversed(report.annotations)}
    codes = sorted(by_code)
    driver = {
        "name": "roireport",
        "version": __version__,
        "language": report.words.language,
        "rules": [_rule(by_code[code], report) for code in codes],
    }
    results = [_result(item, codes.index(item.code)) for item in report.annotations]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(item: LineAnnotation, report: CheckReport) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": item.code, "shortDescription": {"text": item.name}}
    rule["help"] = {"text": str(report.words("cli.check.help", code=item.code))}
    if item.is_rule:
        rule["fullDescription"] = {"text": str(report.words(f"challenge.{item.code}.why"))}
        if report.site:
            rule["helpUri"] = f"{report.site}/method/challenges/{item.code}.html"
    return rule


def _result(item: LineAnnotation, rule: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": item.code,
        "ruleIndex": rule,
        "level": _LEVELS[item.level],
        "message": {"text": item.text},
        "locations": [_location(item.place)],
        # GitHub reads the first name only.
        "partialFingerprints": {
            "primaryLocationLineHash": item.fingerprint,
            "roireport/v1": item.fingerprint,
        },
    }
    if item.also:
        result["relatedLocations"] = [_location(place) for place in item.also]
    if item.accepted:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": item.accepted}]
    return result


def _location(place: Place) -> dict[str, Any]:
    physical: dict[str, Any] = {
        "artifactLocation": {"uri": quote(place.file, errors="surrogateescape"), "uriBaseId": _TOP}
    }
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": max(place.column, 1)}
    return {"physicalLocation": physical}
