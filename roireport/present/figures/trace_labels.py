"""Names, values and lines of figures, written once: appendix B needs the same ones many times."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from roireport.measure.figure import Figure
from roireport.model.place import Place
from roireport.present.context import ReportContext
from roireport.present.figures.lines import file_lines
from roireport.present.figures.name import figure_parts
from roireport.present.figures.value import exact
from roireport.present.language.quoted_text import QuotedText
from roireport.trace.tree import places


@dataclass(frozen=True, slots=True)
class TraceLabels:
    """Names (and apart from them what they belong to) and values in full by path; places and lines by figure."""

    ctx: ReportContext
    parts: Callable[[str], tuple[QuotedText, str]]
    value: Callable[[str], QuotedText]
    cached_places: dict[int, tuple[Place, ...]]
    """The places that a figure rests on, by its id(); the context holds the figures."""

    @classmethod
    def at(cls, ctx: ReportContext) -> "TraceLabels":
        """Empty labels for a context."""
        return cls(ctx, cache(partial(figure_parts, ctx)), cache(partial(exact, ctx)), {})

    def places(self, figure: Figure) -> tuple[Place, ...]:
        """The places of all typed values that a figure rests on."""
        return places(figure, self.cached_places)

    def lines(self, figure: Figure) -> tuple[str, ...]:
        """The files and lines of those places, as seen from the engagement's folder."""
        return file_lines(self.ctx, self.places(figure))
