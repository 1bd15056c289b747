"""What the two stages of a build that fill the new site share."""

from dataclasses import dataclass

from roireport.build.options import BuildOptions
from roireport.publish.render_tools import RenderTools
from roireport.publish.staging import Staging
from roireport.workspace import OpenWorkspace


@dataclass(frozen=True, slots=True)
class BuildStage:
    """A part of a build that puts files into `staging`. Workers must close the descriptor `lock`.

    `key` is the cache key of the workspace; None where nothing is cached.
    """

    workspace: OpenWorkspace
    options: BuildOptions
    tools: RenderTools
    staging: Staging
    lock: int
    key: bytes | None
