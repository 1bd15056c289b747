"""Templates escape whatever they are called, and miss nothing in silence."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, UndefinedError

from roireport.present.blocks import Sentence
from roireport.present.language.words import Words
from roireport.problems.problem import Refused
from roireport.render.brand import BrandStyle
from roireport.render.environment import environment
from roireport.render.rendering import render_template
from roireport.render.report import print_html
from roireport.resources import template_folders, templates_folder
from tests.render.reports import report


@pytest.mark.parametrize("name", ["a.html.jinja", "b.txt", "c.css", "d", "e.svg.jinja", "f.md"])
def test_a_template_of_any_name_escapes_and_refuses_what_is_undefined(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / name).write_text("{{ text }}")
    template = environment(tmp_path).get_template(name)
    assert template.render(text="<b>&\"'") == "&lt;b&gt;&amp;&#34;&#39;"
    with pytest.raises(UndefinedError):
        template.render()


def test_every_built_in_template_compiles_and_no_part_of_it_is_marked_safe(templates: Environment) -> None:
    names = [name for name in templates.list_templates() if name.endswith(".jinja")]
    assert len(names) > 20
    for name in names:
        templates.get_template(name)
        text = (templates_folder() / name).read_text()
        assert not re.search(r"\|\s*safe\b|autoescape|\sstyle=|\son\w+=", text), name
        assert not re.search(r"<script(?! src=)", text), name


def test_what_a_user_writes_is_never_a_template(templates: Environment, words: Words, brand: BrandStyle) -> None:
    html = print_html(report(Sentence("{{ 7 * 191 }} {% raw %} <script>x</script>")), templates, words, brand)
    assert "{{ 7 * 191 }} {% raw %} &lt;script&gt;x&lt;/script&gt;" in html
    assert "1337" not in html


def test_a_workspace_shadows_a_component_and_a_section(tmp_path: Path, words: Words, brand: BrandStyle) -> None:
    for name, text in (("components/formula", "<p>own: {{ block.text }}</p>"), ("sections/costs", "<p>own costs</p>")):
        file = tmp_path / "templates" / f"{name}.html.jinja"
        file.parent.mkdir(parents=True)
        file.write_text(text)
    html = print_html(report(), environment(tmp_path), words, brand)
    assert "<p>own costs</p>" in html
    assert "<p>own: the appendix</p>" in html
    assert "the chapter" not in html


ESCAPES = [
    "{{ block.__class__.__mro__ }}",
    "{{ block.items.append(1) }}",
    "{{ ''.__class__.__base__.__subclasses__() }}",
    "{{ words.__init__.__globals__ }}",
    "{{ '{0.__class__}'.format(block) }}",
    "{{ self.__init__.__globals__ }}",
    "{% include '../../roireport.yaml' %}",
]


@pytest.mark.parametrize("text", ESCAPES)
def test_a_template_of_a_workspace_reaches_nothing_but_its_view(
    text: str, tmp_path: Path, words: Words, brand: BrandStyle
) -> None:
    file = tmp_path / "templates" / "components" / "formula.html.jinja"
    file.parent.mkdir(parents=True)
    (tmp_path / "roireport.yaml").write_text("firm: {name: secret}\n")
    file.write_text(text)
    with pytest.raises(Refused) as refused:
        print_html(report(), environment(tmp_path), words, brand)
    (fault,) = refused.value.problems
    assert (fault.place.file, fault.place.line) == ("templates/components/formula.html.jinja", 1)


def test_a_fault_without_templates_of_the_workspace_is_ours(words: Words, brand: BrandStyle) -> None:
    with pytest.raises(UndefinedError):
        render_template(environment(), "components/formula.html.jinja", words=words)


def test_the_built_in_folder_shadows_nothing_of_itself() -> None:
    built_in = templates_folder()
    assert template_folders(built_in.parent) == (built_in,)
    assert template_folders(None) == (built_in,)
