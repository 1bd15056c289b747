"""The workspace: the firm, its offers, defaults, settings of the challenges, exchange rates."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import Field

from roireport.model.discounting import Discounting
from roireport.model.language import Language
from roireport.model.located import Located
from roireport.model.offer import KIND_OF_KIND, Offer, OfferKind
from roireport.model.values import Day, Duration, ExchangeFactor, Level, Number, Text

Severity = Literal["blocker", "warning", "info"]

SECTIONS = (
    "summary",
    "objectives",
    "tracking",
    "costs-gains",
    "roi",
    "robustness",
    "nonfinancial",
    "challenges",
    "recommendations",
    "method",
    "traceability",
)
"""What a report may be made of."""


class Firm(Located):
    """Who signs the reports; `logo` is a path in the workspace."""

    name: Text | None = None
    logo: Text | None = None
    address: Text | None = None


class Brand(Located):
    """Two colours, as #rrggbb."""

    primary: Text | None = None
    accent: Text | None = None


class Defaults(Located):
    """What an engagement takes where it is silent."""

    currency: Text | None = None
    language: tuple[Language, ...] | None = None
    perspective: Text | None = None
    horizon: Duration | None = None
    discounting: Discounting | None = None


class CheckSetting(Located):
    """How a challenge differs from its default; the threshold is a fraction, a number or a count of months."""

    threshold: Level | None = None
    severity: Severity | None = None


class ExchangeRate(Located):
    """What one unit of `from` was worth in `to` on a day."""

    date: Day
    from_: Annotated[Text, Field(alias="from")]
    to: Text
    rate: ExchangeFactor
    source: Text | None = None


class Site(Located):
    """The site as a whole."""

    title: Text | None = None
    language: Language = "fr"
    base_url: Text | None = None
    currency: Text | None = None


class ReportSettings(Located):
    """Which sections a report has, in which order."""

    sections: tuple[Text, ...] | None = None


LEAST_MEMORY: Final = "256 MiB"
"""The smallest `limits.memory`. Printing one of this repository's reports took 150 to 191 MiB (WeasyPrint 70)."""
LEAST_SECONDS: Final = 1
MOST_SECONDS: Final = 86_400


def memory_bytes(written: str) -> int:
    """Bytes in an amount such as `512 MiB` or `1 GiB`."""
    return int(written[:-3]) * {"MiB": 2**20, "GiB": 2**30}[written[-3:]]


class Limits(Located):
    """How much processor time and memory one report may take."""

    seconds: Number = Decimal(30)
    memory: Text = "1 GiB"

    @property
    def memory_bytes(self) -> int:
        """The memory in bytes: a whole number of MiB or GiB, as loading made sure."""
        return memory_bytes(self.memory)


class Workspace(Located):
    """Everything of roireport.yaml."""

    firm: Firm = Firm()
    brand: Brand = Brand()
    offers: tuple[Offer, ...] = ()
    defaults: Defaults = Defaults()
    checks: dict[Text, CheckSetting] = Field(default_factory=dict)
    exchange_rates: tuple[ExchangeRate, ...] = ()
    site: Site = Site()
    report: ReportSettings = ReportSettings()
    limits: Limits = Limits()
    audiences: dict[Text, Text] = Field(default_factory=dict)

    @property
    def offer_kinds(self) -> Mapping[str, OfferKind]:
        """The kind of everything that may stand as an offer; what roireport.yaml says of an id goes first."""
        return {**KIND_OF_KIND, **{offer.id: offer.kind for offer in self.offers}}

    @property
    def currency(self) -> str:
        """The currency of the site, else the firm's default one, else euros: what engagements are compared in."""
        return self.site.currency or self.defaults.currency or "EUR"
