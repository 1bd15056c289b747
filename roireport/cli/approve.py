"""`approve`: a sign-off of a baseline, a target, a share, a scale or the report."""

from datetime import date
from pathlib import Path

import click

from roireport.assess.interest import is_interested
from roireport.cli.exits import FINE, PROBLEMS
from roireport.cli.options import Console, chosen_ids, verb
from roireport.evaluate import Evaluation, evaluate_folder
from roireport.load.engagement import read_folder
from roireport.load.evidence import digest_of
from roireport.model.approval import REPORT
from roireport.model.place import Place
from roireport.problems.problem import Problems, Refused, at_stage, problem
from roireport.scaffold.sign_off import (
    FILE,
    Proof,
    SignOffRequest,
    covered,
    read_request,
    signable,
    with_sign_off,
    written_sign_off,
)
from roireport.source_files import write_files
from roireport.text.characters import printable, printable_lines
from roireport.workspace import OpenWorkspace


@verb()
@click.argument("id")
@click.argument("item", required=False)
@click.option("--by")
@click.option("--role")
@click.option("--on")
@click.option("--evidence", type=click.Path(path_type=Path))
def command(
    console: Console,
    id: str,
    item: str | None,
    by: str | None,
    role: str | None,
    on: str | None,
    evidence: Path | None,
) -> int:
    """Add a sign-off to approvals.yaml, with a fingerprint of what it covers."""
    opened = console.open()
    chosen_ids(opened, (id,))
    snapshot = read_folder(opened.root, id)
    evaluation = evaluate_folder(opened, id, snapshot=snapshot)
    for fault in evaluation.problems if isinstance(evaluation, Evaluation) else evaluation.items:
        console.problem(fault)
    if isinstance(evaluation, Problems):
        return PROBLEMS
    try:
        item = item or _asked_item(console, evaluation)
        covers = covered(item, evaluation.engagement, evaluation.results)
        request = read_request(_asked(console, {"by": by, "role": role, "on": on}))
        _refuse_future(request)
        proof = _proof(opened.root / snapshot.folder, evidence or _asked_file(console))
        entry = written_sign_off(item, request, proof, covers)
        content = with_sign_off(opened.root, opened.settings, snapshot, entry)
    except Refused as refused:
        raise Refused(at_stage("open", refused.problems)) from refused
    before = snapshot.files.get(f"{snapshot.folder}/{FILE}")
    code = _write(console, opened, f"{snapshot.folder}/{FILE}", before if isinstance(before, bytes) else None, content)
    if code == FINE:
        _report(console, item, request, opened, evaluation)
    return code


def _asked_item(console: Console, evaluation: Evaluation) -> str:
    """The item; the report where nobody answers."""
    if not console.can_ask:
        return REPORT
    return console.choose(console.words("cli.approve.ask.item"), signable(evaluation.engagement, evaluation.results))


def _asked(console: Console, given: dict[str, str | None]) -> dict[str, str | None]:
    """The options, each asked for on a terminal where it is not given; the day is else today."""
    today = _today().isoformat()
    if not console.can_ask:
        return {**given, "on": given["on"] or today}
    return {key: value or _answer(console, key, today if key == "on" else "") for key, value in given.items()}


def _asked_file(console: Console) -> Path | None:
    answer = _answer(console, "evidence", "") if console.can_ask else ""
    return Path(answer) if answer else None


def _answer(console: Console, key: str, default: str) -> str:
    question = printable_lines(console.words(f"cli.approve.ask.{key}"))
    text: str = click.prompt(question, default=default, show_default=bool(default), err=True, prompt_suffix=" ")
    return text.strip()


def _today() -> date:
    """The day on which somebody signs off. Nothing that is computed or built depends on it."""
    return date.today()


def _refuse_future(request: SignOffRequest) -> None:
    if request.on > _today():
        raise Refused([problem("sign_off_in_future", Place("--on"), day=request.on.isoformat())])


def _proof(folder: Path, file: Path | None) -> Proof | None:
    """The document and its digest; raises Refused where it is not a plain file of the engagement's folder."""
    if file is None:
        return None
    place, real = Place(printable(str(file))), file.resolve()
    if not real.is_relative_to(folder.resolve()):
        raise Refused([problem("evidence_outside", place, text=printable(str(file))[:60])])
    name = real.relative_to(folder.resolve()).as_posix()
    digest = digest_of(folder, name)
    if digest is None:
        raise Refused([problem("evidence_missing", place, file=name)])
    return Proof(name, digest)


def _write(console: Console, opened: OpenWorkspace, path: str, before: bytes | None, content: bytes) -> int:
    """Write the file; what was there stays where that fails, or where somebody has changed it since."""
    new = {path: content} if before is None else {}
    changed = {} if before is None else {path: (before, content)}
    refused = write_files(opened.root, new, changed)
    for fault in refused.items if refused else ():
        console.problem(fault)
    return PROBLEMS if refused else FINE


def _report(
    console: Console, item: str, request: SignOffRequest, opened: OpenWorkspace, evaluation: Evaluation
) -> None:
    """Say what was signed, and whether it counts as assurance."""
    words, firm = console.words, opened.settings.firm.name
    console.result(words("cli.approve.done", item=item, by=request.by, on=request.on.isoformat()))
    interested = is_interested(evaluation.engagement, firm, request.by, request.role)
    console.say(words(f"cli.approve.{'interested' if interested else 'assurance'}"))
