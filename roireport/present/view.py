"""The views of a report: sections of blocks with final texts, for templates to lay out.

A text that quotes figures is a `QuotedText`. Markdown stays Markdown until the pages are rendered.
"""

from dataclasses import dataclass
from datetime import date

from roireport.chart.drawing import Drawing
from roireport.present.blocks import Block


@dataclass(frozen=True, slots=True)
class Section:
    """A section: `kicker` is the small heading above ("3 · Costs and gains"), `title` a sentence from the results."""

    id: str
    kicker: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover: the name of the engagement, the finding as title, the cash curve, and facts at the foot."""

    firm: str
    kicker: str
    name: str
    title: str
    subtitle: str
    drawing: Drawing | None
    """None where there is no ROI, and so no curve that a reader may take for one."""
    caption: str
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    """(label, lines)"""
    status: str
    """The word of the status; empty for a final report."""
    mark: str = ""
    """The word across every page of a draft."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report in one language."""

    engagement: str
    language: str
    as_of: date
    title: str
    author: str
    header: str
    footer_left: str
    footer_middle: str
    cover: Cover
    sections: tuple[Section, ...]
    colophon: str
    """Version, commit and tool, at the end."""
    trace: Section
    """The origin of every quoted figure, for the page of traces and trace.csv."""
