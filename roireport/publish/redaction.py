"""The source files of an engagement without internal content, for a PDF or a parcel."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from pydantic import Field

from roireport.audience.redaction import redacted_yaml
from roireport.load.decoding import decode
from roireport.load.engagement import MAIN
from roireport.load.pictures import clean_picture
from roireport.load.workspace import FILE as SETTINGS
from roireport.model.engagement import EngagementFiles
from roireport.model.local_text import ReaderName
from roireport.model.located import Located
from roireport.model.picture import MEDIA_TYPES
from roireport.model.place import Place
from roireport.model.values import Text
from roireport.model.visibility import FirmOnly, ForClient
from roireport.model.workspace import AudienceSettings, ExchangeRate, Limits, Site, Workspace
from roireport.present.report import SECTION_IDS
from roireport.problems.problem import Problem, Refused, placed, problem
from roireport.render.shown_source import without_hidden

_WHOLE: Final[Mapping[str, type[Located]]] = {MAIN: EngagementFiles, SETTINGS: Workspace}


class _SiteOfReport(Site):
    """The site, of which a report reads the language."""

    title: FirmOnly[ReaderName | None] = None
    base_url: FirmOnly[Text | None] = None
    currency: FirmOnly[Text | None] = None


class _ReportSettings(Workspace):
    """The settings, marked by whether a report reads them."""

    exchange_rates: FirmOnly[tuple[ExchangeRate, ...]] = ()
    site: ForClient[_SiteOfReport] = _SiteOfReport()
    limits: FirmOnly[Limits] = Limits()
    audiences: FirmOnly[dict[Text, AudienceSettings]] = Field(default_factory=dict)


def redacted(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files by their path in the engagement's folder, without internal entries, comments and what no page shows.

    Lines and columns keep their numbers. Raises Refused at a file that cannot be redacted; it must not be sent.
    """
    return {name: _redacted(name, content) for name, content in files.items()}


def redacted_settings(content: bytes) -> bytes:
    """The bytes of roireport.yaml without comments. Raises Refused where they cannot be redacted."""
    return _redacted(SETTINGS, content)


def redacted_for_report(content: bytes) -> bytes:
    """The bytes of roireport.yaml without comments and without what no report reads; see redacted_settings."""
    text = decode(content, SETTINGS)
    if isinstance(text, Problem):
        raise Refused([text])
    return redacted_yaml(text, _ReportSettings, SETTINGS).encode()


def _redacted(name: str, content: bytes) -> bytes:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in MEDIA_TYPES:
        return _without_metadata(name, content, suffix)
    text = decode(content, name)
    if isinstance(text, Problem):
        raise Refused([text])
    match PurePosixPath(name).suffix:
        case ".yaml":
            return redacted_yaml(text, _schema(name), name).encode()
        case ".md":
            return _redacted_note(text, name).encode()
        case ".csv":  # no comments, and every cell is read
            return text.encode()
    raise _unknown(name)


def _without_metadata(name: str, content: bytes, suffix: str) -> bytes:
    clean = clean_picture(content, suffix)
    if clean is None:
        raise _unknown(name)
    return clean


def _redacted_note(text: str, name: str) -> str:
    try:
        return without_hidden(text, SECTION_IDS)
    except Refused as refused:
        raise Refused(placed(refused.problems, Place(name))) from refused


def _schema(name: str) -> Any:
    """The type that a YAML file of an engagement is read as."""
    if whole := _WHOLE.get(name):
        return whole
    field = EngagementFiles.model_fields.get(name.removesuffix(".yaml"))
    if field is None:
        raise _unknown(name)
    return field.annotation


def _unknown(name: str) -> Refused:
    """The refusal of a file that an engagement does not have."""
    return Refused([problem("unreadable_file", Place(name))])
