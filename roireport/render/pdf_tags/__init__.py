"""The structure tree of a PDF: what a reading program is told about headings, lists, tables, figures and notes."""
