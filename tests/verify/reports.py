"""A small workspace with a report for the firm and one for its client, built once for all tests of a run."""

import tempfile
from functools import cache
from pathlib import Path

from roireport.cli import main
from tests.versions.repositories import commit_all, git

ENGAGEMENT = """\
title: {en: Negotiation, fr: Négociation}
client: {name: Works}
period: {start: 2025-01-06, end: 2025-06-30}
as_of: 2025-12-31
status: interim
version: 1.1
language: [en, fr]
offer: [training]
team: [{name: Ada Reed, role: {en: Lead, fr: Responsable}}]
internal: {notes: For us alone}  # and this comment
costs:
  - {id: fees, label: {en: Fees, fr: Honoraires}, category: fees, amount: 1000, offer: training}
gains:
  - id: margin
    label: {en: Margin, fr: Marge}
    kind: margin
    per_month: 200
    attribution: {share: 60%, by: {en: Sales director, fr: Directrice commerciale}}
"""
SETTINGS = """\
# a comment
firm: {name: Firm, logo: brand/logo.svg}
offers:
  - {id: training, label: {en: Training, fr: Formation}, kind: training}
  - {id: other, label: Offer of another, kind: tools}
defaults: {currency: EUR, discounting: {rate: 4%, convention: month_end}}
checks: {A03: {severity: info}}
exchange_rates: [{date: 2025-01-01, from: USD, to: EUR, rate: 0.9, source: Bank of another}]
site: {language: en, base_url: "https://intranet.example"}
audiences: {board: {names: true}}
limits: {seconds: 60}
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 20"><rect width="80" height="20" fill="#1b3a5c"/></svg>'


def put_workspace(root: Path) -> Path:
    """The workspace, in a repository with a commit for each of two versions."""
    folder = root / "engagements" / "works"
    for name, text in {
        "data/spare.csv": "a,b\n",
        "narrative/draft.md": "Later.\n",
        "engagement.yaml": ENGAGEMENT,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (root / "brand").mkdir()
    (root / "brand" / "logo.svg").write_text(LOGO)
    (root / "roireport.yaml").write_text(SETTINGS, "utf-8")
    (root / ".gitignore").write_text("site/\n")
    main = folder / "engagement.yaml"
    main.write_text(ENGAGEMENT.replace("1.1", "1.0").replace("amount: 1000", "amount: 1200"), "utf-8")
    git(root, "init", "--quiet")
    commit_all(root)
    main.write_text(ENGAGEMENT, "utf-8")
    commit_all(root)
    return root


def build(root: Path, *options: str) -> None:
    assert main(["build", "-q", "--no-cache", "-C", str(root), *options]) == 0


@cache
def built() -> Path:
    """The workspace with the reports of the firm and of the client."""
    folder = tempfile.TemporaryDirectory(prefix="roireport-tests-")
    _KEPT.append(folder)
    root = put_workspace(Path(folder.name) / "workspace")
    build(root)
    build(root, "--audience", "client")
    return root


_KEPT: list["tempfile.TemporaryDirectory[str]"] = []
"""Removed when the run ends."""


def report(audience: str = "", language: str = "en") -> Path:
    """The PDF of a report."""
    return built() / "site" / audience / "works" / f"works.{language}.pdf"
