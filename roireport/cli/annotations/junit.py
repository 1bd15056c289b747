"""JUnit XML, which services list as tests: a suite for each engagement, a case for each rule.

Source: the schema of Jenkins' xUnit plugin, junit-10.xsd.
"""

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from roireport.assess.catalogue import RULES
from roireport.cli.annotations.annotation import CheckReport, LineAnnotation
from roireport.text.characters import printable


def junit(report: CheckReport) -> str:
    """A case fails where it counts against the run; what does not count is in its output."""
    root = Element("testsuites", name="roireport")
    for name in dict.fromkeys((*report.readable, *(item.engagement for item in report.annotations))):
        _add_suite(root, name, report)
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}'


def _add_suite(root: Element, name: str, report: CheckReport) -> None:
    """Add the suite of an engagement, or of the workspace where it has no name."""
    cases = _cases([item for item in report.annotations if item.engagement == name], report, name in report.readable)
    failures = sum(any(item.counts for item in items) for items in cases.values())
    suite = SubElement(
        root,
        "testsuite",
        name=name or "roireport.yaml",
        tests=str(len(cases)),
        failures=str(failures),
        errors="0",
        skipped=str(sum(_is_skipped(items) for items in cases.values())),
    )
    for case, items in cases.items():
        _add_case(suite, case, items)


def _cases(
    items: Sequence[LineAnnotation], report: CheckReport, is_readable: bool
) -> Mapping[str, list[LineAnnotation]]:
    """What was found by case: a case for each rule that was run, and for each code of a problem."""
    names = {rule.id: f"{rule.id} {report.words(f'challenge.{rule.id}.name')}" for rule in RULES}
    cases: dict[str, list[LineAnnotation]] = {name: [] for name in (names.values() if is_readable else ())}
    for item in items:
        cases.setdefault(names.get(item.code, item.code), []).append(item)
    return cases


def _add_case(suite: Element, name: str, items: Sequence[LineAnnotation]) -> None:
    case = SubElement(suite, "testcase", name=name, classname=suite.attrib["name"])
    counting = [item for item in items if item.counts]
    if counting:
        failure = SubElement(case, "failure", type=counting[0].level, message=counting[0].message)
        failure.text = "\n\n".join(map(_text, counting))
    elif _is_skipped(items):
        SubElement(case, "skipped", message=items[0].accepted)
    if rest := [item for item in items if not item.counts]:
        SubElement(case, "system-out").text = "\n\n".join(map(_text, rest))


def _is_skipped(items: Sequence[LineAnnotation]) -> bool:
    """Whether all that was found is accepted."""
    return bool(items) and all(item.accepted for item in items)


def _text(item: LineAnnotation) -> str:
    return f"{printable(str(item.place))}\n{item.text}"
