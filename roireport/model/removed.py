"""Keys of earlier versions, which this one no longer has."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from roireport.model.engagement import EngagementFiles
from roireport.model.located import Located

REMOVED_KEYS: Final[Mapping[type[Located], Mapping[str, str]]] = MappingProxyType(
    {EngagementFiles: {"simulation": "correlation_removed"}}
)
"""By the mapping that held them, each with the problem that says what to do."""
