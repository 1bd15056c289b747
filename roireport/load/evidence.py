"""The documents of sign-offs: which are named, and what their bytes are."""

import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from roireport.load.contents import plain_content
from roireport.load.yaml_tree import read_tree
from roireport.model.written import Written, WrittenMapping
from roireport.text.characters import BOM

LARGEST_EVIDENCE: Final = 200_000_000
"""Bytes of a document."""
_HOLDS_A_DIGEST: Final = b"sha256"


def evidence_digests(root: Path, folder: str, contents: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of each document that a sign-off names, by its path in the folder; none of one that cannot be read.

    Args:
        folder: The engagement's folder, relative to the root.
        contents: Its YAML files that may hold sign-offs.
    """
    named = {file for content in contents.values() for file in _named(content)}
    digests = {file: digest_of(root / folder, file) for file in sorted(named)}
    return {file: digest for file, digest in digests.items() if digest}


def digest_of(folder: Path, file: str) -> str | None:
    """The SHA-256 of a plain file inside a folder, behind no link; None where there is none."""
    parts = Path(file).parts
    above = [folder.joinpath(*parts[:n]) for n in range(1, len(parts))]
    if Path(file).is_absolute() or ".." in parts or any(os.path.islink(part) for part in above):
        return None
    try:
        content = plain_content(str(folder / file), LARGEST_EVIDENCE)
    except OSError:
        return None
    return None if content is None else sha256(content).hexdigest()


def _named(content: bytes) -> Iterator[str]:
    """The documents that a YAML file names; most files name none, and are not read as YAML here."""
    if _HOLDS_A_DIGEST not in content:
        return
    tree, _ = read_tree(content.decode("utf-8", "replace").removeprefix(BOM), "")
    approvals: Any = tree.value("approvals") if isinstance(tree, WrittenMapping) else tree
    for approval in approvals if isinstance(approvals, list) else ():
        evidence = approval.value("evidence") if isinstance(approval, WrittenMapping) else None
        file = evidence.value("file") if isinstance(evidence, WrittenMapping) else None
        if isinstance(file, Written):
            yield str(file)
