"""Extensions of Python-Markdown: notes are read as other editors show them, and as reports can print them.

Lists and tables may follow a line of text, lists are nested by the width of their marks (CommonMark 0.31, 5.2), a word
in angle brackets that is no element of HTML is text, and headings leave out no level.
"""

import re
from collections.abc import Container, Iterable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import NBSP_PLACEHOLDER
from markdown.inlinepatterns import HTML_RE, HtmlInlineProcessor, SimpleTagInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from roireport.render.html_names import ELEMENTS

PICTURE_ADDRESS: Final = "roireport:picture/"
"""Before the name of a picture of the engagement."""
_PICTURE: Final = re.compile(r"(?:\./)?([A-Za-z0-9][A-Za-z0-9._-]*\.(?:png|jpe?g|svg))", re.ASCII | re.IGNORECASE)
_ITEM: Final = re.compile(r" *(?P<sign>[-*+]|(?P<number>[0-9]{1,9})[.)])(?P<gap> +)(?=\S)")
_RULE: Final = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,})$")
_QUOTED: Final = re.compile(r" {0,3}> ?")
_ROW_OF_DASHES: Final = re.compile(r" {0,3}(?=.*\|)\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_HTML: Final = rf"(?=<[!?]|</?(?i:{'|'.join(sorted(ELEMENTS))})[\s/>]){HTML_RE}"
"""The elements of HTML, comments and the like; any other name in angle brackets is text."""
_LOWEST: Final = 6


class NoteExtension(Extension):
    """The differences between a note and plain Python-Markdown.

    Args:
        level: The level of the highest heading.
        prefix: What the anchors of footnotes begin with.
    """

    def __init__(self, level: int, prefix: str) -> None:
        super().__init__()
        self._level, self._prefix = level, prefix

    def extendMarkdown(self, md: Markdown) -> None:
        """Register what differs; the numbers are places among Python-Markdown's own steps."""
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "<", "~"]
        md.preprocessors.register(_Blocks(md), "blocks", 19)  # after fenced code (25) and blocks of HTML (20)
        md.inlinePatterns.register(HtmlInlineProcessor(_HTML, md), "html", 90)
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"(~~)(?=\S)(.+?)(?<=\S)~~", "del"), "del", 65)
        md.treeprocessors.register(_Tree(md, self._level, self._prefix), "note", 1)


class _Blocks(Preprocessor):
    """Puts a blank line before a list or table, and indents lists by four spaces a level."""

    def run(self, lines: list[str]) -> list[str]:
        return list(_separated(lines, _commented(lines)))


def _commented(lines: list[str]) -> set[int]:
    """The numbers of the lines that a comment of several lines reaches into."""
    text = "\n".join(lines)
    spans = [(text.count("\n", 0, one.start()), text.count("\n", 0, one.end())) for one in _COMMENT.finditer(text)]
    return {line for first, last in spans for line in range(first + 1, last + 1)}


def _separated(lines: list[str], commented: Container[int]) -> Iterator[str]:
    lists, at = _Lists(), 0
    while at < len(lines):
        line = lines[at]
        quoted = _end_of_quotation(lines, at, commented)
        if quoted > at:
            inner = [_QUOTED.sub("", one, count=1) for one in lines[at:quoted]]
            yield from (f"> {one}" for one in _separated(inner, ()))
            lists.end()
        elif at in commented:
            yield line
        else:
            if lists.after_text and _begins_table(lines[at : at + 2]):
                yield ""
            yield from lists.lines(line)
        at = max(at + 1, quoted)


def _end_of_quotation(lines: list[str], at: int, commented: Container[int]) -> int:
    """The number of the first line from a line on that is not quoted."""
    while at < len(lines) and _QUOTED.match(lines[at]) and at not in commented:
        at += 1
    return at


def _begins_table(lines: list[str]) -> bool:
    """Whether two lines are a head of a table and the dashes below it."""
    return len(lines) == 2 and "|" in lines[0] and _ROW_OF_DASHES.fullmatch(lines[1]) is not None


class _Lists:
    """The lists that are open at a line: the column at which the text of each item begins, and its kind."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []
        self._blank = True
        self._paragraph = False
        """Whether the line before belongs to a paragraph of its own in an item."""

    @property
    def after_text(self) -> bool:
        """Whether the line before belongs to a paragraph outside all lists."""
        return not self._blank and not self._open

    def end(self) -> None:
        """Close all lists, after a block that is none."""
        self._open, self._blank = [], False

    def lines(self, line: str) -> Iterable[str]:
        """The lines to read instead of a line."""
        if not line.strip():
            self._blank = True
            return (line,)
        indent = len(line) - len(line.lstrip(" "))
        item = None if _RULE.match(line) else _ITEM.match(line)
        if item and (self._open or indent < 4) and (not self.after_text or item["number"] in (None, "1")):
            return self._item(item, indent, line)
        return (self._text(line, indent),)

    def _item(self, item: re.Match[str], indent: int, line: str) -> tuple[str, ...]:
        apart = self.after_text or (self._paragraph and not self._blank)
        last = self._closed(indent)
        kind, sign = ("-", item["sign"]) if item["number"] is None else (".", f"{item['number']}.")
        apart = apart or (last is not None and last != kind and not self._blank)
        level, self._blank, self._paragraph = len(self._open), False, False
        self._open.append((indent + len(item["sign"]) + (len(item["gap"]) if len(item["gap"]) < 5 else 1), kind))
        return (*([""] if apart else []), f"{'    ' * level}{sign} {line[item.end() :]}")

    def _closed(self, indent: int) -> str | None:
        """Close the items that text at a column does not belong to; the kind of the outermost of them."""
        last = None
        while self._open and indent < self._open[-1][0]:
            last = self._open.pop()[1]
        return last

    def _text(self, line: str, indent: int) -> str:
        if self._blank:
            self._closed(indent)
            self._paragraph = bool(self._open)
        self._blank = False
        if not self._open:
            return line
        level = 4 * len(self._open)
        return " " * (level + max(0, indent - max(level, self._open[-1][0]))) + line.lstrip(" ")


class _Tree(Treeprocessor):
    """Numbers headings without a gap, gives pictures and footnotes their addresses."""

    def __init__(self, md: Markdown, level: int, prefix: str) -> None:
        super().__init__(md)
        self._level, self._prefix = level, prefix

    def run(self, root: Element) -> None:
        opened: list[int] = []
        for element in root.iter():
            if re.fullmatch(r"h[1-6]", element.tag):
                rank = int(element.tag[1])
                opened = [*(other for other in opened if other < rank), rank]
                element.tag = f"h{min(self._level + len(opened) - 1, _LOWEST)}"
            elif element.tag == "img":
                name = _PICTURE.fullmatch(element.get("src", ""))
                element.set("src", f"{PICTURE_ADDRESS}{name[1]}" if name else "")
        self._address_footnotes(root)

    def _address_footnotes(self, root: Element) -> None:
        """Number the anchors of footnotes: their labels are for the author. A note leads back from no place."""
        notes = [item for item in root.iter("li") if item.get("id", "").startswith("fn:")]
        numbers = {item.get("id", ""): f"{self._prefix}{number}" for number, item in enumerate(notes, 1)}
        for number, item in enumerate(notes, 1):
            item.set("id", f"{self._prefix}{number}")
        for parent in list(root.iter()):
            for link in [child for child in parent if child.get("class", "").startswith("footnote-")]:
                if link.get("class") == "footnote-ref":
                    parent.attrib.pop("id", None)
                    link.set("href", f"#{numbers.get(link.get('href', '')[1:], '')}")
                else:
                    _remove_way_back(parent, link)


def _remove_way_back(paragraph: Element, link: Element) -> None:
    """Remove the link from a footnote to its place, and the space before it."""
    paragraph.remove(link)
    paragraph.text = (paragraph.text or "").replace(NBSP_PLACEHOLDER, "")
    for child in paragraph:
        child.tail = (child.tail or "").replace(NBSP_PLACEHOLDER, "")
