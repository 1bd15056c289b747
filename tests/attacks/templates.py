"""A workspace's own template that wants more: each line of it in the report of one engagement."""

from typing import Final

from tests.attacks.case import Case
from tests.attacks.notes import CHANNELS, EVIL
from tests.attacks.sound import MAIN

LAYOUT: Final = "templates/layout/report.html.jinja"
_HEAD: Final = '<!doctype html><html lang="en"><head><title>{{ report.title }}</title></head><body>\n'
ENDLESS: Final = "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}"
_FILES: Final = {
    "an-attached-file": '<a rel="attachment" href="file:///etc/passwd">x</a>',
    "an-attached-neighbour": '<a rel="attachment" href="../../../outside/secret.csv">x</a>',
    "a-picture-of-the-machine": '<img src="file:///etc/hostname" alt="">',
    "an-object-of-the-process": '<object data="file:///proc/self/environ"></object>',
}
_ESCAPES: Final = {
    "an-escape-by-classes": ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "E907"),
    "an-escape-by-globals": ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", "E907"),
    "an-include-of-the-machine": ("{% include '/etc/passwd' %}", "E903"),
    "an-include-above": ("{% include '../../../outside/summary.md' %}", "E903"),
}
_CHAIN: Final = " ".join(f"--v{n}: var(--v{n - 1}) var(--v{n - 1});" for n in range(1, 40))
_BOMBS: Final = {
    "a-cell-of-a-million-columns": '<table><tr><td colspan="1000000">x</td></tr></table>',
    "a-chain-of-variables": f"<style>:root {{ --v0: 1px; {_CHAIN} }} p {{ margin: var(--v39) }}</style>",
    "flexes-within-flexes": '<div style="display:flex">' * 14 + "x" + "</div>" * 14,
    "a-loop-without-end": ENDLESS,
    "a-million-uses": "<svg><rect id='a'/>{% for n in range(90000) %}<use href='#a'/>{% endfor %}</svg>" + ENDLESS,
}
_LINES: Final = {
    **{f"{channel}-in-a-template": text.format(url=f"{EVIL}/{channel}") for channel, text in CHANNELS.items()},
    **{f"{id}-in-a-template": text for id, text in _FILES.items()},
    **{id: text for id, (text, _) in _ESCAPES.items()},
    **_BOMBS,
    "a-selector-of-150-steps": f"<style>{' > '.join(['div'] * 150)} {{ color: red }}</style>",
}


def _branch(id: str, text: str) -> str:
    return f'{{% if ":{id}." in report.title %}}{text}{{% endif %}}\n'


TEMPLATE: Final = _HEAD + "".join(_branch(id, text) for id, text in _LINES.items()) + "<p>x</p></body></html>\n"
SHORT: Final = f"{_HEAD}<p>x</p><ul><li>x</li></ul></body></html>\n"
"""A report of one page."""


def _case(id: str, threat: str, code: str) -> Case:
    line = TEMPLATE[: TEMPLATE.index(f'":{id}."')].count("\n") + 1
    place = f"{code} {LAYOUT}:{line}" if code[1] == "9" else f"{code} "
    return Case(id, threat, {"engagement.yaml": MAIN.replace("Negotiation", f"Title:{id}.")}, (place,))


OWN: Final = (
    *(_case(f"{id}-in-a-template", "external references", "E921") for id in CHANNELS),
    *(_case(f"{id}-in-a-template", "attachments, ../, symlinks, /proc, pipes", "E921") for id in _FILES),
    *(_case(id, "template text", code) for id, (_, code) in _ESCAPES.items()),
    *(_case(id, "a poisoned engagement among good ones", "E806") for id in _BOMBS),
    _case("a-selector-of-150-steps", "layout bombs", "E808"),
)
