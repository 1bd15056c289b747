"""The macros of templates, and whether calls fit them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import nodes


@dataclass(frozen=True, slots=True)
class MacroUse:
    """A macro that a template imports or calls; `file` should define it, "" is the template itself."""

    file: str
    macro: str
    line: int
    call: nodes.Call | None = None

    @property
    def written(self) -> str:
        """The call as it is written, without its values."""
        if self.call is None:
            return self.macro
        arguments = ["…" for _ in self.call.args] + [f"{argument.key}=…" for argument in self.call.kwargs]
        return f"{self.macro}({', '.join(arguments)})"


def macros_of(tree: nodes.Template) -> Iterator[nodes.Macro]:
    """Yield every macro that a template defines."""
    yield from tree.find_all(nodes.Macro)


def macro_named(tree: nodes.Template, name: str) -> nodes.Macro | None:
    """The macro of that name."""
    return next((macro for macro in macros_of(tree) if macro.name == name), None)


def macro_uses(tree: nodes.Template, parsed: Mapping[str, nodes.Template]) -> Iterator[MacroUse]:
    """Yield each macro that a template imports, then each call of a macro it knows.

    Args:
        tree: The template.
        parsed: All templates that could be parsed; imports from others are left out.
    """
    imports = list(_imports(tree, parsed))
    yield from (use for _, use in imports)
    names = {macro.name: ("", macro.name) for macro in macros_of(tree)}
    names |= {alias: (use.file, use.macro) for alias, use in imports}
    modules = {node.target: file for node in tree.find_all(nodes.Import) if (file := _file(node)) in parsed}
    for call in tree.find_all(nodes.Call):
        match call.node:
            case nodes.Name(name=name) if name in names:
                yield MacroUse(*names[name], call.lineno, call)
            case nodes.Getattr(node=nodes.Name(name=module), attr=macro) if module in modules:
                yield MacroUse(modules[module], macro, call.lineno, call)


def _imports(tree: nodes.Template, parsed: Mapping[str, nodes.Template]) -> Iterator[tuple[str, MacroUse]]:
    """Yield the local name and the use of each macro that a template imports by name."""
    for node in tree.find_all(nodes.FromImport):
        file = _file(node)
        for imported in node.names if file in parsed else ():
            name, alias = (imported, imported) if isinstance(imported, str) else imported
            yield alias, MacroUse(file, name, node.lineno)


def _file(node: nodes.Import | nodes.FromImport) -> str:
    """The template that a node imports from; empty where its name is computed."""
    return str(node.template.value) if isinstance(node.template, nodes.Const) else ""


def fits(call: nodes.Call, macro: nodes.Macro) -> bool:
    """Whether a macro takes the arguments of a call, and gets all it needs."""
    return _takes(macro, call) and _has_required(macro, call)


def _takes(macro: nodes.Macro, call: nodes.Call) -> bool:
    """Whether a macro has a place for each argument of a call."""
    parameters = [argument.name for argument in macro.args]
    names = {node.name for node in macro.find_all(nodes.Name)}
    too_many = len(call.args) > len(parameters) and "varargs" not in names
    unknown = any(argument.key not in {*parameters, "caller"} for argument in call.kwargs) and "kwargs" not in names
    return not too_many and not unknown


def _has_required(macro: nodes.Macro, call: nodes.Call) -> bool:
    """Whether a call gives every argument without a default; `*` and `**` may give any."""
    parameters = [argument.name for argument in macro.args]
    required = parameters[: len(parameters) - len(macro.defaults)]
    given = {*parameters[: len(call.args)], *(argument.key for argument in call.kwargs)}
    return call.dyn_args is not None or call.dyn_kwargs is not None or given.issuperset(required)


def signature(macro: nodes.Macro) -> str:
    """The first line of a macro; arguments with a default are written with …"""
    needed = len(macro.args) - len(macro.defaults)
    shown = (argument.name if place < needed else f"{argument.name}=…" for place, argument in enumerate(macro.args))
    return f"{macro.name}({', '.join(shown)})"
