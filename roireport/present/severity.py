"""The severities of challenges, in order, and the tone of each."""

from collections.abc import Mapping
from typing import Final, get_args

from roireport.model.workspace import Severity
from roireport.present.blocks import Tone

SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
"""The most severe first."""
SEVERITY_TONES: Final[Mapping[Severity, Tone]] = {"blocker": "negative", "warning": "warning", "info": "muted"}
