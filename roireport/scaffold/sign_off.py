"""Add a sign-off to approvals.yaml; what is there stays, comments too."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from roireport.assess.fingerprint import NOTHING, Fingerprint, fingerprint
from roireport.load.engagement import load_engagement
from roireport.load.schema import read_noun
from roireport.load.snapshot import FolderSnapshot
from roireport.load.yaml_tree import read_tree
from roireport.measure.results import Results
from roireport.model.approval import ITEM_KINDS, REPORT, ItemKind, Part
from roireport.model.engagement import Engagement
from roireport.model.local_text import ReaderText
from roireport.model.located import Located
from roireport.model.place import Place
from roireport.model.values import Day
from roireport.model.workspace import Workspace
from roireport.model.written import Written, WrittenMapping
from roireport.problems.problem import Problem, Problems, Refused, problem
from roireport.scaffold.yaml_text import yaml_scalar
from roireport.text.characters import BOM
from roireport.text.near import near

FILE: Final = "approvals.yaml"
_MAIN_PART: Final[Mapping[ItemKind, tuple[Part, ...]]] = {
    "baseline": ("baseline",),
    "target": ("target",),
    "attribution": ("share",),
    "anchors": ("worst", "best"),
    "report": ("figures",),
}
"""The parts without which there is nothing to sign."""
_ENTRY: Final = re.compile(r"^(?P<indent> *)- ", re.MULTILINE)


class SignOffRequest(Located):
    """Who signed off and when; the keys are the names of the command's options."""

    by: ReaderText
    role: ReaderText | None = None
    on: Day


@dataclass(frozen=True, slots=True)
class Proof:
    """A document of a sign-off: its path in the engagement's folder, and its SHA-256."""

    file: str
    digest: str


def read_request(given: Mapping[str, str | None]) -> SignOffRequest:
    """Read the options; raises Refused with problems whose place is the option."""
    entries = {
        Written(key, Place(f"--{key}"), plain=False): Written(value, Place(f"--{key}"), plain=False)
        for key, value in given.items()
        if value
    }
    tree = WrittenMapping(entries, Place("approve"))
    if tree.value("by") is None:
        raise Refused([problem("answers_missing", Place("approve"), options="--by")])
    request, problems = read_noun(SignOffRequest, tree)
    if request is None:
        raise Refused(problems)
    return request


def signable(engagement: Engagement, results: Results) -> tuple[str, ...]:
    """The items that can be signed off: the report, and whatever has a value."""
    return tuple(item for item in _items(engagement) if _has_value(item, engagement, results))


def covered(item: str, engagement: Engagement, results: Results) -> Fingerprint:
    """Return what a sign-off of an item covers; raises Refused where there is no such item, or nothing to sign."""
    items, place = tuple(_items(engagement)), Place(f"{engagement.folder}/{FILE}")
    if item not in items:
        allowed = ", ".join(signable(engagement, results)[:20])
        raise Refused([problem("unknown_signed", place, text=item[:64], near=near(item, items), known=allowed)])
    if not _has_value(item, engagement, results):
        raise Refused([problem("sign_off_unset", place, item=item)])
    return _fingerprint(item, engagement, results)


def _items(engagement: Engagement) -> Iterator[str]:
    yield REPORT
    for kpi in engagement.kpis:
        yield from (f"baseline.{kpi.id}", f"target.{kpi.id}")
    yield from (f"attribution.{gain.id}" for gain in engagement.gains)
    yield from (f"anchors.{criterion.id}" for criterion in engagement.nonfinancial)


def _has_value(item: str, engagement: Engagement, results: Results) -> bool:
    parts = _fingerprint(item, engagement, results)
    return any(parts.get(name) != NOTHING for name in _MAIN_PART[_kind(item)])


def _fingerprint(item: str, engagement: Engagement, results: Results) -> Fingerprint:
    return fingerprint(_kind(item), item.partition(".")[2] or None, engagement, results)


def _kind(item: str) -> ItemKind:
    return next(kind for kind in ITEM_KINDS if kind == item.partition(".")[0])


def written_sign_off(item: str, request: SignOffRequest, proof: Proof | None, covers: Fingerprint) -> str:
    """An entry of approvals.yaml."""
    lines = [f"- item: {item}", f"  by: {yaml_scalar(request.by)}"]
    if request.role:
        lines.append(f"  role: {yaml_scalar(request.role)}")
    lines.append(f"  on: {request.on}")
    if proof:
        lines.append(f"  evidence: {{file: {yaml_scalar(proof.file)}, sha256: {proof.digest}}}")
    lines += ["  fingerprint:", *(f'    {part}: "{value}"' for part, value in covers.items())]
    return "".join(f"{line}\n" for line in lines)


def with_sign_off(root: Path, workspace: Workspace, snapshot: FolderSnapshot, entry: str) -> bytes:
    """The content of approvals.yaml with one entry more, which loads.

    Raises Refused where the entry cannot be added behind what is there.
    """
    path = f"{snapshot.folder}/{FILE}"
    if unreadable := read_tree(entry, path)[1]:
        raise Refused([replace(fault, place=Place("approve")) for fault in unreadable])
    before = snapshot.files.get(path, b"")
    assert isinstance(before, bytes)  # what cannot be read did not load
    after = _appended(before.decode(), entry).encode()
    _, faults = read_tree(after.decode().removeprefix(BOM), path)
    if faults:
        raise Refused([_not_appended(path)])
    id = snapshot.folder.rpartition("/")[2]
    names = tuple(sorted({*snapshot.folders[snapshot.folder], FILE}))
    folders = {**snapshot.folders, snapshot.folder: names}
    changed = replace(snapshot, files={**snapshot.files, path: after}, folders=folders)
    _check(_approvals(root, id, workspace, snapshot), _approvals(root, id, workspace, changed), path)
    return after


def _approvals(root: Path, id: str, workspace: Workspace, snapshot: FolderSnapshot) -> list[object] | Problems:
    loaded = load_engagement(root, id, workspace, snapshot)
    return loaded if isinstance(loaded, Problems) else list(loaded.approvals)


def _check(before: list[object] | Problems, after: list[object] | Problems, path: str) -> None:
    """Refuse a change after which the engagement does not load, or holds anything else than one sign-off more."""
    if isinstance(after, Problems) and not any(fault.key == "section_twice" for fault in after.items):
        raise Refused(after.items)
    if isinstance(after, Problems) or isinstance(before, Problems) or after[:-1] != before or len(after) == len(before):
        raise Refused([_not_appended(path)])


def _not_appended(path: str) -> Problem:
    return problem("approvals_not_appended", Place(path), file=path)


def _appended(text: str, entry: str) -> str:
    """The text with an entry at its end, at the indent and with the line ends of those before it."""
    newline = next((end for end in ("\r\n", "\n", "\r") if end in text), "\n")
    first = _ENTRY.search(text)
    indent = first["indent"] if first else ""
    lines = "".join(f"{indent}{line}{newline}" for line in entry.splitlines())
    is_open = text.removeprefix(BOM) and not text.endswith(("\n", "\r"))
    return f"{text}{newline if is_open else ''}{lines}"
