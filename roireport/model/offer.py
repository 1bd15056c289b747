"""What the firm sells: its offers, each of one of four kinds."""

from collections.abc import Mapping
from typing import Final, Literal, get_args

from roireport.model.local_text import ReaderName
from roireport.model.located import Located
from roireport.model.values import Id
from roireport.model.visibility import ForClient

OfferKind = Literal["strategy", "training", "consulting", "tools"]

OFFER_KINDS: Final[tuple[OfferKind, ...]] = get_args(OfferKind)
"""In the order in which every page lists them."""

KIND_OF_KIND: Final[Mapping[str, OfferKind]] = {kind: kind for kind in OFFER_KINDS}
"""The four kinds are offers too, each of its own kind."""


class Offer(Located):
    """A service the firm sells."""

    id: ForClient[Id]
    label: ForClient[ReaderName]
    kind: ForClient[OfferKind]
