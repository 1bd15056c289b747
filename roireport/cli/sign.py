"""`sign`: sign a report with your SSH key."""

from pathlib import Path

import click

from roireport.cli.exits import FINE
from roireport.cli.options import Console, verb
from roireport.model.place import Place
from roireport.problems.problem import Refused, at_stage, problem
from roireport.publish.site_place import shown_path
from roireport.source_files import replace_file
from roireport.verify.check import read_report, results_of
from roireport.verify.signature import SUFFIX, configured_key, sign


@verb()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--key")
def command(console: Console, file: Path, key: str | None) -> int:
    """Write the signature of a report beside it."""
    console.warn_without_limits()
    content = read_report(file)
    signature = sign(content, results_of(content, file.name), key or configured_key(console.start))
    target = file.with_name(f"{file.name}{SUFFIX}")
    try:
        replace_file(target, signature)
    except OSError as failed:
        why = problem("export_not_written", Place(shown_path(target)), why=str(failed.strerror))
        raise Refused(at_stage("render", [why])) from None
    console.say(str(console.words("verify.signed", file=shown_path(target))))
    return FINE
