"""The structure tree: that it is whole, and that what it says of the pages can be relied on."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.render.conformance.condition import Condition, edited, in_element, painted, replaced_mark, words
from tests.render.conformance.file import File, Tagged
from tests.render.conformance.painting import PAINTING

STANDARD: Final = words(
    """Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl
    LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT
    WP Figure Formula Form"""
)
"""The types of ISO 32000-1, 14.8.4."""
HEADINGS: Final = ("H1", "H2", "H3", "H4", "H5", "H6")
BELOW: Final = {
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOCI", "TOC", "Caption"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
}
ONLY_BELOW: Final = {
    "LI": {"L"},
    "Lbl": {"LI", "Note", "TOCI", "BibEntry"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
}
LISTS: Final = ("L", "LI", "Lbl", "LBody")
CONTENTS: Final = ("TOC", "TOCI")
TABLES: Final = ("Table", "THead", "TBody", "TFoot", "TR", "TH", "TD")


def _marked(file: File) -> Iterator[str]:
    information = file.root.get("/MarkInfo", {})
    if information.get("/Marked", False) is not True or information.get("/Suspects", False) is True:
        yield "the file does not say that it is tagged, or doubts it"


def _document(file: File) -> Iterator[str]:
    if [each.kind for each in file.elements if each.parent is None] != ["Document"]:
        yield "the topmost element is not one document"


def _types(file: File) -> Iterator[str]:
    roles = file.root.StructTreeRoot.get("/RoleMap", {})
    for kind in {each.kind for each in file.elements}:
        if kind not in STANDARD and str(roles.get(f"/{kind}", ""))[1:] not in STANDARD:
            yield f"{kind} is no type of the standard"


def _roles(file: File) -> Iterator[str]:
    roles = file.root.StructTreeRoot.get("/RoleMap", {})
    yield from (f"{kind} is given another meaning" for kind in set(roles.keys()) if kind[1:] in STANDARD)


def _all_marked(file: File) -> Iterator[str]:
    for n, painting in enumerate(file.paintings, 1):
        unmarked = Counter(
            instruction.operator
            for instruction in painting.instructions
            if instruction.operator in PAINTING and not instruction.marks
        )
        if unmarked:
            yield f"page {n} paints what is neither content nor artifact: {dict(unmarked)}"


def _marks_apart(file: File) -> Iterator[str]:
    for n, painting in enumerate(file.paintings, 1):
        for marks in painting.marks:
            tags = ["Artifact" if mark.tag == "Artifact" else "content" for mark in marks]
            if len(set(tags)) > 1:
                yield f"page {n} has content within an artifact, or the reverse"


def _numbered(file: File) -> Iterator[str]:
    for n, painting in enumerate(file.paintings, 1):
        for marks in painting.marks:
            if marks[-1].tag != "Artifact" and all(mark.mcid is None for mark in marks):
                yield f"page {n} has content without a number"


def _numbers_once(file: File) -> Iterator[str]:
    for n, painting in enumerate(file.paintings, 1):
        numbers = Counter(marks[-1].mcid for marks in painting.marks if marks[-1].mcid is not None)
        yield from (f"page {n} has content {number} twice" for number, times in numbers.items() if times > 1)


def _owners(file: File) -> dict[tuple[int, int], Any]:
    """The element that holds each piece of content, by page and number."""
    return {(each.page or 0, int(kid)): each.written for each in file.elements for kid in each.kids if _is_number(kid)}


def _is_number(kid: Any) -> bool:
    return not isinstance(kid, pikepdf.Object)


def _content_in_elements(file: File) -> Iterator[str]:
    owners = _owners(file)
    for n, painting in enumerate(file.paintings):
        for marks in painting.marks:
            if (number := marks[-1].mcid) is not None and (n, number) not in owners:
                yield f"content {number} of page {n + 1} is in no element"


def _content_there(file: File) -> Iterator[str]:
    there = {(n, marks[-1].mcid) for n, each in enumerate(file.paintings) for marks in each.marks}
    yield from (
        f"content {number} of page {page} is not there" for page, number in _owners(file) if (page, number) not in there
    )


def _page_keys(file: File) -> Iterator[str]:
    for n, page in enumerate(file.pages, 1):
        if int(page.get("/StructParents", -1)) not in file.parents:
            yield f"page {n} is not in the parent tree"


def _parent_tree(file: File) -> Iterator[str]:
    element_of = _owners(file)
    for n, page in enumerate(file.pages):
        owners = file.parents.get(int(page.get("/StructParents", -1)), [])
        for number, owner in enumerate(owners):
            if (n, number) in element_of and element_of[n, number].objgen != owner.objgen:
                yield f"the parent tree gives content {number} of page {n + 1} to another element"


def _parents(file: File) -> Iterator[str]:
    for element in file.elements:
        holder = element.parent.written if element.parent else file.root.StructTreeRoot
        if element.written.P.objgen != holder.objgen:
            yield f"an element {element.kind} names another parent than its own"


def _references(file: File) -> Iterator[tuple[Any, Tagged]]:
    """The annotations that elements refer to, with the element."""
    for element in file.elements:
        for kid in element.kids:
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
                yield kid.Obj, element


def _annotations_in_elements(file: File) -> Iterator[str]:
    referred = {annotation.objgen for annotation, _ in _references(file)}
    for annotation in file.annotations:
        if annotation.written.objgen not in referred:
            yield f"an annotation of page {annotation.page + 1} is in no element"


def _annotation_keys(file: File) -> Iterator[str]:
    for annotation, element in _references(file):
        owner = file.parents.get(int(annotation.get("/StructParent", -1)))
        if owner is None or owner.objgen != element.written.objgen:
            yield "the parent tree does not lead from an annotation to its element"


def _links(file: File) -> Iterator[str]:
    for annotation, element in _references(file):
        if annotation.get("/Subtype") == "/Link" and element.kind != "Link":
            yield f"a link is in an element {element.kind}"
    linked = {element.written.objgen for _, element in _references(file)}
    yield from ("an element Link has no link" for each in file.kinds("Link") if each.written.objgen not in linked)


def _heading_levels(file: File) -> Iterator[str]:
    above = 0
    for heading in file.kinds(*HEADINGS):
        level = int(heading.kind[1])
        if level > above + 1:
            yield f"a heading of level {level} follows one of level {above}"
        above = level


def _one_way_of_headings(file: File) -> Iterator[str]:
    if file.kinds("H") and file.kinds(*HEADINGS):
        yield "some headings have levels and some have not"


def _alternatives(file: File) -> Iterator[str]:
    for figure in file.kinds("Figure", "Formula"):
        if not any(str(figure.written.get(key, "")).strip() for key in ("/Alt", "/ActualText")):
            yield f"a figure of page {(figure.page or 0) + 1} has no words in its place"


def _boxes(file: File) -> Iterator[str]:
    for figure in file.kinds("Figure"):
        box = [float(side) for side in figure.attributes.get("/BBox", [])]
        if len(box) != 4 or not (box[0] < box[2] and box[1] < box[3]):
            yield "a figure has no box"
        elif not _is_on_page(box, [float(side) for side in file.pages[figure.page or 0].MediaBox]):
            yield "a figure is outside its page"


def _is_on_page(box: list[float], page: list[float]) -> bool:
    """Whether a box is within a page, to a point."""
    return box[0] >= -1 and box[1] >= -1 and box[2] <= page[2] + 1 and box[3] <= page[3] + 1


def _family(file: File, kinds: tuple[str, ...]) -> Iterator[str]:
    """What stands below the elements of a family, and what they stand below."""
    for element in file.elements:
        above = element.parent.kind if element.parent else ""
        holds_it = above not in kinds or element.kind in BELOW.get(above, {element.kind})
        may_be_there = element.kind not in kinds or above in ONLY_BELOW.get(element.kind, {above})
        if not (holds_it and may_be_there):
            yield f"{element.kind} stands below {above}"


def _lists(file: File) -> Iterator[str]:
    return _family(file, LISTS)


def _contents(file: File) -> Iterator[str]:
    return _family(file, CONTENTS)


def _tables(file: File) -> Iterator[str]:
    return _family(file, TABLES)


def _rows(file: File, table: Tagged) -> Iterator[list[Tagged]]:
    """The rows of a table, each as its cells."""
    for part in file.below(table):
        for row in [part] if part.kind == "TR" else file.below(part):
            if row.kind == "TR":
                yield file.below(row)


def _regular(file: File) -> Iterator[str]:
    for table in file.kinds("Table"):
        widths = {sum(int(cell.attributes.get("/ColSpan", 1)) for cell in row) for row in _rows(file, table)}
        if len(widths) > 1:
            yield f"the rows of a table have {sorted(widths)} columns"


def _headed(file: File) -> Iterator[str]:
    for table in file.kinds("Table"):
        if not any(cell.kind == "TH" for row in _rows(file, table) for cell in row):
            yield "a table has no header"


def _scopes(file: File) -> Iterator[str]:
    for header in file.kinds("TH"):
        if str(header.attributes.get("/Scope")) not in ("/Column", "/Row", "/Both"):
            yield "a header does not say whether it heads a column or a row"


def _headers(file: File) -> Iterator[str]:
    for table in file.kinds("Table"):
        cells = [cell for row in _rows(file, table) for cell in row]
        ids = {str(cell.written.get("/ID", "")) for cell in cells if cell.kind == "TH"}
        for cell in cells:
            if unknown := {str(header) for header in cell.attributes.get("/Headers", [])} - ids:
                yield f"a cell stands below headers that the table has not: {unknown}"


def _notes(file: File) -> Iterator[str]:
    yield from ("a note has no identifier" for each in file.kinds("Note") if not str(each.written.get("/ID", "")))


def _identifiers(file: File) -> Iterator[str]:
    identifiers = Counter(str(each.written.ID) for each in file.elements if "/ID" in each.written)
    yield from (f"{id} is two elements" for id, times in identifiers.items() if times > 1)


def _identifier_tree(file: File) -> Iterator[str]:
    names = list(file.root.StructTreeRoot.get("/IDTree", {}).get("/Names", []))
    listed = {str(name) for name in names[::2]}
    ids = {str(each.written.ID) for each in file.elements if "/ID" in each.written}
    if ids - listed:
        yield f"{len(ids - listed)} identifiers are not listed"


def _filled(file: File) -> Iterator[str]:
    for element in file.elements:
        if element.kind not in ("TD", "TH") and not element.kids:
            yield f"an element {element.kind} is empty"


def _contents_referred(file: File) -> Iterator[str]:
    for line in file.kinds("TOCI"):
        if not any(kid.kind in ("Reference", "Lbl", "P", "TOC") for kid in file.below(line)):
            yield "a line of the contents does not refer to anything"


def _unreferred(pdf: pikepdf.Pdf) -> None:
    file = File.of(pdf)
    file.below(file.kinds("TOCI")[0])[0].written.S = Name.Span


def _unscoped(cell: Any) -> None:
    del cell.A["/Scope"]


def _without_headers(pdf: pikepdf.Pdf) -> None:
    file = File.of(pdf)
    table = file.kinds("Table")[0]
    for cell in (cell for row in _rows(file, table) for cell in row):
        cell.written.S = Name.TD
        cell.written.A = Dictionary({key: value for key, value in cell.attributes.items() if key in ("/O", "/ColSpan")})


def _swapped(pdf: pikepdf.Pdf) -> None:
    owners = pdf.Root.StructTreeRoot.ParentTree.Nums[3]
    first, last = owners[0], owners[len(owners) - 1]
    owners[0], owners[len(owners) - 1] = last, first


def _with_empty_element(pdf: pikepdf.Pdf) -> None:
    top = pdf.Root.StructTreeRoot.K[0]
    top.K.append(pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=top, K=Array([]))))


def _same_identifier(pdf: pikepdf.Pdf) -> None:
    first, second = (each.written for each in File.of(pdf).kinds("Note")[:2])
    second.ID = String(str(first.ID))


def _unheld(pdf: pikepdf.Pdf) -> None:
    """The last piece of content of the last page loses its element, which another page's keeps full."""
    element = [
        element
        for element in File.of(pdf).elements
        if any(_is_number(kid) for kid in element.kids) and len(element.kids) > 1
    ][-1]
    numbers = [n for n, kid in enumerate(element.kids) if _is_number(kid)]
    del element.written.K[numbers[-1]]


def _annotation_unheld(pdf: pikepdf.Pdf) -> None:
    element = next(each for each in File.of(pdf).kinds("Link") if sum(not _is_number(kid) for kid in each.kids) > 1)
    places = [n for n, kid in enumerate(element.kids) if not _is_number(kid)]
    del element.written.K[places[-1]]


def _annotation_unkeyed(pdf: pikepdf.Pdf) -> None:
    annotation, _ = next(_references(File.of(pdf)))
    annotation.StructParent = 9999


CONDITIONS = (
    Condition(
        "S01",
        "The file says that it is tagged, and does not doubt it.",
        "ISO 14289-1, 7.1; ISO 19005-3, 6.7.2.2",
        _marked,
        edited(lambda pdf: setattr(pdf.Root.MarkInfo, "Suspects", True)),
    ),
    Condition(
        "S02",
        "The topmost element is one document.",
        "ISO 14289-1, 7.1",
        _document,
        in_element("Document", lambda element: setattr(element, "S", Name.Part)),
    ),
    Condition(
        "S03",
        "Every type is of the standard, or stands for one that is.",
        "ISO 19005-3, 6.7.3.4; ISO 14289-1, 7.1",
        _types,
        in_element("BlockQuote", lambda element: setattr(element, "S", Name.Epigraph)),
    ),
    Condition(
        "S04",
        "No type of the standard is given another meaning.",
        "ISO 19005-3, 6.7.3.4; ISO 14289-1, 7.1",
        _roles,
        edited(lambda pdf: setattr(pdf.Root.StructTreeRoot, "RoleMap", Dictionary(P=Name.Span))),
    ),
    Condition(
        "S05",
        "Whatever is painted is content or an artifact.",
        "ISO 14289-1, 7.1; ISO 19005-3, 6.7.2.3",
        _all_marked,
        painted(b"0 0 9 9 re f"),
    ),
    Condition(
        "S06",
        "No artifact is within content, no content within an artifact.",
        "ISO 14289-1, 7.1",
        _marks_apart,
        replaced_mark(b"/Span <</MCID 0>> BDC", b"/Span <</MCID 0>> BDC /Artifact BMC EMC"),
    ),
    Condition(
        "S07",
        "All content has a number.",
        "ISO 14289-1, 7.1",
        _numbered,
        painted(b"/Span BMC EMC"),
    ),
    Condition(
        "S08",
        "No number is used twice on a page.",
        "ISO 32000-1, 14.7.4.2",
        _numbers_once,
        painted(b"/Span <</MCID 0>> BDC EMC"),
    ),
    Condition(
        "S09",
        "All content is in an element.",
        "ISO 14289-1, 7.1",
        _content_in_elements,
        edited(_unheld),
    ),
    Condition(
        "S10",
        "All content of an element is there.",
        "ISO 32000-1, 14.7.4.2",
        _content_there,
        in_element("P", lambda element: element.K.append(9999)),
    ),
    Condition(
        "S11",
        "Every page is in the parent tree.",
        "ISO 32000-1, 14.7.4.4",
        _page_keys,
        edited(lambda pdf: delattr(pdf.pages[1], "StructParents")),
    ),
    Condition(
        "S12",
        "The parent tree leads from content to its element.",
        "ISO 32000-1, 14.7.4.4",
        _parent_tree,
        edited(_swapped),
    ),
    Condition(
        "S13",
        "An element names its parent.",
        "ISO 32000-1, 14.7.2",
        _parents,
        edited(lambda pdf: setattr(File.of(pdf).kinds("P")[0].written, "P", pdf.Root.StructTreeRoot)),
    ),
    Condition(
        "S14",
        "Every annotation is in an element.",
        "ISO 14289-1, 7.18.1",
        _annotations_in_elements,
        edited(_annotation_unheld),
    ),
    Condition(
        "S15",
        "The parent tree leads from an annotation to its element.",
        "ISO 32000-1, 14.7.4.4",
        _annotation_keys,
        edited(_annotation_unkeyed),
    ),
    Condition(
        "S16",
        "A link is in an element Link, and each such element has one.",
        "ISO 14289-1, 7.18.5",
        _links,
        in_element("Link", lambda element: setattr(element, "S", Name.Span)),
    ),
    Condition(
        "S17",
        "No level of heading is skipped on the way down.",
        "ISO 14289-1, 7.4.2",
        _heading_levels,
        in_element("H3", lambda element: setattr(element, "S", Name.H4)),
    ),
    Condition(
        "S18",
        "Headings have levels, or none has.",
        "ISO 14289-1, 7.4.4",
        _one_way_of_headings,
        in_element("H3", lambda element: setattr(element, "S", Name.H)),
    ),
    Condition(
        "S19",
        "A figure has words in its place.",
        "ISO 14289-1, 7.3",
        _alternatives,
        in_element("Figure", lambda element: delattr(element, "Alt")),
    ),
    Condition(
        "S20",
        "A figure says where it stands, on its page.",
        "ISO 32000-1, 14.8.5.4.3",
        _boxes,
        in_element("Figure", lambda element: setattr(element.A, "BBox", Array([0, 0, 9999, 9]))),
    ),
    Condition(
        "S21",
        "A list is made of items, an item of a label and a body.",
        "ISO 14289-1, 7.6",
        _lists,
        in_element("LBody", lambda element: setattr(element, "S", Name.P)),
    ),
    Condition(
        "S22",
        "The contents are made of lines.",
        "ISO 14289-1, 7.1; Matterhorn 09-006",
        _contents,
        in_element("TOCI", lambda element: setattr(element, "S", Name.Div)),
    ),
    Condition(
        "S23",
        "A line of the contents refers to something.",
        "ISO 14289-1, 7.1; Matterhorn 09-006",
        _contents_referred,
        edited(_unreferred),
    ),
    Condition(
        "S24",
        "A table is made of rows, a row of cells.",
        "ISO 14289-1, 7.5; Matterhorn 09-004",
        _tables,
        in_element("TBody", lambda element: setattr(element, "S", Name.Div)),
    ),
    Condition(
        "S25",
        "All rows of a table have as many columns.",
        "ISO 14289-1, 7.5; Matterhorn 15-003",
        _regular,
        in_element("TD", lambda element: setattr(element.A, "ColSpan", 7)),
    ),
    Condition("S26", "A table has headers.", "ISO 14289-1, 7.5", _headed, edited(_without_headers)),
    Condition(
        "S27",
        "A header says whether it heads a column or a row.",
        "ISO 14289-1, 7.5",
        _scopes,
        in_element("TH", _unscoped),
    ),
    Condition(
        "S28",
        "The headers of a cell are headers of its table.",
        "ISO 14289-1, 7.5",
        _headers,
        in_element("TD", lambda element: setattr(element.A, "Headers", Array([String("nobody")]))),
    ),
    Condition(
        "S29",
        "A note has an identifier.",
        "ISO 14289-1, 7.9",
        _notes,
        in_element("Note", lambda element: delattr(element, "ID")),
    ),
    Condition(
        "S30",
        "An identifier is one element's.",
        "ISO 32000-1, 14.7.2; ISO 14289-1, 7.9",
        _identifiers,
        edited(_same_identifier),
    ),
    Condition(
        "S31",
        "Every identifier is listed.",
        "ISO 32000-1, 14.7.2",
        _identifier_tree,
        edited(lambda pdf: setattr(pdf.Root.StructTreeRoot.IDTree, "Names", Array([]))),
    ),
    Condition(
        "S32",
        "No element is empty, save a cell.",
        "ISO 14289-1, 7.1",
        _filled,
        edited(_with_empty_element),
    ),
)
