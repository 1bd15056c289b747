"""Keys of SSH for tests, made by ssh-keygen."""

import subprocess
from pathlib import Path


def make_key(folder: Path, name: str) -> Path:
    """A key without a passphrase."""
    file = folder / name
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(file)]
    subprocess.run(command, check=True, timeout=60)
    return file


def allow(folder: Path, key: Path, *, options: str = "") -> Path:
    """A list of allowed signers with one key."""
    file = folder / "allowed_signers"
    file.write_text(f"ada@firm.example {options}{key.with_suffix('.pub').read_text()}")
    return file
