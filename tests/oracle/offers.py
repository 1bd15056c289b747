"""Cost, gain and ROI of each offer and of each kind of offer."""

from collections.abc import Callable

from tests.oracle import returns
from tests.oracle.money import Line
from tests.oracle.published import CENT, RATIO, shown
from tests.oracle.returns import Case
from tests.oracle.writer import WORKSPACE
from tests.oracle.written import Section


def offers(case: Case, named: list[str]) -> list[Section]:
    """Cost, gain and ROI of each offer that a line names, in the engagement's order; last of what names none."""
    names = {line.section.get("offer"): None for line in (*case.costs, *case.gains)}
    listed = [name for name in named if name in names]
    order = dict.fromkeys((*listed, *sorted(names, key=lambda name: name is None)))
    return [part_document(case, name, lambda line: line.section.get("offer")) for name in order]


def offer_kinds(case: Case) -> list[Section]:
    """Cost, gain and ROI of each kind of offer that a line has, in the contract's order; last of what names none."""
    present = {kind_of(line) for line in (*case.costs, *case.gains)}
    order = [kind for kind in ("strategy", "training", "consulting", "tools", None) if kind in present]
    return [part_document(case, kind, kind_of) for kind in order]


def kind_of(line: Line) -> str | None:
    """The kind of the offer that a line names: the workspace's, or the four kinds themselves."""
    kinds: dict[str | None, str] = {offer["id"]: offer["kind"] for offer in WORKSPACE["offers"]}
    offer: str | None = line.section.get("offer")
    return kinds.get(offer, offer)


def part_document(case: Case, name: str | None, name_of: Callable[[Line], str | None]) -> Section:
    """Cost, gain and ROI of the lines of an offer or a kind."""
    costs, gains = ([line for line in lines if name_of(line) == name] for lines in (case.costs, case.gains))
    part = Case(case.grid, costs, gains, case.discounting)
    cost, gain = part.cost(), part.gain()
    roi = returns.roi(gain, cost)
    return {"id": name, "cost": shown(cost, CENT), "gain": shown(gain, CENT), "roi": shown(roi, RATIO)}
