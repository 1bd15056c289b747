"""Engagements of many clients, and builds for an audience."""

from pathlib import Path
from typing import Final

import pytest

from roireport.cli import main
from tests.cli.workspaces import GOOD

CLIENTS: Final = ("forge", "mill", "dairy", "tannery", "brewery", "foundry")
PEOPLE: Final = {id: f"Marla {id.title()}sen" for id in CLIENTS}
NAMED: Final = "forge"
"""The engagement whose report names a member of its team wherever a text may."""
NOTE: Final = "Thanks to **{name}**, margins rose: [[financial.roi]].\n"


def text_of(id: str) -> str:
    """An engagement of a client of its own, with a team."""
    name = PEOPLE[id]
    by = f"Estimate of {name}" if id == NAMED else "Sales director of the client"
    return (
        GOOD.replace("{name: Works}", f"{{name: {id.title()} Brothers Ltd}}")
        .replace("by: Sales director", f"by: {by}, owner: {by}".replace(f", owner: {by}", ""))
        .replace("kind: margin,", "kind: margin, owner: Head of sales,")
        + f"team: [{{name: {name}, role: Engagement lead}}, {{name: Ilse Okafor}}]\n"
    )


def build(root: Path, *more: str, audience: str = "client") -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(root.parent / "cache"))
        return main(["build", "-C", str(root), "-q", "--audience", audience, *more])
