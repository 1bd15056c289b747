"""All attacks, by the workspaces that they are built in."""

from typing import Final

from tests.attacks.alone import ALONE
from tests.attacks.case import Case, Link, Pipe
from tests.attacks.letters import LETTERS
from tests.attacks.notes import HUSH, NOTES
from tests.attacks.paths import PATHS
from tests.attacks.sound import COST, GAIN, MAIN
from tests.attacks.templates import OWN
from tests.attacks.texts import TEMPLATES, TEXTS
from tests.attacks.yaml_structure import STRUCTURE
from tests.attacks.yaml_values import VALUES

LEAKS: Final = (
    Case(
        "internal-everywhere",
        "what nobody may see in what is written",
        {
            "engagement.yaml": f"# {HUSH}\n{MAIN}'internal': {{notes: {HUSH},\n  fee_margin: 38% }} # {HUSH}\n",
            "costs.yaml": f"%TAG !a! tag:{HUSH},2026:\n--- # {HUSH}\n{COST}# {HUSH}\n... # {HUSH}\n",
            "gains.yaml": f"{GAIN.rstrip()} # {HUSH}\n",
            "internal/notes.md": HUSH,
            "notes.txt": HUSH,
            "data/spare.csv": HUSH,
            "narrative/for-us.md": HUSH,
        },
        kept=("Negotiation",),
        gone=(HUSH,),
    ),
)
"""What stays inside the firm, in every place where it can stand."""
READ: Final = (*STRUCTURE, *VALUES, *LETTERS, *PATHS, *NOTES, *TEXTS, *LEAKS)
"""Attacks on what is read: each an engagement of one workspace, whose pages are built."""
EVERY_NOTE: Final = "\n\n".join(str(case.put["narrative/summary.md"]) for case in NOTES if not case.refused)
ATTACHED: Final = tuple(
    Case(id, "attachments, ../, symlinks, /proc, pipes", {"notes.txt": put})
    for id, put in (
        ("a-stray-file-by-a-link", Link("{secret}")),
        ("a-stray-file-by-a-pipe", Pipe()),
        ("a-stray-file-of-the-process", Link("/proc/self/environ")),
    )
)
"""What stands where a PDF once carried it, though nothing reads it."""
CORPUS: Final = (*READ, *TEMPLATES, *ATTACHED, *OWN, *ALONE)
