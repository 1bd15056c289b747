"""Attacks on a whole workspace, each in one of its own: logos, settings, templates, styles."""

from typing import Final

from tests.attacks.case import Case, Link, Pipe, Put
from tests.attacks.notes import EVIL
from tests.attacks.templates import ENDLESS

HUGE: Final = '{{ ("y" * 3000000000)|length }}'
_LOGOS: Final = "logos that are not what they say"
_SVG: Final = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='9' height='9'"


def _logo(id: str, content: Put, name: str = "logo.svg", code: str = "E713") -> Case:
    settings = f"firm: {{name: Firm, logo: brand/{name}}}\nsite: {{language: en}}\n"
    return Case(id, _LOGOS, {"roireport.yaml": settings, f"brand/{name}": content}, (f"{code} roireport.yaml:1",))


def _styled(id: str, threat: str, sheet: Put, *refused: str) -> Case:
    return Case(id, threat, {"templates/styles/report.css": sheet}, tuple(refused))


def _page(id: str, layout: str, text: str, code: str) -> Case:
    """A page about all engagements that takes too much."""
    file = f"templates/layout/{layout}.html.jinja"
    settings = "firm: {name: Firm}\nsite: {language: en}\nlimits: {seconds: 3, memory: 256 MiB}\n"
    put = {"roireport.yaml": settings, file: f"<!doctype html>{text}\n"}
    return Case(id, "layout bombs", put, (f"{code} {file}:1",))


def _set(id: str, threat: str, settings: Put, refused: str) -> Case:
    return Case(id, threat, {"roireport.yaml": settings}, (refused,))


LOGOS: Final = (
    _logo("a-logo-with-a-script", f"{_SVG}><script>alert(1)</script></svg>"),
    _logo("a-logo-with-a-handler", f"{_SVG} onload='alert(1)'/>"),
    _logo("a-logo-with-a-link-that-runs", f"{_SVG}><a xlink:href='javascript:alert(1)'><rect/></a></svg>"),
    _logo(
        "a-logo-that-becomes-a-link",
        f"{_SVG}><a><animate attributeName='href' values='javascript:alert(1)'/></a></svg>",
    ),
    _logo("a-logo-with-a-picture-from-outside", f"{_SVG}><image href='{EVIL}/a.png' width='9' height='9'/></svg>"),
    _logo("a-logo-with-a-file-of-the-machine", f"{_SVG}><image xlink:href='file:///etc/passwd'/></svg>"),
    _logo("a-logo-that-uses-another", f"{_SVG}><use href='{EVIL}/a.svg#x'/></svg>"),
    _logo("a-logo-with-a-sheet-from-outside", f"{_SVG}><style>@import url({EVIL}/a.css);</style></svg>"),
    _logo("a-logo-filled-from-outside", f"{_SVG}><rect style='fill:url({EVIL}/a.svg#x)'/></svg>"),
    _logo("a-logo-with-a-page", f"{_SVG}><foreignObject><p>x</p></foreignObject></svg>"),
    _logo("a-logo-of-laughs", f"<!DOCTYPE svg [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>{_SVG}><text>&b;</text></svg>"),
    _logo(
        "a-logo-with-a-foreign-entity",
        f"<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>{_SVG}><text>&a;</text></svg>",
    ),
    _logo("a-logo-that-is-a-page", "<html><script>alert(1)</script></html>"),
    _logo("a-logo-cut-in-two", f"{_SVG}><rect"),
    _logo("a-drawing-called-png", f"{_SVG}/>", "logo.png"),
    _logo("a-page-called-jpg", "<html></html>", "logo.jpg"),
    _logo("a-logo-by-a-link", Link("{secret}"), code="E709"),
    _logo("a-logo-that-is-a-pipe", Pipe(), code="E709"),
    _logo("a-logo-of-a-megabyte", f"{_SVG}/>" + " " * 1_000_000, code="E711"),
    _logo("a-logo-above", f"{_SVG}/>", "../../outside/secret.svg", code="E708"),
)
STYLES: Final = tuple(
    _styled(f"{id}-in-a-style", "external references", text.format(url=EVIL), *refused)
    for id, text, *refused in (
        ("an-import", '@import "{url}/a.css";\n', "E922 templates/styles/report.css:1"),
        ("an-import-of-a-file", "@import url(file:///etc/passwd);\n", "E922 templates/styles/report.css:1"),
        ("a-background", "p {{ background: url({url}/a.png) }}\n", "E921 templates/styles/report.css:1"),
        ("a-face", "@font-face {{ font-family: X; src: url('{url}/a.ttf') }}\n", "E921 templates/styles/report.css:1"),
        ("content", "p::before {{ content: url({url}/a.png) }}\n", "E921 templates/styles/report.css:1"),
        ("a-list-style-image", "ul {{ list-style-image: url({url}/a.png) }}\n", "E921 templates/styles/report.css:1"),
    )
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
    _set("memory-for-no-report", "layout bombs", "limits: {memory: 64 MiB}\n", "E730 roireport.yaml:1"),
    _set("time-for-no-report", "layout bombs", "limits: {seconds: 0}\n", "E731 roireport.yaml:1"),
    _set("time-without-end", "layout bombs", "limits: {seconds: 99999999999999}\n", "E731 roireport.yaml:1"),
)
ALONE: Final = (*LOGOS, *STYLES, *SETTINGS, *LIMITS)
