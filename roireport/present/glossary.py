"""The glossary of the method: terms of the field and measures, in alphabetical order."""

from dataclasses import dataclass

from roireport.model.handbook import Handbook
from roireport.present.language.words import Words
from roireport.present.sections.terms import TERMS, in_order
from roireport.present.sheet_page import measure_leaf


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its meaning.

    `href` is the page that says more, from the folder of the method.
    """

    id: str
    term: str
    meaning: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Glossary:
    """The page; `href` is its own address from the folder of the method."""

    kicker: str
    title: str
    lead: str
    terms: tuple[Term, ...]
    href: str = "glossary.html"


def glossary(handbook: Handbook, words: Words) -> Glossary:
    """Return every term; a measure replaces a term of the same name."""
    leaves = {sheet.id: measure_leaf(sheet) for sheet in handbook.sheets}
    measures = [Term(f"measure-{id}", leaf.title, leaf.text, leaf.href) for id, leaf in leaves.items()]
    named = {in_order(measure.term) for measure in measures}
    terms = (Term(id, words(f"method.term.{id}"), words(f"method.term.{id}.meaning")) for id in TERMS)
    everything = [*measures, *(term for term in terms if in_order(term.term) not in named)]
    return Glossary(
        words("method_page.kicker"),
        words("method_page.glossary"),
        words("method_page.glossary_lead"),
        tuple(sorted(everything, key=lambda term: in_order(term.term))),
    )
