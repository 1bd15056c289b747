"""A logo is a plain picture: what drawing programs write passes, what loads, runs or leads elsewhere does not."""

from io import BytesIO

import pytest
from PIL import Image

from roireport.load.logo import LogoFault, logo_faults

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
    'xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'version="1.1" id="Layer_1" x="0px" y="0px" viewBox="0 0 90 30" xml:space="preserve">\n'
)
ILLUSTRATOR = """<style type="text/css">
 .st0{fill:url(#SVGID_1_);} .st1{fill:#1B3A5C;font-family:'MyriadPro-Bold';} .a:not(.b){opacity:calc(1/2)}
 @media (prefers-color-scheme: dark){.st1{fill:rgb(255 255 255)}}
</style><linearGradient id="SVGID_1_" gradientUnits="userSpaceOnUse" gradientTransform="matrix(1 0 0 -1 0 30)">
<stop offset="0" style="stop-color:#FFFFFF"/></linearGradient>
<path class="st0" d="M0,0h90v30H0z"/><text transform="matrix(1 0 0 1 0 9)" class="st1">Cabinet</text>"""
INKSCAPE = """<sodipodi:namedview pagecolor="#ffffff" inkscape:zoom="8"/><metadata><rdf:RDF>
<dc:type rdf:resource="http://purl.org/dc/dcmitype/StillImage"/></rdf:RDF></metadata>
<defs><filter id="f"><feGaussianBlur stdDeviation="1"/></filter><g id="g"><rect width="9" height="9"/></g></defs>
<g inkscape:label="Layer" inkscape:groupmode="layer" style="filter:url('#f');mask:url( #m )"><use xlink:href="#g"/></g>
<use href="#g" clip-path="url(#c)" aria-hidden="true" data-name="logo"/>"""
REFUSED = {
    "<script/>": "<script>",
    "<a href='https://a.example'/>": "<a>",
    "<image href='data:image/png;base64,iVBORw0KGgo='/>": "<image>",
    "<feImage href='#x'/>": "<feImage>",
    "<foreignObject><p onload='x'/></foreignObject>": "<foreignObject>",
    "<set attributeName='href' to='http://a.example'/>": "<set>",
    "<animate attributeName='fill' values='url(http://a.example)'/>": "<animate>",
    "<x xmlns='http://www.w3.org/1999/xhtml'/>": "<x>",
    "<x xmlns=''/>": "<x>",
    "<g onload='alert(1)'/>": 'onload="alert(1)"',
    "<g xml:base='http://a.example/'/>": 'base="http://a.example/"',
    "<use href='http://a.example/#x'/>": 'href="http://a.example/#x"',
    "<use xlink:href='a.svg#x'/>": 'href="a.svg#x"',
    "<textPath src='x'/>": 'src="x"',
    "<g fill='url(http://a.example/#x)'/>": 'fill="url(http://a.example/#x)"',
    "<g fill='url(&quot;a.svg#x&quot;)'/>": 'fill="url("a.svg#x")"',
    "<g style='cursor:url(a.cur),auto'/>": 'style="cursor:url(a.cur),auto"',
    "<g filter='src(\"a.svg\")'/>": 'filter="src("a.svg")"',
    "<g mask='u\\72l(a.svg#x)'/>": 'mask="u\\72l(a.svg#x)"',
    "<g style='--a:url(a.svg)'/>": 'style="--a:url(a.svg)"',
    "<g cursor='move'/>": 'cursor="move"',
    "<?xml-stylesheet href='a.css'?>": "<?xml-stylesheet?>",
}
STYLES = {
    "@import 'a.css';": "@import",
    "@\\69mport 'a.css';": "@import",
    "@font-face{font-family:X;src:url(a.woff)}": "@font-face",
    "@namespace x 'http://a.example';": "@namespace",
    "g{mask-image:image-set('a.png' 1x)}": "image-set()",
    "g{mask-image:-webkit-image-set(url(#a) 1x)}": "-webkit-image-set()",
    "@media print{g{background:url(a.png)}}": "url(a.png)",
    "g{background:image('a.png')}": "image()",
    "g{background:cross-fade(url(#a),url(#b))}": "cross-fade()",
    "g{background:url('a.png')}": 'url("a.png")',
    "g{background:url(a b)}": "bad url token",
}


@pytest.mark.parametrize("drawing", [ILLUSTRATOR, INKSCAPE, "<!-- url(http://a.example) -->"])
def test_what_drawing_programs_write_is_a_plain_picture(drawing: str) -> None:
    assert logo_faults(f"<?xml version='1.0' encoding='UTF-8'?>{HEAD}{drawing}</svg>".encode(), ".svg") == ()


@pytest.mark.parametrize("drawing", REFUSED)
def test_a_part_that_could_load_or_run_is_refused_at_its_place(drawing: str) -> None:
    faults = logo_faults(f"{HEAD} {drawing}</svg>".encode(), ".svg")
    assert [(fault.key, fault.part, fault.line, fault.column) for fault in faults] == [
        ("logo_part_refused", REFUSED[drawing], 2, 2)
    ]


@pytest.mark.parametrize("rule", STYLES)
def test_a_rule_that_could_load_is_refused_at_its_place(rule: str) -> None:
    for start, end in (("<style>", "</style>"), ("<style><![CDATA[", "]]></style>")):
        first, *_ = logo_faults(f"{HEAD}{start}\ng{{fill:red}}\n{rule}{end}</svg>".encode(), ".svg")
        assert (first.key, first.part.lower(), first.line) == ("logo_part_refused", STYLES[rule], 4)


def test_all_faults_are_reported_at_once() -> None:
    faults = logo_faults(f"{HEAD}<script/>\n<image/><style>@import 'a'; @import 'b';</style></svg>".encode(), ".svg")
    assert [(fault.part, fault.line) for fault in faults] == [
        ("<script>", 2), ("<image>", 3), ("@import", 3), ("@import", 3)
    ]  # fmt: skip


@pytest.mark.parametrize("entity", ["<!ENTITY a 'ha'>", "<!ENTITY a SYSTEM 'file:///etc/passwd'>", ""])
def test_nothing_after_a_doctype_is_read(entity: str) -> None:
    content = f"<!DOCTYPE svg [{entity}]>\n{HEAD}<script/></svg>".encode()
    assert [fault.part for fault in logo_faults(content, ".svg")] == ["<!DOCTYPE>"]


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (b"<svg/>", ".svg"),
        (b"<svg", ".svg"),
        (b"", ".svg"),
        (HEAD.encode() + b"\xff</svg>", ".svg"),
        (f"{HEAD}</svg>".encode("utf-16"), ".svg"),
        (f"{HEAD}</svg>".encode("utf-16-le"), ".svg"),
        (f"{HEAD}&undefined;</svg>".encode(), ".svg"),
        (f"{HEAD}</svg>".encode(), ".png"),
        (b"\x89PNG", ".png"),
        (b"\xff\xd8", ".jpg"),
    ],
)
def test_bytes_that_are_no_such_picture_are_refused(content: bytes, suffix: str) -> None:
    assert logo_faults(content, suffix) == (LogoFault("logo_not_plain"),)


def test_an_encoding_that_readers_could_take_differently_is_refused() -> None:
    content = f"<?xml version='1.0' encoding='iso-2022-jp'?>{HEAD}</svg>".encode()
    assert [fault.key for fault in logo_faults(content, ".svg")] in (["logo_not_plain"], ["logo_part_refused"])


@pytest.mark.parametrize(("mode", "keys"), [("CMYK", ["logo_in_cmyk"]), ("RGB", []), ("L", [])])
def test_a_photograph_in_the_colours_of_print_is_refused(mode: str, keys: list[str]) -> None:
    Image.new(mode, (4, 4)).save(stream := BytesIO(), "JPEG")
    assert [fault.key for fault in logo_faults(stream.getvalue(), ".jpg")] == keys
