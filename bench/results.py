"""What the bench has found: a section a question, kept in results.json and printed in results.md.

A run that measures some of the sections leaves the others as they were.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from roireport.posix import processor_count

FOLDER = Path(__file__).resolve().parent
ORDER = ("pdf", "html", "scale", "memory", "commands", "browser")
GIBIBYTE = 2**30
HEAD = """# roireport timed against its peers

[How to read this](README.md). Each section says how many turns it had; numbers are medians of the turns, with the least
and the most in brackets. Ratios are made turn by turn.
"""


@dataclass(frozen=True, slots=True)
class Section:
    """A table with what it is about, notes below it, and every number that was measured."""

    title: str
    about: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str]
    measured: Mapping[str, Any]
    machine: str = ""


def machine() -> str:
    """The machine, by what matters of it."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIBIBYTE
    return f"{processor_count()} processors, {memory:.0f} GiB of memory"


def keep(key: str, section: Section) -> str:
    """Put a section in the place of the older one, and give it as Markdown."""
    file = FOLDER / "results.json"
    sections: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    kept = {name: sections[name] for name in ORDER if name in sections} | {
        key: {**asdict(section), "machine": machine()}
    }
    kept = {name: kept[name] for name in ORDER if name in kept}
    file.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    tables = {name: _markdown(Section(**each)) for name, each in kept.items()}
    (FOLDER / "results.md").write_text("\n".join((HEAD, *tables.values())), encoding="utf-8")
    return tables[key]


def _markdown(section: Section) -> str:
    """The section as a chapter; the first column is words, the others are numbers."""
    lines = [
        f"## {section.title}",
        "",
        f"{section.about} {section.machine}.",
        "",
        f"| {' | '.join(section.head)} |",
        f"|---|{'---:|' * (len(section.head) - 1)}",
        *(f"| {' | '.join(row)} |" for row in section.rows),
        "",
        *(f"- {note}" for note in section.notes),
    ]
    return "\n".join(lines).rstrip() + "\n"
