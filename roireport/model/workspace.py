"""The workspace: the firm, its offers, defaults, settings of the challenges, exchange rates."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import Field

from roireport.model.discounting import Discounting
from roireport.model.language import Language
from roireport.model.local_text import ReaderName, ReaderText
from roireport.model.located import Located
from roireport.model.offer import KIND_OF_KIND, Offer, OfferKind
from roireport.model.values import Day, Duration, ExchangeFactor, Flag, Languages, Level, Number, Text
from roireport.model.visibility import ForClient

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
"""The sections that a report may have."""
NARRATIVE_NAMES = (*(id for id in SECTIONS if id not in ("tracking", "traceability")), "worked", "did-not-work")
"""The names of narratives that a report has a place for."""


class Firm(Located):
    """Who signs the reports; `logo` is a path in the workspace."""

    name: ForClient[ReaderName | None] = None
    logo: ForClient[Text | None] = None
    address: ForClient[ReaderText | None] = None


class Brand(Located):
    """Two colours, as #rrggbb."""

    primary: ForClient[Text | None] = None
    accent: ForClient[Text | None] = None


class Defaults(Located):
    """Values for engagements that do not give their own."""

    currency: ForClient[Text | None] = None
    language: ForClient[Languages | None] = None
    perspective: ForClient[ReaderText | None] = None
    horizon: ForClient[Duration | None] = None
    discounting: ForClient[Discounting | None] = None


class CheckSetting(Located):
    """Own threshold or severity of a challenge; the threshold is a fraction, a number or months."""

    threshold: ForClient[Level | None] = None
    severity: ForClient[Severity | None] = None


class ExchangeRate(Located):
    """The value of one unit of `from` in `to` on a day."""

    date: ForClient[Day]
    from_: ForClient[Annotated[Text, Field(alias="from")]]
    to: ForClient[Text]
    rate: ForClient[ExchangeFactor]
    source: ForClient[ReaderText | None] = None


class Site(Located):
    """The site as a whole."""

    title: ForClient[ReaderName | None] = None
    language: ForClient[Language] = "fr"
    base_url: ForClient[Text | None] = None
    currency: ForClient[Text | None] = None

    def folder(self, language: Language) -> str:
        """The folder of the site's own pages in a language: empty for the first one, else with a slash."""
        return "" if language == self.language else f"{language}/"


class ReportSettings(Located):
    """The sections of a report, in order."""

    sections: ForClient[tuple[Text, ...] | None] = None


Detail = Literal["figures", "trace"]
INTERNAL: Final = "internal"
"""The audience of the firm itself, which sees everything."""
CLIENT: Final = "client"
"""The audience that every workspace has beside the firm."""


class AudienceSettings(Located):
    """What an audience outside the firm gets.

    `sections` are those of its reports, in order; `detail` says whether it gets the traces and the files that the
    figures were computed from; `names` whether it reads the names of the team or their roles.
    """

    sections: ForClient[tuple[Text, ...] | None] = None
    detail: ForClient[Detail] = "trace"
    names: ForClient[Flag] = False


LEAST_MEMORY: Final = "256 MiB"
"""The smallest `limits.memory`. Printing one of this repository's reports took 150 to 191 MiB (WeasyPrint 70)."""
LEAST_SECONDS: Final = 1
MOST_SECONDS: Final = 86_400


def memory_bytes(written: str) -> int:
    """Bytes in an amount such as `512 MiB` or `1 GiB`."""
    return int(written[:-3]) * {"MiB": 2**20, "GiB": 2**30}[written[-3:]]


class Limits(Located):
    """The limits of time and memory for one report."""

    seconds: ForClient[Number] = Decimal(30)
    memory: ForClient[Text] = "1 GiB"

    @property
    def memory_bytes(self) -> int:
        """The memory in bytes: a whole number of MiB or GiB, as loading made sure."""
        return memory_bytes(self.memory)


class Workspace(Located):
    """Everything of roireport.yaml."""

    firm: ForClient[Firm] = Firm()
    brand: ForClient[Brand] = Brand()
    offers: ForClient[tuple[Offer, ...]] = ()
    defaults: ForClient[Defaults] = Defaults()
    checks: ForClient[dict[Text, CheckSetting]] = Field(default_factory=dict)
    exchange_rates: ForClient[tuple[ExchangeRate, ...]] = ()
    site: ForClient[Site] = Site()
    report: ForClient[ReportSettings] = ReportSettings()
    limits: ForClient[Limits] = Limits()
    audiences: ForClient[dict[Text, AudienceSettings]] = Field(default_factory=dict)

    @property
    def offer_kinds(self) -> Mapping[str, OfferKind]:
        """The kind of every offer; the entries of roireport.yaml go before the four kinds."""
        return {**KIND_OF_KIND, **{offer.id: offer.kind for offer in self.offers}}

    @property
    def outside_audiences(self) -> Mapping[str, AudienceSettings]:
        """Every audience outside the firm by its name, the client first."""
        return {CLIENT: AudienceSettings(), **self.audiences}

    def for_audience(self, name: str) -> "Workspace":
        """The settings with the sections that an audience outside the firm gets."""
        audience = self.outside_audiences[name]
        sections = audience.sections or self.report.sections or SECTIONS
        if audience.detail == "figures":
            sections = tuple(id for id in sections if id != "traceability")
        return self.model_copy(update={"report": ReportSettings(sections=sections)})

    @property
    def currency(self) -> str:
        """The currency of comparisons: that of the site, else the default one, else EUR."""
        return self.site.currency or self.defaults.currency or "EUR"
