"""The sources of an engagement without what stays inside the firm: what a PDF or a parcel may carry of them."""

from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

from roireport.audience.redaction import INTERNAL_KEYS, RedactionFailed, redacted_yaml
from roireport.load.decoding import decode
from roireport.load.engagement import MAIN
from roireport.problems.problem import Problem
from roireport.render.shown_source import without_hidden


def redacted(files: Mapping[str, bytes], anchors: Collection[str]) -> dict[str, bytes]:
    """Files by their path in the engagement's folder, without internal entries, comments and what no page shows.

    Lines and columns keep their numbers. `anchors` are the places that a narrative may link to. Raises RedactionFailed,
    with the file, where one cannot be redacted.
    """
    return {name: _redacted(name, content, anchors) for name, content in files.items()}


def _redacted(name: str, content: bytes, anchors: Collection[str]) -> bytes:
    text = decode(content, name)
    if isinstance(text, Problem):
        raise RedactionFailed(name)
    try:
        match PurePosixPath(name).suffix:
            case ".yaml":
                return redacted_yaml(text, INTERNAL_KEYS if name == MAIN else ()).encode()
            case ".md":
                return without_hidden(text, anchors).encode()
            case ".csv":  # no comments, and every cell is read
                return text.encode()
    except RedactionFailed as failed:
        raise RedactionFailed(name) from failed
    raise RedactionFailed(name)
