"""Problems of a workspace's own style sheets."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import tinycss2

from roireport.model.place import Place
from roireport.problems.excerpts import with_excerpts
from roireport.problems.problem import Problem, problem
from roireport.render.libraries import load_weasyprint
from roireport.render.sheets import PRINT_SHEETS, sheet_text
from roireport.resources import TEMPLATES, template_folders
from roireport.text.characters import place_of

_AT = re.compile(r" at (?P<line>\d+):(?P<column>\d+)")
_SELECTOR = re.compile(r"selector,? '(?P<selector>[^']+)'")
_LOADING: Final = frozenset(("url", "src", "image", "image-set", "-webkit-image-set"))
"""Functions whose texts are addresses (CSS Values 4, CSS Images 4)."""


def style_faults(name: str, text: str) -> tuple[Problem, ...]:
    """Syntax errors, external addresses and, in a printed sheet, rules that WeasyPrint does not know."""
    file, printed = f"{TEMPLATES}/{name}", name in PRINT_SHEETS
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    problems = [*_faults(rules, file, printed), *_unclosed(text, rules, file)]
    if printed and not problems:
        problems = [*_unprintable(text, file)]
    return with_excerpts(dict.fromkeys(problems), {file: text})


def own_print_sheet_faults(workspace: Path | None) -> tuple[Problem, ...]:
    """The faults of the sheets that a workspace prints with and that are its own."""
    own = template_folders(workspace)[:-1]
    names = (name for folder in own for name in PRINT_SHEETS if (folder / name).is_file())
    return tuple(fault for name in names for fault in style_faults(name, sheet_text(name, workspace)))


def _faults(rules: list[tinycss2.ast.Node], file: str, printed: bool) -> Iterator[Problem]:
    for rule in rules:
        place = Place(file, rule.source_line, rule.source_column)
        if rule.type == "error":
            yield problem("style_syntax", place, why=rule.message)
        elif rule.type == "at-rule" and rule.lower_at_keyword == "import":
            yield problem("style_import", place)
        elif rule.type in ("at-rule", "qualified-rule"):
            is_face = rule.type == "at-rule" and rule.lower_at_keyword == "font-face"
            own = ("#",) if printed or is_face else ("#", "data:")  # the site loads pictures from data:, no faces
            yield from _external([*rule.prelude, *(rule.content or ())], file, own)
            yield from _block_faults(rule, file, printed)


def _unclosed(text: str, rules: list[tinycss2.ast.Node], file: str) -> Iterator[Problem]:
    """An unclosed rule or comment: it would extend into the next sheet."""
    *_, last = tinycss2.parse_stylesheet(f"{text}\n@end;", skip_comments=True, skip_whitespace=True) or [None]
    if last is None or last.type != "at-rule" or last.lower_at_keyword != "end":
        open_rule = rules[-1] if rules else None
        line, column = (open_rule.source_line, open_rule.source_column) if open_rule else (1, 1)
        yield problem("style_syntax", Place(file, line, column), why="} or */ is missing")


def _block_faults(rule: tinycss2.ast.Node, file: str, printed: bool) -> Iterator[Problem]:
    """Invalid declarations of a rule, and of the rules within a rule such as @media."""
    for node in tinycss2.parse_blocks_contents(rule.content or (), skip_comments=True, skip_whitespace=True):
        if node.type == "error":
            yield problem("style_syntax", Place(file, node.source_line, node.source_column), why=node.message)
        elif node.type in ("at-rule", "qualified-rule"):
            yield from _block_faults(node, file, printed)


def _external(tokens: list[tinycss2.ast.Node], file: str, own: tuple[str, ...]) -> Iterator[Problem]:
    """Addresses that may not be loaded, however nested; those that begin with one of `own` may."""
    for token in tokens:
        place = Place(file, token.source_line, token.source_column)
        if token.type == "at-keyword" and token.lower_value == "import":
            yield problem("style_import", place)
        for address in _addresses(token):
            if not address.startswith(own):
                yield problem("external_reference", place, address=address[:200])
        nested = getattr(token, "content", None) or getattr(token, "arguments", None)
        if isinstance(nested, list):
            yield from _external(nested, file, own)


def _addresses(token: tinycss2.ast.Node) -> list[str]:
    """The addresses that a token names itself."""
    if token.type == "url":
        return [str(token.value)]
    if token.type != "function" or token.lower_name not in _LOADING:
        return []
    texts = [str(argument.value) for argument in token.arguments if argument.type == "string"]
    return texts or ([""] if token.lower_name == "url" else [])


def _unprintable(text: str, file: str) -> Iterator[Problem]:
    """WeasyPrint's warnings about a sheet; imported here, where a built-in sheet is replaced."""
    load_weasyprint()
    from roireport.render.print_warnings import sheet_warnings

    for why in sheet_warnings(text):
        yield problem("style_refused", _place(why, text, file), why=_AT.sub("", why, count=1)[:300])


def _place(why: str, text: str, file: str) -> Place:
    """The place that WeasyPrint names, else the place of the selector that it quotes."""
    if position := _AT.search(why):
        return Place(file, int(position["line"]), int(position["column"]))
    quoted = _SELECTOR.search(why)
    start = text.find(quoted["selector"]) if quoted else -1
    return place_of(text, start, file) if start >= 0 else Place(file)
