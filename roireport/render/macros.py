"""The macros of templates, and whether they are called as they are written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import nodes


@dataclass(frozen=True, slots=True)
class MacroUse:
    """A macro that a template imports or calls: the file that should have it ("" for its own), and the call, if any."""

    file: str
    macro: str
    line: int
    call: nodes.Call | None = None

    @property
    def written(self) -> str:
        """The call as it stands, its values aside."""
        if self.call is None:
            return self.macro
        return (
            f"{self.macro}({', '.join(['…' for _ in self.call.args] + [f'{each.key}=…' for each in self.call.kwargs])})"
        )


def macros_of(tree: nodes.Template) -> Iterator[nodes.Macro]:
    """Every macro that a template has."""
    yield from tree.find_all(nodes.Macro)


def macro_named(tree: nodes.Template, name: str) -> nodes.Macro | None:
    """The macro of that name."""
    return next((macro for macro in macros_of(tree) if macro.name == name), None)


def calls_of(tree: nodes.Template, parsed: Mapping[str, nodes.Template]) -> Iterator[MacroUse]:
    """Every macro that a template takes from a template that could be parsed, and every call of one it knows."""
    names: dict[str, tuple[str, str]] = {macro.name: ("", macro.name) for macro in macros_of(tree)}
    modules = {each.target: file for each in tree.find_all(nodes.Import) if (file := _file(each)) in parsed}
    for node in tree.find_all(nodes.FromImport):
        file = _file(node)
        for name, alias in ((each, each) if isinstance(each, str) else each for each in node.names):
            if file in parsed:
                names[alias] = (file, name)
                yield MacroUse(file, name, node.lineno)
    for call in tree.find_all(nodes.Call):
        match call.node:
            case nodes.Name(name=name) if name in names:
                yield MacroUse(*names[name], call.lineno, call)
            case nodes.Getattr(node=nodes.Name(name=module), attr=macro) if module in modules:
                yield MacroUse(modules[module], macro, call.lineno, call)


def _file(node: nodes.Import | nodes.FromImport) -> str:
    """The template that one imports from, where it is named as it is."""
    return str(node.template.value) if isinstance(node.template, nodes.Const) else ""


def fits(call: nodes.Call, macro: nodes.Macro) -> bool:
    """Whether a macro takes the arguments of a call, and gets all it needs."""
    taken = [argument.name for argument in macro.args]
    needed = taken[: len(taken) - len(macro.defaults)]
    inside = {name.name for name in macro.find_all(nodes.Name)}
    given = {*taken[: len(call.args)], *(each.key for each in call.kwargs)}
    spread = call.dyn_args is not None or call.dyn_kwargs is not None
    too_many = len(call.args) > len(taken) and "varargs" not in inside
    unknown = any(each.key not in {*taken, "caller"} for each in call.kwargs) and "kwargs" not in inside
    return not too_many and not unknown and (spread or given.issuperset(needed))


def signature(macro: nodes.Macro) -> str:
    """A macro as its first line writes it; what may be left out stands with …"""
    needed = len(macro.args) - len(macro.defaults)
    shown = (argument.name if place < needed else f"{argument.name}=…" for place, argument in enumerate(macro.args))
    return f"{macro.name}({', '.join(shown)})"
