"""Who has an interest in a good result: the firm and the team."""

import re

from roireport.model.engagement import Engagement


def is_interested(engagement: Engagement, firm: str | None, *texts: str | None) -> bool:
    """Whether a text names a member of the team, by name or role, or the firm.

    Args:
        firm: The name of the consulting firm, where it is given.
        texts: How somebody is called.
    """
    members = [name for member in engagement.team for name in (member.name, member.role)]
    interested = [_words(name) for name in (*members, firm) if name]
    return any(name in _words(text) for name in interested for text in texts if text)


def _words(text: str) -> str:
    """The words of a text, so that one text holds another only as whole words."""
    words = re.findall(r"\w+", text.casefold())
    return f" {' '.join(words)} "
