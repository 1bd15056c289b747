"""`template`: the firm's own templates: list, eject, lint."""

import click

from roireport.cli.group import TemplateVerbs
from roireport.cli.interface import interface_option


@click.group(cls=TemplateVerbs, name="template")
@interface_option
def command() -> None:
    """See, copy and check the templates that the workspace's folder templates/ shadows."""
