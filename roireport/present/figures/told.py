"""What is said of figures, each once: appendix B comes back to the same ones over and over."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from roireport.measure.figure import Figure
from roireport.model.place import Place
from roireport.present.desk import Desk
from roireport.present.figures.lines import lines_told
from roireport.present.figures.name import figure_parts
from roireport.present.figures.value import exact
from roireport.present.language.said import Said
from roireport.trace.tree import places


@dataclass(frozen=True, slots=True)
class Told:
    """Names (and apart from them what they belong to) and values in full by path; places and lines by figure."""

    desk: Desk
    parts: Callable[[str], tuple[Said, str]]
    value: Callable[[str], Said]
    known: dict[int, tuple[Place, ...]]
    """The places that a figure rests on, by its id(); the desk holds the figures."""

    @classmethod
    def at(cls, desk: Desk) -> "Told":
        """What is said at a desk; nothing yet."""
        return cls(desk, cache(partial(figure_parts, desk)), cache(partial(exact, desk)), {})

    def places(self, figure: Figure) -> tuple[Place, ...]:
        """The places of all typed values that a figure rests on."""
        return places(figure, self.known)

    def lines(self, figure: Figure) -> tuple[str, ...]:
        """The files and lines of those places, as seen from the engagement's folder."""
        return lines_told(self.desk, self.places(figure))
