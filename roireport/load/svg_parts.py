"""The elements, attributes and CSS functions that a logo in SVG may have: shapes, text, gradients and effects.

Names are those of SVG 2 and Filter Effects 1. What runs, moves, links or loads is not among them.
"""

from typing import Final


def names(text: str) -> frozenset[str]:
    """Split a list of names."""
    return frozenset(text.split())


SVG: Final = "http://www.w3.org/2000/svg"
XLINK: Final = "http://www.w3.org/1999/xlink"
XML: Final = "http://www.w3.org/XML/1998/namespace"
METADATA: Final = frozenset(
    (
        "http://www.inkscape.org/namespaces/inkscape",
        "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "http://creativecommons.org/ns#",
        "http://web.resource.org/cc/",
        "http://purl.org/dc/elements/1.1/",
        "http://www.bohemiancoding.com/sketch/ns",
        "http://www.serif.com/",
        "http://www.figma.com/figma/ns",
        "http://vectornator.io",
    )
)
"""Namespaces in which drawing programs write their notes; no viewer acts on them."""

ELEMENTS: Final = names("""
    svg g defs symbol use switch title desc metadata style path rect circle ellipse line polyline polygon text tspan
    textPath linearGradient radialGradient stop pattern clipPath mask marker filter feBlend feColorMatrix
    feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow
    feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight
    feSpecularLighting feSpotLight feTile feTurbulence
""")
PLAIN_ATTRIBUTES: Final = names("""
    id class lang role tabindex focusable version baseProfile contentScriptType contentStyleType zoomAndPan
    requiredExtensions requiredFeatures systemLanguage media type title viewBox preserveAspectRatio width height x y
    x1 y1 x2 y2 cx cy r rx ry fx fy fr d points pathLength transform gradientTransform patternTransform
    gradientUnits patternUnits patternContentUnits spreadMethod offset clipPathUnits maskUnits maskContentUnits
    markerUnits markerWidth markerHeight refX refY orient dx dy rotate textLength lengthAdjust startOffset method
    spacing side filterUnits primitiveUnits in in2 result stdDeviation mode values operator k1 k2 k3 k4 tableValues
    slope intercept amplitude exponent order kernelMatrix divisor bias targetX targetY edgeMode preserveAlpha
    surfaceScale diffuseConstant specularConstant specularExponent kernelUnitLength scale xChannelSelector
    yChannelSelector azimuth elevation z pointsAtX pointsAtY pointsAtZ limitingConeAngle radius baseFrequency
    numOctaves seed stitchTiles
""")
STYLED_ATTRIBUTES: Final = names("""
    style alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation
    color-interpolation-filters color-rendering direction display dominant-baseline enable-background fill
    fill-opacity fill-rule filter flood-color flood-opacity font font-family font-size font-size-adjust font-stretch
    font-style font-variant font-weight glyph-orientation-horizontal glyph-orientation-vertical image-rendering
    isolation kerning letter-spacing lighting-color marker marker-end marker-mid marker-start mask mask-type
    mix-blend-mode opacity overflow paint-order pointer-events shape-rendering stop-color stop-opacity stroke
    stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width
    text-anchor text-decoration text-rendering transform-box transform-origin unicode-bidi vector-effect visibility
    white-space word-spacing writing-mode
""")
"""Attributes whose values are CSS."""
XLINK_ATTRIBUTES: Final = frozenset(("href", "type", "title", "show", "actuate"))
CSS_FUNCTIONS: Final = names("""
    url var calc min max clamp rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix icc-color matrix translate
    translatex translatey scale scalex scaley rotate skew skewx skewy blur brightness contrast drop-shadow grayscale
    hue-rotate invert opacity saturate sepia inset circle ellipse polygon path linear-gradient radial-gradient
    conic-gradient not is where nth-child nth-last-child nth-of-type nth-last-of-type lang
""")
"""`url()` is held to parts of the drawing; `not` and the names after it are selectors."""
