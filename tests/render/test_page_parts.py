"""What a page may not hold is seen however it is written; what it may hold is left alone."""

import pytest

from roireport.render.page_parts import blocked_parts, refused_parts

REFUSED = {
    '<meta http-equiv="refresh" content="0">': "template_redirect",
    "<META CONTENT=0 HTTP-EQUIV = ' Refresh '>": "template_redirect",
    "<meta/http-equiv=refresh>": "template_redirect",
    '<meta http-equiv="refresh" http-equiv="Content-Type">': "template_redirect",
    '<meta http-equiv="&#x72;efresh">': "template_redirect",
    '<meta content="<" http-equiv=refresh>': "template_redirect",
    '<meta content=">" http-equiv=refresh>': "template_redirect",
    '<meta a"b http-equiv=refresh c="d">': "template_redirect",
    '<meta name="a"http-equiv=refresh>': "template_redirect",
    "<meta\fhttp-equiv\n=\nrefresh\n>": "template_redirect",
    "<base href=x>": "template_base",
    "<base\n/>": "template_base",
    "<BASE>": "template_base",
    "<!--><base>-->": "template_base",
    "<script>x</script>": "template_script",
    '<script src="assets/site.js">x</script>': "template_script",
    '<script src="assets/site.js" type="module"></script>': "template_script",
    '<script src="a/results.json"></script>': "template_script",
    '<script src="assets/site.js" onload="x"></script>': "template_script",
    "<svg><script href='assets/site.js'/></svg>": "template_script",
    '<link rel="preconnect" href="//a.example">': "external_reference",
    '<link rel="stylesheet DNS-prefetch" href="x">': "external_reference",
    "<link rel=&#112;reconnect href=x>": "external_reference",
}
ALLOWED = (
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">',
    "<script src='../assets/site.js'></script>",
    '<script src="https://a.example/assets/search-index.js" defer></script>',
    '<link rel="icon" type="image/svg+xml" href="assets/icon.svg">',
    '<link rel="stylesheet" href="assets/site.css"/>',
    "<header></header><basefont><scripted>",
    "&lt;script&gt; base meta http-equiv=refresh",
)
BLOCKED = {
    "<iframe src='page.html'></iframe>": [("template_blocked", "<iframe>", 0)],
    "<video></video>": [("template_blocked", "<video>", 0)],
    "<object data='https://a.example/b'></object>": [("external_reference", "https://a.example/b", 14)],
    "<form action='https://a.example'>": [("template_blocked", 'action="https://a.example"', 14)],
    "<button formaction='//a.example'>": [("template_blocked", 'formaction="//a.example"', 20)],
    "<p style='color: red'>": [("template_inline_style", 'style="color: red"', 10)],
    "<style>p { color: red }</style>": [("template_inline_style", "<style>", 0)],
    "<p onclick='f()'>": [("template_script", 'onclick="f()"', 12)],
    "<a href=' java\nscript:f()'>": [("template_script", "java\nscript:f()", 10)],
    "<img src='https://a.example/b.png' alt=''>": [("external_reference", "https://a.example/b.png", 10)],
    "<img srcset='a.png 1x, //a.example/b.png 2x' alt=''>": [("external_reference", "//a.example/b.png", 13)],
    "<link rel=stylesheet href=file:///etc/a.css>": [("external_reference", "file:///etc/a.css", 26)],
    "<svg><image xlink:href='http://a.example'/></svg>": [("external_reference", "http://a.example", 24)],
    "<a ping='https://a.example' href='x'>": [("external_reference", "https://a.example", 9)],
    "<script src='https://a.example/assets/site.js'></script>": [
        ("external_reference", "https://a.example/assets/site.js", 13)
    ],
}
UNBLOCKED = (
    "<a href='https://a.example'>", "<img src='data:image/png;base64,iVBO' alt=''>", "<form action='../search.html'>",
    "<a href='mailto:a@a.example'>", "<svg><use href='#a'/></svg>", "<!-- <iframe> -->", "<p title='style=x'>",
)  # fmt: skip


@pytest.mark.parametrize("tag", REFUSED)
def test_what_no_policy_restrains_is_refused_however_it_is_written(tag: str) -> None:
    (part,) = refused_parts(f"<p>x</p>\n{tag}\n<p>y</p>")
    assert part.key == REFUSED[tag]
    assert part.offset == 9 + max(tag.lower().find(f"<{name}") for name in ("meta", "base", "script", "link"))


@pytest.mark.parametrize("tag", ALLOWED)
def test_what_a_page_needs_is_allowed(tag: str) -> None:
    assert list(refused_parts(f"{tag}\n")) == []


@pytest.mark.parametrize("tag", BLOCKED)
def test_what_the_policy_blocks_is_named_at_its_place(tag: str) -> None:
    assert [(part.key, part.text, part.offset) for part in blocked_parts(tag)] == BLOCKED[tag]
    moved = [part.offset for part in blocked_parts(f"<p>\r\né</p>\n  {tag}")]
    assert moved == [offset + len("<p>\r\né</p>\n  ") for _, _, offset in BLOCKED[tag]]


@pytest.mark.parametrize("tag", UNBLOCKED)
def test_what_the_policy_lets_pass_is_not_named(tag: str) -> None:
    assert blocked_parts(tag) == ()


def test_styles_within_are_fine_on_paper() -> None:
    assert blocked_parts("<p style='color: red'><style>p {}</style>", styled=True) == ()
