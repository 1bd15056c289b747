"""The formats by the name that `check --format` has for them."""

from collections.abc import Callable, Mapping
from typing import Final

from roireport.cli.annotations.annotation import CheckReport
from roireport.cli.annotations.github import github
from roireport.cli.annotations.gitlab import gitlab
from roireport.cli.annotations.junit import junit
from roireport.cli.annotations.sarif import sarif

FORMS: Final[Mapping[str, Callable[[CheckReport], str]]] = {
    "sarif": sarif,
    "github": github,
    "gitlab": gitlab,
    "junit": junit,
}
