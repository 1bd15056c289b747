"""Annotations, actions, links, bookmarks: what a reader can do with the file."""

from collections.abc import Callable, Iterator
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.render.conformance.condition import Condition, edited
from tests.render.conformance.file import File, pairs

ALLOWED: Final = frozenset(("/Link", "/Widget", "/Text", "/FreeText", "/Highlight", "/Underline", "/Stamp", "/Popup"))
"""Annotations of PDF/A-3, as far as a report could have them."""
INVISIBLE, HIDDEN, PRINT, NO_VIEW, TOGGLE_NO_VIEW = 1, 2, 4, 32, 256
ACTIONS: Final = ("/GoTo", "/URI")
SCHEMES: Final = ("https://", "mailto:")


def _links(file: File) -> list[Any]:
    return [each.written for each in file.annotations if each.written.get("/Subtype") == "/Link"]


def _subtypes(file: File) -> Iterator[str]:
    for annotation in file.annotations:
        if str(annotation.written.get("/Subtype")) not in ALLOWED:
            yield f"page {annotation.page + 1} has an annotation of kind {annotation.written.get('/Subtype')}"


def _flags(file: File) -> Iterator[str]:
    for annotation in file.annotations:
        flags = int(annotation.written.get("/F", 0))
        if not flags & PRINT or flags & (INVISIBLE | HIDDEN | NO_VIEW | TOGGLE_NO_VIEW):
            yield f"an annotation of page {annotation.page + 1} is hidden, or not printed"


def _actions(file: File) -> Iterator[str]:
    given = [action.A for action in _links(file) if "/A" in action]
    if isinstance(opening := file.root.get("/OpenAction"), pikepdf.Dictionary):
        given.append(opening)
    for action in given:
        if str(action.get("/S")) not in ACTIONS or "/Next" in action:
            yield f"there is an action {action.get('/S')}"


def _triggers(file: File) -> Iterator[str]:
    holders = [file.root, *file.pages, *(each.written for each in file.annotations)]
    yield from ("something happens by itself" for each in holders if "/AA" in each)
    if "/JavaScript" in file.root.get("/Names", {}):
        yield "the file has scripts"


def _addresses(file: File) -> Iterator[str]:
    for link in _links(file):
        action = link.get("/A", {})
        if action.get("/S") == "/URI" and not str(action.get("/URI", "")).startswith(SCHEMES):
            yield f"a link leads to {action.get('/URI')}"


def _names(file: File) -> dict[str, Any]:
    names = file.root.get("/Names", {}).get("/Dests", {}).get("/Names", [])
    return {str(name): place for name, place in pairs(names)}


def _targets(file: File) -> Iterator[str]:
    names = _names(file)
    for link in _links(file):
        if "/Dest" in link and str(link.Dest) not in names:
            yield f"a link leads to {link.Dest}, which is nowhere"
        if "/Dest" not in link and "/A" not in link:
            yield "a link leads nowhere"


def _places(file: File) -> Iterator[str]:
    for name, place in _names(file).items():
        if place[0].objgen not in file.page_numbers:
            yield f"{name} stands on no page"


def _descriptions(file: File) -> Iterator[str]:
    for link in _links(file):
        if not str(link.get("/Contents", "")).strip():
            yield "a link has no description"


def _tabs(file: File) -> Iterator[str]:
    for n, page in enumerate(file.pages, 1):
        if page.get("/Annots") and page.get("/Tabs") != "/S":
            yield f"the keys go through page {n} in another order than its structure"


def _title_shown(file: File) -> Iterator[str]:
    if file.root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False) is not True:
        yield "a window shows the file's name, not the title"


def bookmarks(file: File) -> Iterator[Any]:
    """The bookmarks in order, those below others among them."""
    yield from _following(file.root.get("/Outlines", {}).get("/First"))


def _following(mark: Any) -> Iterator[Any]:
    while mark is not None:
        yield mark
        yield from _following(mark.get("/First"))
        mark = mark.get("/Next")


def _bookmarks(file: File) -> Iterator[str]:
    for mark in bookmarks(file):
        if not str(mark.get("/Title", "")).strip():
            yield "a bookmark has no words"
        elif mark.get("/Dest", [None])[0].objgen not in file.page_numbers:
            yield f"the bookmark {mark.Title} leads to no page"


def _chapters(file: File) -> Iterator[str]:
    count, chapters = len(list(bookmarks(file))), len(file.kinds("H2"))
    if count < chapters:
        yield f"there are {count} bookmarks for {chapters} chapters"


def _outline_order(file: File) -> Iterator[str]:
    pages = [file.page_numbers.get(mark.Dest[0].objgen, 0) for mark in bookmarks(file) if "/Dest" in mark]
    if pages != sorted(pages):
        yield "the bookmarks are not in the order of the pages"


def _link(change: Callable[[Any], object], *, external: bool = False) -> Callable[[pikepdf.Pdf], object]:
    """Changes the first link to a place of the file, or to one outside."""
    return lambda pdf: change(next(each for each in _links(File.of(pdf)) if ("/A" in each) is external))


def _last_bookmark_dropped(pdf: pikepdf.Pdf) -> None:
    last = pdf.Root.Outlines.Last
    del last.Prev.Next
    pdf.Root.Outlines.Last = last.Prev


def _turned(pdf: pikepdf.Pdf) -> None:
    first, last = pdf.Root.Outlines.First, pdf.Root.Outlines.Last
    first.Dest, last.Dest = Array(last.Dest), Array(first.Dest)


def _misplaced(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Names.Dests.Names[1][0] = pdf.make_indirect(Dictionary(Type=Name.Page))


def _tabbed_by_rows(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.obj.Tabs = Name.R


CONDITIONS = (
    Condition(
        "A01",
        "An annotation is of a kind that PDF/A allows.",
        "ISO 19005-3, 6.3.1",
        _subtypes,
        edited(_link(lambda link: setattr(link, "Subtype", Name.Screen), external=True)),
    ),
    Condition(
        "A02",
        "An annotation is seen and printed.",
        "ISO 19005-3, 6.3.2",
        _flags,
        edited(_link(lambda link: setattr(link, "F", PRINT | HIDDEN))),
    ),
    Condition(
        "A03",
        "An action leads to a place or an address, and to one only.",
        "ISO 19005-3, 6.5.1",
        _actions,
        edited(_link(lambda link: setattr(link.A, "S", Name.Launch), external=True)),
    ),
    Condition(
        "A04",
        "Nothing happens by itself, and there is no script.",
        "ISO 19005-3, 6.5.2",
        _triggers,
        edited(lambda pdf: setattr(pdf.pages[1], "AA", Dictionary(O=Dictionary(S=Name.Named, N=Name.NextPage)))),
    ),
    Condition(
        "A05",
        "An address is one of https or mail.",
        "the report's own",
        _addresses,
        edited(_link(lambda link: setattr(link.A, "URI", String("file:///etc/hostname")), external=True)),
    ),
    Condition(
        "A06",
        "A link leads to a place that is there.",
        "ISO 32000-1, 12.3.2.3",
        _targets,
        edited(_link(lambda link: setattr(link, "Dest", String("nowhere")))),
    ),
    Condition(
        "A07",
        "A place stands on a page.",
        "ISO 32000-1, 12.3.2.2",
        _places,
        edited(_misplaced),
    ),
    Condition(
        "A08",
        "A link has a description.",
        "ISO 14289-1, 7.18.5",
        _descriptions,
        edited(_link(lambda link: delattr(link, "Contents"))),
    ),
    Condition(
        "A09",
        "The keys go through a page in the order of its structure.",
        "ISO 14289-1, 7.18.3",
        _tabs,
        edited(_tabbed_by_rows),
    ),
    Condition(
        "A10",
        "A window shows the title.",
        "ISO 14289-1, 7.1",
        _title_shown,
        edited(lambda pdf: setattr(pdf.Root.ViewerPreferences, "DisplayDocTitle", False)),
    ),
    Condition(
        "A11",
        "A bookmark has words and leads to a page.",
        "ISO 14289-1, 7.17",
        _bookmarks,
        edited(lambda pdf: setattr(pdf.Root.Outlines.First, "Title", String(""))),
    ),
    Condition(
        "A12",
        "Every chapter has a bookmark.",
        "ISO 14289-1, 7.17",
        _chapters,
        edited(_last_bookmark_dropped),
    ),
    Condition(
        "A13",
        "The bookmarks follow the pages.",
        "ISO 14289-1, 7.17",
        _outline_order,
        edited(_turned),
    ),
)
