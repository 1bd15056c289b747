"""Three figures side by side, never mixed: A the financial ROI, B the extended ROI, C the non-financial index."""

from roireport.chart.scale import Labelled
from roireport.chart.three_figures import Figure as Headline
from roireport.chart.three_figures import Index, ThreeFigures, draw
from roireport.measure.figure import Figure
from roireport.present.blocks import Exhibit
from roireport.present.desk import Desk
from roireport.present.figures.comparison import order, told_apart
from roireport.present.figures.quote import months, rate
from roireport.present.language.said import Said
from roireport.present.story.section import data_source
from roireport.present.story.verdict import blocker_name


def three_figures_title(desk: Desk) -> Said:
    """What the monetised returns add to the ROI."""
    roi, extended = desk.results.financial.roi, desk.results.combined.extended_roi
    if not desk.verdict.established:
        return desk.words("nonfinancial.three.title.withheld", blocker=blocker_name(desk, desk.verdict.blockers[0]))
    if not roi.defined or not extended.defined:
        return desk.words("nonfinancial.three.title.undefined", why=desk.say("financial.roi"))
    places = told_apart(roi.known, extended.known)
    return desk.words(
        f"nonfinancial.three.title.{order(extended.known, roi.known)}",
        roi=desk.say("financial.roi", places=places),
        extended=desk.say("combined.extended_roi", places=places),
    )


def three_figures_exhibit(desk: Desk) -> Exhibit:
    """The three panels."""
    title, subtitle = three_figures_title(desk), desk.words("nonfinancial.three.subtitle")
    target = desk.engagement.target_roi
    results = desk.results
    monetised = results.combined.monetised.defined and results.combined.monetised.known != 0
    extended_note = desk.words(
        f"nonfinancial.three.note.extended.{'some' if monetised else 'none'}", amount=desk.say("combined.monetised")
    )
    note = desk.words("nonfinancial.three.note.financial", horizon=months(desk, desk.engagement.horizon))
    places = _places(desk)
    drawing = draw(
        ThreeFigures(
            title,
            subtitle,
            _headline(desk, "financial", "financial.roi", note, places),
            _headline(desk, "extended", "combined.extended_roi", extended_note, places),
            _index(desk),
            None if target is None else Labelled(float(target), _target(desk)),
        )
    )
    return Exhibit(title, subtitle, drawing, data_source(desk))


def _places(desk: Desk) -> int:
    """As many decimals as tell A and B apart."""
    roi, extended = desk.results.financial.roi, desk.results.combined.extended_roi
    return told_apart(roi.known, extended.known) if roi.defined and extended.defined else 0


def _target(desk: Desk) -> Said:
    value = desk.engagement.target_roi
    shown = "" if value is None else rate(desk, value, "target_roi")
    return desk.words("nonfinancial.three.target", target=shown)


def _headline(desk: Desk, name: str, path: str, note: str, places: int) -> Headline:
    """A or B; no bar where the headline is withheld or has no value."""
    figure = desk.figures[path]
    value = float(figure.known) if figure.defined and desk.verdict.established else None
    heading = desk.words(f"nonfinancial.three.{name}")
    return Headline(heading, value, desk.say(path, places=places), note)


def _index(desk: Desk) -> Index:
    """C: the way of the index on its scale of 100."""
    result = desk.results.nonfinancial
    heading = desk.words("nonfinancial.three.index")
    if not result.index.defined:
        return Index(heading, desk.say("nonfinancial.index"), None, None)
    note = desk.words("nonfinancial.three.note.index", coverage=desk.say("nonfinancial.coverage"))
    shown = desk.words("nonfinancial.three.points", index=desk.say("nonfinancial.index", signed=True))
    before, now = (
        _on_scale(desk, figure, f"nonfinancial.{name}")
        for name, figure in (("index_before", result.index_before), ("index_now", result.index_now))
    )
    return Index(heading, shown, before, now, note=note)


def _on_scale(desk: Desk, figure: Figure, path: str) -> Labelled:
    return Labelled(float(figure.known), desk.say(path, places=0))
