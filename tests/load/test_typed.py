"""What somebody meant is found where letters mislead."""

from roireport.load.schema import read_noun
from roireport.load.yaml_tree import read_tree
from roireport.model.gain import Gain
from roireport.model.kpi import Kpi
from roireport.model.located import Located


def facts(noun: type[Located], text: str) -> list[tuple[str, str]]:
    tree, faults = read_tree(text, "a.yaml")
    assert tree is not None
    return [(one.key, dict(one.facts).get("near", "")) for one in (*faults, *read_noun(noun, tree)[1])]


def test_a_word_of_the_same_meaning_is_offered() -> None:
    """`jours` is nearer to `hours` by its letters."""
    assert facts(Kpi, "{id: a, name: A, unit: jours}") == [("not_one_of", "days")]
    assert facts(Kpi, "{id: a, name: A, unit: Unités}") == [("not_one_of", "number")]


def test_a_key_of_an_inner_mapping_is_shown_where_it_belongs() -> None:
    gain = "{id: a, label: A, kind: margin, per_month: 1, confidence: 80%}"
    assert facts(Gain, gain) == [("unknown_key", "attribution: {confidence: …}")]


def test_curly_quotes_and_decimal_commas_speak_of_themselves() -> None:
    assert facts(Gain, "{id: a, label: A, kind: margin, per_month: “1”}") == [("curly_quotes", "")]
    share = "id: a\nlabel: A\nkind: margin\nper_month: 1\nattribution:\n  share: 0,65\n  by: B\n"
    assert facts(Gain, share) == [("decimal_comma", "")]
