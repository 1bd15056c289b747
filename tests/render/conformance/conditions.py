"""All conditions, and what a file does not keep of them."""

from typing import Final

from tests.render.conformance import attachments, file_structure, fonts, graphics, interaction, metadata, structure
from tests.render.conformance.condition import Condition
from tests.render.conformance.file import File

FAMILIES: Final = (file_structure, metadata, graphics, fonts, interaction, attachments, structure)
CONDITIONS: Final[tuple[Condition, ...]] = tuple(one for family in FAMILIES for one in family.CONDITIONS)


def faults(content: bytes) -> dict[str, list[str]]:
    """The conditions that a file does not keep, each with its faults."""
    file = File.opened(content)
    faults = {condition.id: list(condition.check(file)) for condition in CONDITIONS}
    return {id: messages for id, messages in faults.items() if messages}
