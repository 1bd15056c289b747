"""Small workspaces for the command line's tests."""

from pathlib import Path

GOOD = """\
title: Negotiation
client: {name: Works}
period: {start: 2025-01-06, end: 2025-06-30}
as_of: 2025-12-31
currency: EUR
language: en
costs:
  - {id: fees, label: Fees, category: fees, amount: 1000}
gains:
  - {id: margin, label: Margin, kind: margin, per_month: 200, attribution: {share: 60%, by: Sales director}}
"""
BROKEN = GOOD.replace("per_month: 200", "per_month: 2oo")


def workspace(folder: Path, **engagements: str) -> Path:
    """A workspace with these engagements, each a single engagement.yaml; dashes are written as underscores."""
    (folder / "engagements").mkdir(parents=True)
    (folder / "roireport.yaml").write_text("firm: {name: Firm}\nsite: {language: en}\n")
    for name, text in engagements.items():
        home = folder / "engagements" / name.replace("_", "-")
        home.mkdir()
        (home / "engagement.yaml").write_text(text)
    return folder
