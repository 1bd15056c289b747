"""Turn errors of the YAML parser into problems."""

import re

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
_INDENTED_BY_TAB = re.compile(r"[ -]*\t")


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
    if _INDENTED_BY_TAB.match(line):
        return problem("yaml_tab", Place(file, place.line, line.index("\t") + 1))
    return problem(key, place, character=line[mark.column : mark.column + 1])


def _mark(wrong: yaml.YAMLError, *, at_start: bool) -> yaml.Mark | None:
    """The place where the faulty part began or where the parser stopped, if the error has one."""
    names = ("context_mark", "problem_mark") if at_start else ("problem_mark", "context_mark")
    return next((mark for name in names if (mark := getattr(wrong, name, None))), None)
