"""The view of an engagement that an audience gets: only what a list allows, whatever is added to the model later."""

from typing import Literal

from roireport.model.engagement import Engagement

Audience = Literal["internal", "client"]

CLIENT_SECTIONS = frozenset(
    (
        *("title", "client", "offer", "period", "as_of", "horizon", "currency", "language", "perspective", "status"),
        *("version", "confidentiality", "discounting", "target_roi", "simulation", "business_goals"),
        *("concurrent_initiatives", "team", "control_totals", "objectives", "kpis", "costs", "gains", "nonfinancial"),
        *("challenges", "recommendations"),
    )
)
CLIENT_EXTRAS = frozenset(("id", "folder", "series", "narratives", "offer_kinds"))


def for_audience(engagement: Engagement, audience: Audience) -> Engagement:
    """The engagement itself for the firm; for a client a new one that holds what CLIENT_SECTIONS names and no more."""
    if audience == "internal":
        return engagement
    allowed = {name: getattr(engagement, name) for name in CLIENT_SECTIONS | CLIENT_EXTRAS}
    seen = Engagement.model_construct(**{**_silent(), **allowed})
    seen._place, seen._places = engagement._place, engagement._places
    return seen


def _silent() -> dict[str, object]:
    """Every section as it is where nothing was written."""
    fields = Engagement.model_fields.items()
    return {name: field.get_default(call_default_factory=True) for name, field in fields if not field.is_required()}
