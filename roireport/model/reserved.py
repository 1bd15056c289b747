"""Keys and files reserved for features that this version does not have, and keys that it no longer has."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from roireport.model.engagement import EngagementFiles
from roireport.model.located import Located

RESERVED_FILES: Final[Mapping[str, str]] = MappingProxyType({"approvals.yaml": "sign_offs"})
"""Files of an engagement's folder, each with the feature it is reserved for."""

RESERVED_KEYS: Final[Mapping[type[Located], Mapping[str, str]]] = MappingProxyType(
    {
        EngagementFiles: {
            "approvals": "sign_offs",
        },
    }
)
"""Keys by the mapping that holds them; `problems.kind.<feature>` among the words names the feature."""

REMOVED_KEYS: Final[Mapping[type[Located], Mapping[str, str]]] = MappingProxyType(
    {EngagementFiles: {"simulation": "correlation_removed"}}
)
"""Keys of earlier versions by the mapping that held them, each with the problem that says what to do."""
