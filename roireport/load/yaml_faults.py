"""Turn errors of the YAML parser into problems."""

import re
from collections.abc import Sequence

import yaml

from roireport.model.place import Place
from roireport.problems.problem import Problem, problem
from roireport.text.characters import LINE_END

_MESSAGES = (
    ("mapping values are not allowed", "yaml_stray_colon"),
    ("found unexpected ':'", "yaml_stray_colon"),
    ("expected comment or line break", "yaml_reserved_character"),
    ("cannot start any token", "yaml_reserved_character"),
    ("unexpected end of stream", "yaml_unclosed_quote"),
    ("unexpected document indicator", "yaml_unclosed_quote"),
    ("expected ',' or ']'", "yaml_unclosed_bracket"),
    ("expected ',' or '}'", "yaml_unclosed_bracket"),
    ("could not find expected ':'", "yaml_missing_colon"),
    ("<document start>", "several_documents"),
    ("did not find expected key", "yaml_indentation"),
    ("expected '-' indicator", "yaml_indentation"),
    ("expected <block end>", "yaml_indentation"),
    ("not allowed in this context", "yaml_indentation"),
    ("tab character", "yaml_tab"),
    ("escape", "yaml_escape"),
    ("hexdecimal", "yaml_escape"),
    ("undefined alias", "yaml_alias"),
    ("tag", "yaml_tag"),
    ("anchor", "yaml_anchor"),
    ("alias", "yaml_alias"),
    ("directive", "yaml_directive"),
    ("incompatible", "yaml_directive"),
)
"""Parts of the parser's messages (libyaml's and PyYAML's), and the problem that each one is."""
_SHOWN_AT_START = frozenset(
    ("yaml_unclosed_quote", "yaml_unclosed_bracket", "yaml_missing_colon", "yaml_reserved_character")
)
"""Problems shown where the faulty part began, not where the parser stopped."""
_CUT = re.compile(r"[ \t]+(?P<at>#)(?P<rest>[^\s#].*)")
_TYPED = (
    ("yaml_tab", re.compile(r"[ -]*(?P<at>\t)")),
    ("yaml_no_break_space", re.compile(r"(?:[ -]*|[ -]*[\w-]+:)(?P<at>[\u00a0\u202f\u2007])")),
    ("yaml_quote_inside", re.compile(r"(?:.*?[\s:\[{,-])?'(?:[^']|'')*(?P<at>')(?=\w)")),
    ("yaml_colon_without_space", re.compile(r"[ -]*(?P<key>[a-z_]+)(?P<at>:)(?P<value>[^\s:/'\"][^:]*)$")),
    ("yaml_cut_by_comment", re.compile(r"[^#]*[\[{][^#]*?[ \t](?P<at>#)(?P<rest>[^\s#].*)")),
)
"""What somebody typed, by the problem that it is; `at` is its place, the other groups are facts."""


def fault_of(wrong: yaml.YAMLError, text: str, file: str) -> Problem:
    """Find the problem behind an error of the parser, and its place."""
    message = f"{getattr(wrong, 'context', '') or ''} {getattr(wrong, 'problem', '') or ''}"
    key = next((key for part, key in _MESSAGES if part in message), "yaml_syntax")
    mark = _mark(wrong, at_start=key in _SHOWN_AT_START)
    if mark is None:
        return problem("yaml_syntax", Place(file))
    lines = LINE_END.split(text)
    place = Place(file, min(mark.line + 1, len(lines)), mark.column + 1)
    line = lines[place.line - 1]
    typed = _typed_fault(lines, _lines_of(wrong, len(lines)), file)
    return typed or problem(key, place, character=line[mark.column : mark.column + 1])


def _lines_of(wrong: yaml.YAMLError, count: int) -> range:
    """The lines in which what caused an error may be: from the one before its beginning to the one of its end."""
    marks = [mark for at_start in (True, False) if (mark := _mark(wrong, at_start=at_start))]
    return range(max(0, min(mark.line for mark in marks) - 1), min(count, max(mark.line for mark in marks) + 1))


def _typed_fault(lines: Sequence[str], numbers: range, file: str) -> Problem | None:
    """What somebody typed that explains an error of the parser better than its message; the last one of these lines."""
    for n in reversed(numbers):
        for key, pattern in _TYPED:
            if match := pattern.match(lines[n]):
                facts = {name: text[:60] for name, text in match.groupdict().items() if name != "at"}
                return problem(key, Place(file, n + 1, match.start("at") + 1), also=(), **facts)
    return None


def cut_text(line: str, column: int) -> str:
    """What a ` #` cuts off a plain text that ends at a column; empty where it is a comment.

    A comment has a space after its sign; `#1` has none, so it belonged to the text.
    """
    match = _CUT.match(line, column)
    return match["rest"] if match else ""


def _mark(wrong: yaml.YAMLError, *, at_start: bool) -> yaml.Mark | None:
    """The place where the faulty part began or where the parser stopped, if the error has one."""
    names = ("context_mark", "problem_mark") if at_start else ("problem_mark", "context_mark")
    return next((mark for name in names if (mark := getattr(wrong, name, None))), None)
