"""JSON as it is published and printed."""

from typing import Any

import simplejson

from roireport.text.characters import escaped


def json_text(document: Any) -> str:
    """Indented JSON without NaN; decimals with all their digits, as numbers.

    Characters that hide or move something are written as escapes, so that a terminal shows them and a program reads
    them back. Read the numbers exactly with `json.loads(text, parse_float=Decimal)`.
    """
    return escaped(simplejson.dumps(document, ensure_ascii=False, indent=1, allow_nan=False, use_decimal=True))


def compact_json(document: Any) -> str:
    """The same without spaces, for what only programs read."""
    separators = (",", ":")
    return escaped(
        simplejson.dumps(document, ensure_ascii=False, separators=separators, allow_nan=False, use_decimal=True)
    )
