"""The workbook of an engagement: all its sheets, in the language of the context."""

from decimal import localcontext

from roireport.export.book import Book
from roireport.export.cell import Workbook
from roireport.export.cost_sheet import cost_sheet
from roireport.export.flow_sheet import flow_sheet
from roireport.export.gain_sheet import gain_sheet
from roireport.export.gains_sheet import gains_sheet
from roireport.export.general_sheet import general_sheet
from roireport.export.guide_sheet import guide_sheet
from roireport.export.index_sheet import index_sheet
from roireport.export.kpi_sheet import kpi_sheet
from roireport.export.result_sheet import result_sheet
from roireport.measure.figure import EXACT
from roireport.present.context import ReportContext


def workbook(ctx: ReportContext) -> Workbook:
    """The workbook of a context. Sheets are written in the order in which their formulas need one another."""
    with localcontext(EXACT):
        book = Book.of(ctx)
        general, kpis, costs = general_sheet(book), kpi_sheet(book), cost_sheet(book)
        gains = [gain_sheet(book, f"G{n}", gain) for n, gain in enumerate(ctx.results.financial.gains, 1)]
        index, flows, summary = index_sheet(book), flow_sheet(book), gains_sheet(book)
        drafts = (guide_sheet(book), result_sheet(book), general, costs, summary, *gains, flows, kpis, index)
    engagement = book.ctx.engagement
    sheets = tuple(draft.sheet() for draft in drafts)
    return Workbook(str(engagement.title), str(ctx.workspace.firm.name or ""), engagement.as_of, sheets)
