"""Build a located tree from YAML events; every scalar stays the text that was typed.

Unlike a YAML loader this resolves nothing: no types, no anchors, no tags, no merge keys. All limits hold on the flat
list of events, before a tree is built, so that no input can make the building deep or long.
"""

import re
from collections.abc import Iterator

import yaml

from roireport.load.decoding import refused_character
from roireport.load.yaml_faults import cut_text, fault_of
from roireport.model.place import Place
from roireport.model.written import Node, Written, WrittenList, WrittenMapping
from roireport.problems.problem import Problem, Refused, problem
from roireport.text.characters import LINE_END, hidden_in, hidden_reference_in

DEEPEST = 20
MOST_EVENTS = 50_000
MERGE_KEY = "<<"

_WHOLE = re.compile(r"[\d.,%_ -]*")
"""A number, a rate or a date."""

_Parser = getattr(yaml, "CLoader", yaml.Loader)
_OPENING = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_PARTS_OF_A_TREE = (yaml.NodeEvent, yaml.CollectionEndEvent)
_CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


def read_tree(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """Read the tree of a YAML text, and its problems.

    An empty text is an empty mapping; the tree is None where the text cannot be read.
    """
    building = _Building(file, text)
    try:
        events = list(_checked(text, file))
        tree = building.node(iter(events)) if events else WrittenMapping({}, Place(file, 1, 1))
    except Refused as refused:  # the file is not read further
        return None, list(refused.problems)
    except yaml.YAMLError as wrong:
        return None, [fault_of(wrong, text, file)]
    return tree, building.problems


def _checked(text: str, file: str) -> Iterator[yaml.Event]:
    """Yield the events of the only document, within the limits."""
    depth = documents = 0
    for count, event in enumerate(yaml.parse(text, _Parser), start=1):
        if not isinstance(event, yaml.ScalarEvent):
            documents += isinstance(event, yaml.DocumentStartEvent)
            depth += isinstance(event, _OPENING) - isinstance(event, _CLOSING)
        if key := _limit_broken(documents, depth, count):
            raise Refused([problem(key, _place(event, file), depth=str(DEEPEST), events=str(MOST_EVENTS))])
        if isinstance(event, _PARTS_OF_A_TREE):
            _refuse_what_resolves(event, file)
            yield event


def _limit_broken(documents: int, depth: int, count: int) -> str | None:
    if documents > 1:
        return "several_documents"
    if depth > DEEPEST:
        return "too_deep"
    return "too_many_events" if count > MOST_EVENTS else None


def _refuse_what_resolves(event: yaml.Event, file: str) -> None:
    """Refuse anchors, aliases and tags: they make a value differ from what is typed."""
    if isinstance(event, yaml.AliasEvent):
        raise Refused([problem("yaml_alias", _place(event, file))])
    if getattr(event, "anchor", None) is not None:
        raise Refused([problem("yaml_anchor", _place(event, file))])
    if getattr(event, "tag", None) is not None:
        raise Refused([problem("yaml_tag", _place(event, file))])


def _place(event: yaml.Event, file: str) -> Place:
    mark = event.start_mark
    return Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)


class _Building:
    """Builds the tree of one file."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines = LINE_END.split(text) if " #" in text else []
        self.problems: list[Problem] = []

    def node(self, events: Iterator[yaml.Event]) -> Node:
        """The node that begins with the next event."""
        return self._node(next(events), events)

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event]) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        place = _place(event, self.file)
        if isinstance(event, yaml.SequenceStartEvent):
            return WrittenList(list(self._items(events)), place)
        return WrittenMapping(self._entries(events), place)

    def _scalar(self, event: yaml.ScalarEvent) -> Written:
        place = _place(event, self.file)
        if hidden := _hidden_by_escape(event):
            self.problems.append(refused_character(hidden, place))
        if not event.style and self.lines and (cut := self._cut_off(event)):
            self.problems.append(cut)
        return Written(event.value, place, plain=not event.style)

    def _cut_off(self, event: yaml.ScalarEvent) -> Problem | None:
        """What a ` #` cuts off a plain text; a number or a date is whole."""
        if event.end_mark is None:
            return None
        line, column = event.end_mark.line, event.end_mark.column
        rest = cut_text(self.lines[line], column) if line < len(self.lines) else ""
        if not rest or _WHOLE.fullmatch(event.value):
            return None
        at = self.lines[line].index("#", column)
        return problem("yaml_cut_by_comment", Place(self.file, line + 1, at + 1), rest=f"#{rest}"[:60])

    def _items(self, events: Iterator[yaml.Event]) -> Iterator[Node]:
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event, events)

    def _entries(self, events: Iterator[yaml.Event]) -> dict[Written, Node]:
        entries: dict[Written, Node] = {}
        seen: dict[str, Place] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event)
            value = self._node(next(events), events)
            if key in seen:
                self.problems.append(_duplicate(key, seen[key]))
                continue
            seen[key] = key.place
            entries[key] = value
        return entries

    def _key(self, event: yaml.Event) -> Written:
        if not isinstance(event, yaml.ScalarEvent):
            raise Refused([problem("key_not_text", _place(event, self.file))])
        key = self._scalar(event)
        if key == MERGE_KEY and key.plain:
            raise Refused([problem("yaml_merge_key", key.place)])
        return key


def _hidden_by_escape(event: yaml.ScalarEvent) -> str | None:
    """Find the first refused character written as a YAML escape or HTML reference."""
    if event.style == '"' and "\r" in event.value:
        return "\r"
    hidden = (event.style == '"' and hidden_in(event.value)) or hidden_reference_in(event.value)
    return hidden[1] if hidden else None


def _duplicate(key: Written, first: Place) -> Problem:
    return problem("duplicate_key", key.place, also=(first,), key=key[:60], line=str(first.line))
