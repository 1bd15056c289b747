"""An engagement in another form: a workbook, its figures as a table or as JSON, or all of it in one archive."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Final, Literal

from roireport.export.workbook import workbook
from roireport.export.writer import xlsx_bytes
from roireport.present.context import ReportContext
from roireport.present.document.shown import Json
from roireport.present.document.trace_rows import figure_rows
from roireport.publish.attachments import RESULTS, client_sources
from roireport.publish.output import csv_bytes, json_bytes

ExportForm = Literal["xlsx", "csv", "json", "zip"]
FIGURES: Final = "figures.csv"
"""Every figure with its path, value, unit and places."""


def workbook_name(ctx: ReportContext) -> str:
    """The name of the workbook of an engagement in the language of a context."""
    return f"{ctx.engagement.id}.{ctx.words.language}.xlsx"


def workbook_bytes(ctx: ReportContext) -> bytes:
    """The workbook of a context as a file."""
    return xlsx_bytes(workbook(ctx))


def exported(form: ExportForm, ctx: ReportContext, document: Mapping[str, Json]) -> bytes:
    """The bytes of an engagement in a form; the texts are those of the context, `document` is its results.json.

    Raises Refused where a narrative cannot be written for a client.
    """
    match form:
        case "xlsx":
            return workbook_bytes(ctx)
        case "csv":
            return csv_bytes(figure_rows(ctx))
        case "json":
            return json_bytes(document)
    return _archive(_files(ctx, document), ctx)


def _files(ctx: ReportContext, document: Mapping[str, Json]) -> Mapping[str, bytes]:
    """The files of the archive by name: what was computed, and the sources as a client may see them."""
    computed = {workbook_name(ctx): workbook_bytes(ctx), FIGURES: csv_bytes(figure_rows(ctx))}
    sources = {f"sources/{name}": content for name, content in client_sources(ctx.engagement).items()}
    return {RESULTS: json_bytes(document), **computed, **sources}


def _archive(files: Mapping[str, bytes], ctx: ReportContext) -> bytes:
    """A zip archive whose entries have the day of the data."""
    day, stream = ctx.engagement.as_of, BytesIO()
    stamp = (max(day.year, 1980), day.month, day.day, 0, 0, 0)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{ctx.engagement.id}/{name}", stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content)
    return stream.getvalue()
