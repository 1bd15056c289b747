"""What stays in the site: pages that a build was not asked for, and the failures of other audiences."""

from collections.abc import Iterator, Mapping

from roireport.build.options import BuildOptions
from roireport.publish.output import MANIFEST, Failure, Stamp
from roireport.workspace import OpenWorkspace


def kept_pages(current: Mapping[str, Stamp], workspace: OpenWorkspace, options: BuildOptions) -> dict[str, Stamp]:
    """The files of the current site that a build leaves as they are.

    They are those of other audiences and, where only some engagements were asked for, those of the others. Nothing is
    kept of an engagement or of an audience that the workspace has no longer.
    """
    return {path: stamp for path, stamp in current.items() if path != MANIFEST and _is_kept(path, workspace, options)}


def kept_failures(failures: tuple[Failure, ...], workspace: OpenWorkspace, options: BuildOptions) -> Iterator[Failure]:
    """The failures of the last builds for other audiences."""
    yield from (failure for failure in failures if _is_kept(f"{failure.engagement}/", workspace, options))


def _is_kept(path: str, workspace: OpenWorkspace, options: BuildOptions) -> bool:
    first, _, rest = path.partition("/")
    audience = first if first in workspace.settings.outside_audiences else ""
    id = rest.partition("/")[0] if audience else first
    if audience != options.audience:
        return not audience or id in workspace.engagements
    return bool(options.ids) and id in workspace.engagements and id not in options.ids
