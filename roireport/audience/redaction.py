"""YAML without what the loader does not read or a client may not see: blanks take its place, so lines keep."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import yaml

INTERNAL_KEYS: Final = frozenset(("internal",))
"""Keys at the top of engagement.yaml whose values never leave the firm."""

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
"""What the loader reads; comments are no tokens, and directives, anchors and tags are none of these."""
_BLOCK_HEADER: Final = re.compile(r"[|>][0-9+-]*")
_TO_LINE_END: Final = re.compile(r"[^\r\n]+(?=[\r\n])")
_VISIBLE: Final = re.compile(r"[^\r\n]")


class RedactionFailed(ValueError):
    """A source that cannot be redacted, and so must not leave the firm."""


def redacted_yaml(text: str, internal: Iterable[str] = ()) -> str:
    """Blank out comments, and the entries of these keys at the top of the document.

    What stays is copied token by token onto a blank sheet, so what is not understood is left out. Lines and columns
    keep their numbers. Raises RedactionFailed where the text is no YAML.
    """
    try:
        tokens = list(yaml.scan(text, _Loader))
    except yaml.YAMLError as wrong:
        raise RedactionFailed(str(wrong)) from wrong
    pieces: list[str] = []
    at = 0
    for start, end in _spans(text, _without_entries(tokens, frozenset(internal))):
        pieces += (_blank(text[at:start], pieces), text[start:end])
        at = end
    return "".join((*pieces, _blank(text[at:], pieces).rstrip(" ")))


def _blank(gap: str, before: Sequence[str]) -> str:
    """What stood between two tokens as line ends, and blanks before the second."""
    blank = _VISIBLE.sub(" ", _TO_LINE_END.sub("", gap))
    kept_line_ends = len(before) > 1 and before[-1].startswith(("\n", "\r")) and "+" in before[-3]
    # Empty lines would become part of a block scalar that keeps them; an empty comment ends it.
    return f"#{blank}" if kept_line_ends and gap.strip() else blank


def _without_entries(tokens: list[yaml.Token], keys: frozenset[str]) -> Iterator[yaml.Token]:
    """The tokens without the entries of these keys in the outermost mapping, whose commas go with them."""
    depth, left_out = 0, False
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        if isinstance(token, _OPENING):
            depth += 1
        elif isinstance(token, _CLOSING):
            left_out = left_out and depth > 1
            depth -= 1
        elif isinstance(token, yaml.KeyToken) and depth == 1:
            left_out = isinstance(after, yaml.ScalarToken) and after.value in keys
        if not left_out:
            yield token


def _spans(text: str, tokens: Iterable[yaml.Token]) -> Iterator[tuple[int, int]]:
    """Where the tokens that the loader reads begin and end; the head of a block scalar apart, for its comment."""
    for token in tokens:
        if not isinstance(token, _READ):
            continue
        start, end = token.start_mark.index, token.end_mark.index
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            head = _BLOCK_HEADER.match(text, start)
            line_end = min((at for at in (text.find("\n", start), text.find("\r", start)) if at >= 0), default=end)
            if head is None:
                raise RedactionFailed(str(token.start_mark))
            yield start, head.end()
            start = min(line_end, end)
        if start < end:
            yield start, end
