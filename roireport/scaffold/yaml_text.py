"""Write a text as a YAML scalar that loading reads back as the same text."""

import json
import re
from collections.abc import Sequence
from typing import Final

from roireport.model.language import Language
from roireport.model.local_text import LocalText
from roireport.model.values import NOT_TEXT

_PLAIN: Final = re.compile(r"[^\W\d_](?:[\w’ ./()&-]*[\w)])?")
"""Texts that no reader of YAML takes for anything else, also between brackets."""


def yaml_text(text: LocalText, languages: Sequence[Language]) -> str:
    """A text in one language, or its forms by language where these differ."""
    forms = {language: str(text.in_language(language)) for language in languages}
    if len(set(forms.values())) == 1:
        return yaml_scalar(forms[languages[0]])
    return "{" + ", ".join(f"{language}: {yaml_scalar(form)}" for language, form in forms.items()) + "}"


def yaml_scalar(text: str) -> str:
    """A text without quotes where it needs none, else in double ones."""
    if _PLAIN.fullmatch(text) and text.lower() not in NOT_TEXT:
        return text
    return json.dumps(text, ensure_ascii=False)
