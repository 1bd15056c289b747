"""A report in which every kind of block stands, made by hand."""

from datetime import date

from roireport.chart.drawing import Bar, Drawing, Text
from roireport.present.blocks import (
    Block,
    Cell,
    Contents,
    DecisionItem,
    Decisions,
    Definition,
    Definitions,
    Exhibit,
    Formula,
    Item,
    Points,
    Prose,
    Sentence,
    Side,
    Table,
    TableColumn,
    TableRow,
    Takeaway,
    Tile,
    Tiles,
    TraceList,
)
from roireport.present.trace_entry import TraceEntry
from roireport.present.view import Cover, Report, Section

DRAWING = Drawing(
    642, 60, "Fees weigh most", "One bar", (Bar(0, 0, 300, 20, "actual"), Text(0, 50, "Fees 139 k€", role="ink"))
)
TABLE = Table(
    (TableColumn("Gain", 50), TableColumn("Net", 25, "right"), TableColumn("", 25)),
    (
        TableRow((Cell("Financial gains"),), "group"),
        TableRow(
            (Cell("Margin", sub="measured"), Cell("12.5", strong=True), Cell("Reached", pill=True, tone="positive"))
        ),
        TableRow((Cell("Total"), Cell("12.5"), Cell("")), "total"),
    ),
)  # fmt: skip
BLOCKS: dict[str, Block] = {
    "tiles": Tiles((Tile("ROI", "109 %", "", "from 73 % to 113 %"), Tile("Cost", "267", "k€", "fully loaded"))),
    "table": TABLE,
    "exhibit": Exhibit("Fees are half the cost", "Costs, k€", DRAWING, "Source: invoices", 1, "Read it so."),
    "points": Points("What works", (Item("it rose.", "Conversion:"), Item("it fell.", tone="negative"))),
    "prose": Prose("A *note* of the consultant, see [costs](#costs).", "In our words"),
    "sentence": Sentence("The effect is **+3.2 pts**.", "By difference in differences."),
    "takeaway": Takeaway("Remember", "Margins decide."),
    "formula": Formula("ROI = (gain − cost) ÷ cost = **109 %**"),
    "decisions": Decisions((DecisionItem(1, "Prolong the coaching", "It works.", "Cost 38 k€", "Decision asked"),)),
    "definitions": Definitions("Glossary", (Definition("NPV", "Sum of the discounted flows."),)),
    "trace": TraceList(
        (
            TableColumn("No.", 6),
            TableColumn("Figure", 34),
            TableColumn("Value", 15, "right"),
            TableColumn("Origin", 35),
            TableColumn("How", 10),
        ),
        (
            TraceEntry(
                "financial.roi", "Net ROI", "109 %", "gain over cost", ("costs.yaml:3:5",), "computed",
            ),
        ),
    ),
    "side": Side((Formula("left of it"),), (Formula("right of it"),)),
    "contents": Contents((("costs", "1 · Costs"), ("method", "A · Method"))),
}  # fmt: skip


def section(id: str, kicker: str, *blocks: Block) -> Section:
    """A section whose title names it."""
    return Section(id, kicker, f"What {kicker} tells", blocks)


def report(*blocks: Block, mark: str = "", title: str = "One euro returns 2.09") -> Report:
    """A summary that holds the blocks, a chapter of a page and an appendix that the contents point to."""
    cover = Cover(
        "Cabinet",
        "Report",
        "Negotiation",
        title,
        "After 19 months",
        DRAWING,
        "Cumulative",
        (("Client", ("Works",)),),
        "",
        mark,
    )
    return Report(
        "works", "en", date(2025, 12, 31), "Works — Negotiation", "Cabinet",
        "Works — Negotiation", "Cabinet · Board only", "v1.2 · a1b9f3c", cover,
        (
            section("summary", "Summary", *blocks),
            section("costs", "1 · Costs", *(Formula("the chapter") for _ in range(18))),
            section("method", "A · Method", Formula("the appendix")),
        ),
        "Report v1.2",
        section("traceability", "B · Traces", *(block for block in blocks if isinstance(block, TraceList))),
    )  # fmt: skip


def whole_report() -> Report:
    """A report with every kind of block."""
    return report(*BLOCKS.values())
