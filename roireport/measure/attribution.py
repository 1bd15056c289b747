"""How much of a gain is claimed for the engagement."""

from decimal import Decimal

from roireport.measure.figure import Figure, figure, typed
from roireport.model.gain import Gain


def attributed_share(gain: Gain) -> Figure:
    """The share as written; all of the gain where it is silent."""
    given = gain.attribution
    return typed(given.share, "ratio", given.place("share")) if given else typed(1, "ratio", None)


def claimed_share(gain: Gain) -> Figure:
    """share × (1 − deadweight): what the gain claims of the effect."""
    share = attributed_share(gain)
    deadweight = typed(gain.deadweight or 0, "ratio", gain.place("deadweight"))
    value = share.known * (Decimal(1) - deadweight.known)
    return figure(value, "ratio", "claimed_share", share=share, deadweight=deadweight)
