"""The specimen meets every template, and every kind of block in it."""

from typing import get_args

from jinja2 import Environment

from roireport.model.workspace import SECTIONS
from roireport.present.blocks import Block
from roireport.present.language.words import Words
from roireport.present.specimen import BARE, FULL, specimen_reports
from roireport.render.environment import environment
from roireport.render.trial import trial_faults
from tests.contexts import LANGUAGES, words


def filled(templates: Environment, words: Words) -> set[str]:
    """The templates that a trial loads."""
    assert trial_faults(templates, words) == ()
    assert templates.cache is not None
    return {name for _, name in dict(templates.cache)}


def test_every_built_in_template_is_tried_in_both_languages_and_none_fails() -> None:
    for language in LANGUAGES:
        templates = environment()
        # the page of `diff` is never a workspace's own
        names = {name for name in templates.list_templates() if name.endswith(".jinja")} - {"layout/diff.html.jinja"}
        assert len(names) > 20
        assert names == filled(templates, words(language))


def test_the_specimen_holds_every_kind_of_block_with_all_its_parts_and_with_none() -> None:
    kinds = {kind.__dataclass_fields__["kind"].default for kind in get_args(Block)}
    assert len(kinds) > 10
    assert {block.kind for block in FULL} == {block.kind for block in BARE} == kinds


def test_its_reports_have_every_section() -> None:
    for report in specimen_reports("fr"):
        assert tuple(section.id for section in report.sections) == SECTIONS
