"""Sign a report with an SSH key, and check the signature: `ssh-keygen -Y`, the same as git uses for commits."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal

from roireport.load.contents import plain_content
from roireport.model.place import Place
from roireport.problems.problem import Problem, Refused, Stage, at_stage
from roireport.text.characters import printable
from roireport.versions.git import GitFailed, git

NAMESPACE: Final = "roireport"
SUFFIX: Final = ".sig"
SIGNERS: Final = "allowed_signers"
"""The file of a workspace that says whose keys sign, in the format of ssh-keygen."""
LARGEST_SIGNATURE: Final = 100_000
"""Bytes. One of RSA with 16,384 bits has 7,000."""
_SECONDS: Final = 30
_SECONDS_TO_TYPE: Final = 300
"""How long a passphrase may take."""
_LITERAL: Final = ("key::", "ssh-", "ecdsa-", "sk-")

State = Literal["unsigned", "valid", "unknown_signer", "no_signers", "invalid", "unchecked"]
"""`unknown_signer`: by a key that is none of the allowed signers. `no_signers`: there is no list of them. `invalid`:
not for this file. `unchecked`: ssh-keygen is missing."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What a signature says: who signed, by the name in the list of allowed signers, with which key."""

    state: State
    signer: str = ""
    key: str = ""


def statement(pdf: bytes, results: bytes) -> bytes:
    """What is signed: the digests of a PDF and of the results that it carries."""
    digests = f"pdf sha256:{sha256(pdf).hexdigest()}\nresults sha256:{sha256(results).hexdigest()}\n"
    return f"roireport/signature/1\n{digests}".encode()


def sign(pdf: bytes, results: bytes, key: str) -> bytes:
    """Sign a report; ssh-keygen asks for the passphrase of the key where it has one.

    Args:
        key: The file of a private key, or of a public one whose private key is in the user's agent, or that public
            key itself, as git takes it.

    Raises:
        Refused: ssh-keygen or the key is missing, or it did not sign.
    """
    with TemporaryDirectory(prefix="roireport-sign-") as folder:
        file = _key_file(key, Path(folder))
        run = _ssh_keygen("-Y", "sign", "-f", str(file), "-n", NAMESPACE, given=statement(pdf, results), asks=True)
    if run is None:
        raise _refused("ssh_keygen_missing", "machine")
    if run.returncode != 0 or not run.stdout:
        raise _refused("not_signed", "render", why=_last_line(run.stderr))
    return run.stdout


def configured_key(folder: Path) -> str:
    """The key with which the user signs commits, from the user's own settings of git: `user.signingkey`.

    Settings of a repository are not read: they came with the files.

    Raises:
        Refused: there is none.
    """
    try:
        key = git(folder, "config", "--global", "--get", "user.signingkey", accepted=(0, 1)).decode("utf-8", "replace")
    except GitFailed:
        key = ""
    if not key.strip():
        raise _refused("signing_key_missing", "open", key="user.signingkey")
    return key.strip()


def check_signature(pdf: bytes, results: bytes, file: Path, signers: Path | None) -> Signature:
    """Check the signature of a report.

    Args:
        pdf: The report.
        results: The results that it carries.
        file: The signature.
        signers: The list of allowed signers; None where there is none.
    """
    if not os.path.lexists(file):
        return Signature("unsigned")
    content = _content(file)
    if content is None:
        return Signature("invalid")
    with TemporaryDirectory(prefix="roireport-verify-") as folder:
        copy = Path(folder, "signature")
        copy.write_bytes(content)
        return _checked(statement(pdf, results), str(copy), signers)


def _checked(signed: bytes, file: str, signers: Path | None) -> Signature:
    named = "-n", NAMESPACE, "-s", file
    checked = _ssh_keygen("-Y", "check-novalidate", *named, given=signed)
    if checked is None:
        return Signature("unchecked")
    if checked.returncode != 0:
        return Signature("invalid")
    key = _last_line(checked.stdout).rpartition(" ")[2]
    if signers is None:
        return Signature("no_signers", key=key)
    list_of_signers = "-f", str(signers.resolve())
    names = _ssh_keygen("-Y", "find-principals", "-s", file, *list_of_signers)
    for name in names.stdout.decode("utf-8", "replace").splitlines() if names and names.returncode == 0 else ():
        verified = _ssh_keygen("-Y", "verify", *named, *list_of_signers, "-I", name, given=signed)
        if verified is not None and verified.returncode == 0:
            return Signature("valid", printable(name)[:120], key)
    return Signature("unknown_signer", key=key)


def _content(file: Path) -> bytes | None:
    try:
        return plain_content(str(file), LARGEST_SIGNATURE)
    except OSError:
        return None


def _key_file(key: str, folder: Path) -> Path:
    """The file of a key; one that is written here where the key itself was given."""
    if key.startswith(_LITERAL):
        file = folder / "key.pub"
        file.write_text(f"{key.removeprefix('key::')}\n", "utf-8")
        return file
    file = Path(key).expanduser()
    if not file.is_file():
        raise _refused("signing_key_missing", "open", key=printable(key)[:120])
    return file.resolve()


def _ssh_keygen(*arguments: str, given: bytes = b"", asks: bool = False) -> "subprocess.CompletedProcess[bytes] | None":
    """Run ssh-keygen; None where it is missing. One that does not end counts as failed."""
    program = shutil.which("ssh-keygen")
    if program is None:
        return None
    quiet = {} if asks else {"SSH_ASKPASS_REQUIRE": "never"}
    try:
        return subprocess.run(
            [program, *arguments],
            input=given,
            capture_output=True,
            timeout=_SECONDS_TO_TYPE if asks else _SECONDS,
            env={**os.environ, "LC_ALL": "C", **quiet},
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError) as fault:
        return subprocess.CompletedProcess([program], 1, b"", type(fault).__name__.encode())


def _last_line(output: bytes) -> str:
    lines = output.decode("utf-8", "replace").strip().splitlines()
    return printable(lines[-1])[:200] if lines else ""


def _refused(fault: str, stage: Stage, **facts: str) -> Refused:
    return Refused(at_stage(stage, [Problem(fault, Place("ssh-keygen"), tuple(facts.items()))]))
