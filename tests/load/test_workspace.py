"""A workspace is found, and what its settings say is taken over."""

import os
from decimal import Decimal
from pathlib import Path

import pytest

from roireport.load.engagement import load_engagement
from roireport.load.workspace import LARGEST_LOGO, LOGO_TYPES, LoadedWorkspace, load_workspace
from roireport.model.engagement import Engagement
from roireport.model.place import Place
from roireport.model.workspace import Workspace
from roireport.problems.problem import Problems
from roireport.render import brand

MINIMAL = """\
title: Négociation
client: {name: Aciéries du Rhône}
period: {start: 2025-01-06, end: 2025-06-30}
as_of: 2025-12-31
"""


def write(root: Path, **files: str) -> Path:
    """Files by their path, with __ for / and _yaml for the ending."""
    for name, text in files.items():
        path = root / (name.replace("__", "/").removesuffix("_yaml") + ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def loaded(start: Path) -> LoadedWorkspace:
    outcome = load_workspace(start)
    assert isinstance(outcome, LoadedWorkspace), outcome
    return outcome


def engagement(root: Path, id: str = "x") -> Engagement:
    outcome = load_engagement(root, id, loaded(root).workspace)
    assert isinstance(outcome, Engagement), outcome
    return outcome


def keys(outcome: object) -> list[str]:
    assert isinstance(outcome, Problems)
    return [one.key for one in outcome.items]


def test_the_nearest_settings_upwards_make_the_workspace(tmp_path: Path) -> None:
    write(tmp_path, roireport="firm: {name: Outer}")
    write(tmp_path / "inner", roireport="firm: {name: Inner}", engagements__x__engagement=MINIMAL)
    for start in ("inner", "inner/engagements", "inner/engagements/x"):
        assert loaded(tmp_path / start).root == tmp_path / "inner"
    assert loaded(tmp_path).workspace.firm.name == "Outer"


def test_a_folder_of_engagements_needs_no_settings(tmp_path: Path) -> None:
    write(tmp_path, engagements__b__engagement=MINIMAL, engagements__a__engagement=MINIMAL)
    (tmp_path / "engagements" / "notes.txt").write_text("")
    (tmp_path / "engagements" / ".git").mkdir()
    opened = loaded(tmp_path)
    assert opened.engagements == ("a", "b")
    assert opened.workspace.offers == ()


def test_the_name_of_a_folder_that_is_no_text_can_be_printed(tmp_path: Path) -> None:
    write(tmp_path, engagements__a__engagement=MINIMAL)
    (tmp_path / "engagements" / "a").rename(tmp_path / "engagements" / os.fsdecode(b"\xff\xfe"))
    assert loaded(tmp_path).engagements == ("\ufffd\ufffd",)
    assert keys(load_engagement(tmp_path, "??", Workspace())) == ["engagement_id"]


def test_engagements_behind_a_link_are_not_left_out_in_silence(tmp_path: Path) -> None:
    write(tmp_path, roireport="firm: {name: Firm}", elsewhere__x__engagement=MINIMAL)
    (tmp_path / "engagements").symlink_to("elsewhere")
    assert keys(load_workspace(tmp_path)) == ["not_a_regular_file"]


def test_engagements_that_may_not_be_listed_are_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, engagements__x__engagement=MINIMAL)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert keys(load_workspace(tmp_path)) == ["unreadable_file"]


def test_a_logo_that_cannot_be_used_is_reported_before_anything_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, roireport="firm: {logo: logo.png}")
    (tmp_path / "logo.png").write_bytes(b"x" * (LARGEST_LOGO + 1))
    assert keys(load_workspace(tmp_path)) == ["logo_too_large"]
    (tmp_path / "logo.png").write_bytes(b"x")
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "logo.png")
    assert keys(load_workspace(tmp_path)) == ["unreadable_file"]
    write(tmp_path, roireport=f"firm: {{logo: {'x' * 300}.png}}")
    assert keys(load_workspace(tmp_path)) == ["logo_missing"]


def test_the_settings_take_the_logos_that_pages_take() -> None:
    assert set(LOGO_TYPES) == set(brand.LOGO_TYPES)
    assert LARGEST_LOGO == brand.LARGEST_LOGO


def test_a_folder_that_is_no_workspace_is_a_problem(tmp_path: Path) -> None:
    assert keys(load_workspace(tmp_path)) == ["no_workspace"]
    assert keys(load_workspace(tmp_path / "missing")) == ["no_workspace"]


def test_defaults_are_taken_where_an_engagement_is_silent_and_keep_their_places(tmp_path: Path) -> None:
    settings = """\
defaults:
  currency: CHF
  language: en
  perspective: client
  horizon: 24 months
  discounting:
    rate: 8%
    convention: year_end
"""
    own = MINIMAL + "perspective: direction\ndiscounting: {rate: 5%}\n"
    write(tmp_path, roireport=settings, engagements__x__engagement=own)
    read = engagement(tmp_path)
    assert (read.currency, read.language, read.horizon) == ("CHF", ("en",), 24)
    assert read.perspective == "direction"
    assert (read.discounting.rate, read.discounting.convention) == (Decimal("0.05"), "year_end")
    assert read.place("currency") == Place("roireport.yaml", 2, 13)
    assert read.discounting.place("rate") == Place("engagements/x/engagement.yaml", 6, 21)
    assert read.discounting.place("convention") == Place("roireport.yaml", 8, 17)


@pytest.mark.parametrize(
    ("written", "languages"),
    [("", ("fr",)), ("language: en\n", ("en",)), ("language: [en, fr]\n", ("en", "fr"))],
)
def test_a_language_is_a_list_of_one_and_french_by_default(
    tmp_path: Path, written: str, languages: tuple[str, ...]
) -> None:
    write(tmp_path, engagements__x__engagement=MINIMAL + "currency: EUR\n" + written)
    assert engagement(tmp_path).language == languages


def test_an_id_that_is_not_there_is_a_problem_with_the_one_that_was_meant(tmp_path: Path) -> None:
    write(tmp_path, engagements__negociation__engagement=MINIMAL)
    outcome = load_engagement(tmp_path, "negotiation", loaded(tmp_path).workspace)
    assert isinstance(outcome, Problems)
    assert [(one.key, dict(one.facts)["near"]) for one in outcome.items] == [("unknown_engagement", "negociation")]


@pytest.mark.parametrize("id", ["../x", "", ".", "/etc", "a" * 65, "x/../x", "x\0", "x\n", "\udcff"])
def test_an_id_cannot_lead_out_of_the_engagements(tmp_path: Path, id: str) -> None:
    write(tmp_path, engagements__x__engagement=MINIMAL)
    outcome = load_engagement(tmp_path, id, loaded(tmp_path).workspace)
    assert keys(outcome) == ["engagement_id"]
    assert isinstance(outcome, Problems)
    assert all(one.place.file.isprintable() for one in outcome.items)
