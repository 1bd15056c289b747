"""`template`: the firm's own templates: list, eject, lint."""

import click

from roireport.cli.group import TemplateVerbs


@click.group(cls=TemplateVerbs, name="template")
def command() -> None:
    """See, copy and check the templates that the workspace's folder templates/ shadows."""
