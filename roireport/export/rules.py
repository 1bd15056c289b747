"""The formula of each figure of the sheet of results, by the id of its formula in the results."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias

from roireport.export.book import Book
from roireport.export.cell import quoted
from roireport.measure.figure import Figure

LONGEST: Final = 8000
"""Characters of a formula; spreadsheets take 8,192."""

Ratio: TypeAlias = tuple[str, str, str]
"""A formula with its inputs in braces, the condition under which it has no value, and the reason."""

_COST: Final = ("{cost}<=0", "cost_not_above_zero")
DERIVED: Final[Mapping[str, Ratio]] = {
    "net_benefit": ("{gain}-{cost}", "", ""),
    "return_on_investment": ("({gain}-{cost})/{cost}", *_COST),
    "return_after_12_months": ("({gain}-{cost})/{cost}", *_COST),
    "return_of_first_year": ("({gain}-{cost})/{cost}", *_COST),
    "return_to_date": ("({gain}-{cost})/{cost}", *_COST),
    "benefit_cost_ratio": ("{gain}/{cost}", *_COST),
    "observed_share": ("{observed}/{to_date}", "{to_date}<=0", "gain_to_date_not_positive"),
    "forecast_share": ("1-{to_date}/{gain}", "{gain}<=0", "gain_not_positive"),
    "present_value_of_costs": ("IF(ISNUMBER({rate}),SUM(cash_flow.pv_cost),{rate})", "", ""),
    "present_value_of_gains": ("IF(ISNUMBER({rate}),SUM(cash_flow.pv_gain),{rate})", "", ""),
    "net_present_value": ("{pv_gain}-{pv_cost}", "", ""),
    "discounted_return": ("{npv}/{pv_cost}", "{pv_cost}<=0", "cost_not_above_zero"),
    "peak_exposure": ("MIN(cash_flow.cumulative)", "", ""),
    "extended_return": ("({gain}+{monetised}-{cost})/{cost}", *_COST),
    "break_even_unquantified": ("MAX(0,(1+{target})*{cost}-{gain})", "", ""),
    "points_per_10k": ("{index}/({cost}/10000)", *_COST),
}
"""Figures whose formula needs its inputs only: the first without a number passes its reason on."""

_OF_PERIODS: Final = {
    "cost_12_months": "financial.cost",
    "gain_12_months": "financial.gain",
    "gain_first_year": "financial.gain",
}
"""Sums of some periods of the cash flow, with the total that they are part of: without it they have no value either."""
_OPENING: Final = 'SUMIF(cash_flow.period,"<"&grid.first_year,cash_flow.{side})'
_MONTHS: Final = (
    "INDEX(cash_flow.opening,{last}+2)+(INDEX(cash_flow.closing,{last}+2)-INDEX(cash_flow.opening,{last}+2))"
    "*-INDEX({sums},{last}+1)/(MAX(INDEX({sums},{last}+2),0)-INDEX({sums},{last}+1))"
)
_FIRST_YEAR: Final = 'SUMIFS(cash_flow.gain,cash_flow.period,">="&MIN(cash_flow.paying),cash_flow.period,"<="&{last})'
_MODIFIED: Final = (
    "(SUMPRODUCT(({net}>0)*{net}*(1+{reinvest_rate})^({end}-{years}))"
    "/-SUMPRODUCT(({net}<0)*{net}*(1+{finance_rate})^({start}-{years})))^(1/({end}-{start}))-1"
)


def formula_of(book: Book, figure: Figure) -> str:
    """The formula of a figure of the results; empty where it has none here, and the tool's value is written."""
    inputs = {given.name: book.reference(given.figure) for given in figure.inputs}
    if whole := _OF_PERIODS.get(figure.formula):
        inputs = {"whole": whole}
    if figure.formula in SUMS:
        return _sum(figure, inputs)
    rule = RULES.get(figure.formula, _derived if figure.formula in DERIVED else None)
    expression = rule(book, figure, inputs) if rule and all(inputs.values()) else ""
    return f"={guarded(inputs.values(), expression)}" if expression else ""


def guarded(references: Iterable[str], expression: str) -> str:
    """An expression that passes the text of the first input that is no number on, as the results pass a reason on."""
    for reference in reversed([name for name in references if not _literal(name)]):
        expression = f"IF(ISNUMBER({reference}),{expression},{reference})"
    return expression


def _literal(name: str) -> bool:
    return name.lstrip("-")[:1].isdigit()


def _derived(book: Book, figure: Figure, inputs: Mapping[str, str]) -> str:
    expression, condition, reason = DERIVED[figure.formula]
    value = expression.format(**inputs)
    return f"IF({condition.format(**inputs)},{book.reason(reason)},{value})" if condition else value


SUMS: Final = frozenset(
    (
        *("total_cost", "cost_to_date", "total_gain", "gain_to_date", "gain_observed", "total_gain_gross"),
        *("cost_of_category", "cost_of_offer", "gain_of_offer", "cost_of_offer_kind", "gain_of_offer_kind"),
        "monetised",
    )
)
"""Sums of lines; a line without a value counts as nothing, and where none has one there is no sum."""
_COLUMNS: Final = {
    "total_cost": "costs.net",
    "cost_to_date": "costs.to_date",
    "total_gain": "gains.all.net",
    "gain_to_date": "gains.all.to_date",
    "gain_observed": "gains.all.observed",
    "total_gain_gross": "gains.all.gross",
}


def _sum(figure: Figure, inputs: Mapping[str, str]) -> str:
    if not inputs or not all(inputs.values()):
        return ""
    lines = _COLUMNS.get(figure.formula) or ",".join(inputs.values())
    formula = f"=IF(COUNT({lines})=0,{next(iter(inputs.values()))},SUM({lines}))"
    return formula if len(formula) < LONGEST and len(inputs) < 250 else ""


def _opening(side: str) -> "Rule":
    def expression(book: Book, figure: Figure, inputs: Mapping[str, str]) -> str:
        return _OPENING.format(side=side)

    return expression


def _first_year(book: Book, figure: Figure, inputs: Mapping[str, str]) -> str:
    if figure is not book.ctx.results.financial.gain_first_year:
        return ""
    last = "MAX(MIN(cash_flow.paying),1)" if book.grid.yearly else "(MIN(cash_flow.paying)+11)"
    return f"IF(COUNT(cash_flow.paying)=0,{book.reason('no_month_with_a_gain')},{_FIRST_YEAR.format(last=last)})"


def _payback(below: str, sums: str) -> "Rule":
    def expression(book: Book, figure: Figure, inputs: Mapping[str, str]) -> str:
        last = f"MAX(cash_flow.{below})"
        months = _MONTHS.format(last=last, sums=f"cash_flow.{sums}")
        never = book.reason("not_reached_within_the_horizon")
        reached = f"IF({last}=MAX(cash_flow.period),{never},{months})"
        return f"IF({inputs['cost']}<=0,{book.reason('cost_not_above_zero')},IF({last}<0,0,{reached}))"

    return expression


def _break_even(book: Book, figure: Figure, inputs: Mapping[str, str]) -> str:
    return f"MAX(0,ROUNDUP(ROUND({inputs['payback_months']},12),0)-1)"


def _internal(book: Book, figure: Figure, inputs: Mapping[str, str]) -> str:
    """The one root near ours; how many roots there are is for the tool to find."""
    if figure.value is None:
        return ""
    near = f"{round(float(figure.value), 4)}"
    if book.dated:
        return f"XIRR(dated.net,dated.day,{near})"
    monthly = f"{(1 + float(figure.value)) ** (1 / 12) - 1:.6f}"
    return f"IRR(cash_flow.net,{near})" if book.grid.yearly else f"(1+IRR(cash_flow.net,{monthly}))^12-1"


_FLOWS: Final = {
    False: ("cash_flow.net", "cash_flow.years", "cash_flow.moment"),
    True: ("dated.net", "dated.years", "dated.years"),
}
"""The columns of net flows, of the years after which they fall, and of those of flows that are not 0; by day or not."""


def _modified(book: Book, figure: Figure, inputs: Mapping[str, str]) -> str:
    if figure.why is not None and figure.why.key == "too_large":
        return ""
    net, years, moments = _FLOWS[book.dated]
    value = _MODIFIED.format(net=net, years=years, start=f"MIN({moments})", end=f"MAX({moments})", **inputs)
    none = book.reason("not_defined")
    return f'IF(OR(COUNTIF({net},">0")=0,COUNTIF({net},"<0")=0),{none},{value})'


Rule: TypeAlias = Callable[[Book, Figure, Mapping[str, str]], str]
RULES: Final[Mapping[str, Rule]] = {
    "cost_12_months": _opening("cost"),
    "gain_12_months": _opening("gain"),
    "gain_first_year": _first_year,
    "payback": _payback("below", "cumulative"),
    "discounted_payback": _payback("discounted_below", "discounted_cumulative"),
    "break_even": _break_even,
    "internal_rate": _internal,
    "modified_internal_rate": _modified,
}


def index_formula(book: Book, figure: Figure, dimension: str = "") -> str:
    """The formula of a figure of the index; without criteria, or where all weights are 0, the reason is written."""
    if figure.why is not None and figure.why.key == "no_criterion":
        return ""
    weighted = {
        "index": "100*SUMPRODUCT(criteria.weight,criteria.gain)",
        "index_before": "100*SUMPRODUCT(criteria.weight,criteria.before)",
        "index_now": "100*SUMPRODUCT(criteria.weight,criteria.now)",
        "evidence_index": "100*SUMPRODUCT(criteria.weight,criteria.gain,criteria.evidence)/5",
        "coverage": "SUMPRODUCT(criteria.weight,criteria.measured)",
    }
    none = book.reason("no_weight")
    if figure.formula == "dimension":
        word = quoted(str(book.ctx.words(f"figure.dimension.{dimension}")))
        within = f"SUMIF(criteria.dimension,{word},criteria.weight)"
        value = f"100*SUMPRODUCT((criteria.dimension={word})*criteria.gain,criteria.weight)/{within}"
        return f"=IF({within}=0,{none},{value})"
    if figure.formula not in weighted:
        return ""
    return f"=IF(COUNT(criteria.weight)=0,{none},{weighted[figure.formula]})"
