"""Values that YAML reads as something else, days that are none, numbers beyond all bounds."""

from typing import Final

from tests.attacks.case import Case
from tests.attacks.sound import COST, GAIN, KPI, MAIN, SERIES
from tests.attacks.yaml_structure import costs, main


def _amounts(threat: str, *rows: tuple[str, str, str]) -> tuple[Case, ...]:
    return tuple(costs(id, threat, COST.replace("1000", text), f"{code}:1") for id, text, code in rows)


TYPES: Final = (
    *_amounts(
        "implicit types",
        ("octal", "010", "E203"),
        ("sexagesimal", "12:30", "E203"),
        ("an-exponent", "1e3", "E203"),
        ("an-exponent-beyond-floats", "1.0e+999", "E203"),
        ("infinity", ".inf", "E203"),
        ("not-a-number", ".nan", "E203"),
        ("nan-in-words", "NaN", "E203"),
        ("hexadecimal", "0x1F", "E203"),
        ("binary", "0b11", "E203"),
        ("yes-as-a-number", "yes", "E203"),
        ("nothing-as-a-number", "~", "E203"),
        ("arabic-digits", "\u0661\u0662", "E203"),
        ("wide-digits", "\uff11\uff12", "E203"),
        ("a-decimal-comma", "'12,5'", "E273"),
        ("a-list-as-a-number", "[1]", "E219"),
        ("a-code-as-a-number", "__import__('os')", "E203"),
    ),
    main("no-as-a-title", "implicit types", MAIN.replace("Negotiation", "no"), "E215:1"),
    main("null-as-a-title", "implicit types", MAIN.replace("Negotiation", "null"), "E215:1"),
    main("a-time-as-a-day", "implicit types", MAIN.replace("2025-12-31", "2025-12-31T23:59:59Z"), "E209:4"),
    main("a-flag-as-a-language", "implicit types", MAIN.replace("language: en", "language: on"), "E214:6"),
    costs("a-plain-60-as-a-rate", "implicit types", COST.replace("amount", "overrun: 60, amount"), "E205:1"),
)


def _days(*rows: tuple[str, str, str]) -> tuple[Case, ...]:
    threat = "impossible dates, huge integers"
    return tuple(main(id, threat, MAIN.replace("2025-12-31", text), f"{code}:4") for id, text, code in rows)


BOUNDS: Final = (
    *_days(
        ("the-30th-of-february", "2025-02-30", "E209"),
        ("the-13th-month", "2025-13-01", "E209"),
        ("the-year-nought", "0000-01-01", "E209"),
        ("the-year-9999", "9999-12-31", "E211"),
        ("the-year-10000", "10000-01-01", "E209"),
        ("a-day-before-christ", "-0044-03-15", "E209"),
        ("a-day-of-digits", "9" * 5000, "E209"),
        ("a-month-as-a-day", "2025-12", "E210"),
    ),
    *_amounts(
        "impossible dates, huge integers",
        ("five-thousand-digits", "9" * 5000, "E203"),
        ("more-than-all-money", "1000000000000001", "E204"),
        ("five-thousand-decimals", "0." + "3" * 5000, "E203"),
        ("a-tower-of-digits", "1" * 39, "E204"),
    ),
    main(
        "an-end-before-the-start", "impossible dates, huge integers", MAIN.replace("2025-06-30", "2024-06-30"), "E230:3"
    ),
    main("a-horizon-of-ages", "impossible dates, huge integers", f"{MAIN}horizon: 9999 years\n", "E228:7"),
    main("a-horizon-of-digits", "impossible dates, huge integers", f"{MAIN}horizon: {'9' * 999} months\n", "E212:7"),
    costs(
        "a-fifth-quarter",
        "impossible dates, huge integers",
        COST.replace("amount: 1000", "flows: {2025-Q5: 1}"),
        "E209:1",
    ),
    Case(
        "a-series-of-the-year-9999",
        "impossible dates, huge integers",
        {"data/rate.csv": f"{SERIES}9999-12,20%\n"},
        ("E211 data/rate.csv:4",),
    ),
    Case(
        "a-product-of-extremes",
        "impossible dates, huge integers",
        {"costs.yaml": COST.replace("amount: 1000", "quantity: 999999999999999, unit_cost: 999999999999999")},
        kept=("Negotiation",),
    ),
    Case(
        "the-smallest-cost-there-is",
        "impossible dates, huge integers",
        {"costs.yaml": COST.replace("1000", "0." + "0" * 35 + "1")},
        kept=("Negotiation",),
    ),
    Case(
        "a-yearly-loss-of-everything",
        "impossible dates, huge integers",
        {"engagement.yaml": f"{MAIN}discounting: {{rate: -99%}}\n"},
        ("E206 engagement.yaml:7",),
    ),
    Case(
        "a-gain-after-all-days",
        "impossible dates, huge integers",
        {"gains.yaml": GAIN.replace("per_month: 200", "per_month: 200, from: 2199-12, lag: 9999 years")},
        refused=("E228 gains.yaml:1",),
    ),
    Case(
        "a-level-of-digits",
        "impossible dates, huge integers",
        {"kpis.yaml": KPI.replace("18%", f"{'9' * 400}%")},
        ("E203 kpis.yaml:1",),
    ),
)
VALUES: Final = (*TYPES, *BOUNDS)
