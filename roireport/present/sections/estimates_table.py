"""Who estimated what: the share of each gain, by whom, how sure, on which evidence."""

from decimal import Decimal
from typing import Final

from roireport.model.gain import Gain
from roireport.present.blocks import Block, Cell, Exhibit, Sentence, Table, TableColumn, TableRow
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import rate
from roireport.present.story.gain_basis import gain_basis

_COLUMNS: Final = {"gain": 48, "share": 11, "by": 20, "confidence": 12, "evidence": 9}
"""Widths in percent."""
_RIGHT: Final = ("share", "confidence", "evidence")


def estimates_table(ctx: ReportContext) -> Block:
    """Return a row for each gain; a sentence where there is none."""
    words, gains = ctx.words, ctx.engagement.gains
    if not gains:
        return Sentence(words("method.attribution.empty"))
    columns = tuple(
        TableColumn(words(f"method.attribution.{name}"), width, "right" if name in _RIGHT else "left")
        for name, width in _COLUMNS.items()
    )
    rows = tuple(_row(ctx, gain) for gain in gains)
    return Exhibit(words("method.attribution.title"), "", Table(columns, rows, dense=True), "")


def _row(ctx: ReportContext, gain: Gain) -> TableRow:
    share, by, confidence = _estimate(ctx, gain)
    return TableRow(
        (
            Cell(str(gain.label), sub=gain_basis(ctx, gain), strong=True),
            Cell(share),
            Cell(by),
            Cell(confidence),
            Cell(f"{gain.evidence}/5"),
        )
    )


def _estimate(ctx: ReportContext, gain: Gain) -> tuple[str, str, str]:
    """Return the share, who estimated it, and how sure; or how the gain was isolated elsewhere."""
    given, none = gain.attribution, ctx.words("common.none")
    if given is None:
        whole = ctx.formats.percent(Decimal(1), 0)
        return whole, none if gain.isolated is None else ctx.words("method.attribution.isolated"), none
    share = rate(ctx, given.share, f"gains.{gain.id}.attribution")
    if given.confidence is None:
        return share, given.by or none, none
    return share, given.by or none, rate(ctx, given.confidence, f"gains.{gain.id}.confidence")
