"""Keys and files reserved for features that this version does not have, and keys that it no longer has."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from roireport.model.cost import Cost
from roireport.model.criterion import Criterion
from roireport.model.engagement import EngagementFiles
from roireport.model.gain import Gain
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
            "reference": "reference_cases",
            "independence": "independence",
            "target_set_on": "agreed_targets",
        },
        Objective: {"short": "short_names", "set_on": "agreed_targets"},
        Kpi: {"short": "short_names", "control": "control_groups"},
        Cost: {"short": "short_names"},
        Gain: {"short": "short_names"},
        Criterion: {"short": "short_names"},
        Decision: {"basis": "decision_basis", "over": "decision_basis"},
    }
)
"""Keys by the mapping that holds them; `problems.kind.<feature>` among the words names the feature."""

REMOVED_KEYS: Final[Mapping[type[Located], Mapping[str, str]]] = MappingProxyType(
    {EngagementFiles: {"simulation": "correlation_removed"}}
)
"""Keys of earlier versions by the mapping that held them, each with the problem that says what to do."""
