"""Recognise what somebody meant by a key or a value that cannot be read."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final
from unicodedata import combining, normalize

from roireport.model.place import Place
from roireport.model.written import Written, WrittenMapping
from roireport.problems.problem import Problem, problem

_DECIMAL_COMMA: Final = re.compile(r"(?P<whole>[+-]?\d+),(?P<part>\d+)(?P<percent> ?%?)", re.ASCII)
_THOUSANDS: Final = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_CURLY: Final = re.compile(r"[“”„‘’«»].*|.*[“”„‘’«»]", re.DOTALL)
_NO_BREAK_SPACES: Final = ("\u00a0", "\u202f", "\u2007")
_DIGITS: Final = re.compile(r"\d+", re.ASCII)
_NUMBERS: Final = frozenset(("not_a_number", "share_out_of_range", "rate_above_one"))

_MEANINGS: Final = {
    "days": ("jour", "jours", "day"),
    "hours": ("heure", "heures", "hour"),
    "percent": ("%", "pct", "pourcent", "pourcentage", "taux", "rate", "percentage"),
    "number": ("nombre", "unit", "units", "unite", "unites", "count"),
    "money": ("eur", "euro", "euros", "€", "k€", "usd", "montant", "amount", "currency"),
    "score": ("note", "points", "index"),
    "up": ("hausse", "higher", "increase"),
    "down": ("baisse", "lower", "decrease"),
    "training": ("formation",),
    "consulting": ("conseil",),
    "tools": ("outils", "outil", "software", "licences"),
    "fees": ("honoraires", "fee"),
    "travel": ("deplacement", "deplacements"),
    "client_time": ("temps", "participants", "time"),
    "saving": ("economie", "economies", "savings"),
    "margin": ("marge",),
    "revenue": ("ca", "chiffre d'affaires", "sales", "turnover"),
}
"""Words in French and English, without accents, for which the value allowed is another one."""


_KEY_MEANINGS: Final = {
    ("quantity", "unit_cost"): ("days", "day", "jours", "jour", "hours", "heures", "nb_jours", "man_days"),
    ("unit_cost",): ("rate", "daily_rate", "day_rate", "taux", "tjm", "prix_unitaire", "unit_price"),
    ("amount",): ("total", "montant", "sum", "somme", "budget", "cost", "cout", "price", "prix", "value", "valeur"),
    ("label",): ("name", "nom", "title", "titre", "libelle", "description"),
    ("name",): ("label", "title", "titre", "nom", "libelle"),
    ("statement",): ("label", "title", "titre", "text", "texte", "objective", "objectif", "enonce", "description"),
    ("decision",): ("label", "title", "titre", "text", "texte", "name", "nom"),
    ("from",): ("start", "begin", "debut", "since", "de", "depuis"),
    ("to",): ("end", "fin", "until", "jusqu_a", "a"),
    ("start",): ("from", "begin", "debut"),
    ("end",): ("to", "fin", "until"),
    ("due",): ("deadline", "echeance", "date", "by"),
    ("as_of",): ("cutoff", "cut_off", "date_arrete", "arrete"),
    ("baseline",): ("before", "avant", "depart", "initial"),
    ("current",): ("now", "after", "actuel", "apres", "aujourd_hui"),
    ("target",): ("goal", "cible", "objectif"),
    ("per_month",): ("monthly", "mensuel", "par_mois"),
    ("per_year",): ("yearly", "annual", "annuel", "par_an"),
    ("share",): ("part", "percent", "pourcentage", "percentage"),
    ("swing",): ("weight", "poids", "importance"),
    ("owner",): ("responsable", "pilote", "responsible"),
    ("currency",): ("devise", "monnaie"),
    ("category",): ("categorie", "type", "kind"),
    ("kind",): ("type", "nature", "category", "categorie"),
}
"""Keys, with the words in French and English that are written in their place."""


def meant_choice(text: str, choices: Sequence[str]) -> str:
    """The value allowed that a word means; empty where none does."""
    word = _plain(text)
    return next((choice for choice in choices if word in _MEANINGS.get(choice, ())), "")


def meant_keys(key: str, allowed: Sequence[str]) -> tuple[str, ...]:
    """The allowed keys that a word means, several where they are written together; empty where none are."""
    word = _plain(key).replace("-", "_").replace(" ", "_")
    meant = (keys for keys, words in _KEY_MEANINGS.items() if word in words and set(keys) <= set(allowed))
    return next(meant, ())


def _plain(text: str) -> str:
    """A word in small letters without accents."""
    return "".join(letter for letter in normalize("NFKD", text.casefold().strip()) if not combining(letter))


def typed_value(key: str, written: Written) -> Problem | None:
    """A better problem for a value that is wrong: curly quotes, a decimal comma, a separator of thousands."""
    if _CURLY.fullmatch(written):
        return problem("curly_quotes", written.place, text=written[:60])
    if key not in _NUMBERS:
        return None
    if _THOUSANDS.fullmatch(written):
        return thousands_problem(written, written.place)
    if match := _DECIMAL_COMMA.fullmatch(written):
        number = f"{match['whole']}.{match['part']}{match['percent']}"
        return problem("decimal_comma", written.place, text=written[:60], number=number)
    return None


def thousands_problem(text: str, place: Place) -> Problem:
    """A number such as 36.000, which is 36000 or 36."""
    plain, short = re.sub("[.,]", "", text), f"{Decimal(text.replace(',', '.')).normalize():f}"
    return problem("thousands_in_number", place, text=text, plain=plain, short=short)


def typed_key(key: str, value: object, place: Place, mapping: WrittenMapping) -> Problem | None:
    """A better problem for a key that is unknown: half of a number, or a key and its value without a space."""
    if value == "" and _DIGITS.fullmatch(key):
        return _cut_number(key, place, mapping)
    if key.startswith(_NO_BREAK_SPACES):
        return problem("yaml_no_break_space", place)
    name, colon, rest = key.partition(":")
    if value == "" and colon and rest:
        return problem("yaml_colon_without_space", place, key=name[:60], value=rest[:60])
    return problem("curly_quotes", place, text=key[:60]) if _CURLY.fullmatch(key) else None


def _cut_number(key: str, place: Place, mapping: WrittenMapping) -> Problem | None:
    """The number that a comma has cut in two: its second half is a key without a value."""
    before = next((mapping[first] for first, second in pairwise(mapping) if second == key), None)
    if not isinstance(before, Written) or not _DIGITS.fullmatch(before):
        return None
    number = f"{before}{key}" if len(key) == 3 and before != "0" else f"{before}.{key}"
    return problem("yaml_thousands_comma", place, text=f"{before},{key}"[:60], number=number[:60])
