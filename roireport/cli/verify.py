"""`verify`: whether a PDF is the report that its data gives."""

from pathlib import Path

import click

from roireport.cli.exits import DIFFERENCE, FINE, MISSING
from roireport.cli.options import Console, verb
from roireport.cli.verify_forms import Verification, answer_document, answer_lines
from roireport.load.workspace import workspace_root
from roireport.problems.problem import Problems
from roireport.publish.site_place import shown_path
from roireport.text.json_text import json_text
from roireport.verify.check import check_data, read_report, results_of
from roireport.verify.revision import check_revision
from roireport.verify.signature import SIGNERS, SUFFIX, Signature, check_signature
from roireport.workspace import OpenWorkspace


@verb()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--against")
@click.option("--signers", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(console: Console, file: Path, against: str | None, signers: Path | None, form: str) -> int:
    """Make a report again from what its PDF carries, and compare; check its signature."""
    local = console.open() if against else _workspace(console)
    console.warn_without_limits()
    content = read_report(file)
    data = check_data(content, file.name, local)
    revision = None
    if against and local:
        revision = check_revision(content, file.name, data.recipe, local, against)
    signature = _signature(content, file, signers, local)
    answer = Verification(shown_path(file), data, against or "", revision, signature)
    if form == "json":
        console.document(json_text(answer_document(answer, console.words)))
    else:
        for line in answer_lines(answer, console.words):
            console.result(line)
    for fault in (*data.problems, *(revision.problems if revision else ())):
        console.problem(fault)
    return _code(answer)


def _workspace(console: Console) -> OpenWorkspace | None:
    """The workspace that the command runs in; None where it runs in none, as a reader's does."""
    return None if isinstance(workspace_root(console.start), Problems) else console.open()


def _signature(content: bytes, file: Path, signers: Path | None, local: OpenWorkspace | None) -> Signature:
    beside = file.with_name(f"{file.name}{SUFFIX}")
    usual = local.root / SIGNERS if local else None
    listed = signers or (usual if usual and usual.is_file() else None)
    results = results_of(content, file.name) if beside.exists() else b""
    return check_signature(content, results, beside, listed)


def _code(answer: Verification) -> int:
    """0 where everything that was checked holds; 6 where only ssh-keygen is missing."""
    if not answer.data_holds or answer.signature.state not in ("valid", "unsigned", "unchecked"):
        return DIFFERENCE
    return MISSING if answer.signature.state == "unchecked" else FINE
