"""The pieces of a build: each engagement with what its pages depend on besides its own files, and the key of it all."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from roireport.load.workspace import ENGAGEMENTS
from roireport.model.commit import Version
from roireport.model.language import Language
from roireport.opening import Opened
from roireport.publish.fingerprint import folder_fingerprint, tool_fingerprint, workspace_fingerprint
from roireport.publish.site_folder import has_page
from roireport.render.cache import NOTHING_KEPT, Cache, key_of
from roireport.render.versions import press_versions


@dataclass(frozen=True, slots=True)
class Request:
    """What to build: ids (all where none is named), where to, with PDFs or without, in which languages; and how."""

    ids: tuple[str, ...]
    site: Path
    pdf: bool = True
    languages: tuple[Language, ...] = ()
    jobs: int = 1
    cache: Cache = NOTHING_KEPT
    today: date | None = None
    cluster: str = ""
    """The address of a cluster that makes the engagements; without one they are made here."""


@dataclass(frozen=True, slots=True)
class Piece:
    """An engagement to be made: its id and commit, the ids before and after it, in which languages, or not written."""

    id: str
    commit: Version
    turn: tuple[str, str] = ("", "")
    languages: tuple[Language, ...] = ()
    written: bool = True


def pieces_of(opened: Opened, request: Request, commits: Mapping[str, Version]) -> tuple[Piece, ...]:
    """Every engagement with its commit; those that were not asked for keep the pages that are standing in the site."""
    ids, chosen = opened.engagements, request.ids or opened.engagements
    pieces = tuple(Piece(id, commits[id], ("", ""), request.languages, id in chosen) for id in ids)
    return in_turn(pieces, {id for id in ids if id in chosen or has_page(request.site, id)})


def in_turn(pieces: Sequence[Piece], shown: Collection[str]) -> tuple[Piece, ...]:
    """The pieces, each that is written between the engagements before and after it that are shown."""
    ids = [piece.id for piece in pieces if piece.id in shown]
    turns = dict(zip(ids, zip(["", *ids[:-1]], [*ids[1:], ""], strict=True), strict=True)) if ids else {}
    return tuple(replace(piece, turn=turns.get(piece.id, piece.turn)) if piece.written else piece for piece in pieces)


def folder_keys(opened: Opened, around: bytes | None, ids: Sequence[str]) -> Mapping[str, bytes]:
    """The digest of each engagement's folder and of all around it, by id; nothing of what its bytes do not tell apart.

    `around` is the workspace's key.
    """
    if around is None:
        return {}
    folders = ((id, folder_fingerprint(opened.root / ENGAGEMENTS / id)) for id in ids)
    return {id: key_of(around, folder) for id, folder in folders if folder}


def keys_of(folders: Mapping[str, bytes], pieces: Sequence[Piece]) -> Mapping[str, bytes]:
    """Under what each piece is kept, by its id."""
    return {piece.id: key_of(folders[piece.id], repr(piece)) for piece in pieces if piece.id in folders}


def workspace_key(opened: Opened, request: Request) -> bytes | None:
    """What every page depends on: tool, settings, templates; nothing where nothing is kept, or one is no plain file."""
    workspace = workspace_fingerprint(opened.root, opened.workspace.firm.logo)
    if request.cache.folder is None or workspace is None:
        return None
    # The settings both as they were read and as they stand now: where they were edited between, no key recurs.
    settings = repr(opened.workspace)
    return key_of(tool_fingerprint(), workspace, settings, press_versions() if request.pdf else "")


def site_key(request: Request, pieces: Sequence[Piece], keys: Mapping[str, bytes]) -> bytes | None:
    """Under what the whole site is kept; nothing where a part of it is always made anew."""
    if request.ids or not pieces or len(keys) < len(pieces):
        return None
    return key_of("site", str(request.today), *(keys[piece.id] for piece in pieces))
