"""The Content-Security-Policy of a page of the site, added after its template is rendered."""

import re
from typing import Final

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "script-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
    )
)
"""A page loads the site's own files and nothing else; policies add up, so that no template can loosen it."""
_CHARSET: Final = '<meta charset="utf-8">'
_META: Final = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
_BLANK: Final = r"[ \t\n\r\f]*"
_DOCTYPE: Final = rf"{_BLANK}<!doctype[^>]*>"
_USUAL: Final = re.compile(
    rf"{_DOCTYPE}{_BLANK}<html(?: (?:lang|class|dir|id|data-[a-z-]+)=\"[^\"<>&]*\")*>{_BLANK}"
    rf"<head>{_BLANK}(?P<charset>{_CHARSET}{_BLANK})?",
    re.IGNORECASE | re.ASCII,
)
"""The beginning of a page as it should be: nothing in it loads or runs anything."""


def with_policy(html: str) -> str:
    """Add the policy before anything in a page that could load or run.

    Where the page begins in an unusual way, with a comment or a script say, the policy becomes the first element after
    the doctype. A browser reads a policy in the head only, and opens the head for it (HTML Standard, 13.2.6.4.3).
    The encoding is declared before it: in another encoding a browser could see tags that we do not.
    """
    usual = _USUAL.match(html)
    start = usual or re.match(_DOCTYPE, html, re.IGNORECASE | re.ASCII)
    end = start.end() if start else 0
    charset = "" if usual and usual["charset"] else _CHARSET
    return f"{html[:end]}{charset}{_META}\n{html[end:]}"
