"""The jobs of a build: each engagement with what its pages depend on besides its own files."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from roireport.build.options import BuildOptions
from roireport.model.commit import Version
from roireport.model.language import Language
from roireport.publish.site_folder import has_page
from roireport.workspace import OpenWorkspace


@dataclass(frozen=True, slots=True)
class EngagementJob:
    """An engagement to be made: its id and commit, the ids before and after it, in which languages, or not written."""

    id: str
    commit: Version
    neighbours: tuple[str, str] = ("", "")
    languages: tuple[Language, ...] = ()
    written: bool = True


def plan_jobs(
    opened: OpenWorkspace, request: BuildOptions, commits: Mapping[str, Version]
) -> tuple[EngagementJob, ...]:
    """Every engagement with its commit; those that were not asked for keep the pages that are standing in the site."""
    ids, chosen = opened.engagements, request.ids or opened.engagements
    pieces = tuple(EngagementJob(id, commits[id], ("", ""), request.languages, id in chosen) for id in ids)
    return with_neighbours(pieces, {id for id in ids if id in chosen or has_page(request.site, id)})


def with_neighbours(pieces: Sequence[EngagementJob], shown: Collection[str]) -> tuple[EngagementJob, ...]:
    """The pieces, each that is written between the engagements before and after it that are shown."""
    ids = [piece.id for piece in pieces if piece.id in shown]
    pairs = dict(zip(ids, zip(["", *ids[:-1]], [*ids[1:], ""], strict=True), strict=True)) if ids else {}
    return tuple(
        replace(piece, neighbours=pairs.get(piece.id, piece.neighbours)) if piece.written else piece for piece in pieces
    )
