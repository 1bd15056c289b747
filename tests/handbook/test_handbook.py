"""The handbook is whole: alike in both languages, a sheet for every formula, a page for every challenge."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from roireport.assess.catalogue import IDS, RULES
from roireport.assess.finding import Counted
from roireport.load.handbook import read_handbook
from roireport.load.words import read_words
from roireport.measure.figure import Figure
from roireport.model.handbook import Sheet
from roireport.model.language import Language
from roireport.problems.codes import CODES
from roireport.problems.problem import Refused
from roireport.trace.paths import figures
from tests.contexts import LANGUAGES, ROOT, engagement_ids, real
from tests.handbook.handbooks import all_sheets, handbook, plain

MAKERS = {"figure": 2, "Figure": 2, "undefined": 1, "derived": 1, "summed": 1, "points": 0}
"""Which argument of what makes a figure names its formula."""
TEXTS = frozenset(("label", "name", "statement", "rationale", "owner", "by"))
"""What an example says in its own language."""


def named_in_the_code() -> set[str]:
    """The formulas that the code names: at a figure or before it, in full or by their opening."""
    formulas = {
        key.removeprefix("figure.formula.")
        for key in read_words(ROOT / "templates/words/en")
        if key.startswith("figure.formula.")
    }
    return {
        formula
        for path in sorted((ROOT / "roireport" / "measure").glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for formula in named_by(node, formulas)
    }


def named_by(node: ast.AST, formulas: set[str]) -> Iterator[str]:
    """The formulas that a node of the syntax tree names."""
    match node:
        case ast.Constant(value=str(text)) if text in formulas:
            yield text
        case ast.JoinedStr(values=[ast.Constant(value=str(opening)), *_]) if opening.endswith("_"):
            yield from (formula for formula in formulas if formula.startswith(opening))
        case ast.Call(func=ast.Name(id=name), args=arguments) if len(arguments) > MAKERS.get(name, len(arguments)):
            argument = arguments[MAKERS[name]]
            if isinstance(argument, ast.Constant):
                yield str(argument.value)


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
    assert others == {"established", "objective", "outcomes", "verdict"}  # rules that judge, not formulas


def test_every_file_is_in_the_contents() -> None:
    for language in LANGUAGES:
        files = {file.stem for file in (ROOT / "templates/handbook" / language / "measures").iterdir()}
        assert files == {sheet.id for sheet in handbook(language).sheets}


def without_texts(node: Any) -> Any:
    """An example without its texts in one language."""
    if isinstance(node, dict):
        return {key: without_texts(value) for key, value in node.items() if key not in TEXTS}
    return [without_texts(item) for item in node] if isinstance(node, list) else node


def facts(sheet: Sheet) -> tuple[object, ...]:
    """What does not depend on the language."""
    example = sheet.example
    return (
        sheet.formulas,
        sheet.challenges,
        sheet.source,
        without_texts(plain(example.sections)),
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
        assert set(re.findall(r"\(([ULAVRG]\d\d)\)", " ".join(part.text for part in sheet.parts))) <= IDS, sheet.id


def prose(sheet: Sheet) -> str:
    """The prose of a sheet, without code."""
    texts = (sheet.title, sheet.question, sheet.words, sheet.symbols, *(part.text for part in sheet.parts))
    return re.sub(r"`[^`]*`|^\|[-:| ]*\|$", "¤", "\n".join(texts), flags=re.MULTILINE)


def test_french_sheets_are_set_as_french_wants() -> None:
    wrong = re.compile(r"[^\u202f][;!?](?!\w)|[^\u00a0\d ]:|[ \u00a0\d]%|«[^\u00a0]|[^\u00a0]»|'|\d \d{3}")
    faults = {sheet.id: wrong.findall(prose(sheet)) for sheet in handbook("fr").sheets}
    assert {id: marks for id, marks in faults.items() if marks} == {}


def page_words(language: Language) -> dict[str, list[str]]:
    """The words of the method pages, and the trigger of each challenge."""
    entries = read_words(ROOT / "templates" / "words" / language)
    own = {key: entry for key, entry in entries.items() if key.startswith("method_page.") or key.endswith(".trigger")}
    return {key: [entry] if isinstance(entry, str) else list(entry.values()) for key, entry in own.items()}


def test_the_words_of_the_method_pages_match_in_both_languages() -> None:
    french, english = page_words("fr"), page_words("en")
    assert {f"challenge.{id}.trigger" for id in IDS} <= french.keys() == english.keys()
    for key, texts in french.items():
        fields = [sorted(re.findall(r"\{(\w+)\}", text)) for text in (*texts, *english[key])]
        assert fields == [fields[0]] * len(fields), key
        assert not any(re.search(r"[^\u202f][;!?%]|[^\u00a0]:|'", text) for text in texts), key


def test_every_word_of_the_method_pages_is_used() -> None:
    places = [*(ROOT / "roireport/present").glob("*.py"), *(ROOT / "roireport/publish").glob("*.py")]
    places += (ROOT / "templates/layout").glob("*.jinja")
    code = "".join(path.read_text("utf-8") for path in places)
    unused = {key for key in page_words("fr") if key.startswith("method_page.") and key not in code}
    computed = {f"method_page.{part}" for part in ("trigger", "why", "remedy")}
    computed |= {f"method_page.{unit}" for unit in get_args(Counted)}
    computed |= {f"method_page.family.{sheet.family}" for sheet in handbook("fr").sheets}
    computed |= {f"method_page.family.{rule.family}" for rule in RULES}
    computed |= {f"method_page.problems.{code[1]}" for code in CODES.values()}
    computed |= {f"method_page.reference_{part}" for part in ("keys", "challenges", "problems")}
    computed |= {f"method_page.reference_{part}_lead" for part in ("keys", "challenges", "problems")}
    assert unused == computed - {key for key in computed if key in code}


def test_english_sheets_have_no_french_spaces() -> None:
    assert [s.id for s in handbook("en").sheets if re.search(r"[\u202f\u00a0 ][;!?%:](?! )|'|\u202f", prose(s))] == []


HEAD = "title: a\nquestion: a?\nwords: a\nsymbols: a\nformulas: []\nchallenges: []\nsource: a\n"
GOOD = f"---\n{HEAD}example:\n  horizon: 12 months\nresults: {{financial.roi: 60%}}\n---\n## A\n\nText.\n"


@pytest.mark.parametrize(
    ("broken", "code"),
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
def test_a_sheet_that_is_none_is_named_with_its_fault(tmp_path: Path, broken: str | None, code: str) -> None:
    folder = tmp_path / "handbook" / "en" / "measures"
    folder.mkdir(parents=True)
    (tmp_path / "handbook" / "contents.yaml").write_text("return: [a]\n")
    (folder / "a.md").write_text(GOOD)
    assert [part.text for part in read_handbook((tmp_path,), "en").sheets[0].parts] == ["Text."]
    (folder / "a.md").unlink() if broken is None else (folder / "a.md").write_text(broken)
    with pytest.raises(Refused, match=rf"handbook/en/measures/a\.md.*{code}"):
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
