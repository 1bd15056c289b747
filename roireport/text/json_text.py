"""Write JSON for files and for the terminal."""

from typing import Any

import simplejson

from roireport.text.characters import escaped


def json_text(document: Any) -> str:
    """Write indented JSON; decimals are numbers with all their digits, NaN is refused.

    Characters that hide or move something are written as escapes, so that a terminal shows them and a program reads
    them back. Read the numbers exactly with `json.loads(text, parse_float=Decimal)`.
    """
    return escaped(simplejson.dumps(document, ensure_ascii=False, indent=1, allow_nan=False, use_decimal=True))


def compact_json(document: Any) -> str:
    """Write JSON without spaces, for programs."""
    separators = (",", ":")
    return escaped(
        simplejson.dumps(document, ensure_ascii=False, separators=separators, allow_nan=False, use_decimal=True)
    )
