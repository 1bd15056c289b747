"""What a PDF says of how it was made, so that anybody can make it again and compare."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from roireport import __version__
from roireport.audience.rewriting import rewritten_settings
from roireport.load.contents import plain_content
from roireport.load.files import stands_inside
from roireport.load.workspace import FILE as SETTINGS
from roireport.model.commit import SHOWN, Commit, CommitUnknown, Reason, Version
from roireport.model.engagement import Engagement
from roireport.model.language import Language
from roireport.model.workspace import AudienceSettings, Detail, Site, Workspace
from roireport.present.context import EarlierVersion, ReportContext
from roireport.present.story.outline import chosen
from roireport.publish.output import json_bytes, yaml_bytes
from roireport.publish.redaction import redacted_for_report
from roireport.render.versions import method_digest, printing_versions
from roireport.resources import template_folders

RECIPE: Final = "verification.json"
SCHEMA: Final = "roireport/verification/1"
WORKSPACE: Final = "workspace/"
"""The folder of the attachments that are of the workspace, not of the engagement."""


@dataclass(frozen=True, slots=True)
class RecordedAudience:
    """What the audience of a report gets; see AudienceSettings."""

    sections: tuple[str, ...] | None
    detail: Detail
    names: bool


@dataclass(frozen=True, slots=True)
class RecordedCommit:
    """A commit as a report prints it, or why it is not known."""

    hash: str = ""
    modified: bool = False
    unknown: Reason | None = None

    @property
    def version(self) -> Version:
        return CommitUnknown(self.unknown) if self.unknown else Commit(self.hash, self.modified)


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that a report depends on besides its data: what made it, of which engagement, for whom.

    `templates` is the digest of the firm's own templates and words, empty where it has none; `unread` are names of
    files in the engagement's folder, which nothing reads.
    """

    schema: str
    roireport: str
    method: str
    versions: Mapping[str, str]
    engagement: str
    language: Language
    languages: tuple[Language, ...]
    audience: RecordedAudience | None = None
    commit: RecordedCommit | None = None
    templates: str = ""
    unread: tuple[str, ...] = ()
    earlier: EarlierVersion | None = None
    """The version before this one, with the figures that the report compares: its data does not hold them."""


@dataclass(frozen=True, slots=True)
class WorkspaceOrigin:
    """The files of a workspace that its reports depend on: settings and logo as bytes, own templates as a digest."""

    settings: Workspace
    written: bytes
    logo: bytes
    templates: str


def read_origin(root: Path, settings: Workspace) -> WorkspaceOrigin:
    """Read them; what is missing, or is no plain file, is empty."""
    logo = settings.firm.logo
    content = plain_content(f"{root}/{logo}") if logo else None
    written = plain_content(f"{root}/{SETTINGS}")
    return WorkspaceOrigin(settings, written or b"", content or b"", templates_digest(template_files(root)))


def template_files(root: Path) -> dict[str, bytes]:
    """A workspace's own templates, words and sheets, by their path in it, without links; none where it has none."""
    own, *built_in = template_folders(root)
    files = own.rglob("*") if built_in and own.is_dir() else ()
    plain = (path for path in files if stands_inside(root, path))
    contents = {path.relative_to(root).as_posix(): plain_content(str(path)) for path in plain}
    return {path: content for path, content in sorted(contents.items()) if content is not None}


def templates_digest(files: Mapping[str, bytes]) -> str:
    """The digest of a workspace's own templates; empty where it has none."""
    lines = (f"{path} {sha256(content).hexdigest()}\n" for path, content in files.items())
    return sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest() if files else ""


def recipe_of(
    origin: WorkspaceOrigin, ctx: ReportContext, languages: tuple[Language, ...], audience: AudienceSettings | None
) -> Recipe:
    """The recipe of the report of a context, which is made together with those in some languages, in their order."""
    recorded = RecordedAudience(audience.sections, audience.detail, audience.names) if audience else None
    return Recipe(
        schema=SCHEMA,
        roireport=__version__,
        method=method_digest(),
        versions=printing_versions(),
        engagement=ctx.engagement.id,
        language=ctx.words.language,
        languages=languages,
        audience=recorded,
        commit=recorded_commit(ctx.commit),
        templates=origin.templates,
        unread=() if audience else ctx.engagement.unread_files,
        earlier=_shown_earlier(ctx, audience),
    )


def recipe_bytes(recipe: Recipe) -> bytes:
    """A recipe as it is attached."""
    return json_bytes(_RECIPES.dump_python(recipe, mode="json"))


_RECIPES: Final = TypeAdapter(Recipe)


def _shown_earlier(ctx: ReportContext, audience: AudienceSettings | None) -> EarlierVersion | None:
    """The earlier version as far as the report says something of it."""
    if ctx.earlier is None or (audience is not None and audience.detail == "figures"):
        return None
    return ctx.earlier if "traceability" in chosen(ctx.workspace) else replace(ctx.earlier, figures=())


def workspace_sources(
    origin: WorkspaceOrigin, engagement: Engagement, audience: AudienceSettings | None
) -> dict[str, bytes]:
    """The settings that a report depends on and the firm's logo, by the names that they are attached under.

    For the firm the settings keep their lines, without comments; for others they are rewritten.

    Raises:
        Refused: the settings cannot be redacted.
    """
    if audience is not None:
        settings = yaml_bytes(rewritten_settings(_for_outsiders(origin.settings, engagement)))
    else:
        settings = redacted_for_report(origin.written)
    files = {f"{WORKSPACE}{SETTINGS}": settings} if origin.written else {}
    if origin.logo:
        files[f"{WORKSPACE}{origin.settings.firm.logo}"] = origin.logo
    return files


def _for_outsiders(settings: Workspace, engagement: Engagement) -> Workspace:
    """Without offers of others, exchange rates, other audiences, limits, and defaults, which a view holds itself."""
    empty = Workspace()
    return settings.model_copy(
        update={
            "offers": tuple(offer for offer in settings.offers if offer.id in engagement.offers),
            "site": Site(language=settings.site.language),
            **{name: getattr(empty, name) for name in ("defaults", "exchange_rates", "limits", "audiences")},
        }
    )


def recorded_commit(commit: Version) -> RecordedCommit | None:
    """A commit as a recipe records it; None where there is none."""
    match commit:
        case Commit():
            return RecordedCommit(commit.hash[:SHOWN], commit.modified)
        case CommitUnknown():
            return RecordedCommit(unknown=commit.reason)
    return None
