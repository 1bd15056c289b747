"""The data of the three figures: A financial ROI, B extended ROI, C non-financial index."""

from roireport.chart.scale import Labelled
from roireport.chart.three_figures import IndexScale, ReturnScale, ThreeFigures, draw
from roireport.measure.figure import Figure
from roireport.present.blocks import Exhibit
from roireport.present.context import ReportContext
from roireport.present.figures.comparison import distinct_places, order
from roireport.present.figures.figure_text import months, rate
from roireport.present.language.quoted_text import QuotedText
from roireport.present.story.section import data_source
from roireport.present.story.verdict import blocker_name


def three_figures_title(ctx: ReportContext) -> QuotedText:
    """Say what the monetised returns add to the ROI."""
    roi, extended = ctx.results.financial.roi, ctx.results.combined.extended_roi
    if not ctx.verdict.established:
        return ctx.words("nonfinancial.three.title.withheld", blocker=blocker_name(ctx, ctx.verdict.blockers[0]))
    if not roi.defined or not extended.defined:
        return ctx.words("nonfinancial.three.title.undefined", why=ctx.say("financial.roi"))
    places = distinct_places(roi.known, extended.known)
    return ctx.words(
        f"nonfinancial.three.title.{order(extended.known, roi.known)}",
        roi=ctx.say("financial.roi", places=places),
        extended=ctx.say("combined.extended_roi", places=places),
    )


def three_figures_exhibit(ctx: ReportContext) -> Exhibit:
    """Draw the three panels."""
    title, subtitle = three_figures_title(ctx), ctx.words("nonfinancial.three.subtitle")
    target = ctx.engagement.target_roi
    results = ctx.results
    monetised = results.combined.monetised.defined and results.combined.monetised.known != 0
    extended_note = ctx.words(
        f"nonfinancial.three.note.extended.{'some' if monetised else 'none'}", amount=ctx.say("combined.monetised")
    )
    note = ctx.words("nonfinancial.three.note.financial", horizon=months(ctx, ctx.engagement.horizon))
    places = _places(ctx)
    drawing = draw(
        ThreeFigures(
            title,
            subtitle,
            _headline(ctx, "financial", "financial.roi", note, places),
            _headline(ctx, "extended", "combined.extended_roi", extended_note, places),
            _index(ctx),
            None if target is None else Labelled(float(target), _target(ctx)),
        )
    )
    return Exhibit(title, subtitle, drawing, data_source(ctx))


def _places(ctx: ReportContext) -> int:
    """Return the decimals at which A and B differ."""
    roi, extended = ctx.results.financial.roi, ctx.results.combined.extended_roi
    return distinct_places(roi.known, extended.known) if roi.defined and extended.defined else 0


def _target(ctx: ReportContext) -> QuotedText:
    value = ctx.engagement.target_roi
    shown = "" if value is None else rate(ctx, value, "target_roi")
    return ctx.words("nonfinancial.three.target", target=shown)


def _headline(ctx: ReportContext, name: str, path: str, note: str, places: int) -> ReturnScale:
    """Return A or B, without a bar where it is withheld or has no value."""
    figure = ctx.figures[path]
    value = float(figure.known) if figure.defined and ctx.verdict.established else None
    heading = ctx.words(f"nonfinancial.three.{name}")
    return ReturnScale(heading, value, ctx.say(path, places=places), note)


def _index(ctx: ReportContext) -> IndexScale:
    """Return C: the index before and now on a scale of 100."""
    result = ctx.results.nonfinancial
    heading = ctx.words("nonfinancial.three.index")
    if not result.index.defined:
        return IndexScale(heading, ctx.say("nonfinancial.index"), None, None)
    note = ctx.words("nonfinancial.three.note.index", coverage=ctx.say("nonfinancial.coverage"))
    shown = ctx.words("nonfinancial.three.points", index=ctx.say("nonfinancial.index", signed=True))
    before, now = (
        _on_scale(ctx, figure, f"nonfinancial.{name}")
        for name, figure in (("index_before", result.index_before), ("index_now", result.index_now))
    )
    return IndexScale(heading, shown, before, now, note=note)


def _on_scale(ctx: ReportContext, figure: Figure, path: str) -> Labelled:
    return Labelled(float(figure.known), ctx.say(path, places=0))
