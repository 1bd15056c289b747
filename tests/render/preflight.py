"""Apache PDFBox's preflight, a validator of PDF/A-1b that Debian has."""

import subprocess
from pathlib import Path
from typing import Final

from roireport.render.archive import Standard

FOLDER: Final = "/usr/share/java"
PREFLIGHT: Final = f"{FOLDER}/preflight.jar"
_BESIDE: Final = ("xmpbox", "pdfbox2", "fontbox2", "commons-logging", "javax.activation", "jaxb-api")
PDF_A_1B: Final = Standard(1, "B", "1.4", modern=False)
"""What preflight knows: the same way of a report, without attachments, since this part forbids them."""


def preflight(content: bytes, folder: Path) -> str:
    """What it says of a file; its last line on one that is valid."""
    file = folder / "twin.pdf"
    file.write_bytes(content)
    path = ":".join((PREFLIGHT, *(f"{FOLDER}/{name}.jar" for name in _BESIDE)))
    command = [
        "java",
        "-Xshare:auto",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        path,
        "org.apache.pdfbox.preflight.Validator_A1b",
    ]
    run = subprocess.run([*command, file.name], cwd=folder, capture_output=True, text=True, check=False)
    return run.stdout + run.stderr
