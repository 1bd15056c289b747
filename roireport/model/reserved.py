"""Keys and files reserved for features that this version does not have."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from roireport.model.cost import Cost
from roireport.model.criterion import Criterion
from roireport.model.engagement import EngagementFiles
from roireport.model.gain import Gain, PerUnit
from roireport.model.kpi import Kpi
from roireport.model.located import Located
from roireport.model.objective import Objective
from roireport.model.recommendation import Decision
from roireport.model.workspace import Workspace

RESERVED_FILES: Final[Mapping[str, str]] = MappingProxyType({"approvals.yaml": "sign_offs"})
"""Files of an engagement's folder, each with the feature it is reserved for."""

RESERVED_KEYS: Final[Mapping[type[Located], Mapping[str, str]]] = MappingProxyType(
    {
        Workspace: {"audiences": "audiences"},
        EngagementFiles: {
            "approvals": "sign_offs",
            "independence": "independence",
            "target_set_on": "agreed_targets",
        },
        Objective: {"short": "short_names", "set_on": "agreed_targets"},
        Kpi: {"short": "short_names", "control": "control_groups"},
        Cost: {"short": "short_names", "prorate": "shared_costs"},
        Gain: {
            "short": "short_names",
            "observed": "observed_amounts",
            "owner": "booked_gains",
            "booked": "booked_gains",
            "already_adjusted": "adjusted_amounts",
        },
        PerUnit: {"forecast_from": "forecast_base"},
        Criterion: {"short": "short_names"},
        Decision: {"basis": "decision_basis", "over": "decision_basis"},
    }
)
"""Keys by the mapping that holds them; `problems.kind.<feature>` among the words names the feature."""
