"""`explain`: a figure, a key, a check or a problem."""

import difflib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from roireport.assess.catalogue import RULES
from roireport.cli.exits import FINE
from roireport.cli.options import Console, Styled, chosen_ids, verb
from roireport.evaluate import Evaluation, evaluate_folder
from roireport.load.handbook import read_key_texts
from roireport.load.workspace import workspace_root
from roireport.model.commit import CommitUnknown, LineOrigin
from roireport.model.engagement import ENGAGEMENTS
from roireport.model.keys import all_keys
from roireport.model.place import Place
from roireport.present.explainable import explainable
from roireport.present.explained import Explanation, explain_figure, explain_key, explain_problem, explain_rule
from roireport.present.explained_tree import Origins
from roireport.problems.codes import CODES
from roireport.problems.problem import Problems
from roireport.resources import template_folders
from roireport.text.json_text import json_text
from roireport.trace.tree import places
from roireport.versions.commit import commits_of
from roireport.versions.lines import line_origins

_RULE = re.compile(r"[A-Z][0-9]{2}")
_CODE = re.compile(r"E[0-9]{3}")
_NEAR = 5
"""How many near names an unknown one is answered with."""


@verb()
@click.argument("topic")
@click.argument("path", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print.")
def command(console: Console, topic: str, path: str | None, form: str) -> int:
    """Explain a figure of an engagement (ID PATH), or a key, a check or a problem by its name.

    A figure is unfolded down to what was entered: formula, values, file:line:column, and the commit, author and day of
    that line. PATH is that of results.json.

    Also: `explain acme financial.roi`, `explain A01`, `explain E202`.

    \b
    Example: roireport explain gains.attribution.share
    """
    explanations = [_figure(console, topic, path)] if path else _by_name(console, topic)
    if form == "json":
        documents = [explanation.document for explanation in explanations]
        console.document(json_text(documents[0] if len(documents) == 1 else documents))
    for explanation in explanations if form == "text" else ():
        _print(console, explanation)
    return FINE


def _figure(console: Console, id: str, path: str) -> Explanation:
    opened = console.open()
    (id,) = chosen_ids(opened, (id,))
    commits = commits_of(opened.root / ENGAGEMENTS, [id])
    evaluation = evaluate_folder(opened, id, commit=commits[id])
    if isinstance(evaluation, Problems):
        return console.value_of(evaluation)
    ctx = explainable(evaluation.contexts[0])
    if path not in ctx.figures:
        raise click.UsageError(_unknown("figure", path, list(ctx.figures)))
    return explain_figure(ctx, path, _origins(opened.root, evaluation, places(ctx.figures[path])))


def _origins(root: Path, evaluation: Evaluation, typed: Sequence[Place]) -> Origins:
    """The last change of each line that a figure rests on, in the files as they were read."""
    folder = evaluation.engagement.folder
    read = {f"{folder}/{name}": content for name, content in evaluation.sources.items()}
    files = dict.fromkeys(place.file for place in typed)
    contents = {file: read[file] if file in read else (root / file).read_bytes() for file in files}
    origins = line_origins(root, contents)

    def origin(place: Place) -> LineOrigin | None:
        lines = origins[place.file]
        return lines.get(place.line, CommitUnknown("not_committed")) if isinstance(lines, Mapping) else lines

    return origin


def _by_name(console: Console, name: str) -> list[Explanation]:
    if _CODE.fullmatch(name):
        return _problems(console, name)
    return _rules(console, name) if _RULE.fullmatch(name) else _keys(console, name)


def _problems(console: Console, code: str) -> list[Explanation]:
    keys = [key for key, own in CODES.items() if own == code]
    if not keys:
        raise click.UsageError(_unknown("code", code, list(CODES.values())))
    return [explain_problem(code, key, console.words) for key in keys]


def _rules(console: Console, id: str) -> list[Explanation]:
    rules = [rule for rule in RULES if rule.id == id]
    if not rules:
        raise click.UsageError(_unknown("check", id, [rule.id for rule in RULES]))
    return [explain_rule(rule, console.words) for rule in rules]


def _keys(console: Console, name: str) -> list[Explanation]:
    """Explain the key of a path, or each key of that last name."""
    root = workspace_root(console.start)
    texts = read_key_texts(template_folders(None if isinstance(root, Problems) else root), console.words.language)
    keys = all_keys()
    paths = [name] if name in keys else [path for path in keys if path.rpartition(".")[2] == name]
    if not paths:
        raise click.UsageError(_unknown("key", name, [*keys, *(key.name for key in keys.values())]))
    return [explain_key(keys[path], texts, RULES, console.words) for path in paths]


def _unknown(kind: str, name: str, names: list[str]) -> str:
    close = difflib.get_close_matches(name, dict.fromkeys(names), n=_NEAR)
    return f"no {kind} {name!r}" + (f"; did you mean {', '.join(close)}?" if close else "")


def _print(console: Console, explanation: Explanation) -> None:
    console.result(Styled(explanation.title, bold=True))
    for heading, text in explanation.parts:
        lines = text.splitlines()
        console.result(f"  {heading}: {lines[0]}" if len(lines) == 1 else f"  {heading}:")
        for line in lines if len(lines) > 1 else ():
            console.result(f"    {line}")
