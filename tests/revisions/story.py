"""An engagement that changes over six commits and two merges, each change a step that can be taken alone."""

import os
from collections.abc import Set
from pathlib import Path
from typing import Final

from tests.versions.repositories import git

ID: Final = "forge"
GROUPS: Final = {
    "measured": frozenset(("rows", "cost", "score")),
    "assumed": frozenset(("share", "gain")),
    "corrected": frozenset(("correction",)),
    "cut_off": frozenset(("as_of", "horizon")),
}
"""The steps that each group is made of."""
STEPS: Final = frozenset(("version",)).union(*GROUPS.values())
_TREND: Final = (20, 21, 20, 22, 21, 20)


def write(root: Path, steps: Set[str], id: str = ID) -> None:
    """Write the engagement as it is after some steps."""
    folder = root / "engagements" / id
    (folder / "data").mkdir(parents=True, exist_ok=True)
    files = {
        "engagement.yaml": _engagement(steps),
        "costs.yaml": _costs(steps),
        "gains.yaml": _gains(steps),
        "kpis.yaml": _KPIS,
        "nonfinancial.yaml": _criteria(steps),
        "data/rate.csv": _rows(steps),
    }
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())


def _engagement(steps: Set[str]) -> str:
    return f"""\
title: Negotiation
client: {{name: Works}}
period: {{start: 2025-01-06, end: 2025-06-30}}
as_of: {"2026-03-31" if "as_of" in steps else "2025-12-31"}
horizon: {"30 months" if "horizon" in steps else "24 months"}
currency: EUR
language: en
discounting: {{rate: 8%}}
version: "{"1.1" if "version" in steps else "1.0"}"
status: interim
"""


def _costs(steps: Set[str]) -> str:
    late = "- {id: evaluation, label: Evaluation, category: evaluation, amount: 3000, date: 2026-02-15}\n"
    return f"""\
- {{id: fees, label: Fees, category: fees, amount: 48000, date: 2025-01-31}}
- {{id: time, label: Time of the client, category: client_time, amount: 6000}}
{late if "cost" in steps else ""}"""


def _gains(steps: Set[str]) -> str:
    new = "- {id: saving, label: Savings, kind: saving, per_month: 700, from: 2025-07, "
    new += "attribution: {share: 80%, by: Controller}, source: Ledger}\n"
    return f"""\
- id: margin
  label: Margin
  kind: margin
  kpi: rate
  per_unit: {{value: 40, volume: 25}}
  attribution: {{share: {"70%" if "share" in steps else "60%"}, by: Sales director}}
{new if "gain" in steps else ""}"""


def _criteria(steps: Set[str]) -> str:
    return f"""\
- id: craft
  dimension: skills
  label: Craft
  metric: Observation grid
  anchors: {{worst: 1, best: 5}}
  baseline: 2
  current: {"4" if "score" in steps else "3"}
  measured_on: {"2026-03-10" if "score" in steps else "2025-12-10"}
  source: Observers
"""


_KPIS: Final = """\
- id: rate
  name: Deals
  unit: number
  source: CRM
  series: data/rate.csv
  counterfactual: {method: control}
"""


def _rows(steps: Set[str]) -> str:
    """Six periods before the start, twelve after it, and three more with the step `rows`."""
    lines = ["period,value,control"]
    for number in range(21 if "rows" in steps else 18):
        year, month = divmod(2024 * 12 + 6 + number, 12)
        control = 20 + (number % 3)
        value = _TREND[number] if number < 6 else control + 4 + (number % 4)
        if number == 16 and "correction" in steps:
            value -= 3
        lines.append(f"{year}-{month + 1:02d},{value},{control}")
    return "\n".join(lines) + "\n"


def make_story(root: Path) -> dict[str, str]:
    """Make the repository; return the hash of each commit by what it does."""
    root.mkdir(parents=True)
    (root / "roireport.yaml").write_text("firm: {name: Firm}\nsite: {language: en}\n")
    git(root, "init", "--quiet", "-b", "main")
    commits = {"first": commit(root, frozenset(), "first", 1)}
    git(root, "tag", "v1.0")
    steps = {"rows", "as_of"}
    commits["rows"] = commit(root, steps, "rows", 2)
    for branch, step, month in (("measure", "correction", 3), ("terms", "share", 4)):
        git(root, "checkout", "--quiet", "-b", branch)
        commits[step] = commit(root, steps | {step}, step, month)
        git(root, "checkout", "--quiet", "main")
        (root / "NOTES").write_text(branch)
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "-m", f"beside {branch}")
        git(root, "merge", "--quiet", "--no-ff", branch, "-m", f"merge {branch}")
        commits[f"merge {branch}"] = git(root, "rev-parse", "HEAD")
        steps.add(step)
    steps |= {"horizon", "cost", "score"}
    commits["cost"] = commit(root, steps, "cost", 5)
    commits["last"] = commit(root, STEPS, "last", 6)
    return commits


def commit(root: Path, steps: Set[str], message: str, month: int) -> str:
    """Commit the engagement as it is after some steps, in a month of 2026."""
    write(root, steps)
    day = f"2026-{month:02d}-10T12:00:00+0100"
    git(root, "add", "--all")
    os.environ["GIT_AUTHOR_DATE"] = os.environ["GIT_COMMITTER_DATE"] = day
    try:
        git(root, "commit", "--quiet", "-m", message)
    finally:
        del os.environ["GIT_AUTHOR_DATE"], os.environ["GIT_COMMITTER_DATE"]
    return git(root, "rev-parse", "HEAD")
