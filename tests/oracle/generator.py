"""Random engagements, as the sections of their files: every key, every form, every edge."""

from datetime import date

from tests.oracle.draws import Pen
from tests.oracle.goals import challenges, objective, recommendations, within_reach
from tests.oracle.grid import Grid
from tests.oracle.kpis import kpi
from tests.oracle.lines import OFFERS, costs, gains
from tests.oracle.written import Section, last_day

YEARLY_RATES = ("8%", "0.1", "12.5%", "0%", "3.25%")


def generated(seed: int) -> Section:
    """The engagement of a seed; `series` holds its rows by KPI: period, value, control, expected, volume, n.

    Half of them are sound: their gains break none of the rules that withhold a headline.
    """
    pen = Pen(seed)
    engagement = frame(pen, seed)
    grid = Grid(engagement)
    sound = pen.sometimes(0.5)
    series: Section = {}
    kpis = [kpi(pen, grid, n, series, sound=sound) for n in range(pen.choice([0, 1, 1, 2, 3]))]
    engagement |= {
        "kpis": kpis,
        "series": series,
        "costs": costs(pen, grid),
        "gains": gains(pen, grid, kpis, series, sound=sound),
        "nonfinancial": [criterion(pen, n) for n in range(pen.choice([0, 1, 2, 3, 5]))],
        "objectives": [objective(pen, grid, n, kpis) for n in range(pen.choice([0, 1, 2]))],
    }
    within_reach(Pen(f"objectives of {seed}"), engagement["objectives"], series)
    if pen.sometimes(0.4):
        engagement["challenges"] = challenges(pen, grid, kpis, engagement["gains"])
    if pen.sometimes(0.2) and engagement["gains"]:
        engagement["recommendations"] = recommendations(pen, grid, engagement["gains"], kpis)
    return {key: value for key, value in engagement.items() if value != [] or pen.sometimes(0.5)}


def frame(pen: Pen, seed: int) -> Section:
    """Who, when, how long, how discounted."""
    start = pen.day_in(date(2019, 1, 1), date(2026, 12, 31))
    if pen.sometimes(0.4):
        start = start.replace(month=pen.choice([1, 4, 7, 10]), day=1)
    convention = pen.choice(["month_end", "year_end", "dated", "spreadsheet"])
    yearly = convention in ("year_end", "spreadsheet")
    horizon = pen.choice([12, 24, 36, 60] if yearly else [1, 6, 12, 17, 18, 24, 30, 36, 48])
    if pen.sometimes(0.02):
        horizon = pen.choice([120, 240])
    until = last_day(12 * start.year + start.month - 1 + pen.randint(-2, horizon + 3))
    as_of = until if pen.sometimes(0.6) else until.replace(day=pen.randint(1, until.day))
    discounting: Section = {} if convention == "month_end" and pen.sometimes(0.5) else {"convention": convention}
    pen.fill(discounting, 0.75, rate=lambda: pen.choice(YEARLY_RATES))
    pen.fill(
        discounting, 0.25, finance_rate=lambda: pen.choice(YEARLY_RATES), reinvest_rate=lambda: pen.choice(YEARLY_RATES)
    )
    engagement: Section = {
        "id": f"case-{seed}",
        "title": f"Case {seed}",
        "client": {"name": "Works"},
        "period": {"start": start.isoformat(), "end": pen.day_in(start, date(2027, 12, 31)).isoformat()},
        "as_of": as_of.isoformat(),
        "currency": "EUR",
        "language": "en",
        "discounting": discounting,
        "horizon": f"{horizon // 12} years" if horizon % 12 == 0 and pen.sometimes(0.4) else f"{horizon} months",
    }
    if horizon == 12 and pen.sometimes(0.5):
        del engagement["horizon"]
    if not discounting and pen.sometimes(0.5):
        del engagement["discounting"]
    pen.fill(
        engagement,
        0.5,
        target_roi=lambda: pen.choice(["50%", "0%", "0.25", "-20%", "300%"]),
        offer=lambda: pen.some(OFFERS),
    )
    pen.fill(
        engagement,
        0.2,
        title=lambda: {"fr": f"Cas {seed}", "en": f"Case {seed}"},
        language=lambda: ["en", "fr"],
        reference=lambda: "true",
        independence=lambda: {"fr": "Mesure faite par le client", "en": "Measured by the client"},
        target_set_on=lambda: start.isoformat(),
        concurrent_initiatives=lambda: [{"label": "A new CRM", "started": start.isoformat()}],
    )
    return pen.fill(engagement, 0.5, business_goals=lambda: [{"id": "growth", "statement": "Grow"}])


def criterion(pen: Pen, n: int) -> Section:
    """A criterion, measured or not."""
    dimension = pen.choice(["skills", "relationships", "processes", "other"])
    section: Section = {"id": f"criterion-{n}", "dimension": dimension, "label": f"Criterion {n}"}
    low, high = pen.choice([("1", "5"), ("10", "2"), ("0", "100"), ("0%", "60%"), ("-1.5", "2.25")])
    floor, roof = sorted(float(end.strip("%")) / (100 if "%" in end else 1) for end in (low, high))
    margin = (roof - floor) / 4

    def level() -> str:
        return pen.level(floor - margin, roof + margin)

    pen.fill(section, 0.85, anchors=lambda: {"worst": low, "best": high}, baseline=level, current=level, target=level)
    if pen.sometimes(0.2) and "baseline" in section:
        section["current"] = section["baseline"]
    pen.fill(section, 0.3, value=lambda: pen.choice(["linear", points(pen, floor, roof)]))
    pen.fill(section, 0.6, swing=lambda: pen.choice(["0", "0", "100", "37.5", str(pen.randint(1, 99))]))
    pen.fill(section, 0.6, evidence=lambda: str(pen.randint(0, 5)), metric=lambda: "A scale")
    if pen.sometimes(0.3):
        section["monetise"] = pen.fill(
            {"amount": pen.amount()}, 0.5, confidence=pen.share, method=lambda: "An estimate"
        )
        pen.fill(section["monetise"], 0.3, drivers=lambda: [pen.choice(["price", "kpi-0", "criterion-1"])])
    return section


def points(pen: Pen, floor: float, roof: float) -> Section:
    """A value function through points, rising or falling."""
    inner = (pen.level(floor + 0.3 * (roof - floor), floor + 0.7 * (roof - floor), 3), pen.level(0, 1))
    levels = [[f"{floor}", "0"], list(inner), [f"{roof}", "1"]]
    if pen.sometimes(0.3):
        levels = [[level, value] for (level, _), (_, value) in zip(levels, levels[::-1], strict=True)]
    return {"points": levels[::-1] if pen.sometimes(0.3) else levels}
