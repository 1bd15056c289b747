"""The effects of the reservations on the ROI, as figures under their paths."""

from collections.abc import Iterable, Mapping
from typing import Final

from roireport.assess.reservations import Reservation
from roireport.measure.registry import Measure
from roireport.trace.entry import FigureEntry, Owner

EFFECT: Final = Measure("percentage_points", withheld=True, scope="trace")
"""Withheld with the ROI: of a reservation on the whole gain it is the ROI itself."""


def effect_path(reservation: Reservation) -> str:
    """Return the path of the effect of a reservation, such as reservations.effect.win-rate.roi_effect."""
    return f"reservations.{reservation.id}.roi_effect"


def reservation_entries(reservations: Iterable[Reservation]) -> Mapping[str, FigureEntry]:
    """Return the effects by path; a reservation without one is not among them."""
    return {
        effect_path(reservation): FigureEntry(
            effect_path(reservation),
            reservation.effect,
            EFFECT,
            "reservations.roi_effect",
            Owner("reservation", reservation.leading.rule.id),
        )
        for reservation in reservations
        if reservation.effect is not None
    }
