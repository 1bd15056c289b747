"""What a terminal and a program get of a problem."""

import json
import pickle
from dataclasses import replace

from roireport.model.place import Place
from roireport.problems.document import problem_document
from roireport.problems.problem import NO_PLACE, Problem, Refused, at_stage, of_stage, placed, problem
from roireport.problems.text import problem_text


class Sentences(dict[str, str]):
    """A few words that fill in their facts."""

    def __call__(self, key: str, /, **facts: object) -> str:
        return self[key].format_map(facts)


WORDS = Sentences(
    {
        "problems.not_a_number.what": "“{text}” is not {kind}.",
        "problems.not_a_number.mend": "Write 12.50.",
        "problems.unknown_key.what": "No key {key}.",
        "problems.unknown_key.mend": "Did you mean {near}?",
        "problems.unknown_key.mend_without_near": "Keys: {allowed}.",
        "problems.kind.rate": "a rate",
    }
)
PLACE = Place("engagements/x/costs.yaml", 4, 11)


def number(excerpt: str | None) -> Problem:
    return replace(problem("not_a_number", PLACE, text="a{b}", kind="rate"), excerpt=excerpt)


def test_a_problem_is_its_code_its_place_its_line_with_a_caret_and_its_mend() -> None:
    assert problem_text(number("  amount: a{b}"), WORDS) == (
        "E203 engagements/x/costs.yaml:4:11 “a{b}” is not a rate.\n"
        "      amount: a{b}\n"
        "              ^\n"
        "  → Write 12.50."
    )


def test_the_caret_stands_below_its_place_after_a_tab_too() -> None:
    caret = problem_text(number("a:\tb:     x"), WORDS).split("\n")[2]
    assert caret == "      \t       ^"


def test_a_long_line_is_cut_on_both_sides_of_the_place() -> None:
    line = "-" * 10 + "x" + "-" * 3000
    far = replace(number(line), place=Place("f", 1, 2000))
    shown, caret = problem_text(far, WORDS).split("\n")[1:3]
    assert len(shown) == 104
    assert caret.index("^") == 54


def test_a_line_cannot_steer_the_terminal() -> None:
    shown = problem_text(number("\x1b[2J\u202ea"), WORDS).split("\n")[1]
    assert shown == "    \ufffd[2J\ufffda"


def test_a_file_as_a_whole_has_no_line_and_no_excerpt() -> None:
    whole = problem("not_a_number", Place("a.yaml"), text="x", kind="rate")
    assert problem_text(whole, WORDS) == "E203 a.yaml “x” is not a rate.\n  → Write 12.50."


def test_a_near_name_is_offered_and_the_known_ones_where_none_is_near() -> None:
    close = problem("unknown_key", PLACE, key="amout", near="amount", allowed="amount, label")
    far = problem("unknown_key", PLACE, key="zzz", near="", allowed="amount, label")
    assert problem_text(close, WORDS).endswith("→ Did you mean amount?")
    assert problem_text(far, WORDS).endswith("→ Keys: amount, label.")


def test_a_document_says_everything_in_plain_values() -> None:
    fault = replace(number("  amount: a{b}"), engagement="x", also=(Place("b.yaml"),))
    assert json.loads(json.dumps(problem_document(fault, WORDS))) == {
        "code": "E203",
        "key": "not_a_number",
        "level": "error",
        "engagement": "x",
        "file": "engagements/x/costs.yaml",
        "line": 4,
        "column": 11,
        "what": "“a{b}” is not a rate.",
        "mend": "Write 12.50.",
        "excerpt": "  amount: a{b}",
        "also": [{"file": "b.yaml", "line": None, "column": None}],
        "more_rows": 0,
    }


def test_a_refusal_survives_a_pipe_and_names_its_problems() -> None:
    refused = pickle.loads(pickle.dumps(Refused([number(None)])))
    assert refused.problems == (number(None),)
    assert str(refused) == "engagements/x/costs.yaml:4:11: not_a_number (text=a{b}, kind=rate)"


def test_only_a_problem_without_a_place_is_given_one() -> None:
    unplaced = problem("not_a_number", NO_PLACE)
    assert placed([unplaced, number(None)], Place("a.md")) == (replace(unplaced, place=Place("a.md")), number(None))


def test_problems_are_selected_by_their_stage_and_keep_their_engagement() -> None:
    loaded = number(None)
    (rendered,) = at_stage("render", [loaded], engagement="x")
    assert (loaded.stage, rendered.stage, rendered.engagement) == ("load", "render", "x")
    assert of_stage([rendered, loaded], "load", "compute") == (loaded,)
    assert at_stage("compute", [rendered])[0].engagement == "x"
