"""The portfolio as data: portfolio.json and portfolio.csv."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from roireport.measure.figure import Figure, plain_number, rounded
from roireport.model.workspace import Workspace
from roireport.present.language.words import Words
from roireport.present.portfolio.entry import PortfolioEntry, site_currency

_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
_FINANCIAL: Final = ("cost", "gain", "net_benefit", "roi", "roi_12_months", "npv", "payback_months")
_FIGURE_NAMES: Final = (*_FINANCIAL, "roi_p10", "roi_p50", "roi_p90", "nonfinancial_index")
_WITHHELD: Final = frozenset(_FIGURE_NAMES) - {"cost", "nonfinancial_index"}
_FACT_NAMES: Final = ("id", "client", "title", "sector", "offer", "currency", "as_of", "status", "state")


def _figures(entry: PortfolioEntry) -> Mapping[str, Figure]:
    uncertainty = entry.results.uncertainty
    financial = [getattr(entry.results.financial, name) for name in _FINANCIAL]
    others = (uncertainty.p10, uncertainty.p50, uncertainty.p90, entry.results.nonfinancial.index)
    return dict(zip(_FIGURE_NAMES, (*financial, *others), strict=True))


def _facts(entry: PortfolioEntry) -> Mapping[str, str]:
    engagement = entry.engagement
    client, offer = engagement.client, " ".join(engagement.offer)
    texts = (
        engagement.id, client.name, engagement.title, client.sector or "", offer, engagement.currency,
        engagement.as_of.isoformat(), engagement.status, entry.state,
    )  # fmt: skip
    return dict(zip(_FACT_NAMES, map(str, texts), strict=True))


def _published(entry: PortfolioEntry, name: str) -> bool:
    """Whether no blocker withholds the figure of that name."""
    return entry.verdict.established or name not in _WITHHELD


def portfolio_document(
    entries: Sequence[PortfolioEntry],
    workspace: Workspace,
    words: Words,
    failures: Sequence[tuple[str, Sequence[str]]] = (),
) -> dict[str, Any]:
    """What portfolio.json holds: an object an engagement; a figure without a value, or withheld, says why."""

    def shown(entry: PortfolioEntry, name: str, figure: Figure) -> Any:
        if not _published(entry, name):
            return {"undefined": words("undefined.not_established")}
        if figure.value is None:
            why = figure.why
            return {"undefined": words(f"undefined.{why.key}", **dict(why.facts)) if why else ""}
        return plain_number(figure)

    return {
        "schema": "roireport/portfolio/1",
        "currency": site_currency(workspace),
        "engagements": [
            {
                **_facts(entry),
                "horizon_months": entry.engagement.horizon,
                "established": entry.verdict.established,
                **{name: shown(entry, name, figure) for name, figure in _figures(entry).items()},
                "page": entry.page,
                "pdfs": dict(entry.pdfs),
            }
            for entry in entries
        ],
        "failures": [{"engagement": id, "messages": list(messages)} for id, messages in failures],
    }


def portfolio_csv(entries: Sequence[PortfolioEntry]) -> str:
    """portfolio.csv: commas and points, a line an engagement, empty where a figure has no value or is withheld."""
    head = [*_FACT_NAMES, "horizon_months", "established", *_FIGURE_NAMES]
    lines = [",".join(head)]
    for entry in entries:
        numbers = (
            f"{rounded(figure):f}" if figure.defined and _published(entry, name) else ""
            for name, figure in _figures(entry).items()
        )
        texts = (csv_text(text) for text in _facts(entry).values())
        standing = "true" if entry.verdict.established else "false"
        lines.append(",".join([*texts, str(entry.engagement.horizon), standing, *numbers]))
    return "".join(f"{line}\r\n" for line in lines)


def csv_text(text: str) -> str:
    """A text cell: quoted, and never a formula to a spreadsheet."""
    safe = f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
    return f'"{safe.replace(chr(34), chr(34) * 2)}"'
