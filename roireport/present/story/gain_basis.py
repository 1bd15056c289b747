"""What a gain rests on beside its attribution: its isolation, accounts, steps in the source, who answers for it."""

from collections.abc import Iterator

from roireport.measure.gains import read_through
from roireport.model.gain import Booked, Gain, Isolated
from roireport.model.grid import Grid
from roireport.present.context import ReportContext
from roireport.present.language.quoted_text import QuotedText, joined


def gain_basis(ctx: ReportContext, gain: Gain) -> QuotedText:
    """Say what else is known of a gain; empty where nothing is."""
    return joined(tuple(_sentences(ctx, gain)), " ")


def _sentences(ctx: ReportContext, gain: Gain) -> Iterator[QuotedText]:
    if gain.attribution is None and gain.isolated is not None:
        yield _isolated(ctx, gain.isolated)
    yield from _observed(ctx, gain)
    if gain.already_adjusted:
        steps = tuple(ctx.words(f"costs_gains.adjusted.{step}") for step in dict.fromkeys(gain.already_adjusted))
        yield ctx.words("method.gain.adjusted", steps=ctx.words.listed(steps))
    if gain.owner:
        yield ctx.words("method.gain.owner", owner=gain.owner)
    if gain.booked is not None:
        yield from _booked(ctx, gain.booked)


def _observed(ctx: ReportContext, gain: Gain) -> Iterator[QuotedText]:
    """Name the accounts that the amounts were read from, and up to when."""
    through = read_through(gain, Grid.of(ctx.engagement))
    if gain.observed is not None and through is not None:
        source = gain.observed.source
        key = "method.gain.observed" if source else "method.gain.observed.unsourced"
        yield ctx.words(key, source=source or "", day=ctx.formats.day(through))


def _isolated(ctx: ReportContext, isolated: Isolated) -> QuotedText:
    """Say how an effect was isolated outside the tool."""
    key = "method.gain.isolated" if isolated.source else "method.gain.isolated.unsourced"
    return ctx.words(key, isolated=isolated.method.rstrip(" ."), source=isolated.source or "")


def _booked(ctx: ReportContext, booked: Booked) -> Iterator[QuotedText]:
    """Name the account, and the person who confirmed it."""
    if booked.account:
        yield ctx.words("method.gain.account", account=booked.account)
    if booked.by:
        key = "method.gain.confirmed" if booked.on is None else "method.gain.confirmed.on"
        yield ctx.words(key, by=booked.by, day="" if booked.on is None else ctx.formats.day(booked.on))
