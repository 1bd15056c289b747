"""Who signed off what, and whether it has changed since."""

from typing import Final

from roireport.assess.sign_offs import SignOff, sign_offs
from roireport.present.blocks import Block, Cell, Exhibit, Table, TableColumn, TableRow
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import capitalised

_COLUMNS: Final = {"item": 30, "by": 30, "on": 14, "state": 26}
"""Widths in percent."""
_SHOWN_DIGITS: Final = 16
"""Of a digest: enough to recognise it."""


def sign_off_table(ctx: ReportContext) -> tuple[Block, ...]:
    """Return a row for each sign-off; no table where there is none."""
    signed = sign_offs(ctx.engagement, ctx.results, ctx.workspace.firm.name)
    if not signed:
        return ()
    words = ctx.words
    columns = tuple(TableColumn(words(f"sign_off.column.{name}"), width) for name, width in _COLUMNS.items())
    rows = tuple(_row(ctx, sign_off) for sign_off in signed)
    return (Exhibit(words("sign_off.title"), "", Table(columns, rows, dense=True), ""),)


def _row(ctx: ReportContext, sign_off: SignOff) -> TableRow:
    words, approval = ctx.words, sign_off.approval
    item = words(f"sign_off.item.{approval.kind}", label=sign_off.label)
    by = words("sign_off.by", by=approval.by, role=approval.role) if approval.role else str(approval.by)
    digest = approval.evidence.sha256[:_SHOWN_DIGITS] if approval.evidence else ""
    return TableRow(
        (
            Cell(capitalised(item), strong=True),
            Cell(by, sub=words("sign_off.assurance") if sign_off.is_assurance else ""),
            Cell(ctx.formats.day(approval.on)),
            Cell(_state(ctx, sign_off), sub=words("sign_off.document", digest=digest) if digest else ""),
        )
    )


def _state(ctx: ReportContext, sign_off: SignOff) -> str:
    """Say that it holds, or what has changed."""
    if not sign_off.changed:
        return ctx.words("sign_off.holds")
    changed = ctx.words.listed([ctx.words(f"sign_off.part.{part}") for part in sign_off.changed])
    return ctx.words("sign_off.stale", changed=changed)
