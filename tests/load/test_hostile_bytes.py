"""Whatever the bytes: no traceback, and every refusal has a place in a file."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roireport.load.csv_series import read_series
from roireport.load.engagement import load_engagement
from roireport.load.workspace import load_workspace
from roireport.model.engagement import Engagement
from roireport.model.grid import Grid
from roireport.model.workspace import Workspace
from roireport.problems.codes import CODES
from roireport.problems.problem import Problems

GRID = Grid(date(2025, 1, 1), horizon=24, as_of=date(2025, 12, 31), yearly=True)
FILES = {
    "roireport.yaml": """\
offers: [{id: negociation, label: Négociation, kind: training}]
checks: {L02: {threshold: 50%}}
""",
    "engagements/x/engagement.yaml": """\
title: Négociation
client: {name: Aciéries du Rhône}
offer: [negociation]
period: {start: 2025-01-06, end: 2025-06-30}
as_of: 2025-12-31
horizon: 24 months
currency: EUR
discounting: {rate: 8%, convention: month_end}
assert: {financial.cost: {equals: 100}}
""",
    "engagements/x/kpis.yaml": """\
- id: taux
  name: Taux
  unit: percent
  baseline: 18%
  series: data/taux.csv
  counterfactual: {method: control}
""",
    "engagements/x/costs.yaml": """\
- id: a
  label: Honoraires
  category: fees
  flows: {0: 100, 2025-03: 200}
  funded: {share: 30%, by: OPCO}
  range: {low: 95%, high: 120%}
""",
    "engagements/x/gains.yaml": """\
- id: b
  label: "Marge"
  kind: margin
  kpi: taux
  per_unit: {value: 5200, volume: 120}
  from: 2025-01
  lag: 2 months
  plan: {per_month: 6000, from: 2025-05}
""",
    "engagements/x/nonfinancial.yaml": "- {id: c, dimension: skills, label: C, value: {points: [[1, 0], [5, 1]]}}\n",
    "engagements/x/data/taux.csv": "period,value,control\n2024-12,0.18,0.18\n2025-01,0.19,0.18\n2025-02,20%,0.18\n",
    "engagements/x/narrative/summary.fr.md": "Le ROI est de [[financial.roi]].\n",
}
SNIPPETS = [
    *(
        b"[",
        b"{",
        b"}",
        b"- ",
        b"? ",
        b": ",
        b"&a ",
        b"*a",
        b"<<: ",
        b"!!str ",
        b"---\n",
        b"\t",
        b'"',
        b"'",
        b"|",
        b">",
    ),
    *(b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xed\xa0\x80", b"\r", b"\n", b"#", b",", b";", b"%"),
    *(
        b"99999999999999999999",
        b"-1",
        b"1e400",
        b".nan",
        b"0000",
        b"2025-02-30",
        b"999",
        b"~",
        b"no",
        b"[[",
        b"]]",
        b"\\",
    ),
]
EDIT = st.tuples(st.integers(0, 400), st.integers(0, 12), st.sampled_from(SNIPPETS) | st.binary(max_size=6))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in order."""
    folder = tmp_path_factory.mktemp("workspace")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def mutated(text: str, edits: list[tuple[int, int, bytes]]) -> bytes:
    """The bytes of a text with some of them cut out and others put in."""
    raw = text.encode()
    for at, cut, put in edits:
        start = at % (len(raw) + 1)
        raw = raw[:start] + put + raw[start + cut :]
    return raw


def check(problems: Problems) -> None:
    assert problems.items
    for fault in problems.items:
        assert fault.key in CODES
        assert fault.place.file in FILES or fault.key == "not_a_regular_file"
        assert fault.place.line >= 0


def test_the_workspace_is_in_order_before_it_is_broken(root: Path) -> None:
    assert isinstance(load_engagement(root, "x", Workspace()), Problems)
    loaded = load_workspace(root)
    assert not isinstance(loaded, Problems)
    assert isinstance(load_engagement(root, "x", loaded.workspace), Engagement)


@settings(max_examples=300)
@given(name=st.sampled_from(sorted(FILES)), edits=st.lists(EDIT, min_size=1, max_size=4))
def test_mutated_files_are_read_or_refused(root: Path, name: str, edits: list[tuple[int, int, bytes]]) -> None:
    try:
        (root / name).write_bytes(mutated(FILES[name], edits))
        loaded = load_workspace(root)
        if isinstance(loaded, Problems):
            check(loaded)
            return
        outcome = load_engagement(root, "x", loaded.workspace)
        if isinstance(outcome, Problems):
            check(outcome)
    finally:
        (root / name).write_text(FILES[name], encoding="utf-8")


@given(text=st.text(alphabet='period,value2025-01Q;"\n\t.%é', max_size=80))
def test_any_text_is_a_series_or_has_problems(text: str) -> None:
    series, problems = read_series("period,value\n" + text, "a.csv", "percent", GRID)
    assert (series is None) == bool(problems)
