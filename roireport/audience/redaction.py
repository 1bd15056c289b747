"""Blank out the parts of YAML that a reader may not see; line numbers stay."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final, get_args, get_origin

import yaml

from roireport.load.yaml_tree import read_tree
from roireport.model.place import Place
from roireport.model.visibility import is_for_client, models_in
from roireport.model.written import Node, WrittenList, WrittenMapping
from roireport.problems.problem import Refused, problem
from roireport.text.characters import place_of

_Loader = getattr(yaml, "CLoader", yaml.Loader)
_OPENING: Final = (
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
_CLOSING: Final = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
_READ: Final = (
    *(*_OPENING, *_CLOSING, yaml.ScalarToken, yaml.KeyToken, yaml.ValueToken, yaml.BlockEntryToken),
    *(yaml.FlowEntryToken, yaml.DocumentStartToken, yaml.DocumentEndToken),
)
"""The tokens that the loader reads; comments are no tokens, and directives, anchors and tags are left out."""
_BLOCK_HEADER: Final = re.compile(r"[|>][0-9+-]*")
_TO_LINE_END: Final = re.compile(r"[^\r\n]+(?=[\r\n])")
_VISIBLE: Final = re.compile(r"[^\r\n]")


def redacted_yaml(text: str, schema: Any, file: str) -> str:
    """Blank out comments, and the entries that the schema does not mark for clients.

    The rest is copied token by token onto blank lines, so a part that is not understood is left out. Lines and columns
    keep their numbers. `schema` is the type that the file is read as. Raises Refused where it cannot be read.
    """
    tree, problems = read_tree(text, file)
    if tree is None or problems:
        raise Refused(problems)
    internal = {(place.line, place.column) for place in _internal_keys(tree, schema)}
    pieces: list[str] = []
    at = 0
    for start, end in _spans(text, file, _without_entries(list(yaml.scan(text, _Loader)), internal)):
        pieces += (_blank(text[at:start], pieces), text[start:end])
        at = end
    return "".join((*pieces, _blank(text[at:], pieces).rstrip(" ")))


def _internal_keys(node: Node, schema: Any) -> Iterator[Place]:
    """Yield the places of the keys that clients may not see, at every depth."""
    if isinstance(node, WrittenList):
        for item in node:
            yield from _internal_keys(item, schema)
    elif isinstance(node, WrittenMapping):
        yield from _internal_entries(node, schema)


def _internal_entries(node: WrittenMapping, schema: Any) -> Iterator[Place]:
    of_values = value_type(schema)
    if of_values is not None:
        for item in node.values():
            yield from _internal_keys(item, of_values)
        return
    fields = {field.alias or name: field for model in models_in(schema) for name, field in model.model_fields.items()}
    for key, item in node.items():
        field = fields.get(key)
        if field is not None and is_for_client(field):
            yield from _internal_keys(item, field.annotation)
        elif field is not None:
            yield key.place


def value_type(schema: Any) -> Any:
    """The type of the values of a mapping by name, such as `assert`; None for any other schema."""
    mappings = (part for part in (schema, *get_args(schema)) if get_origin(part) is dict)
    return next((get_args(mapping)[1] for mapping in mappings), None)


def _blank(gap: str, before: Sequence[str]) -> str:
    """Replace the text between two tokens by its line ends and blanks."""
    blank = _VISIBLE.sub(" ", _TO_LINE_END.sub("", gap))
    kept_line_ends = len(before) > 1 and before[-1].startswith(("\n", "\r")) and "+" in before[-3]
    # Empty lines would become part of a block scalar that keeps them; an empty comment ends it.
    return f"#{blank}" if kept_line_ends and gap.strip() else blank


def _without_entries(tokens: list[yaml.Token], keys: Collection[tuple[int, int]]) -> Iterator[yaml.Token]:
    """Leave out the entries whose keys are at these lines and columns, with their commas."""
    depth = left_out = 0
    for token, after in zip(tokens, [*tokens[1:], tokens[-1]], strict=True):
        if isinstance(token, _OPENING):
            depth += 1
        elif isinstance(token, _CLOSING):
            left_out = left_out if left_out < depth else 0
            depth -= 1
        elif isinstance(token, yaml.KeyToken) and left_out in (0, depth):
            mark = after.start_mark
            left_out = depth if (mark.line + 1, mark.column + 1) in keys else 0
        if not left_out:
            yield token


def _spans(text: str, file: str, tokens: Iterable[yaml.Token]) -> Iterator[tuple[int, int]]:
    """Yield start and end of the tokens that the loader reads.

    The header of a block scalar is a span of its own, since a comment may follow it.
    """
    for token in tokens:
        if not isinstance(token, _READ):
            continue
        start, end = token.start_mark.index, token.end_mark.index
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            head = _BLOCK_HEADER.match(text, start)
            line_end = min((at for at in (text.find("\n", start), text.find("\r", start)) if at >= 0), default=end)
            if head is None:
                raise Refused([problem("yaml_syntax", place_of(text, start, file))])
            yield start, head.end()
            start = min(line_end, end)
        if start < end:
            yield start, end
