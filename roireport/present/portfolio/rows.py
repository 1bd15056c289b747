"""The portfolio as data: portfolio.json and portfolio.csv."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from roireport.measure.candidate import FIGURES, candidate_measure
from roireport.measure.comparison import APART, Comparison, ComparisonGroup, compare
from roireport.measure.exchange import Exchange
from roireport.measure.figure import Figure, Reason, plain_number, rounded
from roireport.model.workspace import ExchangeRate, Workspace
from roireport.present.language.words import Words
from roireport.present.portfolio.entry import PortfolioEntry, references, without_references
from roireport.text.csv_cell import not_a_formula

_WITHHELD_TOO: Final = frozenset(("gain_to_date",))
"""A report details it; beside the cost to date it would give the ROI to date that a blocker withholds."""
_FACT_NAMES: Final = ("id", "client", "title", "sector", "offer", "currency", "as_of", "status", "state")


def _facts(entry: PortfolioEntry) -> Mapping[str, str]:
    candidate = entry.compared
    texts = (
        candidate.id, candidate.client, entry.title, candidate.sector or "", " ".join(entry.offer), candidate.currency,
        candidate.as_of.isoformat(), entry.status, entry.state,
    )  # fmt: skip
    return dict(zip(_FACT_NAMES, texts, strict=True))


def _published(entry: PortfolioEntry, name: str) -> bool:
    """Return whether no blocker withholds the figure of that name."""
    return entry.compared.established or not (candidate_measure(name).withheld or name in _WITHHELD_TOO)


def portfolio_document(
    entries: Sequence[PortfolioEntry],
    workspace: Workspace,
    words: Words,
    failures: Sequence[tuple[str, Sequence[str]]] = (),
) -> dict[str, Any]:
    """Return portfolio.json; a figure without a value, or withheld, says why."""

    def shown(entry: PortfolioEntry, name: str, figure: Figure) -> Any:
        return show(figure) if _published(entry, name) else {"undefined": words("undefined.not_established")}

    def show(figure: Figure) -> Any:
        return {"undefined": _why(figure.why, words)} if figure.value is None else plain_number(figure)

    def engagement(entry: PortfolioEntry) -> dict[str, Any]:
        return {
            **_facts(entry),
            "horizon_months": entry.compared.horizon,
            "established": entry.compared.established,
            **{name: shown(entry, name, figure) for name, figure in entry.compared.figures.items()},
            "exchange_rate": _rate(exchange.rate_for(entry.compared)),
            "page": entry.page,
            "pdfs": dict(entry.pdfs),
        }

    exchange = Exchange.of(workspace)
    comparison = compare((entry.compared for entry in entries), exchange)
    return {
        "schema": "roireport/portfolio/1",
        "currency": exchange.currency,
        "engagements": [engagement(entry) for entry in without_references(entries)],
        "reference_cases": [engagement(entry) for entry in references(entries)],
        "comparison": _comparison(comparison, show, words),
        "failures": [{"engagement": id, "messages": list(messages)} for id, messages in failures],
    }


def _comparison(comparison: Comparison, show: Callable[[Figure], Any], words: Words) -> dict[str, Any]:
    """Return all groups, and the engagements that none of them counts."""
    blocks = {name: getattr(comparison, name) for name in ("sectors", "offers", "kinds", "years")}
    apart = [member for member in comparison.all.members if member.standing != "compared"]
    return {
        "all": _group(comparison.all, show),
        "to_date": {name: show(getattr(comparison.to_date, name)) for name in ("cost", "gain", "roi")},
        **{name: [{"id": group.id, **_group(group, show)} for group in groups] for name, groups in blocks.items()},
        "not_compared": [
            {"id": member.engagement.id, "standing": member.standing, "why": _why(member.why, words)}
            for member in apart
        ],
    }


def _group(group: ComparisonGroup, show: Callable[[Figure], Any]) -> dict[str, Any]:
    """Return the figures of a group in the currency of the portfolio, and its engagements."""
    shortest, longest = group.horizons or (None, None)
    return {
        "compared": len(group.compared),
        **{standing: len(group.of_standing(standing)) for standing in APART},
        "median_roi_first_year": show(group.median),
        "cost_weighted_roi_first_year": show(group.cost_weighted),
        "median_roi": show(group.median_at_horizon),
        "cost_weighted_roi": show(group.cost_weighted_at_horizon),
        "cost": show(group.cost),
        "gain": show(group.gain),
        "gain_first_year": show(group.gain_first_year),
        "shortest_horizon_months": shortest,
        "longest_horizon_months": longest,
        "engagements": [member.engagement.id for member in group.compared],
        "first_year_below_12_months": [member.engagement.id for member in group.short],
    }


def _rate(rate: ExchangeRate | None) -> dict[str, Any] | None:
    """Return the dated exchange rate of an engagement; None in the currency of the portfolio."""
    if rate is None:
        return None
    facts = {"from": rate.from_, "to": rate.to, "date": rate.date.isoformat(), "source": rate.source}
    return {**facts, "rate": rate.rate}


def _why(why: Reason | None, words: Words) -> str:
    return words(f"undefined.{why.key}", **dict(why.facts)) if why else ""


def portfolio_csv(entries: Sequence[PortfolioEntry]) -> str:
    """Return portfolio.csv: commas and points, empty where a figure is undefined or withheld; reference cases last."""
    head = [*_FACT_NAMES, "horizon_months", "established", "reference", *FIGURES]
    lines = [",".join(head)]
    for entry in (*without_references(entries), *references(entries)):
        numbers = (
            f"{rounded(figure):f}" if figure.defined and _published(entry, name) else ""
            for name, figure in entry.compared.figures.items()
        )
        texts = (csv_text(text) for text in _facts(entry).values())
        flags = (str(flag).lower() for flag in (entry.compared.established, entry.compared.reference))
        lines.append(",".join([*texts, str(entry.compared.horizon), *flags, *numbers]))
    return "".join(f"{line}\r\n" for line in lines)


def csv_text(text: str) -> str:
    """Quote a text so that no spreadsheet reads it as a formula."""
    return f'"{not_a_formula(text).replace(chr(34), chr(34) * 2)}"'
