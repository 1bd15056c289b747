"""G15: sign-offs, and whether what was signed has changed since."""

from collections.abc import Iterator
from dataclasses import dataclass

from roireport.assess.finding import Case, Fact, Phrase, Trigger, for_author, rule
from roireport.assess.fingerprint import fingerprint
from roireport.assess.interest import is_interested
from roireport.assess.sources import CREDIBLE
from roireport.measure.results import Results
from roireport.model.approval import Approval, Part
from roireport.model.engagement import Engagement


@dataclass(frozen=True, slots=True)
class SignOff:
    """The last sign-off of an item by somebody.

    Args:
        label: The name of the KPI, gain or criterion; empty for the report.
        changed: The parts that have changed since, in the order of the file; empty where it holds.
        is_assurance: Whether it comes from outside the team and the firm.
    """

    approval: Approval
    label: str
    changed: tuple[Part, ...]
    is_assurance: bool


def sign_offs(engagement: Engagement, results: Results, firm: str | None) -> tuple[SignOff, ...]:
    """Return the sign-offs in the order of the file; a later one of the same item by the same person replaces another.

    Args:
        firm: The name of the consulting firm, where it is given.
    """
    last = {(approval.item, " ".join(approval.by.casefold().split())): approval for approval in engagement.approvals}
    return tuple(
        SignOff(
            approval,
            label_of(approval, engagement),
            _changed(approval, engagement, results),
            not is_interested(engagement, firm, approval.by, approval.role),
        )
        for approval in last.values()
    )


def label_of(approval: Approval, engagement: Engagement) -> str:
    """The name of what a sign-off is about; empty for the report."""
    names = {
        "baseline": {kpi.id: kpi.name for kpi in engagement.kpis},
        "attribution": {gain.id: gain.label for gain in engagement.gains},
        "anchors": {criterion.id: criterion.label for criterion in engagement.nonfinancial},
    }
    names["target"] = names["baseline"]
    return names[approval.kind][approval.subject] if approval.subject else ""


def _changed(approval: Approval, engagement: Engagement, results: Results) -> tuple[Part, ...]:
    """The parts whose value is no longer that of the sign-off; where none is, those that only one of the two has."""
    signed = approval.fingerprint
    now = fingerprint(approval.kind, approval.subject, engagement, results)
    parts = [part for part in dict.fromkeys((*now, *signed)) if now.get(part) != signed.get(part)]
    return tuple(part for part in parts if part in now and part in signed) or tuple(parts)


@for_author
@rule("G15", "warning", CREDIBLE, key="approvals")
def signed_before_a_change(case: Case) -> Iterator[Trigger]:
    """G15: what somebody signed off has changed since."""
    for sign_off in sign_offs(case.engagement, case.results, case.firm):
        if sign_off.changed:
            approval = sign_off.approval
            facts: dict[str, Fact] = {
                "item": _item(sign_off),
                "by": approval.by,
                "on": approval.on,
                "changed": tuple(Phrase(f"sign_off.part.{part}") for part in sign_off.changed),
            }
            yield Trigger(approval.subject, facts, approval.place("item"))


def _item(sign_off: SignOff) -> Phrase:
    return Phrase(f"sign_off.item.{sign_off.approval.kind}", {"label": sign_off.label})
