"""The fully loaded investment, line by line."""

from dataclasses import replace
from decimal import Decimal

from roireport.measure.figure import Figure, figure, summed, typed
from roireport.measure.financial import CostResult, Omitted
from roireport.measure.timing import AmountPart, at, beyond, on_day, spread, stretch, total, within
from roireport.model.cost import Cost
from roireport.model.grid import Grid

NOTHING, ALL = Decimal(0), Decimal(1)


def declared(cost: Cost) -> Figure:
    """The amount as written: an amount, a quantity × its unit cost, or the sum of its flows."""
    if cost.flows is not None:
        flows = ((str(flow.when), typed(flow.amount, "money", flow.place("amount"))) for flow in cost.flows)
        return summed("money", "sum_of_flows", flows)
    if cost.quantity is not None and cost.unit_cost is not None:
        quantity = typed(cost.quantity, "number", cost.place("quantity"))
        unit_cost = typed(cost.unit_cost, "money", cost.place("unit_cost"))
        product = cost.quantity * cost.unit_cost
        return figure(product, "money", "quantity_times_unit_cost", quantity=quantity, unit_cost=unit_cost)
    return typed(cost.amount or NOTHING, "money", cost.place("amount"))


def cost_parts(cost: Cost, grid: Grid) -> tuple[AmountPart, ...]:
    """When the engagement's part falls: by flow, spread from … to, on its date, or on the first day."""
    parts = _dated_parts(cost, grid)
    if cost.prorate is None:
        return parts
    return tuple(replace(part, amount=part.amount * cost.prorate.used / cost.prorate.of) for part in parts)


def _dated_parts(cost: Cost, grid: Grid) -> tuple[AmountPart, ...]:
    if cost.flows is not None:
        return tuple(part for flow in cost.flows for part in at(grid, flow.when, flow.amount, cost=True))
    amount = declared(cost).known
    if cost.from_ is not None and cost.to is not None:
        return spread(grid, amount, cost.from_, cost.to)
    return (on_day(grid, cost.date or grid.start, amount, cost=True),)


def prorated(cost: Cost) -> Figure:
    """The engagement's part of an amount that it shares with others, by use; all of it where it shares nothing."""
    amount = declared(cost)
    if cost.prorate is None:
        return amount
    used = typed(cost.prorate.used, "number", cost.prorate.place("used"))
    whole = typed(cost.prorate.of, "number", cost.prorate.place("of"))
    return figure(amount.known * used.known / whole.known, "money", "cost_prorated", amount=amount, used=used, of=whole)


def funded_share(cost: Cost) -> Figure:
    """The share that another party bears; none where nothing is said."""
    if cost.funded is None:
        return typed(NOTHING, "ratio", None)
    return typed(cost.funded.share, "ratio", cost.funded.place("share"))


def overrun_rate(cost: Cost) -> Figure:
    """By how much the line is expected to be exceeded; not at all where nothing is said."""
    return typed(cost.overrun or NOTHING, "ratio", cost.place("overrun"))


def cost_result(cost: Cost, grid: Grid) -> CostResult:
    """cost = amount × used / of × (1 − funded share) × (1 + overrun), within the horizon, to date too.

    Phillips, ROI methodology: costs are fully loaded; what another party bears is taken off and shown.
    """
    amount, parts = prorated(cost), within(grid, cost_parts(cost, grid))
    gross = figure(total(parts), "money", "cost_gross", amount=amount)
    share, rate = funded_share(cost), overrun_rate(cost)
    kept = ALL - share.known
    factor = kept * (ALL + rate.known)
    funded = figure(gross.known * share.known, "money", "cost_funded", gross=gross, share=share)
    overrun = figure(gross.known * kept * rate.known, "money", "cost_overrun", gross=gross, share=share, rate=rate)
    net = figure(gross.known * factor, "money", "cost_net", gross=gross, funded=share, overrun=rate)
    so_far = total(part for part in parts if part.state != "forecast") * factor
    to_date = figure(so_far, "money", "cost_line_to_date", amount=amount, funded=share, overrun=rate)
    flows = tuple(part.scaled(factor, net) for part in parts)
    return CostResult(cost, gross, funded, overrun, net, to_date, flows)


def cost_omissions(cost: Cost, grid: Grid) -> tuple[Omitted, ...]:
    """What of a cost lies beyond the horizon, what came before the start and counts in period 0, and credit notes."""
    parts = cost_parts(cost, grid)
    factor = (ALL - funded_share(cost).known) * (ALL + overrun_rate(cost).known)
    before = tuple(part for part in parts if part.day < grid.start and part.month <= 0)
    after, line = beyond(grid, parts), prorated(cost)
    omissions: list[Omitted] = []
    if after:
        amount = figure(total(after) * factor, "money", "cost_beyond_horizon", amount=line)
        omissions.append(Omitted("beyond_horizon", f"costs.{cost.id}", stretch(grid, after), amount))
    if before:
        amount = figure(total(before) * factor, "money", "cost_before_start", amount=line)
        omissions.append(Omitted("before_start", f"costs.{cost.id}", stretch(grid, before), amount))
    credited = [part for part in within(grid, parts) if part.amount * factor < 0]
    if credited:
        amount = figure(total(credited) * factor, "money", "credit_note", amount=line)
        omissions.append(Omitted("credit_note", f"costs.{cost.id}", stretch(grid, credited), amount))
    return tuple(omissions)
