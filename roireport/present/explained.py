"""What `explain` says of a figure, a key, a challenge or a problem: headed texts, and the same as a document."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from roireport.assess.finding import Rule
from roireport.model.keys import Key, KeyTexts, all_keys
from roireport.present.challenge_pages import rule_texts
from roireport.present.context import ReportContext
from roireport.present.document.shown import Json
from roireport.present.document.trace_rows import HEADS, trace_row
from roireport.present.explained_tree import Origins, explained_tree, origin_text, tree_document, tree_lines
from roireport.present.figures.input import paths_by_figure
from roireport.present.figures.trace_labels import TraceLabels
from roireport.present.language.words import Words

BETWEEN = "; "
"""Between the items of a cell of trace.csv."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A title, the texts below it by their headings, and the same as a document."""

    title: str
    parts: tuple[tuple[str, str], ...]
    document: Mapping[str, Json]


def explain_figure(ctx: ReportContext, path: str, origins: Origins) -> Explanation:
    """Explain a figure of the context: its value, its formula, and the tree of its inputs down to the lines."""
    row = dict(zip(HEADS, trace_row(TraceLabels.at(ctx), paths_by_figure(ctx, ()), path), strict=True))
    figure, tree = ctx.figures[path], explained_tree(ctx, path)
    shown = str(ctx.text(figure))
    exact = row["value"] if row["value"] != shown else ""
    listed = {name: row[name].split(BETWEEN) if row[name] else [] for name in ("inputs", "places")}
    texts = {"value": shown, "exact": exact, "formula": row["formula"], "inputs": "\n".join(listed["inputs"])}
    if figure.place is not None:
        texts["places"] = f"{figure.place} · {origin_text(ctx, origins(figure.place))}"
    texts["tree"] = "\n".join(tree_lines(ctx, tree, origins))
    facts = {"path": path, **{name: row[name] for name in ("name", "value", "unit", "origin", "formula")}}
    document: dict[str, Json] = {**facts, **listed, "tree": tree_document(ctx, tree, origins)}
    return Explanation(f"{path} · {row['name']}", _headed(texts, ctx.words), document)


def explain_key(key: Key, texts: KeyTexts, rules: Sequence[Rule], words: Words) -> Explanation:
    """Explain a key: what it means, what may be written, an example, and the challenges that ask for it."""
    watching = [rule.id for rule in rules if rule.key == key.path]
    facts = {
        "meaning": texts.text(key.path),
        "values": texts.values(key),
        "example": f"{key.name}: {example}" if (example := texts.example(key.path)) else "",
        "needed": words(f"explain.needed.{'yes' if key.is_required else 'no'}"),
        "audience": words(f"explain.audience.{'client' if key.is_for_client else 'internal'}"),
        "keys": BETWEEN.join(keys_below(key)),
        "challenges": BETWEEN.join(f"{id} {words(f'challenge.{id}.name')}" for id in watching),
    }
    document: dict[str, Json] = {"path": key.path, "file": key.file, "required": key.is_required}
    document |= {"kind": key.kind, "choices": list(key.choices), "internal": not key.is_for_client}
    document |= {name: str(facts[name]) for name in ("meaning", "values", "example")}
    return Explanation(f"{key.path} · {key.file}", _headed(facts, words), {**document, "challenges": list(watching)})


def keys_below(key: Key) -> Iterator[str]:
    """Yield the names of the keys directly below one."""
    below = f"{key.path}."
    return (
        other.name
        for other in all_keys().values()
        if other.path.startswith(below) and "." not in other.path.removeprefix(below)
    )


def explain_rule(rule: Rule, words: Words) -> Explanation:
    """Explain a challenge: when it fires, why, what to do, the key to write and the source."""
    facts = {"question": str(words(f"challenge.{rule.id}.question")), **rule_texts(rule, words)}
    facts |= {"key": rule.key, "severity": words(f"severity.{rule.severity}"), "source": rule.source}
    document: dict[str, Json] = {"rule": rule.id, **{name: str(text) for name, text in facts.items()}}
    return Explanation(f"{rule.id} · {words(f'challenge.{rule.id}.name')}", _headed(facts, words), document)


def explain_problem(code: str, key: str, words: Words) -> Explanation:
    """Explain a problem of a code: what is wrong, and how to mend it."""
    facts = {part: words.pattern(f"problems.{key}.{part}") for part in ("what", "mend")}
    return Explanation(code, _headed(facts, words), {"code": code, **{name: str(text) for name, text in facts.items()}})


def _headed(texts: Mapping[str, str], words: Words) -> tuple[tuple[str, str], ...]:
    return tuple((str(words(f"explain.{name}")), str(text)) for name, text in texts.items() if text)
