"""What a narrative calls ROI: the sentences that give the gain/cost ratio under that name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from roireport.assess.number_text import Number, numbers_in
from roireport.measure.figure import EXACT

LONGEST_EXCERPT = 240
_GAP = r"[\s\u00a0\u202f*_]+"
_RETURN = rf"\b(?:retours?{_GAP}sur{_GAP}(?:l[’']|les{_GAP})?investissements?|returns?{_GAP}on{_GAP}investments?)\b"
_ROI = re.compile(rf"\b(?:ROIs?|RSI)\b|\bR\.(?:O\.I|S\.I)\.|(?i:{_RETURN})")
_SIDES = (r"(?:gains?|b[ée]n[ée]fices?|avantages?|benefits?)", r"(?:co[ûu]ts?|costs?)")
_BETWEEN = r"\s*(?:/|-|–|\bto\b|\bsur\b|\bover\b)\s*"
_RATIO = re.compile(
    rf"\b(?:BCR|RCB|RBC|RAC)\b|\bB/C\b|(?i:\b{_SIDES[0]}{_BETWEEN}{_SIDES[1]}\b|\b{_SIDES[1]}{_BETWEEN}{_SIDES[0]}\b)"
)
_QUOTED_RATIO = re.compile(r"\[\[\s*financial\.bcr\s*\]\]")
_ABBREVIATION = r"(?:env|approx|ca|ex|e\.g|i\.e|p|cf|vs|resp|M|MM|Mr|Mrs|Dr|no|art|fig|R\.O\.I|R\.S\.I)"
_END = re.compile(
    rf"(?<!\b{_ABBREVIATION[3:-1].replace('|', rf')(?<!{chr(92)}b')})[.!?…]+[»”\")*_]*(?=\s+[\"“«(\[*_\dA-ZÀ-Ý])"
    r"|\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)]|#+|>|\|)\s)"
)
