"""The attachments of a PDF: the published figures, and the files they were computed from."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

from roireport.audience.allow_list import client_view
from roireport.audience.rewriting import rewritten, rewritten_series
from roireport.load.engagement import MAIN
from roireport.load.narrative import picture_files
from roireport.model.engagement import Engagement, shown_narratives
from roireport.model.picture import MEDIA_TYPES
from roireport.present.language.words import Words
from roireport.present.report import SECTION_IDS
from roireport.problems.problem import Refused
from roireport.publish.output import csv_bytes, yaml_bytes
from roireport.publish.redaction import redacted
from roireport.render.printing import Attachment, not_printed
from roireport.render.shown_source import without_hidden

RESULTS: Final = "results.json"
TRACE: Final = "trace.csv"
"""Every published figure: where it stands, its formula, its inputs, and where these were typed."""
_MEDIA_TYPES: Final = {
    ".json": "application/json",
    ".yaml": "application/yaml",
    ".csv": "text/csv",
    ".md": "text/markdown",
    **MEDIA_TYPES,
}


def attachments(
    sources: Mapping[str, bytes],
    engagement: Engagement,
    computed: Mapping[str, bytes],
    words: Words,
    *,
    rewritten: bool = False,
    shared: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[Attachment, ...]:
    """List the attachments of a PDF, what was computed first.

    Args:
        computed: The results and the traces, by name.
        sources: The files that the engagement was loaded from, by their path in its folder.
        rewritten: Whether these are a view of it, which holds nothing that must be removed.
        shared: What the report depends on beside its engagement, with nothing that must be removed.

    Raises:
        Refused: where one of them cannot be redacted.
    """
    files = sources if rewritten else _redacted(sources, engagement, words)
    described = words(f"report.attached.{'view' if rewritten else 'source'}")
    day = engagement.as_of
    results = (
        Attachment(
            name,
            content,
            _MEDIA_TYPES[PurePosixPath(name).suffix],
            "Data",
            words(f"report.attached.{PurePosixPath(name).stem}"),
            day,
        )
        for name, content in computed.items()
    )
    attached = (
        Attachment(name, content, _MEDIA_TYPES[PurePosixPath(name).suffix.lower()], "Source", described, day)
        for name, content in (*files.items(), *shared.items())
    )
    return (*results, *attached)


def client_sources(engagement: Engagement) -> Mapping[str, bytes]:
    """Write the client's view of an engagement: one YAML file for all sections, its series, its notes and pictures.

    The allow-list is applied here again, and hidden words are blanked out again, so that no caller can forget it.
    Raises Refused where a note is too intricate for that.
    """
    view = client_view(engagement)
    series = {name: csv_bytes(rows) for name, rows in rewritten_series(view).items()}
    shown = shown_narratives(view.narratives, view.language)
    notes = {
        f"narrative/{PurePosixPath(note.place.file).name}": without_hidden(note.text, SECTION_IDS).encode()
        for note in view.narratives
        if note.place.file in shown
    }
    pictures = {
        f"narrative/{picture.name}": picture.content
        for note in view.narratives
        for picture in note.pictures
        if note.place.file in shown
    }
    return {MAIN: yaml_bytes(rewritten(view)), **series, **notes, **pictures}


def _redacted(sources: Mapping[str, bytes], engagement: Engagement, words: Words) -> Mapping[str, bytes]:
    shown = shown_narratives(engagement.narratives, engagement.language)
    seen = {file for note in engagement.narratives if note.place.file in shown for file in picture_files(note)} | shown
    files = {file for note in engagement.narratives for file in (note.place.file, *picture_files(note))}
    unseen = files - seen
    try:
        return redacted({name: raw for name, raw in sources.items() if f"{engagement.folder}/{name}" not in unseen})
    except Refused as refused:
        file = f"{engagement.folder}/{refused.problems[0].place.file}"
        raise not_printed(words("report.attached.refused", file=file)) from refused
