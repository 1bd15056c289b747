"""The share of the gain that comes from some of the gains."""

from collections.abc import Callable, Iterator

from roireport.assess.correction import Correction
from roireport.assess.finding import Case, Fact, Trigger
from roireport.measure.figure import Figure, figure, summed
from roireport.measure.financial import GainResult
from roireport.measure.financial_return import Financial
from roireport.model.gain import Gain


def carried_by(
    case: Case,
    chosen: Callable[[Gain], bool],
    correct: Callable[[list[GainResult]], Correction],
    key: str | None = None,
) -> Iterator[Trigger]:
    """Fire where the chosen gains make up more than the threshold of the gain; the place is that of the first.

    Args:
        correct: What becomes of these gains if the doubt is right.
    """
    results = [result for result in case.results.financial.gains if chosen(result.gain)]
    share = share_of_gain(results, case.results.financial)
    if share is not None and share.known > case.threshold:
        gains = [result.gain for result in results]
        labels = tuple(gain.label for gain in gains)
        facts: dict[str, Fact] = {"share": share, "threshold": case.limit, "n": len(gains), "gains": labels}
        yield Trigger(None, facts, gains[0].place(key), correction=correct(results))


def share_of_gain(results: list[GainResult], financial: Financial) -> Figure | None:
    """Divide the net amount of some gains by that of all; None where the gain is not positive or there are none."""
    whole = financial.gain
    if not results or whole.value is None or whole.value <= 0:
        return None
    part = summed("money", "gain_of_some", [(result.gain.id, result.net) for result in results])
    return figure(part.known / whole.value, "ratio", "share_of_gain", part=part, whole=whole)
