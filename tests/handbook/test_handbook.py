"""The handbook is whole: alike in both languages, a sheet for every formula, a page for every challenge."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from roireport.assess.catalogue import IDS, RULES
from roireport.load.handbook import read_handbook
from roireport.load.words import read_words
from roireport.measure.figure import Figure
from roireport.model.handbook import Sheet
from roireport.model.language import Language
from roireport.trace.paths import figures
from tests.contexts import LANGUAGES, ROOT, engagement_ids, real
from tests.handbook.handbooks import all_sheets, handbook, plain

MAKERS = {"figure": 2, "Figure": 2, "undefined": 1, "derived": 1, "summed": 1, "points": 0}
"""Which argument of what makes a figure names its formula."""
TEXTS = frozenset(("label", "name", "statement", "rationale", "owner", "by"))
"""What an example says in its own language."""


def named_in_the_code() -> set[str]:
    """The formulas that the code names: where a figure is made, or on the way there, whole or by their opening."""
    known = {
        key.removeprefix("figure.formula.")
        for key in read_words(ROOT / "templates/words/en")
        if key.startswith("figure.formula.")
    }
    found: set[str] = set()
    for path in sorted((ROOT / "roireport" / "measure").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and node.value in known:
                found.add(str(node.value))
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                opening = str(node.values[0].value)
                found |= {key for key in known if opening.endswith("_") and key.startswith(opening)}
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
                argument = node.args[MAKERS[node.func.id]] if len(node.args) > MAKERS[node.func.id] else None
                if isinstance(argument, ast.Constant):
                    found.add(str(argument.value))
    return found


def carried() -> Iterator[str]:
    """The formulas that the figures of the repository's own engagements carry, down to what was typed."""
    waiting = [figure for id in engagement_ids() for figure in figures(real(id, "en").results).values()]
    seen: set[int] = set()
    while waiting:
        figure: Figure = waiting.pop()
        if id(figure) not in seen:
            seen.add(id(figure))
            yield figure.formula
            waiting.extend(given.figure for given in figure.inputs)


def test_every_formula_has_one_sheet_and_no_sheet_invents_one() -> None:
    formulas = [formula for sheet in handbook("en").sheets for formula in sheet.formulas]
    assert len(formulas) == len(set(formulas))
    assert set(formulas) == named_in_the_code()
    assert set(carried()) <= set(formulas)


def test_a_sheet_is_named_after_its_first_formula() -> None:
    others = {sheet.id for sheet in handbook("en").sheets if sheet.formulas[:1] != (sheet.id,)}
    assert others == {"objective", "outcomes"}  # rules that judge, not formulas


def test_every_file_is_in_the_contents() -> None:
    for language in LANGUAGES:
        files = {file.stem for file in (ROOT / "templates/handbook" / language / "measures").iterdir()}
        assert files == {sheet.id for sheet in handbook(language).sheets}


def untold(node: Any) -> Any:
    """An example without what it says in a language."""
    if isinstance(node, dict):
        return {key: untold(value) for key, value in node.items() if key not in TEXTS}
    return [untold(item) for item in node] if isinstance(node, list) else node


def facts(sheet: Sheet) -> tuple[object, ...]:
    """What does not depend on the language."""
    example = sheet.example
    return (
        sheet.formulas,
        sheet.challenges,
        sheet.source,
        untold(plain(example.sections)),
        example.results,
        len(sheet.parts),
    )


def test_both_languages_have_the_same_formulas_examples_and_results() -> None:
    french, english = handbook("fr").sheets, handbook("en").sheets
    assert [sheet.id for sheet in french] == [sheet.id for sheet in english]
    assert [a.id for a, b in zip(french, english, strict=True) if facts(a) != facts(b)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_asks_a_question_and_names_challenges_that_there_are(language: Language) -> None:
    for sheet in handbook(language).sheets:
        assert sheet.question.endswith("?"), sheet.id
        assert set(sheet.challenges) <= IDS, sheet.id
        assert [part.heading for part in sheet.parts][1:] == ["Exemple" if language == "fr" else "Worked example"]
        assert set(re.findall(r"\(([A-Z]\d\d)\)", " ".join(part.text for part in sheet.parts))) <= IDS, sheet.id


def prose(sheet: Sheet) -> str:
    """What a sheet says, its code aside."""
    texts = (sheet.title, sheet.question, sheet.words, sheet.symbols, *(part.text for part in sheet.parts))
    return re.sub(r"`[^`]*`|^\|[-:| ]*\|$", "¤", "\n".join(texts), flags=re.MULTILINE)


def test_french_sheets_are_set_as_french_wants() -> None:
    wrong = re.compile(r"[^\u202f][;!?](?!\w)|[^\u00a0\d ]:|[ \u00a0\d]%|«[^\u00a0]|[^\u00a0]»|'|\d \d{3}")
    found = {sheet.id: wrong.findall(prose(sheet)) for sheet in handbook("fr").sheets}
    assert {id: marks for id, marks in found.items() if marks} == {}


def page_words(language: Language) -> dict[str, list[str]]:
    """What the pages say around the sheets, and when each challenge fires."""
    entries = read_words(ROOT / "templates" / "words" / language)
    own = {key: entry for key, entry in entries.items() if key.startswith("method_page.") or key.endswith(".trigger")}
    return {key: [entry] if isinstance(entry, str) else list(entry.values()) for key, entry in own.items()}


def test_the_words_around_the_sheets_are_alike_used_and_well_set() -> None:
    french, english = page_words("fr"), page_words("en")
    assert {f"challenge.{id}.trigger" for id in IDS} <= french.keys() == english.keys()
    for key, texts in french.items():
        fields = [sorted(re.findall(r"\{(\w+)\}", text)) for text in (*texts, *english[key])]
        assert all(each == fields[0] for each in fields), key
        assert not any(re.search(r"[^\u202f][;!?%]|[^\u00a0]:|'", text) for text in texts), key
    places = [*(ROOT / "roireport/present").glob("*.py"), *(ROOT / "roireport/publish").glob("*.py")]
    places += (ROOT / "templates/layout").glob("*.jinja")
    code = "".join(path.read_text("utf-8") for path in places)
    idle = {key for key in french if key.startswith("method_page.") and key not in code}
    built = {f"method_page.{part}" for part in ("trigger", "why", "remedy", "months", "periods")}
    built |= {f"method_page.family.{sheet.family}" for sheet in handbook("fr").sheets}
    built |= {f"method_page.family.{rule.family}" for rule in RULES}
    assert idle == built - {key for key in built if key in code}


def test_english_sheets_have_no_french_spaces() -> None:
    assert [s.id for s in handbook("en").sheets if re.search(r"[\u202f\u00a0 ][;!?%:](?! )|'|\u202f", prose(s))] == []


HEAD = "title: a\nquestion: a?\nwords: a\nsymbols: a\nformulas: []\nchallenges: []\nsource: a\n"
GOOD = f"---\n{HEAD}example:\n  horizon: 12 months\nresults: {{financial.roi: 60%}}\n---\n## A\n\nText.\n"


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (GOOD.replace("---\n", "", 1), "sheet_without_head"),
        (GOOD.replace("title: a\n", ""), "missing_key"),
        (GOOD.replace("formulas: []", "formulas: a"), "not_a_list"),
        (GOOD.replace("  horizon", "# horizon"), "not_a_mapping"),
        (GOOD.replace("example:\n  horizon: 12 months", "example: {horizon: 12 months}"), "sheet_without_example"),
        (GOOD.replace("source: a", "source: a\nsauce: a"), "unknown_key"),
        (GOOD.replace("title: a", "title: a\ntitle: b"), "duplicate_key"),
        (None, "unreadable_file"),
    ],
)
def test_a_sheet_that_is_none_is_named_with_its_fault(tmp_path: Path, broken: str | None, said: str) -> None:
    folder = tmp_path / "handbook" / "en" / "measures"
    folder.mkdir(parents=True)
    (tmp_path / "handbook" / "contents.yaml").write_text("return: [a]\n")
    (folder / "a.md").write_text(GOOD)
    assert [part.text for part in read_handbook((tmp_path,), "en").sheets[0].parts] == ["Text."]
    (folder / "a.md").unlink() if broken is None else (folder / "a.md").write_text(broken)
    with pytest.raises(ValueError, match=rf"handbook/en/measures/a\.md.*{said}"):
        read_handbook((tmp_path,), "en")


def test_a_workspace_may_shadow_one_sheet(tmp_path: Path) -> None:
    folder = tmp_path / "handbook" / "en" / "measures"
    folder.mkdir(parents=True)
    (folder / "net_benefit.md").write_text(GOOD.replace("title: a", "title: Our own"))
    titles = {sheet.id: sheet.title for sheet in read_handbook((tmp_path, ROOT / "templates"), "en").sheets}
    built_in = {sheet.id: sheet.title for sheet in handbook("en").sheets}
    assert {id for id in titles if titles[id] != built_in[id]} == {"net_benefit"}
    assert titles["net_benefit"] == "Our own"


def test_there_is_a_sheet_of_every_language() -> None:
    assert {language for language, _ in all_sheets()} == set(LANGUAGES)
