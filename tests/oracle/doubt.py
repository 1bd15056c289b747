"""Sensitivity, simulation and verdict, as sections of the document."""

import math
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

import numpy as np

from tests.oracle import returns, uncertainty, verdict, what_if
from tests.oracle.financial import forecast_share
from tests.oracle.money import MEASURED
from tests.oracle.published import RATIO, Bars, Keyed, Leaf, Near, close, near, shown
from tests.oracle.reading import case_of
from tests.oracle.returns import Case
from tests.oracle.uncertainty import DRAWS, NOTHING_UNSURE, Draws, Swing
from tests.oracle.written import Section, Undefined, Value, known, number, undefined

ALIKE = 1e-11
"""Two returns this close are the same one, computed in another order."""


class Doubt:
    """How sure the return of an engagement is."""

    def __init__(self, evidence: verdict.Evidence) -> None:
        self.evidence = evidence
        self.case, self.kpis = evidence.case, evidence.kpis
        target = evidence.engagement.get("target_roi")
        self.target = None if target is None else number(target)

    @cached_property
    def why(self) -> Value:
        """0, or the reason why nothing is drawn."""
        unsure: Value = NOTHING_UNSURE if uncertainty.nothing_unsure(self.case, self.kpis) else Fraction(0)
        drawn = known(lambda _, __: Fraction(0), unsure, what_if.roi_of(self.case))
        return returns.NOT_ABOVE_ZERO if isinstance(drawn, Fraction) and self._simulated is None else drawn

    @property
    def draws(self) -> Draws:
        """The drawn returns, where there are any."""
        assert self._simulated is not None
        return self._simulated

    @cached_property
    def _simulated(self) -> Draws | None:
        return uncertainty.simulate(self.case, self.kpis, self.evidence.engagement["id"])

    @cached_property
    def coverage(self) -> Value:
        """The share of the gains whose doubt is drawn."""
        return known(lambda _: uncertainty.coverage(self.case, self.kpis), self.why)

    def above(self, level: float) -> float:
        """The share of the draws above a level."""
        return float((self.draws > level).mean())

    def verdict(self) -> Section:
        """The kind; a low case is named with enough coverage, and whether so beside a blocker is open."""
        positive: Value = self.why if isinstance(self.why, Undefined) else Fraction(self.above(0))
        to_date = returns.roi(self.case.gain(None, *MEASURED), self.case.cost(None, *MEASURED))
        kind = verdict.kind(self.evidence, positive, self.coverage, forecast_share(self.case), to_date)
        covered = isinstance(self.coverage, Fraction) and self.coverage >= Fraction(1, 2)
        return {"kind": kind} if kind == "not_established" else {"kind": kind, "low_case": covered}

    def document(self) -> Section:
        """The whole section."""
        engagement = self.evidence.engagement
        ifs = what_if.what_ifs(self.case, engagement, self._again)
        return {
            "draws": Decimal(DRAWS),
            "seed": Decimal(uncertainty.seed(engagement["id"])),
            **(self._nothing() if isinstance(self.why, Undefined) else self._drawn()),
            "sensitivity": [swing_document(swing) for swing in uncertainty.sensitivity(self.case, self.kpis)],
            "what_if": Keyed(("id",), "roi", {(id,): shown(roi, RATIO) for id, roi in ifs.items()}, self._idle()),
            "break_even": Keyed(
                ("input", "at"),
                "value",
                dict(what_if.break_evens(self.case, dict(self.kpis), self.target)),
                frozenset(),
            ),
        }

    def _again(self, changed: Section) -> Case:
        return case_of(changed, self.kpis, self.case.grid)

    def _nothing(self) -> Section:
        """Why there is no figure; whether a target that is not set is said first is open."""
        aim = self.why if self.target is not None or self.why != NOTHING_UNSURE else undefined()
        names = ("probability_positive", "standard_error", "percentile")
        covered = {"coverage": self.coverage} if self.why == NOTHING_UNSURE else {}
        return {
            "roi": dict.fromkeys(("p10", "p50", "p90"), self.why),
            **dict.fromkeys(names, self.why),
            **covered,
            "probability_target": aim,
            "histogram": [],
        }

    def _drawn(self) -> Section:
        """Percentiles, probabilities, and how sure these are."""
        roi = what_if.roi_of(self.case)
        assert isinstance(roi, Fraction)
        positive = self.above(0)
        percentiles = {f"p{percent}": float(np.percentile(self.draws, percent)) for percent in (10, 50, 90)}
        return {
            "roi": {name: near(value, RATIO) for name, value in percentiles.items()},
            "probability_positive": self._share(positive, 0.0),
            "probability_target": undefined() if self.target is None else self._at_least(float(self.target)),
            "standard_error": close(math.sqrt(positive * (1 - positive) / DRAWS), RATIO, 1.0),
            "percentile": self._share(float((self.draws < float(roi)).mean()), float(roi)),
            "coverage": shown(self.coverage, RATIO),
            "histogram": Bars(tuple(np.sort(self.draws).tolist())),
        }

    def _at_least(self, level: float) -> Leaf:
        return self._share(float((self.draws >= level).mean()), level)

    def _share(self, share: float, level: float) -> Leaf:
        """A share of the draws; those that are as good as the level may fall on either side of it."""
        undecided = float((np.abs(self.draws - level) <= ALIKE * max(1.0, abs(level))).mean())
        return Near(Decimal(repr(share)), Decimal(repr(undecided)) + Decimal(1).scaleb(-RATIO))

    def _idle(self) -> frozenset[tuple[str, ...]]:
        """The what-ifs that change nothing here: whether they are listed is open."""
        gains = [line.section for line in self.case.gains]
        idle = {
            "margins_5_points_lower": not any("margin" in gain for gain in gains),
            "volumes_20_percent_lower": not any("per_unit" in gain for gain in gains),
        }
        if isinstance(what_if.roi_of(self.case), Undefined):
            idle = dict.fromkeys(what_if.IDS, True)
        return frozenset((id,) for id, changes_nothing in idle.items() if changes_nothing)


def swing_document(swing: Swing) -> Section:
    """A line of the sensitivity; the ends of an interval came through floats, as ROI plus or minus a change."""
    low, high = (
        (near(end, RATIO, size=other) for end, other in ((swing.low, swing.high), (swing.high, swing.low)))
        if swing.input.startswith("kpis.")
        else (shown(swing.low, RATIO), shown(swing.high, RATIO))
    )
    return {"input": swing.input, "roi_low": low, "roi_high": high, "switching_value": shown(swing.switching, RATIO)}
