"""What changed, as JSON: numbers as published, the parts of a change adding up to it."""

from roireport.compare.change import GROUPS, InputChange
from roireport.measure.figure import plain_number
from roireport.model.commit import LineChange
from roireport.present.context import ReportContext
from roireport.present.difference.figures import FigureChange
from roireport.present.difference.lines import Provenance
from roireport.present.difference.view import Compared, Difference
from roireport.present.document.shown import Json
from roireport.present.explained_tree import origin_text


def difference_document(compared: Compared, shown: Difference) -> dict[str, Json]:
    """The figures, states, reservations and changed inputs of an engagement."""
    return {
        "established": {"before": compared.before.verdict.established, "after": compared.after.verdict.established},
        "figures": [_figure(compared, figure) for figure in shown.figures],
        "states": [
            {"id": state.id, "name": state.name, "before": state.before, "after": state.after} for state in shown.states
        ],
        "reservations": {
            side: [{"id": id, "text": text} for id, text in own.items()]
            for side, own in (("came", shown.came), ("went", shown.went))
        },
        "changes": [
            _change(compared.after, change, compared.provenance)
            for group in GROUPS
            for change in compared.attribution.changes
            if change.group == group
        ],
        "notes": list(shown.notes),
    }


def _figure(compared: Compared, figure: FigureChange) -> dict[str, Json]:
    before, after = figure.numbers
    document: dict[str, Json] = {
        "path": figure.path,
        "name": figure.name,
        "unit": figure.unit,
        "before": _value(compared.before, figure.path),
        "after": _value(compared.after, figure.path),
        "difference": None if before is None or after is None else after - before,
    }
    if figure.path in compared.attribution.shares:
        document["shares"] = {group: figure.shared.get(group, 0) for group in GROUPS} if figure.shared else None
        document["not_shared_out"] = figure.why or None
    return document


def _value(ctx: ReportContext, path: str) -> Json:
    """A figure as results.json holds it; None where there is no such figure."""
    figure = ctx.figures.get(path)
    if figure is None:
        return None
    return plain_number(figure) if figure.defined else {"undefined": ctx.text(figure)}


def _change(ctx: ReportContext, change: InputChange, provenance: Provenance) -> dict[str, Json]:
    origin = provenance.origin(change)
    line: dict[str, Json] = {"unknown": origin_text(ctx, origin)}
    if isinstance(origin, LineChange):
        line = {"commit": origin.commit, "author": origin.author, "date": origin.day.isoformat()}
    return {
        "group": change.group,
        "path": change.path,
        "before": change.before,
        "after": change.after,
        "place": str(provenance.place(change)),
        "line": line,
    }
