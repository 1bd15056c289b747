"""What the YAML parser stumbled over, as a problem in the consultant's words."""

import re

import yaml

from roireport.model.place import Place
from roireport.problems.problem import Problem, problem
from roireport.text.characters import LINE_END

_KNOWN = (
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
_BEGUN_ELSEWHERE = frozenset(
    ("yaml_unclosed_quote", "yaml_unclosed_bracket", "yaml_missing_colon", "yaml_reserved_character")
)
"""What is best shown where it began, not where the parser gave up."""
_INDENTED_BY_TAB = re.compile(r"[ -]*\t")


def fault_of(wrong: yaml.YAMLError, text: str, file: str) -> Problem:
    """The problem behind an error of the parser, at the place where the parser stopped."""
    message = f"{getattr(wrong, 'context', '') or ''} {getattr(wrong, 'problem', '') or ''}"
    key = next((key for part, key in _KNOWN if part in message), "yaml_syntax")
    marks = [getattr(wrong, name, None) for name in ("problem_mark", "context_mark")]
    mark = next((mark for mark in (marks[::-1] if key in _BEGUN_ELSEWHERE else marks) if mark), None)
    if mark is None:
        return problem("yaml_syntax", Place(file))
    lines = LINE_END.split(text)
    place = Place(file, min(mark.line + 1, len(lines)), mark.column + 1)
    line = lines[place.line - 1]
    if _INDENTED_BY_TAB.match(line):
        return problem("yaml_tab", Place(file, place.line, line.index("\t") + 1))
    return problem(key, place, character=line[mark.column : mark.column + 1])
