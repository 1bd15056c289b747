"""The structure tree of a PDF: headings, lists, tables, figures and notes for reading programs."""
