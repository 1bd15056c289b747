"""Renders templates, and locates the line of a template that fails."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError, UndefinedError

from roireport.model.place import Place
from roireport.problems.excerpts import with_excerpts
from roireport.problems.problem import Problem, Refused, problem
from roireport.render.environment import own_templates
from roireport.resources import TEMPLATES, templates_folder
from roireport.text.near import near

VIEWS: Final = (
    "report", "section", "block", "table", "words", "anchors", "traces", "methods", "palette", "cover_palette", "logo",
    "level", "sublevel", "frame", "downloads", "data", "footer", "portfolio", "index", "page", "others",
    "previous", "following", "trace", "history", "section_page", "appendices", "shown", "reservations",
    "currency",
)  # fmt: skip
"""The variables that templates see: those of the pages, and the loop variables of a report."""
_UNDEFINED = re.compile(r"'(?P<name>\w+)' is undefined")


def render_template(templates: Environment, name: str, **view: Any) -> str:
    """Render a template with a view.

    Raises:
        Refused: A workspace's templates fail; a fault of built-in templates alone is raised as it is.
    """
    try:
        return templates.get_template(name).render(**view)
    except (Refused, MemoryError):  # too little memory is no fault of a line
        raise
    except Exception as error:
        problems = _located(error, templates)
        if problems is None:
            raise
        raise Refused(problems) from error


def syntax_fault(error: TemplateSyntaxError, text: str) -> Problem:
    """The problem of a template that cannot be parsed."""
    file = f"{TEMPLATES}/{error.name}"
    return problem("template_syntax", word_place(file, error.lineno, text), why=str(error.message))


def with_excerpt(fault: Problem, text: str) -> Problem:
    """Add the line of the template's text to a problem."""
    return with_excerpts([fault], {fault.place.file: text})[0]


def _located(error: Exception, templates: Environment) -> tuple[Problem, ...] | None:
    """The problem at the innermost template line of an error; None without own templates."""
    if not _has_own(templates):
        return None
    if isinstance(error, TemplateSyntaxError):
        text = error.source or ""
        return (with_excerpt(syntax_fault(error, text), text),)
    name, line = (list(_steps(error.__traceback__)) or [("", 0)])[-1]
    text = _text(templates, name) if name else ""
    key, facts = _fault(error)
    mark = facts.get("name", "")
    return (
        with_excerpt(Problem(key, word_place(f"{TEMPLATES}/{name}", line, text, mark), tuple(facts.items())), text),
    )


def _fault(error: Exception) -> tuple[str, dict[str, str]]:
    why = str(error) or type(error).__name__
    if isinstance(error, TemplateNotFound):
        return "template_not_found", {"name": str(error.name), "near": ""}
    undefined = _UNDEFINED.fullmatch(why) if isinstance(error, UndefinedError) else None
    if undefined:
        name = undefined["name"]
        return "template_undefined", {"name": name, "near": near(name, VIEWS), "allowed": ", ".join(VIEWS)}
    return "template_failed", {"why": why[:300]}


def _has_own(templates: Environment) -> bool:
    """Whether a workspace has templates of its own."""
    return any(name.endswith(".jinja") for name in own_templates(templates))


def _steps(trace: TracebackType | None) -> Iterator[tuple[str, int]]:
    """Yield the template lines of a traceback, from the page down: Jinja gives each a frame."""
    while trace is not None:
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            *_, name = trace.tb_frame.f_code.co_filename.rpartition(f"/{TEMPLATES}/")
            yield name, trace.tb_lineno
        trace = trace.tb_next


def own_template_place(trace: TracebackType | None) -> Place | None:
    """The innermost line of a workspace's own templates in a traceback; None without one."""
    place = None
    while trace is not None:
        frame, line = trace.tb_frame, trace.tb_lineno
        file = frame.f_code.co_filename
        if template := frame.f_globals.get("__jinja_template__"):  # as compiled: the exception passed Jinja by
            file, line = str(template.filename), template.get_corresponding_lineno(line)
        elif "__jinja_exception__" not in frame.f_globals:  # else a frame that Jinja made for a template's line
            file = ""
        if file and not Path(file).is_relative_to(templates_folder()):
            place = file, line
        trace = trace.tb_next
    if place is None:
        return None
    path = f"{TEMPLATES}/{place[0].rpartition(f'/{TEMPLATES}/')[2]}"
    return word_place(path, place[1], Path(place[0]).read_text(encoding="utf-8", errors="replace"))


def _text(templates: Environment, name: str) -> str:
    loader = templates.loader
    return loader.get_source(templates, name)[0] if loader else ""


def word_place(file: str, line: int, text: str, mark: str = "") -> Place:
    """The place of a word in a line of a template, else of the line's first character."""
    lines = text.splitlines()
    if not 0 < line <= len(lines):
        return Place(file)
    shown = lines[line - 1]
    match = re.search(rf"\b{re.escape(mark)}\b", shown) if mark else None
    return Place(file, line, (match.start() if match else len(shown) - len(shown.lstrip())) + 1)
