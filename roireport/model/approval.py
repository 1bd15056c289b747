"""A sign-off: who approved a baseline, a share, a scale, a target or the report, and what it covered."""

import re
from pathlib import PurePosixPath
from typing import Annotated, Final, Literal, get_args

from pydantic import BeforeValidator

from roireport.model.forms import Form
from roireport.model.local_text import ReaderText
from roireport.model.located import Located
from roireport.model.values import Day, Text, read_text, refuse
from roireport.model.visibility import FirmOnly, ForClient

ItemKind = Literal["baseline", "target", "attribution", "anchors", "report"]
ITEM_KINDS: Final[tuple[ItemKind, ...]] = get_args(ItemKind)
SECTION_OF_ITEM: Final = {"baseline": "kpis", "target": "kpis", "attribution": "gains", "anchors": "nonfinancial"}
"""The section whose ids an item names; the report names none."""
REPORT: Final = "report"

Part = Literal[
    "baseline",
    "origin",
    "rows_before",
    "start",
    "unit",
    "direction",
    "target",
    "objectives",
    "share",
    "confidence",
    "deadweight",
    "displacement",
    "counterfactual",
    "worst",
    "best",
    "points",
    "engagement",
    "kpis",
    "costs",
    "gains",
    "nonfinancial",
    "challenges",
    "recommendations",
    "series",
    "narrative",
    "figures",
]
"""What a sign-off covers: an input, a section, or what was computed from them."""

_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


def _item(raw: object) -> str:
    text = read_text(raw)
    kind, dot, id = text.partition(".")
    if text != REPORT and not (kind in SECTION_OF_ITEM and dot and id):
        refuse("sign_off_item", text=text[:60])
    return text


def _digest(raw: object) -> str:
    text = read_text(raw)
    if not _DIGEST.fullmatch(text):
        refuse("not_a_digest", text=text[:80])
    return text


def _inside(raw: object) -> str:
    text = read_text(raw)
    path = PurePosixPath(text)
    if path.is_absolute() or ".." in path.parts or "\\" in text or ":" in text or str(path) != text:
        refuse("evidence_outside", text=text[:60])
    return text


class SignedDocument(Located):
    """A document that proves a sign-off, such as a mail.

    Its digest is for everybody: whoever holds the document can compare. The file is for the firm alone; without one the
    document is kept elsewhere.
    """

    file: FirmOnly[Annotated[str | None, BeforeValidator(_inside), Form("evidence_file")]] = None
    sha256: ForClient[Annotated[str, BeforeValidator(_digest), Form("digest")]]


class Approval(Located):
    """A sign-off of an item, such as baseline.conversion or report.

    `fingerprint` holds what was signed, part by part: a short value as it was, anything else as a digest.
    """

    item: ForClient[Annotated[str, BeforeValidator(_item), Form("sign_off_item")]]
    by: ForClient[ReaderText]
    role: ForClient[ReaderText | None] = None
    on: ForClient[Day]
    evidence: ForClient[SignedDocument | None] = None
    fingerprint: ForClient[dict[Part, Text]]

    @property
    def kind(self) -> ItemKind:
        """What sort of item it is."""
        name = self.item.partition(".")[0]
        return next(kind for kind in ITEM_KINDS if kind == name)

    @property
    def subject(self) -> str | None:
        """The id of the KPI, gain or criterion; None for the report."""
        return self.item.partition(".")[2] or None
