"""Problems of templates that add forbidden parts to a page, with their lines."""

import re
from collections.abc import Sequence
from typing import Final

from jinja2 import Environment, nodes
from jinja2.sandbox import SandboxedEnvironment

from roireport.model.place import Place
from roireport.problems.excerpts import with_excerpts
from roireport.problems.problem import Problem, Refused
from roireport.render.environment import own_templates
from roireport.render.page_parts import Part, blocked_parts, refused_parts
from roireport.render.policy import with_policy
from roireport.render.rendering import word_place
from roireport.resources import TEMPLATES
from roireport.text.characters import place_of

PAPER: Final = "layout/report.html.jinja"
"""The only template that is printed only: the policy of the site does not apply to it."""
_JINJA: Final = re.compile(r"(?P<value>\{\{.*?\}\})|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


def page_with_policy(html: str, page: str, templates: Environment) -> str:
    """Add the policy of the site to one of its pages.

    Raises:
        Refused: A workspace's own templates add parts that no policy restrains: a redirect, `<base>`, an early
            connection, a script that is not the site's.
    """
    if isinstance(templates, SandboxedEnvironment) and (parts := tuple(refused_parts(html))):
        raise Refused(_blamed(parts, page, templates))
    return with_policy(html)


def parts_in_template(name: str, text: str, tree: nodes.Template, *, blocked: bool = True) -> tuple[Problem, ...]:
    """Find the parts of a template that a build refuses or, with `blocked`, the policy blocks.

    Texts in its expressions count too: they may be written into a page as they are.
    """

    def parts(html: str) -> tuple[Part, ...]:
        return (*refused_parts(html), *(blocked_parts(html, styled=name == PAPER) if blocked else ()))

    file = f"{TEMPLATES}/{name}"
    problems = [part_problem(part, place_of(text, part.offset, file)) for part in parts(static_text(text))]
    for constant in tree.find_all(nodes.Const):
        if isinstance(constant.value, str) and "<" in constant.value:
            problems += [part_problem(part, word_place(file, constant.lineno, text)) for part in parts(constant.value)]
    return with_excerpts(dict.fromkeys(problems), {file: text})


def static_text(text: str) -> str:
    """The text of a template without Jinja: values become letters, tags and comments blanks.

    Places stay the same.
    """
    return _JINJA.sub(lambda match: re.sub(r"[^\n]", "x" if match["value"] else " ", match[0]), text)


def part_problem(part: Part, place: Place) -> Problem:
    """Make a problem of a part; a part that would be loaded is named by its address."""
    name = "address" if part.key == "external_reference" else "part"
    return Problem(part.key, place, ((name, part.text),))


def _blamed(parts: Sequence[Part], page: str, templates: Environment) -> tuple[Problem, ...]:
    """The problems at the lines of own templates with such parts, else of the rendered page."""
    loader = templates.loader
    names = [name for name in own_templates(templates) if name.endswith(".jinja")]
    texts = {name: loader.get_source(templates, name)[0] for name in names} if loader else {}
    located = (parts_in_template(name, text, templates.parse(text), blocked=False) for name, text in texts.items())
    problems = tuple(fault for faults in located for fault in faults)
    return problems or tuple(dict.fromkeys(part_problem(part, Place(f"{TEMPLATES}/{page}")) for part in parts))
