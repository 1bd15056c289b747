"""Markdown notes that want more than to be text: addresses, elements, scripts, depth."""

from typing import Final

from tests.attacks.case import Case

EVIL: Final = "http://evil.example"
CHANNELS: Final = {
    "img": '<img src="{url}/a.png" alt="">',
    "stylesheet": '<link rel="stylesheet" href="{url}/a.css">',
    "import": '<style>@import "{url}/a.css";</style>',
    "url": '<p style="background: url({url}/a.png)">x</p>',
    "font-face": "<style>@font-face{{font-family:X;src:url({url}/a.ttf)}} p{{font-family:X}}</style><p>x</p>",
    "content": "<style>p::before{{content:url({url}/a.png)}}</style><p>x</p>",
    "list-style-image": '<ul style="list-style-image:url({url}/a.png)"><li>x</ul>',
    "object": '<object data="{url}/a.svg"></object>',
    "embed": '<embed src="{url}/a.svg">',
    "svg-image": '<svg width="9" height="9"><image href="{url}/a.png" width="9" height="9"/></svg>',
    "svg-in-an-img": "<img alt='' src=\"data:image/svg+xml,<svg><image href='{url}'/></svg>\">",
    "attachment": '<a rel="attachment" href="{url}/a">x</a>',
}
"""Every way in which a page makes a request, with the address to fill in."""


def _note(id: str, threat: str, text: str, *gone: str) -> Case:
    """A note that is set without what it wanted, and whose last words stay."""
    return Case(id, threat, {"narrative/summary.md": f"{text}\n\nread me\n"}, kept=("read me",), gone=gone)


def _refused(id: str, text: str, code: str) -> Case:
    return Case(id, "layout bombs", {"narrative/summary.md": text}, (f"{code} narrative/summary.md:1",))


EXTERNAL: Final = tuple(
    _note(f"{channel}-in-a-note", "external references", text.format(url=EVIL), "evil.example")
    for channel, text in CHANNELS.items()
)
NO_PICTURES: Final = tuple(
    _refused(f"{id}-in-a-note", text, code)
    for id, text, code in (
        ("a-picture-of-the-machine", "![x](file:///etc/passwd)", "E517"),
        ("a-picture-above", "![x](../../../../outside/secret.csv)", "E517"),
        ("a-picture-of-another-site", f"![x]({EVIL}/a.png)", "E517"),
        ("a-picture-that-is-not-there", "![x](gone.png)", "E519"),
        ("a-raw-picture-of-ours", '<img src="roireport:picture/gone.png" alt="x">', "E519"),
    )
)
FILES: Final = tuple(
    _note(f"{id}-in-a-note", "attachments, ../, symlinks, /proc, pipes", text, "passwd", "environ", "secret.csv")
    for id, text in (
        ("an-attached-file", '<a rel="attachment" href="file:///etc/passwd">x</a>'),
        ("an-attached-file-above", '<a rel="attachment" href="../../../../outside/secret.csv">x</a>'),
        ("a-linked-attachment", '<link rel="attachment" href="file:///proc/self/environ">'),
        ("a-raw-picture-of-the-machine", '<img src="file:///etc/passwd" alt="x">'),
        ("a-raw-picture-above", '<img src="../../../../outside/secret.csv" alt="x">'),
        ("an-object-of-the-process", '<object data="/proc/self/environ"></object>'),
    )
)
REFUSED_LINKS: Final = tuple(
    Case(id, "links", {"narrative/summary.md": text}, ("E512 narrative/summary.md:1",))
    for id, text in (
        ("a-link-that-runs", "[x](javascript:alert(1))"),
        ("a-link-that-runs-in-mixed-case", "[x](JaVaScRiPt:alert(1))"),
        ("a-link-that-runs-by-entities", "[x](&#106;avascript:alert(1))"),
        ("a-link-to-a-file", "[x](file:///etc/passwd)"),
        ("a-link-with-data", "[x](data:text/html;base64,PHNjcmlwdD4=)"),
        ("a-link-by-vbscript", "[x](vbscript:msgbox(1))"),
        ("a-link-in-the-clear", f"[x]({EVIL})"),
        ("a-link-without-a-scheme", "[x](//evil.example/a)"),
        ("a-link-to-another-engagement", "[x](../sound/index.html)"),
        ("a-link-by-reference-that-runs", "[a]: javascript:alert(1)\n\n[x][a]"),
    )
)
LINKS: Final = tuple(
    _note(id, "links", text, 'href="javascript', 'href="file', 'href="data', 'href="http:', "vbscript:", 'alert(1)"')
    for id, text in (
        ("a-link-that-runs-after-a-tab", "[x](java\tscript:alert(1))"),
        ("a-link-in-angles", "<javascript:alert(1)>"),
        ("a-raw-link-that-runs", '<a href="javascript:alert(1)">x</a>'),
        ("a-raw-link-to-a-file", '<a href="file:///etc/passwd">x</a>'),
    )
)
MARKDOWN: Final = tuple(
    _note(id, "Markdown", text, *gone.split())
    for id, text, gone in (
        ("a-script", "<script>alert(1)</script>", "alert(1)"),
        ("a-script-in-an-svg", "<svg><script>alert(1)</script></svg>", "alert(1)"),
        ("a-script-within-a-script", "<scr<script>ipt>alert(1)</scr</script>ipt>", "<script>alert"),
        ("a-handler-of-errors", '<img src=x onerror="alert(1)">', "onerror"),
        ("a-handler-of-clicks", '<p onclick="alert(1)">x</p>', "onclick"),
        ("a-handler-of-focus", '<input autofocus onfocus="alert(1)">', "onfocus autofocus"),
        ("a-handler-in-a-title", '[x](https://a.example "a\\" onclick=\\"alert(1)")', 'onclick="'),
        ("a-frame", '<iframe srcdoc="<script>alert(1)</script>"></iframe>', "<iframe srcdoc"),
        ("a-form", '<form action="https://evil.example"><input name=a></form>', "evil.example"),
        ("a-base", '<base href="https://evil.example/">', "<base evil.example"),
        (
            "a-refresh",
            '<meta http-equiv="refresh" content="0;url=https://evil.example">',
            'content="0;url evil.example',
        ),
        ("a-style", "<style>body{display:none}</style>", "display:none"),
        ("a-hidden-passage", '<p style="opacity:0">hidden words</p>', "opacity:0"),
        ("a-stolen-id", '<p id="stolen" class="stolen">x</p>', 'id="stolen" class="stolen"'),
        ("a-comment", "<!-- internal-words -->", "internal-words"),
        ("a-conditional-comment", "<!--[if IE]><script>alert(1)</script><![endif]-->", "alert(1)"),
        ("a-declaration", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>&a;', "<!entity root:"),
        ("a-passage-that-ends-the-page", "</main></body></html>", "</main></body></html>"),
        (
            "maths-that-hides-a-style",
            "<math><mtext><style><img src=x onerror=alert(1)></style></math>",
            "onerror=alert",
        ),
        ("a-table-of-a-million-columns", '<table><tr><td colspan="1000000">x</td></tr></table>', 'colspan="1000000'),
    )
)
BOMBS: Final = (
    _refused("quotes-150-deep", ">" * 150 + " x", "E507"),
    _refused("quotes-19000-deep", ">" * 19_000, "E507"),
    _refused("lists-in-one-line", "- " * 9_000 + "x", "E507"),
    _refused("lists-60-deep", "\n".join("    " * depth + "- x" for depth in range(60)), "E507"),
    _refused("nine-thousand-links", "[a](" * 4_000, "E508"),
    _refused("brackets-in-a-note", "[" * 19_000, "E503"),
    _refused("four-hundred-elements", "<em>" * 400 + "x", "E507"),
    Case(
        "a-row-of-3000-columns",
        "layout bombs",
        {"narrative/summary.md": "|a" * 3_000 + "\n" + "|-" * 3_000 + "\n"},
        ("E521 narrative/summary.md:2",),
    ),
    _refused("nine-thousand-headings", "#x\n" * 6_000, "E508"),
)
HUSH: Final = "hushhush"
"""A word that no page shows, and so nothing that is written holds."""
HIDDEN: Final = tuple(
    _note(id, "what nobody may see in what is written", text.format(HUSH), HUSH)
    for id, text in (
        ("a-comment-in-a-note", "<!-- {0} -->"),
        ("a-comment-with-a-figure", "So <!-- {0} [[financial.roi]] --> it is."),
        ("a-comment-of-lines", "<!--\n{0}\n\n    {0}\n-->"),
        ("a-definition-as-a-comment", "[//]: # ({0})"),
        ("a-definition-that-nothing-uses", "[{0}]: https://{0}.example '{0}'"),
        ("a-label-of-a-link", "[a link][{0}]\n\n[{0}]: https://a.example"),
        ("a-text-of-a-picture", "<img alt='{0}' src='{0}.png' title='{0}'>"),
        ("an-address-that-is-dropped", "<a href='file:///{0}'>a link</a>"),
        ("an-attribute", '<p title="{0}" lang="{0}" data-a="{0}">A passage</p>'),
        ("a-label-of-a-footnote", "A passage.[^{0}]\n\n[^{0}]: So it is."),
        ("a-language-of-code", "```{0}\nA passage\n```"),
        ("a-script-that-is-dropped", "<script>{0}</script><style>{0}</style>"),
        ("an-instruction", "<?{0}?>"),
        ("a-cell-too-many", "| a | b |\n|---|---|\n| 1 | 2 | {0} |"),
    )
)
NOTES: Final = (*EXTERNAL, *FILES, *NO_PICTURES, *REFUSED_LINKS, *LINKS, *MARKDOWN, *HIDDEN, *BOMBS)
