"""All attacks, by the workspaces that they are built in."""

from typing import Final

from tests.attacks.letters import LETTERS
from tests.attacks.paths import PATHS
from tests.attacks.yaml_structure import STRUCTURE
from tests.attacks.yaml_values import VALUES

READ: Final = (*STRUCTURE, *VALUES, *LETTERS, *PATHS)
"""Attacks on what is read: each an engagement of one workspace, whose pages are built."""
CORPUS: Final = (*READ,)
