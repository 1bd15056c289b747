"""The costs of section 3: bars by line or by category, whose shares add up to the full cost."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from roireport.chart.cost_bars import CostBar, CostBars, draw
from roireport.present.blocks import Block, Exhibit, Sentence
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import capitalised, cited, share
from roireport.present.language.largest_remainder import largest_remainder
from roireport.present.language.money_scale import MoneyScale
from roireport.present.language.quoted_text import QuotedText
from roireport.present.sections.totals import totals
from roireport.present.story.section import source

MOST_LINES: Final = 10
"""Up to this many cost lines are drawn one by one; more are drawn by category."""


def costs(ctx: ReportContext, width: float) -> tuple[Block, ...]:
    """Draw the full cost by line, or by category where there are many lines."""
    shown = totals(ctx)
    if not ctx.results.financial.costs or shown is None or shown.cost is None:
        return (Sentence(ctx.words("costs_gains.costs.empty")),)
    title, bars = costs_title(ctx), _bars(ctx, shown.scale, shown.cost)
    if len(bars) == 1:
        return (Sentence(ctx.words("costs_gains.costs.single", sentence=title, funded=_funded(ctx))),)
    subtitle = ctx.words(
        "costs_gains.costs.subtitle",
        n=len(ctx.results.financial.costs),
        count=len(ctx.results.financial.costs),
        unit=shown.scale.unit,
        total=cited(ctx, shown.scale.text(shown.cost), "financial.cost"),
    )
    drawing = draw(CostBars(title, subtitle, bars, width))
    sources = source(ctx, [cost.source for cost in ctx.engagement.costs])
    return (Exhibit(title, subtitle, drawing, sources, note=_funded(ctx)),)


def costs_title(ctx: ReportContext) -> QuotedText:
    """Name the category with the highest cost."""
    by_category, largest = _by_category(ctx), _largest_category(ctx)
    if not largest or ctx.results.financial.cost.known <= 0 or by_category[largest] <= 0:
        return ctx.words("costs_gains.costs.title.zero", cost=ctx.say("financial.cost"))
    form = "only" if sum(amount != 0 for amount in by_category.values()) == 1 else "first"
    return ctx.words(
        f"costs_gains.costs.title.{form}",
        category=ctx.words(f"costs_gains.category.{largest}"),
        share=share(ctx, f"financial.cost_by_category.{largest}", "financial.cost"),
        cost=ctx.say("financial.cost"),
    )


def _by_category(ctx: ReportContext) -> dict[str, Decimal]:
    return {name: amount.known for name, amount in ctx.results.financial.cost_by_category if amount.defined}


def _largest_category(ctx: ReportContext) -> str:
    """Return the category with the highest cost, whose bars are dark; empty without a cost."""
    by_category = _by_category(ctx)
    return max(by_category, key=lambda name: by_category[name], default="")


def _bars(ctx: ReportContext, scale: MoneyScale, total: Decimal) -> tuple[CostBar, ...]:
    """Return bars whose amounts add up to the cost and whose shares add up to 100 %."""
    rows = sorted(_cost_rows(ctx), key=lambda row: -row[2])
    amounts = [amount for _, _, amount, _ in rows]
    shares, largest = _shares(ctx, amounts), _largest_category(ctx)
    return tuple(
        CostBar(label, float(amount), scale.text(shown), part, code, emphasis=category == largest)
        for (code, label, amount, category), shown, part in zip(rows, scale.parts(amounts, total), shares, strict=True)
    )


def _cost_rows(ctx: ReportContext) -> Iterator[tuple[str, str, Decimal, str]]:
    """Yield code, name, amount and category of each line, or of each category."""
    financial = ctx.results.financial
    if len(financial.costs) <= MOST_LINES:
        for n, result in enumerate(financial.costs, 1):
            yield f"C{n}", result.cost.short_name, result.net.known, result.cost.category
    else:
        for category, amount in financial.cost_by_category:
            yield "", capitalised(ctx.words(f"costs_gains.category.{category}")), amount.known, category


def _shares(ctx: ReportContext, amounts: list[Decimal]) -> tuple[str, ...]:
    """Return the share of each amount; empty texts where the total is not above zero."""
    whole = sum(amounts, Decimal(0))
    if whole <= 0:
        return ("",) * len(amounts)
    shares = largest_remainder([amount / whole * 100 for amount in amounts], 0, Decimal(100))
    return tuple(ctx.formats.percent(share / 100) for share in shares)


def _funded(ctx: ReportContext) -> str:
    """Give the part of the cost that others pay."""
    results = [result for result in ctx.results.financial.costs if result.funded.defined and result.funded.known]
    if not results:
        return ""
    amount = sum((result.funded.known for result in results), Decimal(0))
    paths = [f"financial.costs.{result.cost.id}.funded" for result in results]
    names = tuple(dict.fromkeys(str(result.cost.funded.by) for result in results if result.cost.funded))
    text = QuotedText(ctx.formats.money(abs(amount)), paths)
    return ctx.words("costs_gains.costs.funded", amount=text, by=ctx.words.listed(names))
