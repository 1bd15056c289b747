"""Texts of YAML files that want to be more: templates, addresses, formulas, the end of a script."""

from itertools import count
from typing import Final

from tests.attacks.case import Case
from tests.attacks.notes import CHANNELS, EVIL
from tests.attacks.sound import MAIN

_FIELDS: Final = {
    "engagement.yaml": """\
title: {title}
client: {{name: {client}, sector: {sector}}}
period: {{start: 2025-01-06, end: 2025-06-30}}
as_of: 2025-12-31
currency: EUR
language: en
perspective: {perspective}
version: {version}
confidentiality: {confidentiality}
business_goals: [{{id: goal, statement: {goal}}}]
concurrent_initiatives: [{{label: {initiative}, started: 2025-02-01}}]
team: [{{name: {member}, role: {role}}}]
internal: {{notes: {notes}}}
""",
    "objectives.yaml": """\
- {{id: rate, statement: {statement}, business_goal: goal, kpi: rate, target: 20%, due: 2025-12-31,
   rationale: {rationale}, owner: {owner}}}
""",
    "kpis.yaml": "- {{id: rate, name: {kpi}, unit: percent, baseline: 18%, source: {origin}, series: data/rate.csv}}\n",
    "costs.yaml": """\
- {{id: fees, label: {cost}, category: fees, amount: 1000, funded: {{share: 30%, by: {funder}}}, source: {invoice}}}
""",
    "gains.yaml": """\
- {{id: margin, label: {gain}, kind: margin, kpi: rate, per_month: 200,
   isolated: {{method: {isolated}, source: {isolation}}}, attribution: {{share: 60%, by: {judge}}}, source: {ledger}}}
""",
    "nonfinancial.yaml": """\
- {{id: skill, dimension: skills, label: {criterion}, metric: {metric}, unit: {unit}, anchors: {{worst: 1, best: 5}},
   baseline: 2, current: 3, source: {survey}, monetise: {{amount: 100, method: {worth}, source: {valuation}}}}}
""",
    "challenges.yaml": """\
unquantified: [{{id: name, label: {unquantified}, why: {unquantified_why}, plan: {plan}}}]
accepted: [{{rule: L04, subject: margin, reason: {acceptance}, by: {accepter}, until: 2026-06-30}}]
""",
    "recommendations.yaml": """\
decisions: [{{id: go, decision: {decision}, why: {decision_why}, owner: {decider}, due: 2026-03-31, asked: true}}]
next_measurements: [{{kpi: rate, on: 2026-06-30, owner: {measurer}}}]
""",
}
"""Every text that the files of an engagement can hold, by a name of ours."""
TEMPLATE: Final = """ {{ 7*7 }} {% include "roireport.yaml" %} <b onclick="alert(1)">"""


class _Payloads(dict[str, str]):
    """A template in quotes for each name that is asked for, with the number by which it is found again."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers = count(100)

    def __missing__(self, name: str) -> str:
        self[name] = f"'t{next(self._numbers)}{TEMPLATE}'"
        return self[name]


_PAYLOADS: Final = _Payloads()
EVERY_TEXT: Final = Case(
    "every-text", "template text", {file: text.format_map(_PAYLOADS) for file, text in _FIELDS.items()}
)
"""An engagement that holds a template in each of its texts."""
TEMPLATES: Final = tuple(
    Case(f"a-template-as-{name.replace('_', '-')}", "template text", {}, kept=(mark[1:5],), folder=EVERY_TEXT.id)
    for name, mark in _PAYLOADS.items()
)
ADDRESSES: Final = tuple(
    Case(
        f"{channel}-in-a-text",
        "external references",
        {"costs.yaml": f"- {{id: a, label: '{_quoted}', category: fees, amount: 1000}}\n"},
        kept=(f"evil-{channel}",),
    )
    for channel, text in CHANNELS.items()
    for _quoted in [text.format(url=f"{EVIL}/evil-{channel}").replace("'", "''")]
)
_FORMULAS: Final = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\\t=1+1",
    '=HYPERLINK(\\"https://evil.example\\")',
    "=cmd|' /C calc'!A0",
)
FORMULAS: Final = tuple(
    Case(
        f"a-formula-as-{name}-{number}",
        "spreadsheets, CSV",
        {"engagement.yaml": MAIN.replace(typed, f'"{formula}"')},
    )
    for name, typed in (("a-title", "Negotiation"), ("a-client", "Works"))
    for number, formula in enumerate(_FORMULAS)
)
JSON: Final = tuple(
    Case(id, "JSON in pages", {"engagement.yaml": MAIN.replace("Negotiation", f"'{text}'")}, gone=gone)
    for id, text, gone in (
        ("a-text-that-ends-a-script", "</script><script>alert(1)</script>", ("<script>alert(1)",)),
        ("a-text-that-opens-a-comment", "<!--<script>", ("<!--<script>",)),
        ("a-text-that-ends-a-text", '"}];alert(1);//', ('"}];alert(1)',)),
        ("a-text-that-is-not-a-number", "NaN", ()),
        ("a-text-that-ends-a-title", "</title><svg onload=alert(1)>", ("<svg onload",)),
    )
)
TEXTS: Final = (*ADDRESSES, *FORMULAS, *JSON)
