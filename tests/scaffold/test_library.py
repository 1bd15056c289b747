"""The library: each entry is a valid piece of an engagement, and a firm's own entries shadow and extend it."""

import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from roireport.cli import main
from roireport.load.engagement import load_engagement
from roireport.load.library import Library, read_library
from roireport.load.snapshot import snapshot_of
from roireport.load.yaml_tree import read_tree
from roireport.model.kpi import COMPUTED_METHODS
from roireport.model.language import LANGUAGES, Language
from roireport.model.library import ENTRY_KINDS, EntryKind, ids_of
from roireport.model.workspace import Workspace
from roireport.problems.problem import Problems
from roireport.resources import template_folders
from roireport.scaffold.draft import SECTION_OF, library_draft
from roireport.scaffold.request import takes_amount
from roireport.scaffold.starter import Starter
from tests.cli.workspaces import workspace

Shell = pytest.CaptureFixture[str]
HEAD = b"""\
title: T
client: {name: C}
period: {start: 2025-01-06, end: 2025-06-30}
as_of: 2025-12-31
currency: EUR
"""
AMOUNTS = {"amount": "1200", "per_month": "1200", "flows": "{2025-07: 1200}"}
OWN = """\
id: {id}
name: {{fr: Appels par jour, en: Calls a day}}
unit: number
direction: up
formula: calls ÷ days
usual_source: Telephone system
pitfalls: Calls are not sales
counterfactual: {{method: control, why: Another team}}
"""


@cache
def library(root: Path | None = None) -> Library:
    """The library of a workspace, or the built-in one."""
    read = read_library(template_folders(root))
    assert isinstance(read, Library)
    return read


ENTRIES: list[tuple[EntryKind, str]] = [(kind, name) for kind, named in library().entries.items() for name in named]
"""Every built-in entry."""
PIECES = [
    (kind, name, amount)
    for kind, name in ENTRIES
    for amount in (None, Decimal(1200))
    if amount is None or takes_amount(library().entries[kind][name])
]


def filled_in(text: str) -> str:
    """The lines of an entry that waits for its amount, when somebody has done what its comment says."""
    lines = text[text.index("- id:") - 2 :].split("\n")
    live = [line.removeprefix("# ") if re.match(r"# (- |  [a-z_]+:)", line) else line for line in lines]
    return re.sub(
        r"^  (amount|per_month|flows):", lambda key: f"  {key[1]}: {AMOUNTS[key[1]]}", "\n".join(live), flags=re.M
    )


def test_there_are_ten_kpis_and_eight_of_each_other_kind() -> None:
    assert {kind: len(named) for kind, named in library().entries.items()} == {
        "kpi": 10,
        "gain": 8,
        "cost": 8,
        "criterion": 8,
    }


@pytest.mark.parametrize("languages", [("fr",), ("en",), ("fr", "en"), ("en", "fr")], ids="-".join)
@pytest.mark.parametrize(("kind", "name", "amount"), PIECES)
def test_an_entry_is_a_valid_piece_of_an_engagement(
    kind: EntryKind, name: str, amount: Decimal | None, languages: tuple[Language, ...], tmp_path: Path
) -> None:
    entry = library().entries[kind][name]
    draft = library_draft(entry, library(), languages, (), amount)
    text = draft.text(Starter(template_folders(None), languages))
    assert draft.open == (kind in ("gain", "cost") and amount is None)
    if draft.open:
        assert read_tree(text, "x") == ({}, [])
        text = filled_in(text)
    files = {
        "engagement.yaml": HEAD + f"language: [{', '.join(languages)}]\n".encode(),
        f"{SECTION_OF[kind]}.yaml": text.encode(),
    }
    snapshot = snapshot_of("engagements/x", files)
    engagement = load_engagement(tmp_path, "x", Workspace(), snapshot)
    assert not isinstance(engagement, Problems), engagement
    (piece,) = getattr(engagement, SECTION_OF[kind])
    assert piece.id == str(entry.id.in_language(languages[0]))
    title = piece.name if kind == "kpi" else piece.label
    for language in languages:
        assert title.in_language(language) == entry.title.in_language(language)


@pytest.mark.parametrize(("kind", "name"), ENTRIES)
def test_an_entry_says_everything_in_both_languages(kind: EntryKind, name: str) -> None:
    entry = library().entries[kind][name]
    texts = (entry.formula, entry.usual_source, entry.pitfalls, entry.counterfactual.why)
    for text in texts:
        assert set(text.forms) == set(LANGUAGES)
        assert text.forms["fr"] != text.forms["en"]
    assert (entry.counterfactual.method is not None) == (kind in ("kpi", "gain"))
    if kind == "kpi":
        assert entry.counterfactual.method in COMPUTED_METHODS


def test_ids_are_unique_in_each_language() -> None:
    for named in library().entries.values():
        for language in LANGUAGES:
            ids = Counter(str(entry.id.in_language(language)) for entry in named.values())
            assert [id for id, count in ids.items() if count > 1] == []


def test_an_entry_is_known_by_its_file_and_by_its_id_in_each_language() -> None:
    for kind in ENTRY_KINDS:
        for name, entry in library().entries[kind].items():
            assert all(library().entry(kind, known) is not None for known in (name, *ids_of(entry.id)))
    assert library().entry("kpi", "taux-de-conversion") is None
    assert library().ids("cost", "fr")[1] == "honoraires"


def own_entry(root: Path, kind: str, name: str, text: str) -> None:
    """Write an entry of a workspace's own library."""
    file = root / "templates/library" / kind / f"{name}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def test_a_firms_entries_shadow_and_extend_the_library(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path)
    own_entry(root, "kpi", "calls", OWN.format(id="calls"))
    own_entry(root, "kpi", "conversion-rate", OWN.format(id="own-conversion"))
    read = library(root)
    assert len(read.entries["kpi"]) == 11
    assert read.entry("kpi", "calls") is not None
    assert read.entry("kpi", "conversion-rate") is read.entry("kpi", "own-conversion")
    assert read.entry("kpi", "taux-conversion") is None
    assert main(["template", "lint", "-C", str(root)]) == 0
    assert "E9" not in capsys.readouterr().err


def test_a_faulty_entry_is_named_with_its_line(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path)
    own_entry(root, "kpi", "calls", OWN.format(id="Calls a day").replace("unit:", "unitt:"))
    own_entry(root, "gain", "calls", "id: x\n")
    assert main(["new", "--library", "-C", str(root)]) == 2
    messages = capsys.readouterr().err
    assert "E217 templates/library/kpi/calls.yaml:1:5" in messages
    assert "E202 templates/library/kpi/calls.yaml:3:1" in messages
    assert "E201 templates/library/gain/calls.yaml:1:1" in messages
    assert main(["template", "lint", "-C", str(root)]) == 1
    assert "E202 templates/library/kpi/calls.yaml:3:1" in capsys.readouterr().err


def test_a_gain_names_a_kpi_of_the_library(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path)
    built_in = template_folders(None)[0] / "library/gain/additional-deals.yaml"
    own_entry(root, "gain", "additional-deals", built_in.read_text().replace("conversion-rate", "conversion"))
    assert main(["new", "--library", "-C", str(root)]) == 2
    assert "E302 templates/library/gain/additional-deals.yaml:5:6" in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_library_is_listed_in_the_language_of_messages(language: Language, tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path)
    assert main(["new", "--library", "--interface", language, "-C", str(root)]) == 0
    printed = capsys.readouterr().out
    for named in library().entries.values():
        for entry in named.values():
            assert f"{entry.title.in_language(language)}\n" in printed
            assert f"  {entry.id.in_language(language)} " in printed
