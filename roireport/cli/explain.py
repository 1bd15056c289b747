"""`explain`: a figure, a key, a check or a problem."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from roireport.assess.catalogue import RULES
from roireport.cli.exits import FINE
from roireport.cli.options import Console, Styled, chosen_ids, near_names, unknown_name, verb
from roireport.evaluate import Evaluation, evaluate_folder
from roireport.load.handbook import read_key_texts
from roireport.load.typed import meant_keys
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
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(console: Console, topic: str, path: str | None, form: str) -> int:
    """Explain a figure of an engagement (ID PATH), or a key, a check or a problem by its name."""
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
        raise unknown_name("figure", path, near_names(path, ctx.figures, most=_NEAR))
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
        raise unknown_name("code", code, near_names(code, CODES.values(), most=_NEAR))
    return [explain_problem(code, key, console.words) for key in keys]


def _rules(console: Console, id: str) -> list[Explanation]:
    rules = [rule for rule in RULES if rule.id == id]
    if not rules:
        raise unknown_name("check", id, near_names(id, [rule.id for rule in RULES], most=_NEAR))
    return [explain_rule(rule, console.words) for rule in rules]


def _keys(console: Console, name: str) -> list[Explanation]:
    """Explain the key of a path, or each key of that last name."""
    root = workspace_root(console.start)
    texts = read_key_texts(template_folders(None if isinstance(root, Problems) else root), console.words.language)
    keys = all_keys()
    paths = [name] if name in keys else [path for path in keys if path.rpartition(".")[2] == name]
    if not paths:
        raise unknown_name("key", name, _meant(name))
    return [explain_key(keys[path], texts, RULES, console.words) for path in paths]


def _meant(name: str) -> list[str]:
    """The keys that an unknown one may mean: by its meaning, else by its letters."""
    keys = all_keys()
    by_letters = near_names(name, [*keys, *(key.name for key in keys.values())], most=_NEAR)
    return list(dict.fromkeys(_by_meaning(name)))[:_NEAR] or by_letters


def _by_meaning(name: str) -> Iterator[str]:
    """The paths of keys that mean what a name means: costs.days leads to costs.quantity and costs.unit_cost."""
    section, _, last = name.rpartition(".")
    mappings: dict[str, list[str]] = {}
    for path in all_keys():
        parent, _, key = path.rpartition(".")
        mappings.setdefault(parent, []).append(key)
        if key == last and path.startswith(f"{section}."):
            yield path
    for parent in [section] if section else mappings:
        for key in meant_keys(last, mappings.get(parent, ())):
            yield f"{parent}.{key}".lstrip(".")


def _print(console: Console, explanation: Explanation) -> None:
    console.result(Styled(explanation.title, bold=True))
    for heading, text in explanation.parts:
        lines = text.splitlines()
        console.result(f"  {heading}: {lines[0]}" if len(lines) == 1 else f"  {heading}:")
        for line in lines if len(lines) > 1 else ():
            console.result(f"    {line}")
