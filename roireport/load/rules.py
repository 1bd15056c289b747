"""The ids of the challenges, which settings and acceptances name."""

import re
from functools import cache
from typing import Final

from roireport.resources import templates_folder

_NAME: Final = re.compile(r"^([A-Z][0-9]{2})\.name:", re.MULTILINE)


@cache
def rule_ids() -> tuple[str, ...]:
    """All ids in the order of the checklist, from the keys of their names among the words.

    The rules themselves are in `assess`, above this package; a test compares the two.
    """
    words = templates_folder() / "words" / "en" / "challenge.yaml"
    return tuple(_NAME.findall(words.read_text(encoding="utf-8")))
