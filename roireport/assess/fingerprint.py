"""What a sign-off covers, part by part, so that a later change can be named."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any, Final

from roireport.audience.rewriting import rewritten, rewritten_series
from roireport.measure.figure import Figure, plain_number
from roireport.measure.results import KpiResult, Results
from roireport.model.approval import REPORT, Approval, ItemKind, Part
from roireport.model.criterion import Criterion
from roireport.model.engagement import TYPED_SECTIONS, Engagement, shown_narratives
from roireport.model.gain import Gain
from roireport.text.json_text import compact_json

Fingerprint = Mapping[Part, str]

NOTHING: Final = "-"
"""A value that is not there."""
_DIGITS: Final = 16
_LABELS_OF_AN_EDITION: Final = ("status", "version", "assert", "approvals")
"""What changes when a report is issued, but says nothing of its content."""


def fingerprint(kind: ItemKind, subject: str | None, engagement: Engagement, results: Results) -> Fingerprint:
    """Return what a sign-off of an item covers now: short values as they are, anything else as a digest.

    What no change of the item itself can alter is left out: a month more of a series leaves a baseline as it was, and
    an amount leaves a share.

    Args:
        subject: The id of the KPI, gain or criterion, which exists; None for the report.
    """
    if kind == REPORT:
        return {**written_parts(engagement), "figures": _digest(_headline(results))}
    if kind == "attribution":
        return _of_share(engagement, {gain.id: gain for gain in engagement.gains}[subject or ""])
    if kind == "anchors":
        return _of_scale({criterion.id: criterion for criterion in engagement.nonfinancial}[subject or ""])
    result = _result_of(subject or "", results)
    return _of_baseline(engagement, result) if kind == "baseline" else _of_target(engagement, result)


def _result_of(kpi: str, results: Results) -> KpiResult:
    return next(result for result in results.kpis if result.kpi.id == kpi)


def written_parts(engagement: Engagement) -> dict[Part, str]:
    """Return digests of all that a report is made from, as a client may see it: its sections, series and notes."""
    written = rewritten(engagement)
    sections = {"engagement", *TYPED_SECTIONS, *_LABELS_OF_AN_EDITION}
    parts: dict[Part, str] = {
        "engagement": _digest({key: value for key, value in written.items() if key not in sections}),
        "objectives": _digest(written.get("objectives")),
        "kpis": _digest(written.get("kpis")),
        "costs": _digest(written.get("costs")),
        "gains": _digest(written.get("gains")),
        "nonfinancial": _digest(written.get("nonfinancial")),
        "challenges": _digest(written.get("challenges")),
        "recommendations": _digest(written.get("recommendations")),
        "series": _digest(rewritten_series(engagement)),
        "narrative": _digest(list(_notes(engagement))),
    }
    return parts


def reissued(approval: Approval, before: Fingerprint, after: Fingerprint) -> Approval:
    """The sign-off of a report for the same content in another form: what held before holds after, and nothing else."""
    if approval.kind != REPORT:
        return approval
    parts = {
        part: after.get(part, value) if value == before.get(part) else value
        for part, value in approval.fingerprint.items()
    }
    return approval.model_copy(update={"fingerprint": parts})


def _notes(engagement: Engagement) -> Iterator[Sequence[str]]:
    """The notes that a report shows: name, words and pictures."""
    shown = shown_narratives(engagement.narratives, engagement.language)
    for note in engagement.narratives:
        if note.place.file in shown:
            pictures = [sha256(picture.content).hexdigest() for picture in note.pictures]
            yield [note.name, note.language or NOTHING, " ".join(note.text.split()), *pictures]


def _headline(results: Results) -> list[str]:
    """The figures that a reader decides on: fixed, so that a measure that is added later changes nothing."""
    financial, uncertainty = results.financial, results.uncertainty
    figures = (
        *(financial.cost, financial.gain, financial.roi, financial.roi_to_date, financial.npv, financial.irr),
        *(financial.payback_months, uncertainty.probability_positive, results.nonfinancial.index),
        *(results.combined.extended_roi, *(gain.net for gain in financial.gains)),
        *(kpi.effect.mean for kpi in results.kpis),
    )
    return [_value(figure) for figure in figures]


def _of_baseline(engagement: Engagement, result: KpiResult) -> Fingerprint:
    """Cover the baseline; where it is computed, the rows that it is the mean of and the start of the work."""
    parts: dict[Part, str] = {
        "baseline": _value(result.baseline),
        "origin": result.baseline.origin,
        "unit": result.kpi.unit,
    }
    if result.baseline.origin == "computed":
        parts["rows_before"] = _digest([[str(row.period), _value(row.value)] for row in result.before])
        parts["start"] = engagement.period.start.isoformat()
    return parts


def _of_target(engagement: Engagement, result: KpiResult) -> Fingerprint:
    """Cover the target, and those of the objectives on the same KPI with their due dates."""
    kpi = result.kpi
    objectives = [
        [objective.id, _number(objective.target), str(objective.due or NOTHING)]
        for objective in engagement.objectives
        if objective.kpi == kpi.id
    ]
    return {
        "target": _value(result.target),
        "unit": kpi.unit,
        "direction": kpi.direction,
        "objectives": _digest(objectives),
    }


def _of_share(engagement: Engagement, gain: Gain) -> Fingerprint:
    """Cover the share, and what is taken off beside it or was taken off before: shares of different things differ."""
    given = gain.attribution
    kpi = engagement.kpi(gain.kpi) if gain.kpi else None
    growth = kpi.counterfactual.growth if kpi and kpi.counterfactual else None
    method = f"{kpi.id} {kpi.method} {_number(growth)}" if kpi else NOTHING
    return {
        "share": _number(Decimal(1) if given is None else given.share),
        "confidence": _number(given.confidence if given else None),
        "deadweight": _number(gain.deadweight),
        "displacement": _number(gain.displacement),
        "counterfactual": method if len(method) <= _DIGITS else _digest(method),
    }


def _of_scale(criterion: Criterion) -> Fingerprint:
    """Cover both ends of the scale, and the value function between them."""
    anchors, points = criterion.anchors, criterion.value
    return {
        "worst": _number(anchors.worst if anchors else None),
        "best": _number(anchors.best if anchors else None),
        "points": _digest([[*map(_number, pair)] for pair in points.points]) if points else NOTHING,
    }


def _value(figure: Figure) -> str:
    """A figure as it is published."""
    return f"{plain_number(figure):f}" if figure.defined else NOTHING


def _number(number: Decimal | None) -> str:
    return NOTHING if number is None else f"{number.normalize():f}"


def _digest(content: Any) -> str:
    return sha256(compact_json(_plain(content)).encode()).hexdigest()[:_DIGITS]


def _plain(content: Any) -> Any:
    """Content as JSON has it; a number is the same however many zeros it was written with."""
    match content:
        case dict():
            return {key: _plain(value) for key, value in sorted(content.items())}
        case list():
            return [_plain(item) for item in content]
        case Decimal():
            return _number(content)
        case bool() | int() | None:
            return content
    return str(content)
