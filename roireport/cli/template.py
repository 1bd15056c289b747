"""`template`: the firm's own templates."""

import click

from roireport.cli.group import TemplateVerbs


@click.group(cls=TemplateVerbs, name="template")
def command() -> None:
    """See, copy and check the templates that the workspace's folder templates/ shadows."""
