"""Keys and files reserved for features that this version does not have."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from roireport.model.cost import Cost
from roireport.model.engagement import EngagementFiles
from roireport.model.gain import Gain, PerUnit
from roireport.model.located import Located
from roireport.model.workspace import Workspace

RESERVED_FILES: Final[Mapping[str, str]] = MappingProxyType({"approvals.yaml": "sign_offs"})
"""Files of an engagement's folder, each with the feature it is reserved for."""

RESERVED_KEYS: Final[Mapping[type[Located], Mapping[str, str]]] = MappingProxyType(
    {
        Workspace: {"audiences": "audiences"},
        EngagementFiles: {
            "approvals": "sign_offs",
        },
        Cost: {"prorate": "shared_costs"},
        Gain: {
            "observed": "observed_amounts",
            "owner": "booked_gains",
            "booked": "booked_gains",
            "already_adjusted": "adjusted_amounts",
        },
        PerUnit: {"forecast_from": "forecast_base"},
    }
)
"""Keys by the mapping that holds them; `problems.kind.<feature>` among the words names the feature."""
