"""Writes the marks of a drawing as SVG; a page has thousands, too many for a template.

With a palette the marks have colours (print, where no style sheet reaches a drawing). Without one they have the classes
c-<role> (fill) and s-<role> (stroke), so that the site's sheet colours them, light or dark.
"""

from collections.abc import Mapping

from markupsafe import Markup, escape

from roireport.chart.drawing import Area, Bar, Dot, Drawing, Hatch, Mark, Role, Spot, Stroke, Text
from roireport.render.emphasis import NO_TRACES, TraceLinks, linked

Palette = Mapping[str, str] | None
_HATCHING = 0.9


def marks(drawing: Drawing, palette: Palette = None, traces: TraceLinks = NO_TRACES) -> Markup:
    """Write all marks in painting order; labels link their figures to traces."""
    return Markup("".join([_mark(mark, palette, traces) for mark in drawing.marks]))


def _mark(mark: Mark, palette: Palette, traces: TraceLinks) -> str:
    match mark:
        case Text():
            anchor = f' text-anchor="{mark.anchor}"' if mark.anchor != "start" else ""
            look = f'font-size="{mark.size}" font-weight="{mark.weight}"{anchor}{_fill(mark.role, palette)}'
            return f'<text x="{_at(mark.x)}" y="{_at(mark.y)}" {look}>{linked(mark.text, traces)}</text>'
        case Bar():
            size = f'width="{_at(mark.width)}" height="{_at(mark.height)}"'
            look = _rimmed(mark.role, mark.outline, 1, palette)
            return f'<rect x="{_at(mark.x)}" y="{_at(mark.y)}" {size}{look}{_end("rect", mark.tip, palette)}'
        case Dot():
            look = _rimmed(mark.role, mark.outline, mark.rim, palette)
            place = f'cx="{_at(mark.x)}" cy="{_at(mark.y)}" r="{_at(mark.radius)}"'
            return f"<circle {place}{look}{_end('circle', mark.tip, palette)}"
        case Stroke():
            return f'<path d="{mark.path}"{_stroke(mark.role, mark.width, palette, mark.dash)}/>'
        case Hatch():
            return f'<path d="{mark.path}"{_stroke(mark.role, _HATCHING, palette)}{_end("path", mark.tip, palette)}'
        case Area():
            return f'<path d="{mark.path}"{_fill(mark.role, palette)}/>'
        case Spot() if palette:
            return ""
        case Spot():
            place = f'cx="{_at(mark.x)}" cy="{_at(mark.y)}" r="6"'
            return f'<circle class="spot" {place}{_end("circle", mark.tip, palette)}'


def _at(value: float) -> float:
    return round(value, 2)


def _fill(role: Role, palette: Palette) -> str:
    return f' fill="{palette[role]}"' if palette else f' class="c-{role}"'


def _stroke(role: Role, width: float, palette: Palette, dash: str = "") -> str:
    colour = f' stroke="{palette[role]}"' if palette else f' class="s-{role}"'
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'{colour} fill="none" stroke-width="{width}"{dashes}'


def _rimmed(role: Role, outline: Role | None, width: float, palette: Palette) -> str:
    if outline is None:
        return _fill(role, palette)
    colours = f' fill="{palette[role]}" stroke="{palette[outline]}"' if palette else f' class="c-{role} s-{outline}"'
    return f'{colours} stroke-width="{width}"'


def _end(name: str, tip: str, palette: Palette) -> str:
    """Close an element, on screen with the value on hover; in a PDF it would be read aloud twice."""
    return f"><title>{escape(str(tip))}</title></{name}>" if tip and not palette else "/>"
