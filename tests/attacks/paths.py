"""Files that stand elsewhere, names that lead elsewhere, files beyond their bounds."""

from typing import Final

from tests.attacks.case import Case, Link, Pipe, Put
from tests.attacks.sound import COST, KPI, MAIN, SERIES

_ELSEWHERE: Final = "attachments, ../, symlinks, /proc, pipes"
_NAMES: Final = "names and ids"
_SIZES: Final = "oversize files"


def _standing(id: str, file: str, put: Put, place: str = "") -> Case:
    """What is no regular file in the place of one."""
    return Case(id, _ELSEWHERE, {file: put}, (f"E102 {place or file}",))


def _series(id: str, path: str, code: str) -> Case:
    return Case(id, _ELSEWHERE, {"kpis.yaml": KPI.replace("data/rate.csv", f'"{path}"')}, (f"{code} kpis.yaml:1",))


ELSEWHERE: Final = (
    _standing("costs-by-a-link", "costs.yaml", Link("{secret}")),
    _standing("the-main-file-by-a-link", "engagement.yaml", Link("{secret}")),
    _standing("a-note-by-a-link", "narrative/summary.md", Link("{secret}")),
    _standing("a-series-by-a-link", "data/rate.csv", Link("{secret}")),
    _standing("a-link-to-a-neighbour", "costs.yaml", Link("../sound/costs.yaml")),
    _standing("a-link-to-itself", "costs.yaml", Link("costs.yaml")),
    _standing("a-link-to-nothing", "costs.yaml", Link("nowhere")),
    _standing("a-link-to-the-process", "costs.yaml", Link("/proc/self/environ")),
    _standing("a-link-to-a-device", "costs.yaml", Link("/dev/zero")),
    _standing("a-folder-of-notes-by-a-link", "narrative", Link("{outside}")),
    _standing("a-folder-of-data-by-a-link", "data", Link("{outside}"), "data/rate.csv"),
    _standing("a-pipe", "costs.yaml", Pipe()),
    _standing("a-pipe-as-a-note", "narrative/summary.md", Pipe()),
    _standing("a-pipe-as-a-series", "data/rate.csv", Pipe()),
    _series("a-series-above", "../../../secret.csv", "E402"),
    _series("a-series-above-from-within", "data/../../secret.csv", "E402"),
    _series("a-series-of-the-machine", "/etc/passwd", "E402"),
    _series("a-series-by-an-address", "http://evil.example/rate.csv", "E402"),
    _series("a-series-by-a-file-address", "file:///etc/passwd", "E402"),
    _series("a-series-of-the-process", "/proc/self/environ", "E402"),
    _series("a-series-by-backslashes", "data\\\\..\\\\secret.csv", "E402"),
    _series("a-series-by-escaped-dots", "data/%2e%2e/secret.csv", "E401"),
    _series("a-series-with-a-nul", "data/rate.csv\\0.csv", "E105"),
    Case("internal-notes-by-a-link", _ELSEWHERE, {"internal/notes.md": Link("{secret}")}, kept=("Negotiation",)),
    Case("a-pipe-among-internal-notes", _ELSEWHERE, {"internal/notes.yaml": Pipe()}, kept=("Negotiation",)),
    Case("an-engagement-that-is-a-link", _ELSEWHERE, {"": Link("{outside}")}, ("E102 ",)),
)


def _named(id: str, folder: str | bytes) -> Case:
    """A folder whose name is the attack."""
    return Case(id, _NAMES, {}, ("E702 ",), folder=folder)


def _identified(id: str, text: str) -> Case:
    return Case(id, _NAMES, {"costs.yaml": COST.replace("id: fees", f"id: '{text}'")}, ("E217 costs.yaml:1",))


NAMES: Final = (
    _named("a-folder-with-a-tag", "<script>alert(1)<"),
    _named("a-folder-with-dots", "x..%2f..%2fetc"),
    _named("a-folder-with-a-formula", "=cmd()"),
    _named("a-folder-with-two-lines", "two\nlines"),
    _named("a-folder-that-is-no-text", b"caf\xe9"),
    _named("a-folder-turned-around", "abc\u202edef"),
    _named("a-folder-with-a-template", "{{ 7*7 }}"),
    _named("a-folder-of-65-letters", "x" * 65),
    Case("a-folder-that-the-site-uses", _NAMES, {}, ("E703 ",), folder="assets"),
    Case("a-folder-that-looks-like-an-option", _NAMES, {}, kept=("Negotiation",), folder="--help"),
    _identified("an-id-that-leads-above", "../../x"),
    _identified("an-id-with-a-tag", "<b>"),
    _identified("an-id-that-ends-an-attribute", 'a" onclick="alert(1)'),
    _identified("an-id-with-a-template", "{{ 7*7 }}"),
    _identified("an-id-of-a-prototype", "__proto__"),
    _identified("an-id-turned-into-latin", "f\u0435es"),
    Case("a-note-in-a-language-of-dots", _NAMES, {"narrative/summary...md": "x"}, ("E502 narrative/summary...md",)),
    Case("a-note-with-a-tag", _NAMES, {"narrative/<b>.md": "x"}, ("E501 narrative/<b>.md",)),
)
SIZES: Final = (
    Case("a-megabyte-of-costs", _SIZES, {"costs.yaml": COST + "#" * 1_000_000}, ("E103 costs.yaml",)),
    Case("a-megabyte-of-a-series", _SIZES, {"data/rate.csv": SERIES + "\n" * 1_000_000}, ("E103 data/rate.csv",)),
    Case("a-note-of-20001-bytes", _SIZES, {"narrative/summary.md": "x" * 20_001}, ("E103 narrative/summary.md",)),
    Case(
        "a-title-of-20001-letters",
        _SIZES,
        {"engagement.yaml": MAIN.replace("Negotiation", "x" * 20_001)},
        ("E216 engagement.yaml:1",),
    ),
    Case(
        "ten-thousand-and-one-rows", _SIZES, {"data/rate.csv": SERIES + "x\n" * 10_000}, ("E416 data/rate.csv:10002",)
    ),
    Case("a-row-of-thousands-of-cells", _SIZES, {"data/rate.csv": SERIES + "," * 400_000}, ("E409 data/rate.csv:4",)),
    Case("a-cell-of-quotes", _SIZES, {"data/rate.csv": SERIES + '"' * 399_999}, ("E405 data/rate.csv:4",)),
    Case(
        "a-header-of-thousands-of-columns",
        _SIZES,
        {"data/rate.csv": "period,value" + ",x" * 30_000 + "\n"},
        ("E407 data/rate.csv:1", "E408 data/rate.csv:1"),
    ),
)
PATHS: Final = (*ELSEWHERE, *NAMES, *SIZES)
