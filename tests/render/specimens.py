"""A report in which everything stands that a condition could be about, printed."""

import struct
import zlib
from datetime import date
from typing import Final

from roireport.present.blocks import Exhibit, Prose, Sentence
from roireport.present.view import Report
from roireport.render.brand import BrandStyle, Logo
from roireport.render.printing import Attachment
from tests.render.reports import BLOCKS, TABLE, report

NOTE: Final = """
1. first
    * a detail of the first
2. second, see [the page](https://example.org) and [costs](#costs)

* a point
    * one below it

> what was said

# A heading of the note

#### One far below it

| a | b |
|---|---|
| 1 | 2 |
"""
DAY: Final = date(2025, 12, 31)
ATTACHMENTS: Final = (
    Attachment("results.json", b"{}\n", "application/json", "Data", "The figures", DAY),
    Attachment("engagement.yaml", b"title: Works\n", "application/yaml", "Source", "A source", DAY),
    Attachment("data/rate.csv", b"period,value\n2025-01,1\n", "text/csv", "Source", "A source", DAY),
    Attachment("narrative/summary.md", b"All is well.\n", "text/markdown", "Source", "A source", DAY),
)


def specimen(mark: str = "DRAFT") -> Report:
    """Every kind of block, two notes at the foot of a page, a table with a title, a text with all that it may hold."""
    sentences = (Sentence("It rose.", "By a control group."), Sentence("It fell.", "By a trend."))
    table = Exhibit("Margins decide", "k€", TABLE, "Source: books", 1)
    return report(*sentences, table, *BLOCKS.values(), Prose(NOTE, "In other words"), mark=mark)


def framed(*, opaque: bool = False) -> BrandStyle:
    """A brand with a picture as logo, half transparent or not at all."""
    return BrandStyle("Cabinet", logo=Logo(png(opaque), ".png"))


def png(opaque: bool) -> bytes:
    """Two by two points in colour."""
    point = bytes((200, 30, 30)) if opaque else bytes((200, 30, 30, 128))
    rows = b"".join(b"\0" + point * 2 for _ in range(2))
    header = struct.pack(">IIBBBBB", 2, 2, 8, 2 if opaque else 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
