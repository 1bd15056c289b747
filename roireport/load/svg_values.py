"""The grammar of the numbers in a drawing: a value that a renderer could not read is refused.

Values are those of SVG 2 (sections 7 to 9 and 13.5); those of CSS may be keywords or functions too.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from roireport.load.svg_parts import names

LARGEST: Final = 1e6
"""No number of a drawing may be larger: beyond it, programs that draw lose digits or fail."""
_NUMBER: Final = r"(?>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?)"
"""Atomic, so that 1.5 is never read as 1 and .5."""
_LENGTH: Final = rf"{_NUMBER}(?:px|pt|pc|mm|cm|in|r?em|ex|Q|%)?"
_BETWEEN: Final = r"(?:\s*,\s*|\s+|(?=[+.-]))"
_AFTER_FLAG: Final = r"\s*,?\s*"
_ARC: Final = re.compile(
    rf"({_NUMBER}){_BETWEEN}({_NUMBER}){_BETWEEN}({_NUMBER}){_BETWEEN}"
    rf"[01]{_AFTER_FLAG}[01]{_AFTER_FLAG}({_NUMBER}){_BETWEEN}({_NUMBER}){_AFTER_FLAG}"
)
_CALL: Final = re.compile(r"(\w+)\s*\(([^()]*)\)\s*,?\s*")
_SEGMENTS: Final = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2}
"""How many numbers a command of a path takes, as often as they are given."""
_TRANSFORMS: Final[Mapping[str, tuple[int, ...]]] = {
    "matrix": (6,),
    "translate": (1, 2),
    "scale": (1, 2),
    "rotate": (1, 3),
    "skewX": (1,),
    "skewY": (1,),
}


def is_readable(attribute: str, value: str) -> bool:
    """Whether a renderer can read the value of an attribute; of those without numbers it always can."""
    check = _CHECKS.get(attribute)
    return check is None or check(value.strip())


def _list_of(item: str) -> str:
    return rf"{item}(?:{_BETWEEN}{item})*"


def _written_as(pattern: str) -> Callable[[str], bool]:
    whole = re.compile(pattern)
    return lambda value: whole.fullmatch(value) is not None and _is_moderate(value)


def _is_moderate(text: str) -> bool:
    return all(abs(float(number)) <= LARGEST for number in re.findall(_NUMBER, text))


_are_numbers: Final = _written_as(_list_of(_NUMBER))


def _count(text: str) -> int:
    """Count the numbers of a list; 0 where it is no list of numbers, or one is too large."""
    return len(re.findall(_NUMBER, text)) if _are_numbers(text.strip()) else 0


def _is_path(value: str) -> bool:
    before, *commands = re.split(r"([achlmqstvzACHLMQSTVZ])", value)
    pairs = list(zip(commands[::2], commands[1::2], strict=True))
    return not before and pairs[0][0] in "mM" and all(_is_segment(name.lower(), numbers) for name, numbers in pairs)


def _is_segment(command: str, numbers: str) -> bool:
    match command:
        case "z":
            return not numbers.strip()
        case "a":
            return _are_arcs(numbers.strip())
        case _:
            count = _count(numbers)
            return count > 0 and count % _SEGMENTS[command] == 0


def _are_arcs(numbers: str) -> bool:
    """Whether a text is a list of arcs, whose two flags may touch what follows."""
    start = 0
    while arc := _ARC.match(numbers, start):
        if not all(map(_is_moderate, arc.groups())):
            return False
        start = arc.end()
    return 0 < start == len(numbers)


def _is_transform(value: str) -> bool:
    return not _CALL.sub("", value) and all(_is_call(name, numbers) for name, numbers in _CALL.findall(value))


def _is_call(name: str, numbers: str) -> bool:
    """Whether a transform has as many numbers as it takes, and leaves the plane a plane."""
    if _count(numbers) not in _TRANSFORMS.get(name, ()):
        return False
    values = [float(number) for number in re.findall(_NUMBER, numbers)]
    match name:
        case "scale":
            return 0 not in values
        case "matrix":
            return values[0] * values[3] != values[1] * values[2]
        case _:
            return True


_STYLE: Final = r"(?!nan|inf(?:inity)?$)[a-z-]+(?:\(.*\))?"
"""A keyword or a function of CSS; `nan` and `inf` are none, and Python would read them as numbers."""
_CHECKS: Final[Mapping[str, Callable[[str], bool]]] = {
    "viewBox": lambda value: _count(value) == 4,
    "points": lambda value: _count(value) % 2 == 0 < _count(value),
    "d": _is_path,
    **dict.fromkeys(("transform", "gradientTransform", "patternTransform"), _is_transform),
    **dict.fromkeys(
        names("width height cx cy r rx ry fx fy fr x1 y1 x2 y2 markerWidth markerHeight textLength startOffset"),
        _written_as(rf"{_LENGTH}|auto"),
    ),
    **dict.fromkeys(("refX", "refY"), _written_as(rf"{_LENGTH}|left|center|right|top|bottom")),
    **dict.fromkeys(("x", "y", "dx", "dy"), _written_as(_list_of(_LENGTH))),
    **dict.fromkeys(("offset", "pathLength"), _written_as(rf"{_NUMBER}%?")),
    "rotate": _are_numbers,
    "orient": _written_as(rf"{_NUMBER}|auto|auto-start-reverse"),
    "stroke-miterlimit": _written_as(_NUMBER),
    "stroke-dasharray": _written_as(rf"{_list_of(_LENGTH)}|{_STYLE}"),
    **dict.fromkeys(
        names("font-size stroke-width stroke-dashoffset letter-spacing word-spacing"),
        _written_as(rf"{_LENGTH}|{_STYLE}"),
    ),
    **dict.fromkeys(
        names("opacity fill-opacity stroke-opacity stop-opacity flood-opacity"),
        _written_as(rf"{_NUMBER}%?|inherit"),
    ),
}
