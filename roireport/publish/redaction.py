"""The source files of an engagement without internal content, for a PDF or a parcel."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from roireport.audience.redaction import RedactionFailed, redacted_yaml
from roireport.load.decoding import decode
from roireport.load.engagement import MAIN
from roireport.load.workspace import FILE as SETTINGS
from roireport.model.engagement import EngagementFiles
from roireport.model.located import Located
from roireport.model.workspace import Workspace
from roireport.present.report import SECTION_IDS
from roireport.problems.problem import Problem, Refused
from roireport.render.shown_source import without_hidden

_WHOLE: Final[Mapping[str, type[Located]]] = {MAIN: EngagementFiles, SETTINGS: Workspace}


def redacted(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files by their path in the engagement's folder, without internal entries, comments and what no page shows.

    Lines and columns keep their numbers. Raises RedactionFailed, with the file, where one cannot be redacted.
    """
    return {name: _redacted(name, content) for name, content in files.items()}


def redacted_settings(content: bytes) -> bytes:
    """The bytes of roireport.yaml without comments. Raises RedactionFailed where they cannot be redacted."""
    return _redacted(SETTINGS, content)


def _redacted(name: str, content: bytes) -> bytes:
    text = decode(content, name)
    if isinstance(text, Problem):
        raise RedactionFailed(name)
    try:
        match PurePosixPath(name).suffix:
            case ".yaml":
                return redacted_yaml(text, _schema(name)).encode()
            case ".md":
                return without_hidden(text, SECTION_IDS).encode()
            case ".csv":  # no comments, and every cell is read
                return text.encode()
    except (RedactionFailed, Refused) as failed:
        raise RedactionFailed(name) from failed
    raise RedactionFailed(name)


def _schema(name: str) -> Any:
    """The type that a YAML file of an engagement is read as."""
    if whole := _WHOLE.get(name):
        return whole
    field = EngagementFiles.model_fields.get(name.removesuffix(".yaml"))
    if field is None:
        raise RedactionFailed(name)
    return field.annotation
