"""`doctor`: what this machine has for a build, and what it lacks."""

from roireport.cli.exits import FINE, MISSING
from roireport.cli.machine import machine_rows
from roireport.cli.options import Console, verb
from roireport.cli.tables import aligned


@verb()
def command(console: Console) -> int:
    """Show what this machine has: Python, packages, Pango, fonts, git, limits, the cache, the workspace."""
    words, rows = console.words, machine_rows(console.words, console.start)
    console.result("\n".join(aligned([(words(f"cli.doctor.{row.state}"), row.name, row.value) for row in rows])))
    for mend in dict.fromkeys(row.mend for row in rows if row.mend):
        console.result(f"  → {mend}")
    if any(row.state == "missing" for row in rows):
        return MISSING
    console.say(words("cli.doctor.complete"))
    return FINE
