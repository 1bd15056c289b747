"""`explain` and `schema`: what a figure, a key, a challenge or a problem is, for people and for editors."""

import json
import re
from pathlib import Path

import pytest

from roireport.assess.catalogue import RULES
from roireport.cli import main
from roireport.load.handbook import read_key_texts
from roireport.load.json_schema import FILES
from roireport.model.keys import all_keys
from roireport.model.language import Language
from roireport.problems.codes import CODES
from roireport.resources import template_folders
from tests.cli.workspaces import GOOD, workspace
from tests.contexts import LANGUAGES

Shell = pytest.CaptureFixture[str]


def printed(capsys: Shell, *words: str) -> str:
    assert main(["explain", "--interface", "en", *words]) == 0
    return capsys.readouterr().out


@pytest.fixture
def root(tmp_path: Path) -> str:
    return str(workspace(tmp_path, good=GOOD))


def test_a_figure_has_its_formula_its_inputs_and_their_lines(root: str, capsys: Shell) -> None:
    text = printed(capsys, "-C", root, "good", "financial.roi")
    assert "Formula: (credited gain − cost) ÷ cost" in text
    assert re.search(r"financial\.cost = \d", text)
    assert "costs.yaml:" in text or "engagement.yaml:" in text


def test_a_figure_as_json_is_that_of_the_results(root: str, capsys: Shell) -> None:
    assert main(["compute", "-C", root, "good", "--format", "json"]) == 0
    results = json.loads(capsys.readouterr().out)
    figure = json.loads(printed(capsys, "-C", root, "good", "financial.roi", "--format", "json"))
    assert float(figure["value"]) == results["financial"]["roi"]
    assert figure["places"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_has_a_meaning_and_says_what_to_write(language: Language) -> None:
    texts = read_key_texts(template_folders(None), language)
    for key in all_keys().values():
        assert len(texts.text(key.path)) > 8, key.path
        assert texts.values(key), key.path


def test_every_meaning_and_example_belongs_to_a_key() -> None:
    paths = list(all_keys())
    for language in LANGUAGES:
        texts = read_key_texts(template_folders(None), language)
        for name in (*texts.texts, *texts.examples):
            assert name in ("roireport.yaml", "engagement.yaml") or any(
                f".{path}".endswith(f".{name}") for path in paths
            )


def test_a_key_is_found_by_its_path_or_by_its_last_name(capsys: Shell) -> None:
    text = printed(capsys, "gains.attribution.share")
    assert text.startswith("gains.attribution.share · gains.yaml")
    assert "60% or 0.6" in text
    assert "A08" in text
    assert {line.split(" · ")[0] for line in printed(capsys, "overrun").splitlines() if "·" in line} == {
        "costs.overrun"
    }


def test_each_rule_and_each_code_is_explained(capsys: Shell) -> None:
    for rule in RULES:
        text = printed(capsys, rule.id)
        assert rule.key in text
        assert "<" not in text
    for code in set(CODES.values()):
        assert code in printed(capsys, code)


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (["gain.atribution"], "gains.attribution"),
        (["A99"], "A09"),
        (["E999"], "no code"),
        (["marge"], "margin"),
        (["costs.days"], "`costs.quantity`, `costs.unit_cost`?"),
        (["gains.confidence"], "`gains.attribution.confidence`?"),
    ],
)
def test_an_unknown_name_gets_near_ones(words: list[str], near: str, capsys: Shell) -> None:
    assert main(["explain", *words]) == 2
    assert near in capsys.readouterr().err


def test_an_unknown_name_is_reported_in_the_language_of_the_interface(root: str, capsys: Shell) -> None:
    for words in (["A99"], ["E999"], ["costs.days"], ["-C", root, "good", "financial.rio"], ["-C", root, "god", "x"]):
        assert main(["explain", "--interface", "fr", *words]) == 2
        error = capsys.readouterr().err
        assert error.startswith("Erreur\N{NO-BREAK SPACE}: Aucun")
        assert "Vouliez-vous dire `" in error


def test_explain_and_check_take_a_word_for_the_same_keys(tmp_path: Path, capsys: Shell) -> None:
    costs = "costs: [{id: honoraires, label: Honoraires, category: fees, days: 12}]\n"
    bad = workspace(tmp_path, bad=GOOD.replace("costs:", "unread:", 1) + costs)
    assert main(["check", "--interface", "en", "-C", str(bad)]) == 1
    assert "Did you mean `quantity: …, unit_cost: …`?" in capsys.readouterr().err


def test_an_unknown_figure_gets_near_ones(root: str, capsys: Shell) -> None:
    assert main(["explain", "-C", root, "good", "financial.rio"]) == 2
    assert "financial.roi" in capsys.readouterr().err


def test_a_schema_is_printed_and_all_are_written(root: str, capsys: Shell) -> None:
    assert main(["schema", "gains", "--lang", "fr"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert "retours financiers" in schema["description"]
    assert main(["schema", "-C", root, "--write"]) == 0
    written = sorted(file.name for file in (Path(root) / "schema").iterdir())
    assert written == sorted(f"{name}.schema.json" for name in FILES)
    assert main(["schema", "-C", root, "--write"]) == 0


def test_a_link_named_schema_is_refused(root: str, tmp_path: Path, capsys: Shell) -> None:
    (tmp_path / "elsewhere").mkdir()
    (Path(root) / "schema").symlink_to(tmp_path / "elsewhere")
    assert main(["schema", "-C", root, "--write"]) == 2
    assert "link" in capsys.readouterr().err
    assert not list((tmp_path / "elsewhere").iterdir())
