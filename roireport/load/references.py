"""Check that ids are unique in their file and that references lead to something."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import get_args

from roireport.load.rules import rule_ids
from roireport.load.schema import MOST_ERRORS, read_value
from roireport.model.approval import REPORT, SECTION_OF_ITEM
from roireport.model.criterion import Dimension
from roireport.model.engagement import FILE_SECTIONS
from roireport.model.kpi import Unit
from roireport.model.offer import OFFER_KINDS
from roireport.model.place import Place
from roireport.model.values import read_level_in
from roireport.model.workspace import Workspace
from roireport.model.written import Written, WrittenList, WrittenMapping
from roireport.problems.problem import Problem, problem
from roireport.text.near import near

SECTIONS_WITH_IDS = ("business_goals", "objectives", "kpis", "costs", "gains", "nonfinancial")
UNITS: tuple[str, ...] = get_args(Unit)


def repeated_ids(items: object) -> Iterator[Problem]:
    """Yield the repeated ids of a list."""
    seen: dict[str, Place] = {}
    for id in _values(items, "id"):
        if first := seen.get(id):
            yield problem("duplicate_id", id.place, also=(first,), id=id[:64], line=str(first.line))
        seen.setdefault(id, id.place)


def ids_in(items: object) -> tuple[str, ...]:
    """Collect the ids of a list, also of faulty items, so that no further fault follows."""
    return tuple(str(id) for id in _values(items, "id"))


def check_references(tree: WrittenMapping, workspace: Workspace, narratives: Iterable[str]) -> Iterator[Problem]:
    """Yield repeated ids and references that lead nowhere; narratives are names."""
    challenges, advice = _mapping(tree, "challenges"), _mapping(tree, "recommendations")
    lists = [tree.value(name) for name in SECTIONS_WITH_IDS]
    for items in (*lists, challenges.value("unquantified"), advice.value("decisions")):
        yield from repeated_ids(items)
    kpis = ids_in(tree.value("kpis"))
    for items in (tree.value("objectives"), tree.value("gains"), advice.value("next_measurements")):
        yield from _unknown("unknown_kpi", _values(items, "kpi"), kpis)
    yield from _unknown("unknown_offer", _offers(tree), (*(offer.id for offer in workspace.offers), *OFFER_KINDS))
    measured = (*kpis, *chain.from_iterable(ids_in(tree.value(name)) for name in ("gains", "costs", "nonfinancial")))
    yield from _unknown("unknown_basis", _values(advice.value("decisions"), "basis"), measured)
    accepted = challenges.value("accepted")
    yield from _unknown("unknown_rule", _values(accepted, "rule"), rule_ids())
    yield from _unknown("unknown_subject", _values(accepted, "subject"), (*_subjects(tree), *narratives))
    yield from _unknown("unknown_signed", _values(tree.value("approvals"), "item"), _signable(tree))


def check_levels(tree: WrittenMapping) -> Iterator[Problem]:
    """Yield targets and alert levels that are not in the unit of their KPI."""
    units = {str(kpi.value("id")): str(kpi.value("unit")) for kpi in _mappings(tree.value("kpis"))}
    for owner, level in _levels(tree):
        unit = units.get(owner)
        if unit in UNITS:
            yield from read_value(partial(read_level_in, unit), level)


def _levels(tree: WrittenMapping) -> Iterator[tuple[str, Written]]:
    for objective in _mappings(tree.value("objectives")):
        for level in _values([objective], "target"):
            yield str(objective.value("kpi")), level
    for measurement in _mappings(_mapping(tree, "recommendations").value("next_measurements")):
        alert = _mapping(measurement, "alert")
        levels = (level for level in alert.values() if isinstance(level, Written))
        yield from ((str(measurement.value("kpi")), level) for level in levels)


def _unknown(key: str, references: Iterable[Written], choices: tuple[str, ...]) -> Iterator[Problem]:
    names = frozenset(choices)
    for name in islice((name for name in references if name not in names), MOST_ERRORS):
        yield problem(key, name.place, text=name[:64], near=near(name, choices), known=", ".join(choices[:20]))


def _offers(tree: WrittenMapping) -> Iterator[Written]:
    offers = tree.value("offer")
    if isinstance(offers, WrittenList):
        yield from (offer for offer in offers if isinstance(offer, Written))
    yield from _values(tree.value("costs"), "offer")
    yield from _values(tree.value("gains"), "offer")


def _subjects(tree: WrittenMapping) -> tuple[str, ...]:
    """List the possible subjects of a finding: ids of items, sections, dimensions."""
    items = [tree.value(name) for name in SECTIONS_WITH_IDS]
    items.append(_mapping(tree, "challenges").value("unquantified"))
    items.append(_mapping(tree, "recommendations").value("decisions"))
    return (*chain.from_iterable(map(ids_in, items)), *FILE_SECTIONS, *get_args(Dimension))


def _signable(tree: WrittenMapping) -> tuple[str, ...]:
    """List what a sign-off can be about."""
    items = ((kind, id) for kind, section in SECTION_OF_ITEM.items() for id in ids_in(tree.value(section)))
    return (REPORT, *(f"{kind}.{id}" for kind, id in items))


def _values(items: object, key: str) -> Iterator[Written]:
    """The scalars under a key of each mapping of a list."""
    for item in _mappings(items):
        value = item.value(key)
        if isinstance(value, Written) and value:
            yield value


def _mappings(items: object) -> Iterator[WrittenMapping]:
    if isinstance(items, list):
        yield from (item for item in items if isinstance(item, WrittenMapping))


def _mapping(tree: WrittenMapping, key: str) -> WrittenMapping:
    value = tree.value(key)
    return value if isinstance(value, WrittenMapping) else WrittenMapping({}, tree.place)
