"""Check `audiences` of roireport.yaml, and the sections that reports may have."""

import re
from collections.abc import Collection, Iterator

from roireport.model.place import Place
from roireport.model.workspace import CLIENT, INTERNAL, SECTIONS
from roireport.model.written import Node, Written, WrittenList, WrittenMapping
from roireport.problems.problem import Problem, problem
from roireport.text.near import near

_NAME = re.compile(r"[a-z0-9-]{1,64}")


def audience_faults(
    audiences: Node | None, reserved: Collection[str], engagements: Collection[str]
) -> Iterator[Problem]:
    """Report names that cannot be folders of the site, and sections that no report has.

    Args:
        audiences: What is written under `audiences:`.
        reserved: Names that the site uses beside the pages of the engagements.
        engagements: The ids of the engagements.
    """
    for name, settings in audiences.items() if isinstance(audiences, WrittenMapping) else ():
        if not _NAME.fullmatch(name) or (name != CLIENT and name in {INTERNAL, *reserved}):
            taken = ", ".join(sorted({INTERNAL, *reserved} - {CLIENT}))
            yield problem("audience_name", name.place, text=name[:64], reserved=taken)
        elif name != CLIENT and name in engagements:
            yield problem("audience_is_engagement", name.place, text=name)
        if isinstance(settings, WrittenMapping):
            yield from section_faults(settings.value("sections"))


def section_faults(sections: Node | None) -> Iterator[Problem]:
    """Report a list of sections that is empty, names one twice, or names one that no report has."""
    yield from list_faults(sections)
    for name in sections if isinstance(sections, WrittenList) else ():
        if isinstance(name, Written) and name and name not in SECTIONS:
            near_name = near(name, SECTIONS)
            yield problem("not_one_of", name.place, text=name[:60], allowed=", ".join(SECTIONS), near=near_name)


def list_faults(listed: Node | None) -> Iterator[Problem]:
    """Report a list of words that is empty or names one twice."""
    if not isinstance(listed, WrittenList):
        return
    if not listed:
        yield problem("empty_value", listed.place, kind="choice")
    seen: dict[str, Place] = {}
    for name in (item for item in listed if isinstance(item, Written)):
        if first := seen.get(name):
            yield problem("listed_twice", name.place, also=(first,), name=name[:64], line=str(first.line))
        seen.setdefault(name, name.place)
