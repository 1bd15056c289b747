"""The sound engagement that attacks are made on, file by file."""

from collections.abc import Mapping
from typing import Final

SETTINGS: Final = "firm: {name: Firm}\nsite: {language: en}\n"
MAIN: Final = """\
title: Negotiation
client: {name: Works}
period: {start: 2025-01-06, end: 2025-06-30}
as_of: 2025-12-31
currency: EUR
language: en
"""
COST: Final = "- {id: fees, label: Fees, category: fees, amount: 1000}\n"
GAIN: Final = "- {id: margin, label: Margin, kind: margin, kpi: rate, per_month: 200}\n"
KPI: Final = "- {id: rate, name: Rate, unit: percent, baseline: 18%, series: data/rate.csv}\n"
SERIES: Final = "period,value\n2024-12,18%\n2025-01,19%\n"
FILES: Final[Mapping[str, str]] = {
    "engagement.yaml": MAIN,
    "costs.yaml": COST,
    "gains.yaml": GAIN,
    "kpis.yaml": KPI,
    "data/rate.csv": SERIES,
    "narrative/summary.md": "All is well.\n",
}
