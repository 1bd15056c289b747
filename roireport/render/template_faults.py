"""Problems of a workspace's own Jinja templates that show without rendering them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from roireport.model.language import Language
from roireport.problems.problem import Problem, Refused
from roireport.render.environment import environment, own_templates
from roireport.render.macros import MacroUse, fits, macro_named, macro_uses, macros_of, signature
from roireport.render.part_faults import parts_in_template
from roireport.render.rendering import VIEWS, syntax_fault, with_excerpt, word_place
from roireport.resources import TEMPLATES
from roireport.text.near import near

SUFFIX: Final = ".jinja"


@dataclass(frozen=True, slots=True)
class Template:
    """A template that could be parsed."""

    name: str
    text: str
    tree: nodes.Template
    own: bool

    def fault(self, key: str, line: int, mark: str = "", **facts: str) -> Problem:
        """A problem at a word of one of its lines."""
        place = word_place(f"{TEMPLATES}/{self.name}", line, self.text, mark)
        return with_excerpt(Problem(key, place, tuple(facts.items())), self.text)


@dataclass(frozen=True, slots=True)
class Templates:
    """The parsed templates of a workspace by name, and the names of all templates."""

    parsed: Mapping[str, Template]
    names: Collection[str]

    @property
    def own(self) -> tuple[Template, ...]:
        return tuple(template for template in self.parsed.values() if template.own)

    @property
    def quoted(self) -> frozenset[str]:
        """Every text that the workspace's own templates quote, such as the keys of words."""
        return frozenset(
            constant.value
            for template in self.own
            for constant in template.tree.find_all(nodes.Const)
            if isinstance(constant.value, str)
        )

    @property
    def used(self) -> frozenset[str]:
        """The names of the templates that others include, extend or import."""
        return frozenset(name for template in self.parsed.values() for name, _ in references(template.tree))


def parsed_templates(workspace: Path) -> tuple[Templates, tuple[Problem, ...]]:
    """The templates of a workspace, and the problems of its own that cannot be parsed."""
    templates = environment(workspace)
    own = frozenset(own_templates(templates))
    names = [name for name in templates.list_templates() if name.endswith(SUFFIX)]
    parsed: dict[str, Template] = {}
    problems: list[Problem] = []
    for name in names:
        try:
            parsed[name] = _parsed(templates, name, name in own)
        except Refused as refused:
            problems.extend(refused.problems)
        except TemplateSyntaxError as wrong:
            text = wrong.source or ""
            problems.append(with_excerpt(syntax_fault(wrong, text), text))
    return Templates(parsed, names), tuple(problems)


def template_faults(templates: Templates, words: Mapping[Language, Collection[str]]) -> Iterator[Problem]:
    """All faults of the workspace's own templates; the words are the keys of each language."""
    assigned = {name for template in templates.own for name in _assigned(template.tree)}
    for template in templates.own:
        yield from _undefined(template, assigned)
        yield from _not_found(template, templates)
        yield from _unknown_blocks(template, templates)
        yield from _unknown_words(template, words)
        yield from parts_in_template(template.name, template.text, template.tree)
    for template in templates.parsed.values():
        yield from _macro_faults(template, templates)


def refused_addresses(workspace: Path, addresses: Collection[str]) -> tuple[Problem, ...]:
    """Where the workspace's own templates load addresses that the PDF printer refused."""
    templates, _ = parsed_templates(workspace)
    return tuple(
        template.fault("external_reference", number, address, address=address)
        for template in templates.own
        for address in dict.fromkeys(addresses)
        for number, line in enumerate(template.text.splitlines(), start=1)
        if address in line
    )


def references(tree: nodes.Template) -> Iterator[tuple[str, int]]:
    """Yield the templates that a template includes, extends or imports from, with their lines."""
    for kind in (nodes.Include, nodes.Extends, nodes.FromImport, nodes.Import):
        for node in tree.find_all(kind):
            name = getattr(node, "template", None)
            if isinstance(name, nodes.Const) and isinstance(name.value, str):
                yield name.value, node.lineno


def _parsed(templates: Environment, name: str, own: bool) -> Template:
    loader = templates.loader
    text, file, _ = loader.get_source(templates, name) if loader else ("", "", None)
    tree = templates.parse(text, name, file)
    templates.compile(text, name, file)  # filters and tests that do not exist are found only here
    return Template(name, text, tree, own)


def _undefined(template: Template, assigned: Collection[str]) -> Iterator[Problem]:
    """Variables that no page and no template sets; an included template sees those of its including one."""
    unknown = meta.find_undeclared_variables(template.tree) - set(VIEWS) - set(assigned) - set(_named(template.tree))
    for name in sorted(unknown):
        lines = [node.lineno for node in template.tree.find_all(nodes.Name) if node.name == name]
        facts = {"name": name, "near": near(name, VIEWS), "allowed": ", ".join(VIEWS)}
        yield template.fault("template_undefined", min(lines, default=0), name, **facts)


def _assigned(tree: nodes.Template) -> Iterator[str]:
    yield from (node.name for node in tree.find_all(nodes.Name) if node.ctx == "store")


def _named(tree: nodes.Template) -> Iterator[str]:
    """Yield the macros that a template defines or imports; Jinja's analysis does not count them in blocks."""
    yield from (macro.name for macro in macros_of(tree))
    yield from (imported.target for imported in tree.find_all(nodes.Import))
    for imported in tree.find_all(nodes.FromImport):
        yield from (name if isinstance(name, str) else name[1] for name in imported.names)


def _not_found(template: Template, templates: Templates) -> Iterator[Problem]:
    for name, line in references(template.tree):
        if name not in templates.names:
            yield template.fault("template_not_found", line, name, name=name, near=near(name, templates.names))


def _unknown_blocks(template: Template, templates: Templates) -> Iterator[Problem]:
    """Blocks that fill nothing, since no extended template has them."""
    bases = _bases(template, templates)
    if not bases:
        return
    block_names = [block.name for base in bases for block in base.tree.find_all(nodes.Block)]
    for block in template.tree.find_all(nodes.Block):
        if block.name not in block_names and not _within_known(block, template, block_names):
            facts = {
                "base": bases[0].name,
                "near": near(block.name, block_names),
                "allowed": ", ".join(dict.fromkeys(block_names)),
            }
            yield template.fault("template_block_unknown", block.lineno, block.name, block=block.name, **facts)


def _within_known(block: nodes.Block, template: Template, block_names: Collection[str]) -> bool:
    """Whether a new block is inside a block that is filled, and so appears."""
    filled = (outer for outer in template.tree.find_all(nodes.Block) if outer.name in block_names)
    return any(inner is block for outer in filled for inner in outer.find_all(nodes.Block))


def _bases(template: Template, templates: Templates) -> Sequence[Template]:
    """The templates that a template extends, the nearest first."""
    bases: list[Template] = []
    current: Template | None = template
    while current is not None:
        extended = next(iter(current.tree.find_all(nodes.Extends)), None)
        name = extended.template.value if extended and isinstance(extended.template, nodes.Const) else None
        current = templates.parsed.get(name) if isinstance(name, str) else None
        if current in bases:
            break
        bases += [current] if current else []
    return bases


def _unknown_words(template: Template, words: Mapping[Language, Collection[str]]) -> Iterator[Problem]:
    """Calls of `words` with a key that a language lacks."""
    for call in template.tree.find_all(nodes.Call):
        constant = _word_key(call)
        lacking = [language for language, keys in words.items() if constant and constant.value not in keys]
        if constant and lacking:
            key = str(constant.value)
            family = [other for other in words["en"] if other.partition(".")[0] == key.partition(".")[0]]
            facts = {"language": ", ".join(lacking), "near": near(key, family)}
            yield template.fault("template_word_unknown", call.lineno, key, word=key, **facts)


def _word_key(call: nodes.Call) -> nodes.Const | None:
    """The constant key of a call of `words`, if it is one."""
    key = call.args[0] if call.args else None
    is_words = isinstance(call.node, nodes.Name) and call.node.name == "words"
    return key if is_words and isinstance(key, nodes.Const) else None


def _macro_faults(template: Template, templates: Templates) -> Iterator[Problem]:
    """Unknown macros and calls that do not fit, where either side is the workspace's own."""
    trees = {name: parsed.tree for name, parsed in templates.parsed.items()}
    for use in macro_uses(template.tree, trees):
        base = templates.parsed.get(use.file, template)
        if template.own or base.own:
            yield from _macro_fault(use, template, base)


def _macro_fault(use: MacroUse, template: Template, base: Template) -> Iterator[Problem]:
    """The problem of a macro of `base` used in a template, on the workspace's own side."""
    macro = macro_named(base.tree, use.macro)
    blamed, line = (template, use.line) if template.own else (base, macro.lineno if macro else 1)
    mark = use.macro if macro or template.own else ""
    facts = {"macro": use.macro, "user": template.name}
    if macro is None:
        if use.macro not in _assigned(base.tree):
            guess = near(use.macro, [other.name for other in macros_of(base.tree)])
            yield blamed.fault("template_macro_unknown", line, mark, base=base.name, near=guess, **facts)
    elif use.call is not None and not fits(use.call, macro):
        facts |= {"wrong": f"`{use.written}`", "signature": f"`{signature(macro)}`"}
        yield blamed.fault("template_macro_arguments", line, mark, **facts)
